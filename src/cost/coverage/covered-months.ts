import { countOfMonths, monthsOfAll, monthsOfDays } from '../../lake/dialect.ts'
import { type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import { periodOf, within } from '../in-period.ts'

/**
 * (period, payer, line_of_business, member_months): by payer and line of business, by payer, and over all. A month of a
 * person under two plans counts once in each row.
 */
export const coveredMonths = (periods: readonly Period[]): Sql => sql`
  select period, payer, line_of_business, sum(${countOfMonths(sql`months`)}) as member_months
  from (
    select period, coalesce(payer, 'all') as payer, coalesce(line_of_business, 'all') as line_of_business, person_id,
      ${monthsOfAll(sql`months`)} as months
    from (
      select ${periodOf(sql`month_start`, periods)} as period, payer, line_of_business, person_id,
        ${monthsOfDays(sql`month_start`)} as months
      from member_month where ${within(sql`month_start`, periods)}
      group by ${periodOf(sql`month_start`, periods)}, payer, line_of_business, person_id
    ) one
    group by grouping sets ((period, payer, line_of_business, person_id), (period, payer, person_id), (period, person_id))
  ) each_person
  group by period, payer, line_of_business`
