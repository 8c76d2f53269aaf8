import { daysOfAll, partOfMonth, sumOfParts } from '../../lake/dialect.ts'
import { type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { periodOf, within } from '../in-period.ts'
import { NONE } from './panel.ts'
import { practiceMonth } from './tables.ts'

/**
 * One row per payer, line of business, practice and month with coverage, and one with 'all' for either or both. The days
 * of a person's plans in a month are put together, so that they count once in each row. Most people have one plan in a
 * month: only the others are put together person by person.
 */
export const practiceMonths = (...periods: readonly Period[]): Step => ({
  table: practiceMonth,
  reads: ['member_month', 'attribution'],
  keeps: { by: 'table' },
  relation: sql`
    with month as (
      select ${periodOf(sql`month_start`, periods)} as period, person_id, payer, line_of_business, month_start, days,
        primary_coverage
      from member_month where ${within(sql`month_start`, periods)}
    ), with_others as (
      select distinct person_id, month_start, true as among_others from month where not primary_coverage
    ), alone as (
      select m.period, m.payer, m.line_of_business, coalesce(a.practice_id, ${NONE}) as practice_id, m.month_start,
        count(*) as people, sum(${partOfMonth(sql`m.days`, sql`m.month_start`)}) as parts
      from month m
      left join with_others o on o.person_id = m.person_id and o.month_start = m.month_start
      left join attribution a on a.period = m.period and a.person_id = m.person_id
      where o.among_others is null
      group by m.period, m.payer, m.line_of_business, coalesce(a.practice_id, ${NONE}), m.month_start
    ), together as (
      select m.period, m.person_id, coalesce(m.payer, 'all') as payer,
        coalesce(m.line_of_business, 'all') as line_of_business, m.month_start, ${daysOfAll(sql`m.days`)} as days
      from month m join with_others o on o.person_id = m.person_id and o.month_start = m.month_start
      group by grouping sets (${GROUPS})
    ), counted as (
      select period, coalesce(payer, 'all') as payer, coalesce(line_of_business, 'all') as line_of_business, practice_id,
        month_start, sum(people) as people, sum(parts) as parts
      from alone m
      group by grouping sets (
        (period, practice_id, month_start, payer, line_of_business), (period, practice_id, month_start, payer),
        (period, practice_id, month_start, line_of_business), (period, practice_id, month_start))
      union all
      select t.period, t.payer, t.line_of_business, coalesce(a.practice_id, ${NONE}), t.month_start, count(*),
        sum(${partOfMonth(sql`t.days`, sql`t.month_start`)})
      from together t
      left join attribution a on a.period = t.period and a.person_id = t.person_id
      group by t.period, t.payer, t.line_of_business, coalesce(a.practice_id, ${NONE}), t.month_start
    )
    select period, payer, line_of_business, practice_id,
      cast(year(month_start) * 100 + month(month_start) as varchar) as year_month, sum(people) as people,
      ${sumOfParts(sql`parts`)} as member_months
    from counted
    group by period, payer, line_of_business, practice_id, month_start`,
})

const GROUPS: Sql = sql`(m.period, m.person_id, m.month_start, m.payer, m.line_of_business),
  (m.period, m.person_id, m.month_start, m.payer), (m.period, m.person_id, m.month_start, m.line_of_business),
  (m.period, m.person_id, m.month_start)`
