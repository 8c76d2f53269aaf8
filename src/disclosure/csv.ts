import { csvCell } from './csv-cell.ts'
import type { Released } from './release.ts'

/**
 * Released rows as RFC 4180 text. What was withheld is named in the last column.
 */
export function csv(rows: readonly Released[], columns: readonly string[]): string {
  const lines = [
    [...columns, 'withheld'],
    ...rows.map((row) => [
      ...columns.map((name) => text(row[name])),
      row.withheld.map(({ field, because }) => `${field}: ${because}`).join('; '),
    ]),
  ]
  return lines.map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')
}

function text(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(text).join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
