import { id, join, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { DIAGNOSES } from '../lake/tables/medical-claim.ts'
import { beginsWith, codesOf, oneOf, valueSetsOf } from './code-list.ts'
import type { Measure } from './read-measures.ts'
import { personCondition } from './tables.ts'

/** Places where a professional line does not show that a clinician met the person as an outpatient: CMS place of service. */
const NOT_AMBULATORY = ['21', '31', '32', '41', '42', '51', '61', '81']
/** Types of bill of outpatient care: hospital 13x, rural health 71x, federally qualified 77x, critical access 85x. */
const OUTPATIENT_BILLS = ['13', '71', '77', '85']
export const INPATIENT_BILLS = ['11', '12']

/**
 * One row per person, condition, setting and day.
 * 1. Each of the diagnosis columns gives the few lines that carry a code some measure asks for.
 * 2. The line's setting: inpatient, ambulatory, or other (laboratory, ambulance, nursing facility).
 * 3. Of the lines of a day, the first by file and record stands for all.
 */
export function conditions(measures: readonly Measure[]): Step {
  const prefixes = valueSetsOf(measures).flatMap((set) =>
    codesOf(set, 'icd-10-cm').map((code) => ({ set: set.value_set, code })),
  )
  return {
    table: personCondition,
    reads: ['medical_claim', 'person_member'],
    relation: prefixes.length === 0 ? NONE : relation(prefixes),
  }
}

const NONE = sql`
  select '' as person_id, '' as value_set, '' as setting, cast(null as date) as service_date, '' as diagnosis_code,
    '' as file_id, 0 as record_number where false`

function relation(prefixes: readonly { set: string; code: string }[]): Sql {
  const coded = Array.from({ length: DIAGNOSES }, (_, i) => {
    const column = id(`diagnosis_code_${i + 1}`)
    return sql`
      select payer, member_id, claim_type, bill_type_code, place_of_service_code, claim_line_start_date,
        claim_start_date, admission_date, ${column} as diagnosis_code, file_id, record_number
      from medical_claim
      where claim_status <> 'cancellation' and (${join(
        prefixes.map(({ code }) => beginsWith(column, code)),
        ' or ',
      )})`
  })
  const named = prefixes.map(
    ({ set, code }) => sql`select ${set} as value_set, * from line where ${beginsWith(sql`diagnosis_code`, code)}`,
  )
  return sql`
    with coded as (${join(coded, ' union all ')}), line as (
      select m.person_id, c.diagnosis_code, c.file_id, c.record_number,
        coalesce(c.claim_line_start_date, c.claim_start_date, c.admission_date) as service_date,
        case
          when c.claim_type = 'institutional' and ${oneOf(sql`substr(c.bill_type_code, 1, 2)`, INPATIENT_BILLS)} then 'inpatient'
          when c.claim_type = 'institutional' and ${oneOf(sql`substr(c.bill_type_code, 1, 2)`, OUTPATIENT_BILLS)} then 'ambulatory'
          when c.claim_type = 'professional'
            and not ${oneOf(sql`coalesce(c.place_of_service_code, '')`, NOT_AMBULATORY)} then 'ambulatory'
          else 'other'
        end as setting
      from coded c
      join person_member m on m.payer = c.payer and m.member_id = c.member_id
    ), named as (${join(named, ' union all ')}), ranked as (
      select *, row_number() over (
        partition by person_id, value_set, setting, service_date order by file_id, record_number, diagnosis_code) as place
      from named
      where service_date is not null
    )
    select person_id, value_set, setting, service_date, diagnosis_code, file_id, record_number
    from ranked where place = 1`
}
