import { monthsOfParts, partOfMonth } from '../lake/dialect.ts'
import { type Sql, sql } from '../lake/sql.ts'
import { explainId, type Row, result } from './context.ts'
import type { Term } from './explained.ts'

/** `months`: what of a month of a person's plans counts; days under two plans once. */
export const ofMonth = (days: Sql): Sql => monthsOfParts(partOfMonth(days, sql`month_start`))

/** A month of a person's coverage, as a term of a sum. */
export const monthTerm = (row: Row): Term =>
  result(
    'month',
    `Person ${row.person_id}, ${row.year_month}`,
    row.months,
    'months',
    explainId('member_month', row.payer, row.plan, row.line_of_business, row.person_id, row.year_month),
  )

/** Which claim line: its record, and its place in the claim. */
export const lineId = (row: { file_id?: unknown; record_number?: unknown; claim_line_number?: unknown }): string =>
  explainId('person_line', String(row.file_id), Number(row.record_number), Number(row.claim_line_number))

/** A claim line, as a term of a sum over one of its amounts. */
export const lineTerm = (row: Row, amount: 'spend_usd' | 'paid_usd', label = 'line'): Term =>
  result(amount, `${label} of ${row.service_date}`, row[amount], 'usd', lineId(row))
