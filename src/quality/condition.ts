import { holds, secondGroup } from '../lake/dialect.ts'
import { id, join, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { DIAGNOSES } from '../lake/tables/medical-claim.ts'
import { codesOf, oneOf, valueSetsOf } from './code-list.ts'
import type { Measure } from './read-measures.ts'
import { personCondition } from './tables.ts'

/** Places where a professional line does not show that a clinician met the person as an outpatient: CMS place of service. */
const NOT_AMBULATORY = ['21', '31', '32', '41', '42', '51', '61', '81']
/** Types of bill of outpatient care: hospital 13x, rural health 71x, federally qualified 77x, critical access 85x. */
const OUTPATIENT_BILLS = ['13', '71', '77', '85']
export const INPATIENT_BILLS = ['11', '12']

/**
 * One row per person, condition, setting and day.
 * 1. Of each line its diagnoses as one text: it is read once, and only lines with a code that some measure asks for go on.
 * 2. The line's setting: inpatient, ambulatory, or other (laboratory, ambulance, nursing facility).
 * 3. Of each condition the first of its codes on the line; of the lines of a day, the first by file and record. Lines
 *    without one go last instead of being left out before: the engine would look for every code in every claim line.
 */
export function conditions(measures: readonly Measure[]): Step {
  const sets = valueSetsOf(measures)
    .map((set) => ({ value_set: set.value_set, codes: codesOf(set, 'icd-10-cm') }))
    .filter(({ codes }) => codes.length > 0)
  return {
    table: personCondition,
    reads: ['medical_claim', 'person_member'],
    keeps: { by: 'person' },
    relation: sets.length === 0 ? NONE : relation(sets),
  }
}

const NONE = sql`
  select '' as person_id, '' as value_set, '' as setting, cast(null as date) as service_date, '' as diagnosis_code,
    '' as file_id, 0 as record_number where false`

/** A code of the list, or a longer one, after the start of the text or a space. */
const beginning = (codes: readonly string[]): string => `(^| )((${codes.join('|')})[^ ]*)`
const DIAGNOSIS_TEXT = sql`concat_ws(' ', ${join(Array.from({ length: DIAGNOSES }, (_, i) => id(`diagnosis_code_${i + 1}`)))})`

function relation(sets: readonly { value_set: string; codes: readonly string[] }[]): Sql {
  const named = sets.map(
    ({ value_set, codes }) => sql`
      select person_id, setting, service_date, file_id, record_number, ${value_set} as value_set,
        ${secondGroup(sql`diagnoses`, beginning(codes))} as diagnosis_code
      from line`,
  )
  return sql`
    with coded as (
      select payer, member_id, claim_type, bill_type_code, place_of_service_code,
        coalesce(claim_line_start_date, claim_start_date, admission_date) as service_date,
        ${DIAGNOSIS_TEXT} as diagnoses, file_id, record_number
      from medical_claim
      where claim_status not in ('cancellation', 'denied') and ${holds(DIAGNOSIS_TEXT, beginning(sets.flatMap(({ codes }) => codes)))}
    ), line as (
      select m.person_id, c.diagnoses, c.service_date, c.file_id, c.record_number,
        case
          when c.claim_type = 'institutional' and ${oneOf(sql`substr(c.bill_type_code, 1, 2)`, INPATIENT_BILLS)} then 'inpatient'
          when c.claim_type = 'institutional' and ${oneOf(sql`substr(c.bill_type_code, 1, 2)`, OUTPATIENT_BILLS)} then 'ambulatory'
          when c.claim_type = 'professional'
            and not ${oneOf(sql`coalesce(c.place_of_service_code, '')`, NOT_AMBULATORY)} then 'ambulatory'
          else 'other'
        end as setting
      from coded c
      join person_member m on m.payer = c.payer and m.member_id = c.member_id
      where c.service_date is not null
    ), named as (${join(named, ' union all ')}), ranked as (
      select *, row_number() over (
        partition by person_id, value_set, setting, service_date
        order by (case when diagnosis_code is null then 1 else 0 end), file_id, record_number) as place
      from named
    )
    select person_id, value_set, setting, service_date, diagnosis_code, file_id, record_number
    from ranked where place = 1 and diagnosis_code is not null`
}
