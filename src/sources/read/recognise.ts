import { basename } from 'node:path'
import { type ErrorCode, WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { literal, sql } from '../../lake/sql.ts'
import type { FileLayout } from '../layouts/layout.ts'
import { foreignOf, refuseForeign } from '../receive/foreign.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import type { Source } from '../source.ts'
import { columnShown, nearest } from './nearest.ts'

/** What a file is: the source and file it follows, and how its records are read. */
export type Recognised = {
  source: Source
  file: FileLayout
  format: 'fixed-width' | 'csv' | 'parquet' | 'json'
  delimiter: string
  /** Delimited and Parquet: the sender's columns in their order; the field each one is, where the layout knows it. */
  columns: readonly { name: string; field: string | null }[]
  /** Delimited: false where the first record is data already. */
  has_header?: boolean
  /** Delimited: false where a quote is a character like any other. */
  is_quoted?: boolean
  /** Medicare: the entity the file is for. */
  aco_id: string | null
  /** Files of one feed with one key are versions of each other. */
  name_key: string
  /** What the file says depends on its name too: the same bytes under another name are another file. */
  name_tells?: boolean
  /** Whether the same bytes, received in this folder then, would be read in another way now. */
  readsOtherwise?: (received: string) => boolean
}

const DELIMITERS = [',', '|', '\t', ';']
const FEWEST_COLUMNS = 3

/**
 * By what each source says of the file's name and first bytes; then, for the sources that say nothing, by the names of
 * the columns. Throws the reason why a file cannot be taken.
 */
export async function recognise(
  engine: Engine,
  received: ReceivedFile,
  sources: readonly Source[],
): Promise<Recognised> {
  const foreign = received.foreign ?? foreignOf(received.head)
  if (foreign) throw refuseForeign(received.place, foreign)
  for (const source of sources) {
    const found = await source.recognise?.(engine, received)
    if (found) return found
  }
  const byColumn = sources.filter((source) => !source.recognise)
  if (received.bytes === 0) throw unknown(received, 'an empty file', sources)
  if (received.head.subarray(0, 4).toString('latin1') === 'PAR1') {
    const described = await engine
      .rows<{ column_name: string }>(sql`describe select * from read_parquet(${literal(received.path)})`)
      .catch((cause) => {
        throw new WholepanelError('input-file', { at: received.place, got: 'a Parquet file that ends too soon' }, cause)
      })
    return byColumns(
      received,
      byColumn,
      described.map((column) => column.column_name),
      'parquet',
      '',
    )
  }
  if (isBinary(received)) throw unknown(received, 'a binary file', sources)
  const header = headerOf(received)
  const known = new Set(
    byColumn.flatMap(({ layout }) => layout.files.flatMap((f) => f.fields.map((field) => field.name.toLowerCase()))),
  )
  const delimiter = DELIMITERS.toSorted((a, b) => score(header, b, known) - score(header, a, known))[0] ?? ','
  return byColumns(received, byColumn, split(header, delimiter), 'csv', delimiter)
}

/** A few odd characters are records to be quarantined; a file full of them is no text. */
function isBinary({ head, encoding }: ReceivedFile): boolean {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return false
  let controls = 0
  for (const byte of head) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++
  return controls * MOST_CONTROLS > head.length
}
const MOST_CONTROLS = 20

function headerOf({ head, encoding }: ReceivedFile): string {
  const label = encoding === 'utf-8' ? 'utf-8' : encoding
  const text = new TextDecoder(label).decode(head)
  return text.split(/\r\n|\r|\n/, 1)[0] ?? ''
}

const split = (header: string, delimiter: string) =>
  header.split(delimiter).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )

const score = (header: string, delimiter: string, known: ReadonlySet<string>) =>
  split(header, delimiter).filter((name) => known.has(name.toLowerCase())).length

type Candidate = { source: Source; file: FileLayout; matched: number; named: boolean; extra: number }

function byColumns(
  received: ReceivedFile,
  sources: readonly Source[],
  names: readonly string[],
  format: 'csv' | 'parquet',
  delimiter: string,
): Recognised {
  const candidates = sources.flatMap((source) =>
    source.layout.files.map((file) => candidate(received, source, file, names)),
  )
  const best = candidates.reduce((a, b) => (isBetter(b, a) ? b : a))
  const enough = best.matched >= FEWEST_COLUMNS && best.matched * 2 >= names.length
  const byName = best.named && best.matched >= FEWEST_COLUMNS
  if (!enough && !byName)
    throw unknown(received, `a header of ${names.length} columns, of which ${best.matched} are known`, sources)
  const { source, file } = best
  const fields = new Map(file.fields.map((field) => [field.name.toLowerCase(), field.name]))
  const columns = names.map((name) => ({ name, field: fields.get(name.toLowerCase()) ?? null }))
  checkHeader(received, source, file, columns)
  return {
    source,
    file,
    format,
    delimiter,
    columns,
    aco_id: null,
    name_key: received.file_name.toLowerCase(),
  }
}

function candidate(received: ReceivedFile, source: Source, file: FileLayout, names: readonly string[]): Candidate {
  const known = new Set(file.fields.map((field) => field.name.toLowerCase()))
  const matched = new Set(names.map((name) => name.toLowerCase()).filter((name) => known.has(name))).size
  const named = basename(received.file_name)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .includes(file.name)
  return { source, file, matched, named, extra: names.length - matched }
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.matched !== b.matched) return a.matched > b.matched
  if (a.named !== b.named) return a.named
  return false
}

/** All faults of the header together. The engine's reader would take other names silently. */
function checkHeader(
  received: ReceivedFile,
  { layout }: Source,
  file: FileLayout,
  columns: Recognised['columns'],
): void {
  const present = columns.map((column) => column.field).filter((field) => field !== null)
  const twice = present.filter((field, i) => present.indexOf(field) !== i)
  const strangers = columns.flatMap(({ name, field }, i) => {
    const is = columnShown(name, i + 1)
    return field === null && is === name ? [name] : []
  })
  const faults = file.fields
    .filter((field) => field.required && !present.includes(field.name))
    .map((field) => {
      const like = nearest(field.name, strangers)
      return like ? `${field.name} (is it the column ${like}?)` : field.name
    })
  const got = [
    ...(faults.length > 0 ? [`missing ${faults.slice(0, 20).join(', ')}`] : []),
    ...(twice.length > 0 ? [`twice ${[...new Set(twice)].join(', ')}`] : []),
  ]
  if (got.length > 0)
    throw new WholepanelError('input-header', {
      at: `${received.place}, record 1`,
      got: got.join('; '),
      want: `the columns of ${file.name}, in any order`,
      fix: `compare with docs/reference/layout-${layout.name}.md and send the file again`,
    })
}

function unknown(received: ReceivedFile, got: string, sources: readonly Source[]): WholepanelError {
  const code: ErrorCode = 'input-unknown-layout'
  return new WholepanelError(code, {
    at: received.place,
    got,
    want: `a file of ${sources.map(({ layout }) => layout.name).join(', ')}`,
    fix: 'send it in a layout of docs/guides/send-files.md, or describe its columns: docs/guides/map-a-file.md',
  })
}
