import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { WholepanelError } from '../../error.ts'
import { type Header, readHeader } from './header.ts'

type Row = (string | null)[]
export type Batch = { table: Header['tables'][number]; rows: Row[] }

const BATCH = 1000

/** The header, held against itself. */
export async function headerOf(file: string): Promise<Header> {
  if (!existsSync(file)) throw damaged(file, 'no file is there', 'choose a file that wholepanel backup wrote')
  for await (const line of linesOf(file)) {
    const header = readHeader(line.toString('utf8'))
    if (!('fault' in header)) return header
    if (header.newer)
      throw new WholepanelError('unsupported-backup', {
        at: file,
        got: header.fault,
        fix: 'install the version of wholepanel that wrote it, or a newer one',
      })
    throw damaged(file, header.fault)
  }
  throw damaged(file, 'it is empty')
}

/** The rows of each table, held against the header: who reads to the end has read what was written. */
export async function* batchesOf(file: string, { tables }: Header): AsyncGenerator<Batch> {
  const lines = linesOf(file)
  await lines.next()
  let number = 1
  for (const table of tables) {
    const hash = createHash('sha256')
    let rows: Row[] = []
    for (let row = 0; row < table.rows; row++) {
      const { value: line, done } = await lines.next()
      number++
      if (done) throw damaged(`${file}:${number}`, `it ends after ${row} of ${table.rows} rows of table ${table.name}`)
      hash.update(line).update('\n')
      rows.push(rowOf(line, table.columns.length, `${file}:${number}`))
      if (rows.length < BATCH) continue
      yield { table, rows }
      rows = []
    }
    if (rows.length > 0) yield { table, rows }
    if (hash.digest('hex') !== table.sha256)
      throw damaged(`${file}:${number}`, `the rows of table ${table.name}, up to this line, are not those written`)
  }
  if (!(await lines.next()).done) throw damaged(`${file}:${number + 1}`, 'there is more than the header says')
}

function rowOf(line: Buffer, columns: number, at: string): Row {
  let row: unknown
  try {
    row = JSON.parse(line.toString('utf8'))
  } catch {
    throw damaged(at, 'a line that is no row')
  }
  if (!Array.isArray(row) || row.length !== columns) throw damaged(at, 'a line that is no row of its table')
  return row as Row
}

/** Split at line feeds and nothing else: a value may hold any other character that ends a line somewhere. */
async function* linesOf(file: string): AsyncGenerator<Buffer, void> {
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, to)])
      rest = []
      from = to + 1
    }
    rest.push(chunk.subarray(from))
  }
  // What no line feed ends was cut off.
  const last = Buffer.concat(rest)
  if (last.length > 0) yield last
}

export const damaged = (at: string, got: string, fix = 'nothing was changed; restore another copy'): WholepanelError =>
  new WholepanelError('input-backup', { at, got, fix })
