import type { Engine } from '../../lake/engine.ts'
import { join, raw, sql } from '../../lake/sql.ts'
import { RULES } from './rules/rules.ts'

/** One figure that a sender states of a file, from a trailer record or a side file, and what came. */
export type ControlTotal = {
  rule: 'control-total' | 'control-amount' | 'control-hash'
  /** The file it is about. */
  file_id: string
  /** The record that states it where it lies in the same file; null where the file as a whole is meant. */
  record_number: number | null
  /** The sender's name of the column that is counted or added up; '-' where no one column is meant. */
  column: string
  /** Records and amounts as plain numbers, a hash in hexadecimal: as the sender wrote it. */
  stated: string
  counted: string
  /** Where it is stated, for the sender: "the trailer", "e.control.csv, record 2". */
  where: string
}

/** Notices each total that differs from what came, and returns how many do. A total that is no number is noticed too. */
export async function compareControlTotals(engine: Engine, totals: readonly ControlTotal[]): Promise<number> {
  const found = totals.flatMap((total) => {
    const wrong = wrongRule(total)
    return wrong ? [{ ...total, wrong }] : []
  })
  if (found.length === 0) return 0
  const rows = found.map(({ file_id, record_number, column, wrong }) => {
    const { severity, expected, fix } = RULES[wrong]
    return sql`(${file_id}, ${record_number === null ? raw('null::bigint') : raw(String(record_number))}, ${column}, ${wrong}, ${severity}, ${expected}, ${fix})`
  })
  await engine.run(sql`insert into noticed values ${join(rows)}`)
  const observed = found.map(
    ({ file_id, column, wrong, ...total }) =>
      sql`(${file_id}, ${column}, ${wrong}, ${observedOf(wrong, total)}, null::bigint)`,
  )
  await engine.run(sql`insert into observation values ${join(observed)}`)
  return found.length
}

/** Whole numbers and amounts are compared as numbers, so that 1200 and 1200.00 are one. */
function wrongRule({ rule, stated, counted }: ControlTotal): ControlTotal['rule'] | 'control-unreadable' | null {
  if (rule === 'control-hash') return stated.toLowerCase() === counted.toLowerCase() ? null : rule
  const want = plainNumber(stated)
  if (want === null) return 'control-unreadable'
  return want === plainNumber(counted) ? null : rule
}

/** A number as text without leading zeros and without zeros at its end; null when it is none. Exact: no float. */
function plainNumber(text: string): string | null {
  const match = /^\s*([-+]?)0*(\d*)(?:\.(\d*))?\s*$/.exec(text)
  if (!match || !/\d/.test(text)) return null
  const [, sign = '', whole = '', decimals = ''] = match
  const rest = decimals.replace(/0+$/, '')
  if (whole === '' && rest === '') return '0'
  return `${sign === '-' ? '-' : ''}${whole || '0'}${rest ? `.${rest}` : ''}`
}

function observedOf(
  rule: string,
  { where, stated, counted }: Pick<ControlTotal, 'where' | 'stated' | 'counted'>,
): string {
  if (rule === 'control-hash') return `${where} states another hash`
  if (rule === 'control-unreadable') return `${where} states something that is no number`
  return `${where} states ${stated.trim()}; ${counted} came`
}
