import { sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { oneOf } from '../terminology/code-list.ts'
import { INPATIENT_BILLS } from './condition.ts'
import { inpatientStay } from './tables.ts'

/**
 * One row per person and stay.
 * 1. A claim is inpatient by its type of bill, 11x or 12x; without one, by its admission and a room revenue code
 *    (NUBC 010x to 021x).
 * 2. Claims that begin at the latest on the day after another one's last day continue its stay: interim bills,
 *    transfers on the same or the next day, and the same stay reported by two payers.
 *    A line with a negative amount takes another one back and is no stay.
 * 3. The claim that ends last says how the person left; of two, the one with the later admission.
 */
export const stays: Step = {
  table: inpatientStay,
  reads: ['person_line'],
  keeps: { by: 'person' },
  relation: sql`
    with line as (
      select *, row_number() over (
        partition by data_source, payer, plan, line_of_business, claim_id order by claim_line_number, file_id, record_number) as place
      from (
        select person_id, data_source, payer, plan, line_of_business, claim_id, claim_line_number, file_id, record_number,
          coalesce(admission_date, service_date) as admission_date, discharge_date, discharge_disposition_code
        from person_line
        where claim_type = 'institutional' and (spend_usd is null or spend_usd >= 0) and (
          ${oneOf(sql`substr(bill_type_code, 1, 2)`, INPATIENT_BILLS)}
          or (bill_type_code is null and admission_date is not null
            and revenue_center_code >= '0100' and revenue_center_code < '0220'))
      ) inpatient
    ), claim as (
      select *, case when discharge_date >= admission_date then discharge_date else admission_date end as last_date
      from line where place = 1
    ), followed as (
      select *, max(last_date) over (
        partition by person_id order by admission_date, last_date, payer, data_source, plan, line_of_business, claim_id
        rows between unbounded preceding and 1 preceding) as before_date
      from claim
    ), numbered as (
      select *, sum(case when before_date is null or date_diff('day', before_date, admission_date) > 1 then 1 else 0 end) over (
        partition by person_id order by admission_date, last_date, payer, data_source, plan, line_of_business, claim_id
        rows between unbounded preceding and current row) as stay_number
      from followed
    ), stay as (
      select *,
        min(admission_date) over (partition by person_id, stay_number) as first_date,
        count(*) over (partition by person_id, stay_number) as claims,
        row_number() over (
          partition by person_id, stay_number
          order by last_date desc, (case when discharge_date is null then 1 else 0 end), admission_date desc,
            payer, data_source, plan, line_of_business, claim_id) as place_from_end
      from numbered
    )
    select person_id, substr(md5(person_id || '/' || cast(first_date as varchar)), 1, 16) as event_id,
      first_date as admission_date, discharge_date, discharge_disposition_code, claims, file_id, record_number
    from stay where place_from_end = 1`,
}
