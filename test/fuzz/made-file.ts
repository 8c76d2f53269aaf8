import type { Field, FileLayout } from '../../src/sources/layouts/layout.ts'
import { madeResources } from './made-resources.ts'
import type { MappedFile } from './mapped-files.ts'
import type { Random } from './random.ts'

/** A small valid file of a layout, in parts that can be mutated one by one. */
export type MadeFile = {
  layout: string
  file: FileLayout
  header: string[] | null
  /** One row per record, one cell per column of the header, or per field in the order of its place. */
  rows: string[][]
  delimiter: string
  end: string
  /** What has a delimiter, a quote or a line end in it stands in quotes. */
  isQuoted: boolean
}

/** Stands in every text value: it may appear in no message. */
export const CANARY = /zq\d{4}x/i
const canary = (random: Random) => `Zq${1000 + random.below(9000)}x`

/** Fields without which the record means nothing, and some of the others. */
export function makeFile(layout: string, file: FileLayout, random: Random): MadeFile {
  const rows = 1 + random.below(6)
  if (file.format === 'json')
    return {
      layout,
      file,
      header: null,
      delimiter: '',
      end: '',
      isQuoted: false,
      rows: [[madeResources(() => canary(random), random)]],
    }
  if (file.format === 'fixed-width')
    return {
      layout,
      file,
      header: null,
      delimiter: '',
      end: '\n',
      isQuoted: false,
      rows: Array.from({ length: rows }, () => file.fields.map((field) => madeValue(field, file, random))),
    }
  const fields = file.fields.filter((field) => field.required || random.chance(0.3))
  const width = Math.max(3, fields.length)
  const chosen = fields.length >= 3 ? fields : file.fields.slice(0, width)
  return {
    layout,
    file,
    header: chosen.map((field) => field.name),
    delimiter: random.pick([',', ',', ',', '|', '\t']),
    end: random.pick(['\n', '\n', '\r\n']),
    isQuoted: true,
    rows: Array.from({ length: rows }, () => chosen.map((field) => madeValue(field, file, random))),
  }
}

/** A small valid file that a mapping reads: each of its columns, in the sender's order, and mostly the trailer. */
export function makeMapped({ file, form, hasHeader, trailer }: MappedFile, random: Random): MadeFile {
  const rows = Array.from({ length: 1 + random.below(6) }, () =>
    file.fields.map((field) => madeValue(field, file, random)),
  )
  if (trailer && random.chance(0.8)) rows.push(trailer(rows.length))
  return {
    layout: 'mapping',
    file,
    header: hasHeader ? file.fields.map((field) => field.name) : null,
    delimiter: form.delimiter ?? '|',
    end: random.pick(['\n', '\n', '\r\n']),
    isQuoted: form.kind === 'csv',
    rows,
  }
}

/** The file as text: fields in their places, or between delimiters and in quotes where they must be. */
export function textOf({ layout, file, header, rows, delimiter, end, isQuoted }: MadeFile): string {
  if (file.format === 'json') return rows.map((row) => row.join('')).join('')
  if (layout === 'cms-data-sharing') {
    const lines = rows.map((row) => placed(file, row))
    const total = String(lines.length).padStart(10, '0')
    return ['HDR_BENEDATASHR20250115', ...lines, `TRL_BENEDATASHR20250115${total}`]
      .map((line) => `${line}${end}`)
      .join('')
  }
  if (file.format === 'fixed-width') return rows.map((row) => `${placed(file, row)}${end}`).join('')
  const cell = (value: string) =>
    isQuoted && (value.includes(delimiter) || value.includes('"') || /[\r\n]/.test(value))
      ? `"${value.replaceAll('"', '""')}"`
      : value
  return [...(header ? [header] : []), ...rows].map((row) => `${row.map(cell).join(delimiter)}${end}`).join('')
}

function placed(file: FileLayout, row: readonly string[]): string {
  const line = Array.from({ length: file.recordLength ?? 0 }, () => ' ')
  for (const [i, { start = 1, end = start }] of file.fields.entries()) {
    const value = (row[i] ?? '').slice(0, end - start + 1)
    for (let k = 0; k < value.length; k++) line[start - 1 + k] = value[k] ?? ' '
  }
  return line.join('')
}

function madeValue(field: Field, file: FileLayout, random: Random): string {
  if (!field.required && random.chance(0.2)) return ''
  if (field.values) return random.pick(field.values)
  const day = { y: 1950 + random.below(76), m: 1 + random.below(12), d: 1 + random.below(28) }
  const two = (n: number) => String(n).padStart(2, '0')
  switch (field.type) {
    case 'date':
      return file.dateFormat
        .replace('%Y', String(day.y))
        .replace('%m', two(day.m))
        .replace('%d', two(day.d))
        .replace('%H:%M:%S', '00:00:00')
    case 'usd':
    case 'quantity':
      return `${random.below(5000)}.${two(random.below(100))}`
    case 'integer':
      return String(1 + random.below(9))
    default:
      return random.chance(0.1) ? `${canary(random)} José "Ñ", ${canary(random)}` : canary(random)
  }
}
