import { leastBy } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import { within } from '../in-period.ts'
import { judged, OF_SPAN, odd, windowOf } from './coverage-findings.ts'
import { COVERAGE_FINDINGS, type CoverageFinding, type CoverageRule } from './coverage-rule.ts'

/**
 * What a finding rests on. `number`: on what the payer sent under that number. `person`: on all numbers of the person, and
 * which numbers are one person may be known by another payer's records alone. `elsewhere`: on another record of the person.
 */
const RESTS_ON: Readonly<Record<CoverageFinding, 'number' | 'person' | 'elsewhere'>> = {
  gap: 'number',
  overlap: 'number',
  'ends-before-start': 'number',
  'before-birth': 'number',
  'after-death': 'number',
  'starts-after-death': 'number',
  'after-death-told-elsewhere': 'elsewhere',
  'starts-too-early': 'number',
  'ends-too-late': 'number',
  'too-long': 'number',
  'no-month-counts': 'person',
  'no-birth-date': 'number',
  'claims-without-coverage': 'number',
  'claims-without-any-coverage': 'person',
  'coverage-without-claims': 'person',
}
const TOLD = COVERAGE_FINDINGS.filter((finding) => RESTS_ON[finding] === 'number')

/**
 * One row per finding on a payer's own coverage, each number judged by itself: by its own spans, and by its own claim lines
 * in months that no span of it touches. No death, span, claim or join that another payer's records tell of changes a row.
 * `own`: the condition on the payer.
 */
export function findingsOfNumbers(
  rule: CoverageRule,
  { period, baseline }: { period: Period; baseline: Period },
  own: (column: string) => Sql,
): Sql {
  return sql`
    with coverage_span as (${judged(spansOfNumbers(own))})
    select o.finding, o.payer, o.plan, o.line_of_business, o.member_id, o.first_date, o.last_date,
      cast(null as bigint) as lines, o.file_id, o.record_number
    from (${odd(rule, windowOf(period, baseline))}) o
    where o.finding in (${join(TOLD.map(literal))})
    union all ${linesWithoutSpans([period, baseline], own)}`
}

/** One row per span; whose it is, is its number. */
const spansOfNumbers = (own: (column: string) => Sql): Sql => sql`
  select e.member_id as person_id, cast(null as date) as told_death, ${OF_SPAN} from eligibility e where ${own('e.payer')}`

/** One row per number with coverage, line of business and month with lines of its own in which it has no day of coverage. */
function linesWithoutSpans(periods: readonly Period[], own: (column: string) => Sql): Sql {
  const first = (column: string) =>
    leastBy(raw(`l.${column}`), [sql`l.service_date`, sql`l.file_id`, sql`l.record_number`, sql`l.claim_line_number`])
  return sql`
    select 'claims-without-coverage', m.payer, '-', m.line_of_business, m.member_id, m.month_start, last_day(m.month_start),
      m.lines, m.file_id, m.record_number
    from (
      select l.payer, l.line_of_business, l.member_id, cast(date_trunc('month', l.service_date) as date) as month_start,
        count(*) as lines, ${first('file_id')} as file_id, ${first('record_number')} as record_number
      from person_line l
      where ${own('l.payer')} and ${within(sql`l.service_date`, periods)}
      group by l.payer, l.line_of_business, l.member_id, cast(date_trunc('month', l.service_date) as date)
    ) m
    join (select distinct payer, member_id from coverage_span) n on n.payer = m.payer and n.member_id = m.member_id
    left join coverage_span s on s.usable and s.payer = m.payer and s.member_id = m.member_id
      and s.line_of_business = m.line_of_business and s.first_day <= last_day(m.month_start) and s.last_day >= m.month_start
    where s.member_id is null`
}
