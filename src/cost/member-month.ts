import { join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { addMonths } from '../period.ts'
import type { CostModel } from './cost-model.ts'
import { memberMonth } from './tables.ts'

/**
 * One row per person, plan and month that the plan covers on its first day, from `first` up to `end` (exclusive).
 * 1. Spans of one plan are trimmed so that none overlaps the ones before it: a month belongs to the span that began
 *    first. A span ends with the member's death.
 * 2. Each span becomes its months.
 * 3. Of the plans of a month, the first in the model's order is primary; then payer, plan, key.
 */
export function memberMonths(model: CostModel, first: string, end: string): Step {
  return {
    table: memberMonth,
    reads: ['eligibility', 'person_member'],
    keeps: { by: 'person' },
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table coverage_span as ${spans(end)}`)
      await engine.run(sql`create or replace temp table calendar_month as ${calendar(first, end)}`)
    },
    relation: sql`
      with covered as (
        select s.person_id, s.payer, s.plan, s.line_of_business, s.member_id, c.year_month, c.month_start, s.plans,
          s.file_id, s.record_number
        from coverage_span s
        join calendar_month c on c.month_start >= s.first_day and c.month_start <= s.last_day
      ), several as (
        select covered.*, row_number() over (partition by person_id, month_start
          order by ${rank(model)}, payer, plan, line_of_business) as place
        from covered where plans > 1
      )
      select person_id, payer, plan, line_of_business, member_id, year_month, month_start, true as primary_coverage,
        file_id, record_number
      from covered where plans = 1
      union all
      select person_id, payer, plan, line_of_business, member_id, year_month, month_start, place = 1, file_id,
        record_number
      from several`,
  }
}

/** One row per span of coverage that is not wholly inside earlier ones; `plans` counts the person's plans. */
const spans = (end: string): Sql => sql`
  with span as (
    select m.person_id, e.payer, e.plan, e.line_of_business, e.member_id, e.enrollment_start_date as first_day,
      least(e.enrollment_end_date, coalesce(e.death_date, e.enrollment_end_date),
        cast(${end} as date) - interval '1' day) as last_day,
      e.file_id, e.record_number
    from eligibility e
    join person_member m on m.payer = e.payer and m.member_id = e.member_id
  ), trimmed as (
    select span.*, max(last_day) over (partition by person_id, payer, plan, line_of_business
      order by first_day, last_day desc, member_id, file_id, record_number
      rows between unbounded preceding and 1 preceding) as covered_to
    from span where first_day <= last_day
  ), size as (
    select person_id, count(distinct payer || chr(31) || plan || chr(31) || line_of_business) as plans
    from span group by person_id
  )
  select t.person_id, t.payer, t.plan, t.line_of_business, t.member_id, t.file_id, t.record_number, z.plans,
    cast(case when t.covered_to >= t.first_day then t.covered_to + interval '1' day else t.first_day end as date)
      as first_day,
    cast(t.last_day as date) as last_day
  from trimmed t join size z on z.person_id = t.person_id
  where t.covered_to is null or t.covered_to < t.last_day`

/** One row per month. */
function calendar(first: string, end: string): Sql {
  const months: Sql[] = []
  for (let month = addMonths(first, 0); month < end; month = addMonths(month, 1))
    months.push(
      sql`select ${literal(month.slice(0, 4) + month.slice(5, 7))} as year_month, cast(${literal(month)} as date) as month_start`,
    )
  return join(months, ' union all ')
}

const rank = (model: CostModel): Sql =>
  sql`case line_of_business ${join(
    model.primary_coverage.order.map((line, i) => sql`when ${literal(line)} then ${i}`),
    ' ',
  )} else ${model.primary_coverage.order.length} end`
