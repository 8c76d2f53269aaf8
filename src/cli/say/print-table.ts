import { csvCell } from '../../disclosure/csv-cell.ts'
import type { Context } from '../context.ts'

export type Cell = string | number | boolean | null | undefined | readonly unknown[] | Readonly<Record<string, unknown>>
export type Row = Readonly<Record<string, Cell>>
export type Output = { json?: boolean | undefined; csv?: boolean | undefined }

/** Rows for people, or as JSON or CSV with the same column names. Unknown is an empty cell, and null in JSON. */
export function printRows(
  context: Pick<Context, 'out'>,
  rows: readonly Row[],
  columns: readonly string[],
  { json, csv }: Output,
): void {
  const told = rows.map((row) => plainMonths(row, columns))
  if (json)
    context.out(
      `${JSON.stringify(
        told.map((row) => pick(row, columns)),
        null,
        2,
      )}\n`,
    )
  else if (csv) context.out(csvText(told, columns))
  else context.out(tableText(told, columns))
}

/** Months of people come as exact text of four places: a whole one is told as such. */
function plainMonths(row: Row, columns: readonly string[]): Row {
  const months = columns.filter((name) => name.endsWith('months') && typeof row[name] === 'string')
  return { ...row, ...Object.fromEntries(months.map((name) => [name, Number(row[name])])) }
}

/** A plain table: numbers to the right, everything else to the left, two spaces between. */
export function tableText(rows: readonly Row[], columns: readonly string[]): string {
  const cells = rows.map((row) => columns.map((column) => cellText(row[column])))
  const widths = columns.map((column, i) => Math.max(column.length, ...cells.map((line) => line[i]?.length ?? 0)))
  const numeric = columns.map(
    (column) =>
      rows.length > 0 && rows.every((row) => isNumber(row[column])) && rows.some((row) => row[column] !== null),
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => (numeric[i] ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width))
  return [line(columns), line(rule), ...cells.map(line)].map((text) => `${text}\n`).join('')
}

/** RFC 4180, without formulas. */
export const csvText = (rows: readonly Row[], columns: readonly string[]): string =>
  csvLine(columns) + rows.map((row) => csvLine(columns.map((column) => cellText(row[column])))).join('')

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

function cellText(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => cellText(one as Cell)).join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const isNumber = (value: Cell) =>
  value === null || value === undefined || /^-?\d+(\.\d+)?$/.test(typeof value === 'object' ? '' : String(value))

const pick = (row: Row, columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
