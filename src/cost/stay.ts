import { type Sql, sql } from '../lake/sql.ts'
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
  ), numbered as (
    select *, sum(case when reach is null or date_diff('day', date '1900-01-01', began) > reach then 1 else 0 end) over (
        ${IN_ORDER} rows between unbounded preceding and current row) as stay_number
    from followed
  ), ended as (
    select *, row_number() over (
        partition by person_id, kind, stay_number
        order by last_date desc, (case when discharge_date is null then 1 else 0 end), began desc,
          payer, data_source, plan, line_of_business, claim_id) as place_from_end,
      row_number() over (partition by person_id, kind, stay_number
        order by began, last_date, payer, data_source, plan, line_of_business, claim_id) as place_from_start
    from numbered
  ), stay as (
    select person_id, kind, min(began) as first_date, max(last_date) as last_date, count(*) as claims,
      count(distinct facility) as facilities, max(emergency_line) = 1 as emergency,
      sum(case when place_from_start > 1 and facility <> facility_before then 1 else 0 end) as transfers,
      max(case when place_from_end = 1 then discharge_date end) as discharge_date,
      max(case when place_from_end = 1 then discharge_disposition_code end) as discharge_disposition_code,
      max(case when place_from_end = 1 then reason end) as reason,
      max(case when place_from_end = 1 then file_id end) as file_id,
      max(case when place_from_end = 1 then record_number end) as record_number
    from ended group by person_id, kind, stay_number
  )
  select *, substr(md5(person_id || '/' || (case when kind = 'inpatient-stay' then '' else kind || '/' end)
    || cast(first_date as varchar)), 1, 16) as encounter_id
  from stay`

const IN_ORDER = sql`partition by person_id, kind
  order by began, last_date, payer, data_source, plan, line_of_business, claim_id`
