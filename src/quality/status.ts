import { join, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { eligible } from './eligible.ts'
import { excluded } from './exclusion.ts'
import { numerator } from './numerator.ts'
import type { Measure } from './read-measures.ts'
import { measureStatus } from './tables.ts'

/**
 * One row per period, measure and eligible person or stay.
 * 1. Who is eligible, and the record that says so.
 * 2. The first exclusion that applies, in the measure's order; an exclusion goes before the numerator.
 * 3. Of the rest, whoever has the evidence is met, everybody else is a gap: missing evidence is never taken for met.
 */
export function statuses(measures: readonly Measure[], periods: readonly Period[]): Step {
  return {
    table: measureStatus,
    reads: ['measure_payer', 'person', 'person_condition', 'encounter', 'measure_evidence'],
    keeps: { by: 'person' },
    relation: join(
      periods.flatMap((period) => measures.map((measure) => sql`(${statusOf(measure, period)})`)),
      ' union all ',
    ),
  }
}

function statusOf(measure: Measure, period: Period): Sql {
  return sql`
    with eligible as (${eligible(measure, period)}),
    excluded as (${excluded(measure, period)}),
    found as (${numerator(measure, period)})
    select ${period.id} as period, ${measure.measure} as measure, e.person_id, e.event_id,
      case when x.reason is not null then 'excluded' when f.met then 'met' else 'gap' end as status,
      coalesce(x.reason, f.reason, ${missing(measure)}) as reason, ${measure.rule} as rule,
      case when x.reason is not null then x.evidence_date else f.evidence_date end as evidence_date,
      case when x.reason is null then f.evidence_value end as evidence_value,
      case when x.reason is not null then x.evidence_table else f.evidence_table end as evidence_table,
      case when x.reason is not null then x.file_id else f.file_id end as evidence_file_id,
      case when x.reason is not null then x.record_number else f.record_number end as evidence_record_number,
      e.eligible_table, e.file_id as eligible_file_id, e.record_number as eligible_record_number
    from eligible e
    left join excluded x on x.person_id = e.person_id and x.event_id = e.event_id
    left join found f on f.person_id = e.person_id and f.event_id = e.event_id`
}

const MISSING = {
  'latest-result': 'no-result',
  service: 'no-screening',
  'visit-after-stay': 'no-visit-in-time',
} as const
const missing = ({ numerator: { kind } }: Measure): string => MISSING[kind]
