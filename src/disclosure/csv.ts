import type { Released } from './release.ts'

/**
 * Released rows as RFC 4180 text. A cell that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, CSV injection); amounts and numbers keep their sign. What was withheld is named in the last column.
 */
export function csv(rows: readonly Released[], columns: readonly string[]): string {
  const lines = [
    [...columns, 'withheld'],
    ...rows.map((row) => [
      ...columns.map((name) => text(row[name])),
      row.withheld.map(({ field, because }) => `${field}: ${because}`).join('; '),
    ]),
  ]
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

function text(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(text).join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
