import { basename, resolve } from 'node:path'
import { WholepanelError } from '../../../error.ts'
import { didYouMean, readText } from '../../../model/read-yaml.ts'
import { unquoted, walkText } from '../../../payment/from-file/walk-text.ts'
import type { Context } from '../../context.ts'

/** A row of a small file by its columns; an empty cell is null. `at`: its file and line. */
export type TableRow<Column extends string> = { at: string } & Record<Column, string | null>

/** A small CSV file that somebody wrote by hand: columns are found by their names, and those that nobody asked for are told. */
export function readTable<Column extends string>(
  context: Pick<Context, 'cwd'>,
  path: string,
  needed: readonly Column[],
  known: readonly Column[] = needed,
): TableRow<Column>[] {
  const text = readText(resolve(context.cwd, path), 'input-argument')
  const name = basename(path)
  const lines: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  walkText(text, ',', {
    cell: ({ from, to }) => cells.push(unquoted(text.slice(from, to).trim())),
    record: ({ line }) => {
      lines.push({ line, cells })
      cells = []
      return true
    },
  })
  const [head, ...rows] = lines
  const columns: readonly string[] = head?.cells ?? []
  const fault = (line: number, got: string, want: string) =>
    new WholepanelError('input-argument', { at: `${name}:${line}`, got, want })
  const strange = columns.find((column) => !known.some((one) => one === column))
  if (strange !== undefined) throw fault(1, `no column ${strange}${didYouMean(strange, known)}`, known.join(', '))
  const missing = needed.find((column) => !columns.includes(column))
  if (missing !== undefined) throw fault(1, `no column ${missing}`, needed.join(', '))
  return rows.map(({ line, cells: own }) => {
    if (own.length !== columns.length) throw fault(line, `${own.length} fields`, `${columns.length}, as in the header`)
    const row = Object.fromEntries(known.map((column) => [column, own[columns.indexOf(column)] || null]))
    const empty = needed.find((column) => row[column] === null)
    if (empty !== undefined) throw fault(line, `an empty ${empty}`, 'a value in every needed column')
    return { ...row, at: `${name}:${line}` } as TableRow<Column>
  })
}

/** A count of 0 or more. */
export function countIn(at: string, value: string): number {
  const count = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(count))
    throw new WholepanelError('input-argument', { at, got: value, want: 'a whole number' })
  return count
}
