import { basename } from 'node:path'
import { type ErrorCode, WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { literal, sql } from '../../lake/sql.ts'
import { cclfFileName } from '../cclf/file-name.ts'
import type { FileLayout, Layout } from '../layout.ts'
import { fileLayout, layouts } from '../layouts.ts'
import type { ReceivedFile } from '../receive.ts'
import { nearest } from './nearest.ts'

/** What a file is: the layout and file it follows, and how its records are read. */
export type Recognised = {
  layout: Layout
  file: FileLayout
  format: 'fixed-width' | 'csv' | 'parquet'
  delimiter: string
  /** Delimited and Parquet: the sender's columns in their order; the field each one is, where the layout knows it. */
  columns: readonly { name: string; field: string | null }[]
  /** CCLF: the entity the file is for. */
  aco_id: string | null
  /** Files of one feed with one key are versions of each other. */
  name_key: string
}

const DELIMITERS = [',', '|', '\t', ';']
const FEWEST_COLUMNS = 3

/** By name for CCLF, by the names of the columns for everything else. Throws the reason why a file cannot be taken. */
export async function recognise(engine: Engine, received: ReceivedFile): Promise<Recognised> {
  const cclf = cclfFileName(received.file_name)
  if (cclf && cclf.file !== 'zip') {
    const layout = layouts.find((l) => l.name === 'cclf')
    const name_key = [cclf.aco_id, cclf.file, cclf.year, cclf.runout ? 'R' : 'Y', cclf.created_date].join('/')
    if (layout)
      return {
        layout,
        file: fileLayout('cclf', cclf.file),
        format: 'fixed-width',
        delimiter: '',
        columns: [],
        aco_id: cclf.aco_id,
        name_key,
      }
  }
  if (received.bytes === 0) throw unknown(received, 'an empty file')
  if (received.head.subarray(0, 4).toString('latin1') === 'PAR1') {
    const described = await engine
      .rows<{ column_name: string }>(sql`describe select * from read_parquet(${literal(received.path)})`)
      .catch((cause) => {
        throw new WholepanelError('input-file', { at: received.place, got: 'a Parquet file that ends too soon' }, cause)
      })
    return byColumns(
      received,
      described.map((column) => column.column_name),
      'parquet',
      '',
    )
  }
  if (received.head.includes(0) && received.encoding !== 'utf-16le' && received.encoding !== 'utf-16be')
    throw unknown(received, 'a binary file')
  const header = headerOf(received)
  const known = new Set(
    layouts.flatMap((l) => l.files.flatMap((f) => f.fields.map((field) => field.name.toLowerCase()))),
  )
  const delimiter = DELIMITERS.toSorted((a, b) => score(header, b, known) - score(header, a, known))[0] ?? ','
  return byColumns(received, split(header, delimiter), 'csv', delimiter)
}

function headerOf({ head, encoding }: ReceivedFile): string {
  const label = encoding === 'utf-8' ? 'utf-8' : encoding
  const text = new TextDecoder(label).decode(head)
  return text.split(/\r?\n/, 1)[0] ?? ''
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

type Candidate = { layout: Layout; file: FileLayout; matched: number; named: boolean; extra: number }

function byColumns(
  received: ReceivedFile,
  names: readonly string[],
  format: 'csv' | 'parquet',
  delimiter: string,
): Recognised {
  const candidates = layouts
    .filter((layout) => layout.name !== 'cclf')
    .flatMap((layout) => layout.files.map((file) => candidate(received, layout, file, names)))
  const best = candidates.reduce((a, b) => (isBetter(b, a) ? b : a))
  const enough = best.matched >= FEWEST_COLUMNS && best.matched * 2 >= names.length
  const byName = best.named && best.matched >= FEWEST_COLUMNS
  if (!enough && !byName)
    throw unknown(received, `a header of ${names.length} columns, of which ${best.matched} are known`)
  const { layout, file } = best
  const fields = new Map(file.fields.map((field) => [field.name.toLowerCase(), field.name]))
  const columns = names.map((name) => ({ name, field: fields.get(name.toLowerCase()) ?? null }))
  checkHeader(received, layout, file, columns)
  return {
    layout,
    file,
    format,
    delimiter,
    columns,
    aco_id: null,
    name_key: received.file_name.toLowerCase(),
  }
}

function candidate(received: ReceivedFile, layout: Layout, file: FileLayout, names: readonly string[]): Candidate {
  const known = new Set(file.fields.map((field) => field.name.toLowerCase()))
  const matched = new Set(names.map((name) => name.toLowerCase()).filter((name) => known.has(name))).size
  const named = basename(received.file_name)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .includes(file.name)
  return { layout, file, matched, named, extra: names.length - matched }
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.matched !== b.matched) return a.matched > b.matched
  if (a.named !== b.named) return a.named
  return false
}

/** All faults of the header together. The engine's reader would take other names silently. */
function checkHeader(received: ReceivedFile, layout: Layout, file: FileLayout, columns: Recognised['columns']): void {
  const present = columns.map((column) => column.field).filter((field) => field !== null)
  const twice = present.filter((field, i) => present.indexOf(field) !== i)
  const strangers = columns.filter((column) => column.field === null).map((column) => column.name)
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

function unknown(received: ReceivedFile, got: string): WholepanelError {
  const code: ErrorCode = 'input-unknown-layout'
  return new WholepanelError(code, {
    at: received.place,
    got,
    want: `a file of ${layouts.map((layout) => layout.name).join(', ')}`,
    fix: 'docs/guides/send-files.md says how a file is recognised',
  })
}
