import { type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import { type Counted, personMonths } from './person-months.ts'

/**
 * (period, payer, line_of_business, member_months): by payer and line of business, by payer, and over all. A month of a
 * person under two plans counts once in each row.
 */
export const coveredMonths = (counted: Counted, periods: readonly Period[]): Sql => sql`
  select period, payer, line_of_business, sum(member_months) as member_months
  from (${personMonths(counted, periods, ['payer', 'line_of_business'], ['payer'], [])}) each_person
  group by period, payer, line_of_business`
