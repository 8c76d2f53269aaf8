import { isUtf8 } from 'node:buffer'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join as joinPath } from 'node:path'
import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { wideEncodingOf } from '../../sources/receive/encoding.ts'

/** A delimited file of facts, opened: its headers, and its records by number, the header being record 1. */
export type FactsFile = {
  name: string
  headers: readonly string[]
  /** Cells of the columns asked for, record by record in the file's order, in pieces of up to 2,048. */
  records: (places: readonly number[]) => AsyncGenerator<(string | null)[][]>
  /** `file:line:column`, where a record and its column begin. */
  at: (record: number, place?: number) => string
  close: () => void
}

/** Opens a file as it is: UTF-8, UTF-16 or the older encoding of Windows; commas, tabs or semicolons. */
export async function openFacts(engine: Engine, path: string): Promise<FactsFile> {
  const bytes = bytesOf(path)
  const name = basename(path)
  const { text, isAsItIs } = decoded(bytes)
  const [head = []] = recordsOf(text, 1)
  const delimiter = delimiterOf(text.slice(0, text.search(/\r?\n|$/)))
  const headers = (recordsOf(text, 1, delimiter)[0] ?? head).map((header) => header.trim())
  const empty = headers.indexOf('')
  const twice = headers.find((header, i) => headers.indexOf(header) !== i)
  const fault = (got: string) => new WholepanelError('input-facts', { at: `${name}:1`, got })
  if (headers.length === 1 && headers[0] === '') throw fault('an empty file; want a header and a row for each provider')
  if (empty >= 0) throw fault(`column ${empty + 1} has no name`)
  if (twice !== undefined) throw fault(`two columns are named ${twice}`)
  const scratch = isAsItIs ? undefined : mkdtempSync(joinPath(tmpdir(), 'wholepanel-facts-'))
  const from = scratch ? joinPath(scratch, 'facts.csv') : path
  if (scratch) writeFileSync(from, text, { mode: 0o600 })
  const at = (record: number, place = 0) => placeOf(name, text, record, place, delimiter)
  return {
    name,
    headers,
    at,
    records: (places) => recordsIn(engine, from, headers.length, delimiter, places, at),
    close: () => scratch && rmSync(scratch, { recursive: true, force: true }),
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new WholepanelError('input-facts', { at: path, got: 'no file that can be read' }, cause)
  }
}

function decoded(bytes: Buffer): { text: string; isAsItIs: boolean } {
  const wide = wideEncodingOf(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), isAsItIs: false }
  if (isUtf8(bytes)) return { text: new TextDecoder('utf-8').decode(bytes), isAsItIs: true }
  return { text: new TextDecoder('windows-1252').decode(bytes), isAsItIs: false }
}

const delimiterOf = (line: string): string =>
  [',', '\t', ';'].map((one) => ({ one, count: line.split(one).length })).sort((a, b) => b.count - a.count)[0]?.one ??
  ','

/** The engine reads the cells; a record that is not of the header's shape is refused with its line, not its text. */
async function* recordsIn(
  engine: Engine,
  path: string,
  width: number,
  delimiter: string,
  places: readonly number[],
  at: FactsFile['at'],
): AsyncGenerator<(string | null)[][]> {
  const file = (more: Sql) => sql`
    read_csv(${literal(path)}, columns = {${join(Array.from({ length: width }, (_, i) => sql`${literal(`c${i}`)}: 'VARCHAR'`))}},
      auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"', escape = '"', strict_mode = true,
      null_padding = false, max_line_size = 10000000, ${more})`
  const cells = join(places.map((place) => id(`c${place}`)))
  try {
    yield* engine.pieces(sql`select ${cells} from ${file(raw('ignore_errors = false'))}`)
  } catch (error) {
    if (error instanceof WholepanelError || !/CSV Error/.test(String(error))) throw error
    const wrong = await misshapen(engine, file(raw('ignore_errors = true, store_rejects = true')))
    throw new WholepanelError(
      'input-facts',
      {
        at: at(wrong[0] ?? 2),
        got: `${wrong.length === 1 ? 'a record' : `${wrong.length} records`} not of the header's ${width} columns${
          wrong.length > 1
            ? `: ${wrong
                .slice(0, 20)
                .map((one) => at(one))
                .join(', ')}`
            : ''
        }`,
        fix: 'close each quoted field, double a quote inside one, and give every record as many fields as the header',
      },
      error,
    )
  }
}

async function misshapen(engine: Engine, file: Sql): Promise<number[]> {
  await engine.run(sql`create or replace temp table facts_read as select count(*) as records from ${file}`)
  const rows = await engine.rows<{ line: number }>(sql`select distinct line from reject_errors order by line`)
  return rows.map(({ line }) => Number(line))
}

/** The line and column where a cell begins; only looked for when there is a fault to show. */
function placeOf(name: string, text: string, record: number, place: number, delimiter: string): string {
  let line = 1
  let column = 1
  let records = 1
  let cell = 0
  let isQuoted = false
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    if (records === record && cell === place) return `${name}:${line}:${column}`
    const sign = text[i]
    if (sign === '"') isQuoted = !isQuoted
    if (!isQuoted && sign === delimiter) cell++
    column++
    if (sign !== '\n') continue
    line++
    column = 1
    if (isQuoted) continue
    records++
    cell = 0
  }
  return `${name}:${line}:${column}`
}

/** The first records of a text, for what has to be known before the engine reads it. */
function recordsOf(text: string, most: number, delimiter = ','): string[][] {
  const records: string[][] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i <= text.length && records.length < most; i++) {
    const sign = text[i]
    if (isQuoted) {
      if (sign === undefined || (sign === '"' && text[i + 1] !== '"')) isQuoted = false
      else if (sign === '"') cell += text[++i]
      else cell += sign
    } else if (sign === '"') isQuoted = true
    else if (sign === delimiter || sign === '\n' || sign === undefined) {
      cells.push(cell.replace(/\r$/, ''))
      cell = ''
      if (sign === delimiter) continue
      records.push(cells)
      cells = []
    } else cell += sign
  }
  return records
}
