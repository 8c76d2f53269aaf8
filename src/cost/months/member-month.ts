import {
  daysBetween,
  daysOfAll,
  eachNumber,
  enumeration,
  enumerationOf,
  hasDay,
  lastOfMonth,
  monthNumber,
  placeIn,
} from '../../lake/dialect.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { addMonths } from '../../period.ts'
import type { CostModel } from '../cost-model.ts'
import { memberMonth } from '../tables.ts'
import { countsParts, WAYS, wayOf } from './month-policy.ts'

/**
 * One row per person, plan and month that counts, from `first` up to `end` (exclusive), in the ways in force on `day`.
 * 1. Spans of one plan are trimmed so that none overlaps the ones before it: a month belongs to the span that began
 *    first. A span ends with the member's death.
 * 2. A span that shares no month with another of the person becomes its months at once. Of the others, the days of
 *    each month and plan are put together, and the payer's way says whether they make a month.
 * 3. Of the plans of a month, the first in the model's order is primary; then payer, plan, key.
 */
export function memberMonths(model: CostModel, first: string, end: string, day = first): Step {
  const way = wayOf(model.member_months, day)
  const parts = countsParts(model.member_months)
  return {
    table: memberMonth,
    reads: ['eligibility', 'person_member'],
    keeps: { by: 'person' },
    enumerated: [...FEW, 'year_month', 'reason'],
    prepare: async (engine) => {
      for (const column of FEW) await engine.run(enumerationOf(column, 'eligibility'))
      await engine.run(enumeration('year_month', join(monthsOf(first, end).map(({ code }) => literal(code)))))
      await engine.run(enumeration('reason', join([...WAYS].sort().map(literal))))
    },
    relation: sql`
      with calendar_month as (${calendar(first, end)}), ${spans(way, first, end)}, plain as (
        select s.*, ${eachNumber(sql`s.counted_from`, sql`s.counted_until`)} as month_number
        from coverage_span s where s.alone
      ), ${TOGETHER}, decided as (
        select *, row_number() over (partition by person_id, month_number
          order by ${rank(model)}, payer, plan, line_of_business) as place
        from together where ${COUNTS}
      )
      select p.person_id, p.payer, p.plan, p.line_of_business, p.member_id, c.year_month, c.month_start,
        true as primary_coverage, ${parts ? partOf(sql`p.way`, daysOfSpan(sql`p`)) : sql`c.days`} as days, p.way as reason,
        p.file_id, p.record_number
      from plain p join calendar_month c on c.month_number = p.month_number
      union all
      select d.person_id, d.payer, d.plan, d.line_of_business, d.member_id, c.year_month, c.month_start, d.place = 1,
        ${partOf(sql`d.way`, sql`d.days`)}, d.way, d.file_id, d.record_number
      from decided d join calendar_month c on c.month_number = d.month_number`,
  }
}

/** Columns of few texts, which stand in millions of rows. */
const FEW = ['payer', 'plan', 'line_of_business', 'file_id'] as const

/**
 * One row per span of coverage that is not wholly inside earlier ones of its plan, with the months it has days in and
 * those that count if it stands alone; `alone` where no other span of the person has days in one of its months.
 */
const spans = (way: Sql, first: string, end: string): Sql => sql`
  span as (
    select m.person_id, ${join(FEW.map((column) => sql`${placeIn(column, sql`e.${id(column)}`)} as ${id(column)}`))},
      e.member_id, e.enrollment_start_date as first_day,
      least(e.enrollment_end_date, coalesce(e.death_date, e.enrollment_end_date),
        cast(${end} as date) - interval '1' day) as last_day,
      e.record_number
    from eligibility e
    join person_member m on m.payer = e.payer and m.member_id = e.member_id
  ), trimmed as (
    select span.*, max(last_day) over (partition by person_id, payer, plan, line_of_business
      order by first_day, last_day desc, member_id, file_id, record_number
      rows between unbounded preceding and 1 preceding) as covered_to
    from span where first_day <= last_day
  ), own as (
    select person_id, payer, plan, line_of_business, member_id, file_id, record_number, ${placeIn('reason', way)} as way,
      cast(greatest(case when covered_to >= first_day then covered_to + interval '1' day else first_day end,
        cast(${first} as date)) as date) as first_day,
      cast(last_day as date) as last_day
    from trimmed
    where (covered_to is null or covered_to < last_day) and last_day >= cast(${first} as date)
  ), numbered as (
    select own.*, ${monthNumber(sql`first_day`)} as from_month, ${monthNumber(sql`last_day`)} as until_month from own
  ), coverage_span as (
  select numbered.*,
    from_month + (case when way in ('first-day', 'whole-month') and day(first_day) > 1 then 1
      when way = 'fifteenth' and day(first_day) > 15 then 1 else 0 end) as counted_from,
    until_month - (case when way = 'fifteenth' and day(last_day) < 15 then 1
      when way = 'whole-month' and last_day < ${lastOfMonth(sql`last_day`)} then 1 else 0 end) as counted_until,
    coalesce(max(until_month) over (${BY_PERSON} rows between unbounded preceding and 1 preceding) < from_month, true)
      and coalesce(lead(from_month) over (${BY_PERSON}) > until_month, true) as alone
  from numbered
  )`

