import { countOfMonths, monthsOfDays } from '../../lake/dialect.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import type { CoverageRule, MemberState } from './coverage-rule.ts'
import { memberState } from './tables.ts'

/** One row per member of a payer, so that nobody whose coverage makes no month is left out in silence. */
export function memberStates({ rule }: CoverageRule, period: Period, baseline: Period): Step {
  const monthsWhere = (holds: Sql): Sql =>
    sql`coalesce(${countOfMonths(monthsOfDays(sql`case when ${holds} then month_start end`))}, 0)`
  const start = sql`cast(${period.start} as date)`
  return {
    table: memberState,
    reads: ['person_member', 'eligibility', 'member_month', 'coverage_finding'],
    keeps: { by: 'person' },
    relation: sql`
      with span as (
        select payer, member_id, count(*) as spans, max(case when ${USABLE} then 1 else 0 end) as usable,
          max(case when ${USABLE} and enrollment_start_date < cast(${period.end} as date)
            and ${LAST_DAY} >= cast(${baseline.start} as date) then 1 else 0 end) as in_these_years
        from eligibility group by payer, member_id
      ), month as (
        select payer, member_id, ${monthsWhere(sql`month_start >= ${start}`)} as months,
          ${monthsWhere(sql`month_start < ${start}`)} as months_before
        from member_month group by payer, member_id
      ), another as (
        select distinct payer, person_id from member_month
      ), finding as (
        select payer, member_id, count(*) as findings from coverage_finding group by payer, member_id
      ), judged as (
        select m.payer, m.member_id, m.person_id, coalesce(s.spans, 0) as spans, coalesce(t.months, 0) as months,
          coalesce(t.months_before, 0) as months_before, coalesce(f.findings, 0) as findings, m.file_id, m.record_number,
          case ${firstOf({
            'months-in-period': sql`t.months > 0`,
            'months-before-period': sql`t.months_before > 0`,
            'number-only': sql`s.spans is null`,
            'no-usable-span': sql`s.usable = 0`,
            'outside-these-years': sql`s.in_these_years = 0`,
            'months-under-another-number': sql`a.person_id is not null`,
            'no-month-counts': sql`true`,
          })} end as state
        from person_member m
        left join span s on s.payer = m.payer and s.member_id = m.member_id
        left join month t on t.payer = m.payer and t.member_id = m.member_id
        left join another a on a.payer = m.payer and a.person_id = m.person_id
        left join finding f on f.payer = m.payer and f.member_id = m.member_id
      )
      select judged.*, ${literal(`${rule}/states/`)} || state as rule from judged`,
  }
}

const LAST_DAY = sql`least(enrollment_end_date, coalesce(death_date, enrollment_end_date))`
const USABLE = sql`enrollment_start_date <= ${LAST_DAY}`

const firstOf = (states: Record<MemberState, Sql>): Sql =>
  join(
    Object.entries(states).map(([state, holds]) => sql`when ${holds} then ${literal(state)}`),
    ' ',
  )
