import { join, raw, type Sql, sql } from '../lake/sql.ts'
import { addMonths, type Period } from '../period.ts'
import type { MeasureFile } from './measure.ts'
import type { Measure } from './read-measures.ts'

type Kind<K> = Extract<MeasureFile['numerator'], { kind: K }>

/** One row per eligible person or stay with evidence: met or not, why, and the record. No evidence, no row. */
export function numerator({ numerator: asked }: Measure, period: Period): Sql {
  if (asked.kind === 'latest-result') return latestResult(asked, period)
  return asked.kind === 'service' ? service(asked, period) : visitAfterStay(asked)
}

/** Digits without trailing zeros: 7.8000 is 7.8. */
const plain = (value: Sql) => sql`regexp_replace(cast(${value} as varchar), '\\.?0+$', '')`

function latestResult({ value_set, operator, threshold }: Kind<'latest-result'>, period: Period): Sql {
  const inside = sql`v.value ${raw(operator)} cast(${threshold} as decimal(18,4))`
  return sql`
    select person_id, event_id, coalesce(within, false) as met,
      case when within then 'within-threshold' when value is null then 'result-without-value'
        else 'outside-threshold' end as reason,
      service_date as evidence_date, ${plain(sql`value`)} as evidence_value, evidence_table, file_id, record_number
    from (
      select e.event_id, v.*, ${inside} as within, row_number() over (
        partition by v.person_id order by v.service_date desc) as place
      from eligible e
      join measure_evidence v on v.person_id = e.person_id
      where v.value_set = ${value_set}
        and v.service_date >= cast(${period.start} as date) and v.service_date < cast(${period.end} as date)
    ) ranked where place = 1`
}

/** Years look back from the end of the period: ten years are the period and the nine years before it. */
function service({ any_of }: Kind<'service'>, period: Period): Sql {
  const found = any_of.map(
    ({ value_set, years }, i) => sql`
      select e.event_id, v.*, ${i} as turn from eligible e
      join measure_evidence v on v.person_id = e.person_id
      where v.value_set = ${value_set}
        and v.service_date >= cast(${addMonths(period.end, -12 * years)} as date)
        and v.service_date < cast(${period.end} as date)`,
  )
  return sql`
    select person_id, event_id, true as met, value_set as reason, service_date as evidence_date,
      cast(null as varchar) as evidence_value, evidence_table, file_id, record_number
    from (
      select *, row_number() over (partition by person_id order by service_date desc, turn) as place
      from (${join(found, ' union all ')}) any_service
    ) ranked where place = 1`
}

function visitAfterStay({ value_set, from_day, to_day }: Kind<'visit-after-stay'>): Sql {
  return sql`
    select person_id, event_id, true as met, 'visit-in-time' as reason, service_date as evidence_date,
      'day ' || cast(date_diff('day', discharge_date, service_date) as varchar) as evidence_value,
      evidence_table, file_id, record_number
    from (
      select e.event_id, e.discharge_date, v.*, row_number() over (
        partition by e.person_id, e.event_id order by v.service_date) as place
      from eligible e
      join measure_evidence v on v.person_id = e.person_id
      where v.value_set = ${value_set}
        and date_diff('day', e.discharge_date, v.service_date) between ${from_day} and ${to_day}
    ) ranked where place = 1`
}
