import { STAYS } from '../cost/stay.ts'
import { join, type Sql, sql } from '../lake/sql.ts'
import type { Period } from '../period.ts'
import { codesOf } from '../terminology/code-list.ts'
import type { MeasureFile } from './measure.ts'
import type { Measure } from './read-measures.ts'

type Exclusion = MeasureFile['exclusions'][number]

/** One row per eligible person or stay that an exclusion takes out: the first one in the measure's order. */
export function excluded(measure: Measure, period: Period): Sql {
  const found = measure.exclusions.map(
    (exclusion, i) => sql`
    select ${i} as turn, ${exclusion.reason} as reason, x.* from (${rows(exclusion, measure, period)}) x`,
  )
  if (found.length === 0) return NONE
  return sql`
    select person_id, event_id, reason, evidence_date, evidence_table, file_id, record_number
    from (
      select *, row_number() over (
        partition by person_id, event_id order by turn, evidence_date desc nulls last, file_id, record_number) as place
      from (${join(found, ' union all ')}) every_reason
    ) ranked where place = 1`
}

const NONE = sql`
  select '' as person_id, '' as event_id, '' as reason, cast(null as date) as evidence_date, '' as evidence_table,
    '' as file_id, 0 as record_number where false`

function rows(exclusion: Exclusion, measure: Measure, period: Period): Sql {
  if ('value_set' in exclusion) return coded(exclusion, measure, period)
  if ('within_days' in exclusion) return readmitted(exclusion.within_days)
  return died(measure, period)
}

/** People: died before the period ended. Stays: died before the window for the visit closed. */
function died({ numerator }: Measure, period: Period): Sql {
  const before =
    numerator.kind === 'visit-after-stay'
      ? sql`date_diff('day', e.discharge_date, e.death_date) <= ${numerator.to_day}`
      : sql`e.death_date < cast(${period.end} as date)`
  return sql`
    select e.person_id, e.event_id, e.death_date as evidence_date, cast(null as varchar) as evidence_table,
      cast(null as varchar) as file_id, cast(null as bigint) as record_number
    from eligible e where e.death_date is not null and ${before}`
}

function readmitted(days: number): Sql {
  return sql`
    select e.person_id, e.event_id, s.admission_date as evidence_date, 'medical_claim' as evidence_table,
      s.file_id, s.record_number
    from eligible e
    join ${STAYS} s on s.person_id = e.person_id and s.event_id <> e.event_id
    where date_diff('day', e.discharge_date, s.admission_date) between 0 and ${days}`
}

/** A diagnosis stands in `person_condition`, a service in `measure_evidence`; a value set may have both. */
function coded(exclusion: Extract<Exclusion, { value_set: string }>, measure: Measure, period: Period): Sql {
  const first = exclusion.when === 'period' ? sql`v.service_date >= cast(${period.start} as date) and` : sql``
  const set = measure.value_sets[exclusion.value_set]
  const from = (table: Sql, name: Sql) => sql`
    select e.person_id, e.event_id, v.service_date as evidence_date, ${name} as evidence_table, v.file_id, v.record_number
    from eligible e
    join ${table} v on v.person_id = e.person_id
    where v.value_set = ${exclusion.value_set} and ${first} v.service_date < cast(${period.end} as date)`
  const diagnoses = from(sql`person_condition`, sql`'medical_claim'`)
  const services = from(sql`measure_evidence`, sql`v.evidence_table`)
  return set && codesOf(set, 'icd-10-cm').length > 0 ? sql`${diagnoses} union all ${services}` : services
}
