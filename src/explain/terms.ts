import { explainId, type Row, result } from './context.ts'
import type { Term } from './explained.ts'

/** A month of a person's coverage, as a term of a count. */
export const monthTerm = (row: Row): Term =>
  result(
    'month',
    `Person ${row.person_id}, ${row.year_month}`,
    1,
    'months',
    explainId('member_month', row.payer, row.plan, row.line_of_business, row.person_id, row.year_month),
  )

/** A claim line, as a term of a sum over one of its amounts. */
export const lineTerm = (row: Row, amount: 'spend_usd' | 'paid_usd', label = 'line'): Term =>
  result(
    amount,
    `${label} of ${row.service_date}`,
    row[amount],
    'usd',
    explainId('person_line', row.file_id, row.record_number),
  )
