import { hasMonth, leastBy, monthNumber, monthsOfDays, yearMonth } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { toldFindings } from '../../lake/told-findings.ts'
import type { Period } from '../../period.ts'
import { periodOf, within } from '../in-period.ts'
import type { CoverageFinding, CoverageRule } from './coverage-rule.ts'
import { coverageFinding } from './tables.ts'

/**
 * One row per finding on the coverage of a person. Spans are judged as member months read them: those of one plan in
 * the order in which they begin, and ended by the death that stands beside them. What a span says of itself is told
 * whenever it lies; gaps, overlaps and claims only where they touch the periods, of which the first is the later one.
 */
export function coverageFindings(rule: CoverageRule, period: Period, baseline: Period): Step {
  const periods = [period, baseline]
  const window = windowOf(period, baseline)
  return {
    table: coverageFinding,
    reads: ['eligibility', 'person_member', 'person', 'member_month', 'person_line', 'category_spend', 'person_cost'],
    keeps: { by: 'person' },
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table coverage_span as ${judged(SPANS)}`)
      await engine.run(sql`create or replace temp table month_without as ${monthsWithout(periods)}`)
      await engine.run(sql`create or replace temp table odd as
        select row_number() over () as n, o.* from (${odd(rule, window)}) o`)
    },
    relation: sql`
      with told as (${toldFindings(rule)}), found as (
        select o.*, ${monthsTouched(window)} as months, coalesce(c.months_counted, 0) as months_counted,
          cast(null as bigint) as lines, cast(null as decimal(18,2)) as spend_usd
        from odd o left join (
          select o.n, count(distinct m.year_month) as months_counted
          from odd o join member_month m on m.person_id = o.person_id and m.payer = o.payer
            and m.line_of_business = o.line_of_business and (m.plan = o.plan or o.plan = '-')
            and m.month_start >= date_trunc('month', o.first_date) and m.month_start <= o.last_date
          group by o.n
        ) c on c.n = o.n
        union all ${LINES_WITHOUT_MONTHS}
        union all ${monthsWithoutLines(periods)}
      )
      select f.finding, t.severity, f.payer, f.line_of_business, f.plan, f.person_id, f.member_id, f.first_date, f.last_date,
        case when f.last_date >= f.first_date and f.last_date < date '9999-12-31'
          then date_diff('day', f.first_date, f.last_date) + 1 end as days,
        f.months, f.months_counted, f.lines, f.spend_usd, t.treatment, t.reason, t.rule, f.file_id, f.record_number
      from found f join told t on t.finding = f.finding
      where f.finding <> 'no-month-counts' or f.months_counted = 0`,
  }
}

type Window = { first: Sql; end: Sql }
export const windowOf = (period: Period, baseline: Period): Window => ({
  first: day(baseline.start),
  end: day(period.end),
})
const day = (text: string): Sql => sql`cast(${literal(text)} as date)`

/** Of a span of `eligibility e`, all but whose it is and what is told elsewhere of that person's death. */
export const OF_SPAN = sql`e.payer, e.plan, e.line_of_business, e.member_id, e.enrollment_start_date as first_day,
  e.enrollment_end_date as sent_end, least(e.enrollment_end_date, coalesce(e.death_date, e.enrollment_end_date)) as last_day,
  e.birth_date, e.death_date, e.file_id, e.record_number`

/** One row per span of a person. */
const SPANS = sql`
  select m.person_id, p.death_date as told_death, ${OF_SPAN}
  from eligibility e
  join person_member m on m.payer = e.payer and m.member_id = e.member_id
  join person p on p.person_id = m.person_id`

/** One row per span, with the last day that earlier usable spans of its plan cover. */
export const judged = (spans: Sql): Sql => sql`
  with span as (${spans})
  select span.*, true as usable, max(last_day) over (partition by person_id, payer, plan, line_of_business
    order by first_day, last_day desc, member_id, file_id, record_number
    rows between unbounded preceding and 1 preceding) as covered_to
  from span where first_day <= last_day
  union all
  select span.*, false, null from span where first_day > last_day`

/** The shortest span that has a whole month wherever it begins: July 2 to August 30 is the longest without one. */
const ALWAYS_A_MONTH = 61

/** One row per odd span of `coverage_span` and finding: its days, where they are others than the span's own. */
export function odd({ bounds }: CoverageRule, { first, end }: Window): Sql {
  const inWindow = (from: Sql, until: Sql): Sql => sql`${from} < ${end} and ${until} >= ${first}`
  const RUNS_ON = sql`date '9999-12-31'`
  const early = sql`first_day < ${day(bounds.starts_before.value)}`
  const late = sql`sent_end > ${day(bounds.ends_after.value)} and sent_end <> ${RUNS_ON}`
  const found: readonly { finding: CoverageFinding; when: Sql; from?: Sql; until?: Sql }[] = [
    {
      finding: 'gap',
      ...{ from: sql`covered_to + 1`, until: sql`first_day - 1` },
      when: sql`usable and covered_to < first_day - 1 and ${inWindow(sql`covered_to + 1`, sql`first_day - 1`)}`,
    },
    {
      finding: 'overlap',
      until: sql`least(covered_to, last_day)`,
      when: sql`usable and covered_to >= first_day and ${inWindow(sql`first_day`, sql`least(covered_to, last_day)`)}`,
    },
    { finding: 'ends-before-start', when: sql`first_day > sent_end`, until: sql`sent_end` },
    {
      finding: 'before-birth',
      when: sql`usable and first_day < date_trunc('month', birth_date)`,
      until: sql`least(last_day, birth_date - 1)`,
    },
    {
      finding: 'after-death',
      when: sql`usable and death_date < sent_end and sent_end <> ${RUNS_ON}`,
      ...{ from: sql`death_date + 1`, until: sql`sent_end` },
    },
    {
      finding: 'starts-after-death',
      when: sql`first_day <= sent_end and first_day > death_date`,
      until: sql`sent_end`,
    },
    {
      finding: 'after-death-told-elsewhere',
      from: sql`greatest(told_death + 1, first_day)`,
      when: sql`usable and death_date is null and told_death < last_day
        and ${inWindow(sql`greatest(told_death + 1, first_day)`, sql`last_day`)}`,
    },
    { finding: 'starts-too-early', when: early },
    { finding: 'ends-too-late', when: sql`first_day <= sent_end and ${late}`, until: sql`sent_end` },
    {
      finding: 'too-long',
      when: sql`usable and sent_end <> ${RUNS_ON} and not (${early}) and not (${late})
        and sent_end > first_day + interval ${raw(String(bounds.longest_years.value))} year`,
    },
    {
      finding: 'no-month-counts',
      when: sql`usable and (covered_to is null or covered_to < first_day) and ${inWindow(sql`first_day`, sql`last_day`)}
        and date_diff('day', greatest(first_day, ${first}), least(last_day, ${end} - 1)) + 1 < ${raw(String(ALWAYS_A_MONTH))}`,
    },
  ]
  const spans = found.map(
    ({ finding, when, from = sql`first_day`, until = sql`last_day` }) => sql`
      select ${literal(finding)} as finding, payer, plan, line_of_business, person_id, member_id,
        cast(${from} as date) as first_date, cast(${until} as date) as last_date, file_id, record_number
      from coverage_span where ${when}`,
  )
  return join([...spans, WITHOUT_BIRTH_DATE], ' union all ')
}

const WITHOUT_BIRTH_DATE = sql`
  select 'no-birth-date', s.payer, s.plan, s.line_of_business, s.person_id, s.member_id, min(s.first_day), max(s.sent_end),
    s.file_id, s.record_number
  from coverage_span s
  join person_member m on m.payer = s.payer and m.file_id = s.file_id and m.record_number = s.record_number
    and m.member_id = s.member_id
  where m.birth_date is null
  group by s.payer, s.plan, s.line_of_business, s.person_id, s.member_id, s.file_id, s.record_number`

/** Months of the run that the days of a finding lie in. */
const monthsTouched = ({ first, end }: Window): Sql => sql`
  greatest(0, ${monthNumber(sql`least(o.last_date, ${end} - 1)`)} - ${monthNumber(sql`greatest(o.first_date, ${first})`)} + 1)`

/** One row per person, payer, line of business and month with lines and without coverage. */
const monthsWithout = (periods: readonly Period[]): Sql => sql`
  select s.person_id, s.payer, s.line_of_business, s.year_month, min(s.month_start) as month_start,
    max(c.months) is null as without_any, sum(s.lines) as lines,
    sum(case when s.lines > s.lines_without_amount then s.spend_usd end) as spend_usd
  from (
    select *, cast(substr(year_month, 1, 4) || '-' || substr(year_month, 5, 2) || '-01' as date) as month_start
    from category_spend
  ) s
  left join (
    select ${periodOf(sql`month_start`, periods)} as period, person_id, payer, line_of_business,
      ${monthsOfDays(sql`month_start`)} as months
    from member_month where ${within(sql`month_start`, periods)}
    group by ${periodOf(sql`month_start`, periods)}, person_id, payer, line_of_business
  ) c on c.period = s.period and c.person_id = s.person_id and c.payer = s.payer
    and c.line_of_business = s.line_of_business
  where c.months is null or not ${hasMonth(sql`c.months`, sql`s.month_start`)}
  group by s.person_id, s.payer, s.line_of_business, s.year_month`

/** Each of these months with the record of its first line. */
const LINES_WITHOUT_MONTHS: Sql = (() => {
  const named = (column: string) =>
    leastBy(raw(`l.${column}`), [sql`l.service_date`, sql`l.file_id`, sql`l.record_number`, sql`l.claim_line_number`])
  return sql`
    select null, case when m.without_any then 'claims-without-any-coverage' else 'claims-without-coverage' end,
      m.payer, '-', m.line_of_business, m.person_id, ${named('member_id')}, m.month_start, last_day(m.month_start),
      ${named('file_id')}, ${named('record_number')}, 1, 0, m.lines, m.spend_usd
    from month_without m
    join person_line l on l.person_id = m.person_id and l.payer = m.payer and l.line_of_business = m.line_of_business
      and ${yearMonth(sql`l.service_date`)} = m.year_month
    group by m.without_any, m.payer, m.line_of_business, m.person_id, m.month_start, m.lines, m.spend_usd`
})()

/** One row per person, payer, line of business and period with months of coverage and without a line. */
const monthsWithoutLines = (periods: readonly Period[]): Sql => {
  const named = (column: string) =>
    leastBy(raw(`m.${column}`), [sql`m.month_start`, sql`m.plan`, sql`m.file_id`, sql`m.record_number`])
  return sql`
    select null, 'coverage-without-claims', m.payer, '-', m.line_of_business, m.person_id, ${named('member_id')},
      min(m.month_start), last_day(max(m.month_start)), ${named('file_id')}, ${named('record_number')},
      count(distinct m.year_month), count(distinct m.year_month), 0, cast(0 as decimal(18,2))
    from member_month m
    join person_cost c on c.period = ${periodOf(sql`m.month_start`, periods)} and c.person_id = m.person_id
      and c.payer = m.payer and c.line_of_business = m.line_of_business
    where c.lines = 0 and ${within(sql`m.month_start`, periods)}
    group by c.period, m.payer, m.line_of_business, m.person_id`
}
