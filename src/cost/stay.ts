import { leastBy, recordOf } from '../lake/dialect.ts'
import { raw, type Sql, sql } from '../lake/sql.ts'
import type { EncounterModel } from './encounter-model.ts'

/** The stays in hospital of `encounter`, under the names that a stay has. */
export const STAYS = sql`(
  select person_id, encounter_id as event_id, first_date as admission_date, discharge_date, discharge_disposition_code,
    claims, file_id, record_number
  from encounter where kind = 'inpatient-stay')`

/**
 * One row per person, kind and stay, hospital and nursing facility apart, from the lines of `encounter_line`.
 * 1. Claims that begin at the latest on the day after another one's last day continue its stay: interim bills,
 *    transfers on the same or the next day, and the same stay reported by two payers. A nursing facility's bill whose
 *    patient is still there reaches further.
 *    A line with a negative amount takes another one back and is no stay.
 * 2. The claim that ends last says how the person left; of two, the one with the later admission.
 * 3. Where a claim comes from another facility than the one before it, the person was transferred.
 */
export const stays = ({ still_patient }: EncounterModel): Sql => sql`
  with line as (
    select *,
      row_number() over (
        partition by kind, data_source, payer, plan, line_of_business, claim_id
        order by claim_line_number, file_id, record_number) as place,
      max(service_date) over (partition by kind, data_source, payer, plan, line_of_business, claim_id) as last_service,
      max(case when emergency then 1 else 0 end) over (partition by kind, data_source, payer, plan, line_of_business, claim_id)
        as emergency_line
    from encounter_line
    where kind in ('inpatient-stay', 'skilled-nursing') and own and (spend_usd is null or spend_usd >= 0)
  ), claim as (
    select *, case when discharge_date >= began then discharge_date
      when kind = 'skilled-nursing' then greatest(began, last_service) else began end as last_date
    from line where place = 1
  ), followed as (
    select *, max(date_diff('day', date '1900-01-01', last_date) + (case
        when kind = 'skilled-nursing' and discharge_disposition_code = ${still_patient.status} then ${still_patient.days} else 1 end)
      ) over (${IN_ORDER} rows between unbounded preceding and 1 preceding) as reach,
      lag(facility) over (${IN_ORDER}) as facility_before
    from claim
  ), started as (
    select *, case when reach is null or date_diff('day', date '1900-01-01', began) > reach then 1 else 0 end as starts
    from followed
  ), numbered as (
    -- Claims that begin on the same day are of one stay.
    select *, sum(starts) over (partition by person_id, kind order by began) as stay_number from started
  ), stay as (
    select person_id, kind, min(began) as first_date, max(last_date) as last_date, count(*) as claims,
      count(distinct facility) as facilities, max(emergency_line) = 1 as emergency,
      sum(case when starts = 0 and facility <> facility_before then 1 else 0 end) as transfers,
      ${leastBy(LAST, FROM_END)} as ended
    from numbered group by person_id, kind, stay_number
  )
  select person_id, kind, first_date, last_date, claims, facilities, emergency, transfers, ended.discharge_date,
    ended.discharge_disposition_code, ended.reason, ended.file_id, ended.record_number, substr(md5(person_id || '/' || (case when kind = 'inpatient-stay' then '' else kind || '/' end)
    || cast(first_date as varchar)), 1, 16) as encounter_id
  from stay`

const IN_ORDER = sql`partition by person_id, kind
  order by began, last_date, payer, data_source, plan, line_of_business, claim_id`

/** What the claim that ends last says of a stay. */
const LAST = recordOf({
  discharge_date: raw('discharge_date'),
  discharge_disposition_code: raw('discharge_disposition_code'),
  reason: raw('reason'),
  file_id: raw('file_id'),
  record_number: raw('record_number'),
})
const FROM_END = [
  sql`date '1900-01-01' - last_date`,
  sql`case when discharge_date is null then 1 else 0 end`,
  sql`date '1900-01-01' - began`,
  ...['payer', 'data_source', 'plan', 'line_of_business', 'claim_id'].map(raw),
]