const BY_PERSON = sql`partition by person_id
  order by from_month, until_month, payer, plan, line_of_business, first_day, file_id, record_number`

/** The days that a span covers of a month that it has days in. */
const daysOfSpan = (span: Sql): Sql =>
  daysBetween(
    sql`(case when ${span}.month_number = ${span}.from_month then day(${span}.first_day) else 1 end)`,
    sql`(case when ${span}.month_number = ${span}.until_month then day(${span}.last_day) else c.length end)`,
  )

/** The one day that a way asks for must be among the days of the record that is named, else the earliest days are. */
const TOGETHER = sql`
  shared as (
    select s.*, ${daysOfSpan(sql`s`)} as days, c.days as all_days
    from (
      select t.*, ${eachNumber(sql`t.from_month`, sql`t.until_month`)} as month_number from coverage_span t where not t.alone
    ) s join calendar_month c on c.month_number = s.month_number
  ), turned as (
    select shared.*, date_diff('day', date '1900-01-01', first_day) + (case
      when way = 'first-day' and not ${hasDay(sql`days`, 1)} then 1000000
      when way = 'fifteenth' and not ${hasDay(sql`days`, 15)} then 1000000 else 0 end) as turn
    from shared
  ), together as (
    select person_id, payer, plan, line_of_business, way, month_number, all_days, ${daysOfAll(sql`days`)} as days,
      min_by(member_id, turn) as member_id, min_by(file_id, turn) as file_id, min_by(record_number, turn) as record_number
    from turned
    group by person_id, payer, plan, line_of_business, way, month_number, all_days
  )`

const COUNTS = sql`case way when 'first-day' then ${hasDay(sql`days`, 1)} when 'fifteenth' then ${hasDay(sql`days`, 15)}
  when 'whole-month' then days = all_days else true end`

/** Where a month counts whole, all its days do. */
const partOf = (way: Sql, days: Sql): Sql => sql`case when ${way} = 'days-share' then ${days} else c.days end`

function monthsOf(first: string, end: string): { month: string; code: string }[] {
  const months: string[] = []
  for (let month = addMonths(first, 0); month < end; month = addMonths(month, 1)) months.push(month)
  return months.map((month) => ({ month, code: month.slice(0, 4) + month.slice(5, 7) }))
}

/** One row per month: its number, its length, and all its days. */
const calendar = (first: string, end: string): Sql =>
  join(
    monthsOf(first, end).map(({ month, code }) => {
      const [year = 0, place = 0] = month.split('-').map(Number)
      const length = new Date(Date.UTC(year, place, 0)).getUTCDate()
      return sql`select ${placeIn('year_month', literal(code))} as year_month,
        cast(${literal(month)} as date) as month_start, cast(${raw(String(year * 12 + place - 1))} as bigint) as month_number,
        ${raw(String(length))} as length, cast(${raw(String(2 ** length - 1))} as bigint) as days`
    }),
    ' union all ',
  )

const rank = (model: CostModel): Sql =>
  sql`case line_of_business ${join(
    model.primary_coverage.order.map((line, i) => sql`when ${literal(line)} then ${i}`),
    ' ',
  )} else ${model.primary_coverage.order.length} end`
