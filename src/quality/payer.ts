import { partOfMonth, sumOfParts } from '../lake/dialect.ts'
import { join, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { measurePayer } from './tables.ts'

/**
 * One row per period and person with coverage. A month has one primary coverage, so a person is counted with one
 * payer, that of the last month, and the payers' counts add up to the count over all.
 */
export function payers(...periods: readonly Period[]): Step {
  const counted = periods.map(
    (period) => sql`
      select ${period.id} as period, person_id, max_by(payer, year_month) as payer,
        ${sumOfParts(partOfMonth(sql`days`, sql`month_start`))} as months,
        max(year_month) as last_month, max_by(file_id, year_month) as file_id, max_by(record_number, year_month) as record_number
      from member_month
      where primary_coverage and month_start >= cast(${period.start} as date) and month_start < cast(${period.end} as date)
      group by person_id`,
  )
  return {
    table: measurePayer,
    reads: ['member_month'],
    keeps: { by: 'person' },
    relation: join(counted, ' union all '),
  }
}
