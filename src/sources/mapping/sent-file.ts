import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { literal, sql } from '../../lake/sql.ts'
import type { FileLayout } from '../layouts/layout.ts'
import { nearest } from '../read/nearest.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import { columnsRead, sentColumn } from './cell.ts'
import { delimiterOf } from './mapping-faults.ts'
import type { Files, Format } from './mapping-file.ts'
import type { ReadMapping } from './read-mapping.ts'

/** The sender's own columns of one file, in their order, and how its records are cut. */
export type SentFile = {
  format: 'fixed-width' | 'csv' | 'parquet'
  delimiter: string
  columns: readonly string[]
  layout: FileLayout
}

/** Letters, digits and underscores of a name count; case, blanks and quotes around it do not. */
export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Whether a file is known by what the mapping says of its name and header. */
export async function fits(engine: Engine, received: ReceivedFile, files: Files, format: Format): Promise<boolean> {
  if (files.named !== undefined && !globOf(files.named).test(received.file_name)) return false
  if (!files.columns) return files.named !== undefined
  const { columns } = await sentFile(engine, received, format)
  return files.columns.every((want) => columns.some((name) => sameName(name, want)))
}

function globOf(pattern: string): RegExp {
  const parts = [...pattern].map((sign) =>
    sign === '*' ? '.*' : sign === '?' ? '.' : sign.replace(/[\\^$.|+()[\]{}]/, '\\$&'),
  )
  return new RegExp(`^${parts.join('')}$`, 'i')
}

/** Parquet is known by its first bytes whatever the mapping says of delimiters. */
export async function sentFile(engine: Engine, received: ReceivedFile, format: Format): Promise<SentFile> {
  if (received.head.subarray(0, 4).toString('latin1') === 'PAR1') {
    const described = await engine
      .rows<{ column_name: string }>(sql`describe select * from read_parquet(${literal(received.path)})`)
      .catch((cause) => {
        throw new WholepanelError('input-file', { at: received.place, got: 'a Parquet file that ends too soon' }, cause)
      })
    return sent(
      'parquet',
      '',
      described.map((column) => column.column_name),
      format,
    )
  }
  if (format.fixed_width) return sent('fixed-width', '', Object.keys(format.fixed_width), format)
  const delimiter = delimiterOf(format.delimiter) ?? ','
  return sent('csv', delimiter, format.columns ?? headerOf(received, delimiter), format)
}

function sent(form: SentFile['format'], delimiter: string, columns: readonly string[], format: Format): SentFile {
  const places = Object.values(format.fixed_width ?? {})
  const layout: FileLayout = {
    name: 'sent',
    about: '',
    format: form === 'fixed-width' ? 'fixed-width' : 'delimited',
    fields: columns.map((_, i) => {
      const [start, end] = places[i] ?? []
      const field = { name: sentColumn(i), type: 'text' as const, meaning: '', required: false }
      return start === undefined || end === undefined ? field : { ...field, start, end }
    }),
    recordLength: format.record_length ?? Math.max(0, ...places.map(([, end]) => end)),
    control: format.control.map(({ starts, is }) => ({ starts, rule: is })),
    dateFormat: '%Y-%m-%d',
    unknownDates: [],
  }
  return { format: form, delimiter, columns, layout }
}

function headerOf({ head, encoding }: ReceivedFile, delimiter: string): string[] {
  const first = new TextDecoder(encoding).decode(head).split(/\r?\n/, 1)[0] ?? ''
  return first.split(delimiter).map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )
}

/** Every column that the mapping reads of the file itself, with where it says so. */
export function columnsUsed(mapping: ReadMapping): string[] {
  const { columns, only_where, each_month, amounts } = mapping
  const cells = [...Object.values(columns), ...(each_month ? [each_month.from, each_month.until] : [])]
  if (each_month?.through) cells.push(each_month.through)
  const signs =
    Object.values(columns).some((cell) => cell.negative_when) || !amounts.negative_when
      ? []
      : [amounts.negative_when.column]
  return [...new Set([...cells.flatMap(columnsRead), ...only_where.map((when) => when.column), ...signs])]
}

/** All columns that the file lacks or has twice, together, each with the one it may be. */
export function checkColumns(
  received: ReceivedFile,
  file: string,
  used: readonly string[],
  { columns }: SentFile,
): void {
  const unused = columns.filter((name) => !used.some((want) => sameName(want, name)))
  const faults = used.flatMap((want) => {
    const found = columns.filter((name) => sameName(name, want)).length
    if (found === 1) return []
    const like = found === 0 ? nearest(want, unused) : null
    return [`${found === 0 ? 'missing' : 'twice'} ${want}${like ? ` (is it the column ${like}?)` : ''}`]
  })
  if (faults.length > 0)
    throw new WholepanelError('input-header', {
      at: `${received.place}, record 1`,
      got: faults.slice(0, 20).join('; '),
      want: `the columns that ${file} reads`,
      fix: 'send the file as agreed, or change the mapping: wholepanel map --check',
    })
}
