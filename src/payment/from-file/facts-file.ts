import { isUtf8 } from 'node:buffer'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join as joinPath } from 'node:path'
import { type Fault, WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, sql } from '../../lake/sql.ts'
import { wideEncodingOf } from '../../sources/receive/encoding.ts'
import { shown } from './shown.ts'
import { headerOf, walkText } from './walk-text.ts'

/** A delimited file of facts, opened: its headers, and its records by number, the header being record 1. */
export type FactsFile = {
  name: string
  headers: readonly string[]
  delimiter: string
  /** Cells of the columns asked for, record by record in the file's order, in pieces of up to 2,048. */
  records: (places: readonly number[]) => AsyncGenerator<(string | null)[][]>
  /** `file:line:column` of each: where a record and its column begin. */
  placesOf: (cells: readonly { record: number; place: number }[]) => string[]
  close: () => void
}

/** Records that are not of the header's shape; they are found where the engine stops reading. */
export class Misshapen extends Error {
  readonly faults: readonly Fault[]
  readonly count: number

  constructor(faults: readonly Fault[], count: number, cause: unknown) {
    super('records not of the shape of the header', { cause })
    this.faults = faults
    this.count = count
  }
}

/** Longest record that is read, in bytes. */
const LONGEST = 10_000_000

/** Opens a file as it is: UTF-8, UTF-16 or the older encoding of Windows; commas, tabs or semicolons. */
export async function openFacts(engine: Engine, path: string): Promise<FactsFile> {
  const name = basename(path)
  const { head, text } = decoded(bytesOf(path))
  const delimiter = delimiterOf(head.slice(0, head.search(/\r?\n|$/)))
  const headers = headerOf(head, delimiter)
  checkHeader(name, head, headers)
  const scratch = text === undefined ? undefined : mkdtempSync(joinPath(tmpdir(), 'wholepanel-facts-'))
  const from = scratch ? joinPath(scratch, 'facts.csv') : path
  if (scratch) writeFileSync(from, text ?? '', { mode: 0o600 })
  return {
    name,
    headers,
    delimiter,
    placesOf: (cells) => placesIn(name, readFileSync(from, 'utf8'), delimiter, cells),
    records: (places) => recordsIn(engine, { name, from, width: headers.length, delimiter }, places),
    close: () => scratch && rmSync(scratch, { recursive: true, force: true }),
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    throw new WholepanelError(
      'input-facts',
      { at: path, got: isFolder ? 'a folder; want a file' : 'no file that can be read' },
      cause,
    )
  }
}

/** How much of the text is looked at for its header. */
const HEAD = 1 << 20

/** The beginning of the text; all of it only where the engine cannot read the bytes as they are. */
function decoded(bytes: Buffer): { head: string; text: string | undefined } {
  const wide = wideEncodingOf(bytes)
  if (!wide && isUtf8(bytes)) return { head: bytes.subarray(0, HEAD).toString('utf8'), text: undefined }
  const text = new TextDecoder(wide ?? 'windows-1252').decode(bytes)
  return { head: text.slice(0, HEAD), text }
}

const delimiterOf = (line: string): string =>
  [',', '\t', ';'].map((one) => ({ one, count: line.split(one).length })).sort((a, b) => b.count - a.count)[0]?.one ??
  ','

function checkHeader(name: string, head: string, headers: readonly string[]): void {
  const fault = (got: string, fix?: string) =>
    new WholepanelError('input-facts', { at: `${name}:1`, got, ...(fix === undefined ? {} : { fix }) })
  if (head.startsWith('PK\u0003\u0004') || head.slice(0, 4096).includes('\0'))
    throw fault('no text', 'save the sheet as CSV')
  if (/^\uFEFF?\s*$/.test(head)) throw fault('an empty file; want a header and a row for each provider')
  if (/^\uFEFF?[ \t]*\r?\n/.test(head)) throw fault('an empty line; want the header here')
  if (/\r(?!\n)/.test(headers.join('')) && !head.includes('\n'))
    throw fault('lines that end in CR alone', 'save it with line ends of Unix (LF) or Windows (CR LF)')
  const faults = headers.flatMap((header, i) =>
    header === ''
      ? [`column ${i + 1} has no name`]
      : headers.indexOf(header) < i
        ? [`columns ${headers.indexOf(header) + 1} and ${i + 1} are both named ${shown(header)}`]
        : [],
  )
  if (faults.length > 0)
    throw fault(
      `${faults.slice(0, 20).join('; ')}${faults.length > 20 ? `; and ${faults.length - 20} more` : ''}`,
      'give every column a name of its own',
    )
}

type Shape = { name: string; from: string; width: number; delimiter: string }

/** The engine reads the cells. Where it stops, the text is walked through, since its message would quote the record. */
async function* recordsIn(
  engine: Engine,
  shape: Shape,
  places: readonly number[],
): AsyncGenerator<(string | null)[][]> {
  const { from, width, delimiter } = shape
  const columns = join(Array.from({ length: width }, (_, i) => sql`${literal(`c${i}`)}: 'VARCHAR'`))
  const cells = join(places.map((place) => id(`c${place}`)))
  try {
    yield* engine.pieces(sql`
      select ${cells} from read_csv(${literal(from)}, columns = {${columns}}, auto_detect = false, header = true,
        delim = ${literal(delimiter)}, quote = '"', escape = '"', strict_mode = true, null_padding = false,
        max_line_size = ${literal(String(LONGEST))})`)
  } catch (error) {
    if (error instanceof WholepanelError || !/CSV/.test(String(error))) throw error
    throw misshapen(shape, error)
  }
}

function misshapen({ name, from, width, delimiter }: Shape, cause: unknown): Misshapen {
  const text = readFileSync(from, 'utf8')
  const faults: Fault[] = []
  let count = 0
  const fault = (line: number, wrong: string) => {
    count++
    if (count <= 20) faults.push({ at: `${name}:${line}`, text: wrong })
  }
  walkText(text, delimiter, {
    record: ({ line, fields, isLastEmpty, wrong }) => {
      if (wrong) fault(line, wrong)
      else if (fields !== width && !(fields === width + 1 && isLastEmpty))
        fault(line, `${fields === 1 ? '1 field' : `${fields} fields`}; the header has ${width}`)
      return true
    },
  })
  if (count === 0)
    fault(
      1,
      /(?<!\r)\n/.test(text) && text.includes('\r\n')
        ? 'line ends of two kinds, LF and CR LF; want one kind'
        : `a record that cannot be read; want at most ${LONGEST.toLocaleString('en-US')} bytes in one`,
    )
  return new Misshapen(faults, count, cause)
}

/** All in one walk, since it is the whole text. */
function placesIn(
  name: string,
  text: string,
  delimiter: string,
  cells: readonly { record: number; place: number }[],
): string[] {
  const keyOf = (record: number, place: number) => `${record}:${place}`
  const asked = new Set(cells.map(({ record, place }) => keyOf(record, place)))
  const last = Math.max(...cells.map(({ record }) => record))
  const found = new Map<string, string>()
  walkText(text, delimiter, {
    cell: ({ record, place, line, column }) => {
      const key = keyOf(record, place)
      if (asked.has(key)) found.set(key, `${name}:${line}:${column}`)
    },
    record: ({ record }) => record < last,
  })
  return cells.map(({ record, place }) => found.get(keyOf(record, place)) ?? `${name}, record ${record}`)
}
