import { eachRow, elementsWhere, holds, recordOf, secondGroup } from '../lake/dialect.ts'
import { id, join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { DIAGNOSES } from '../lake/tables/medical-claim.ts'
import { codesOf, oneOf } from '../terminology/code-list.ts'
import { type Measure, valueSetsOf } from './read-measures.ts'
import { personCondition } from './tables.ts'

/** Places where a professional line does not show that a clinician met the person as an outpatient: CMS place of service. */
const NOT_AMBULATORY = ['21', '31', '32', '41', '42', '51', '61', '81']
/** Types of bill of outpatient care: hospital 13x, rural health 71x, federally qualified 77x, critical access 85x. */
const OUTPATIENT_BILLS = ['13', '71', '77', '85']
export const INPATIENT_BILLS = ['11', '12']

/**
 * One row per claim line and condition of which it carries a code.
 * 1. Of each line its diagnoses as one text: it is read once, and only lines with a code that some measure asks for go on.
 * 2. The line's setting: inpatient, ambulatory, or other (laboratory, ambulance, nursing facility).
 * 3. Of each condition the first of its codes on the line. They are looked for as a list: of a condition on a column the
 *    engine would make one on every claim line, and look for every code in it.
 */
export function conditions(measures: readonly Measure[]): Step {
  const sets = valueSetsOf(measures)
    .map((set) => ({ value_set: set.value_set, codes: codesOf(set, 'icd-10-cm') }))
    .filter(({ codes }) => codes.length > 0)
  const rows = sets.length === 0 ? NONE : relation(sets)
  return {
    table: personCondition,
    reads: ['medical_claim', 'person_member'],
    relation: rows,
    keeps: { by: 'record', records: rows },
  }
}

const NONE = sql`
  select '' as person_id, '' as payer, '' as member_id, '' as value_set, '' as setting, cast(null as date) as service_date,
    '' as diagnosis_code, '' as file_id, 0 as record_number where false`

/** A code of the list, or a longer one, after the start of the text or a space. */
const beginning = (codes: readonly string[]): string => `(^| )((${codes.join('|')})[^ ]*)`
const DIAGNOSIS_TEXT = sql`concat_ws(' ', ${join(Array.from({ length: DIAGNOSES }, (_, i) => id(`diagnosis_code_${i + 1}`)))})`

function relation(sets: readonly { value_set: string; codes: readonly string[] }[]): Sql {
  const conditions = sets.map(({ value_set, codes }) =>
    recordOf({
      value_set: literal(value_set),
      diagnosis_code: secondGroup(sql`c.diagnoses`, beginning(codes)),
    }),
  )
  const carried = elementsWhere(sql`[${join(conditions)}]`, 'condition', sql`condition.diagnosis_code is not null`)
  return sql`
    with coded as (
      select payer, member_id, claim_type, bill_type_code, place_of_service_code,
        coalesce(claim_line_start_date, claim_start_date, admission_date) as service_date,
        ${DIAGNOSIS_TEXT} as diagnoses, file_id, record_number
      from medical_claim
      where claim_status not in ('cancellation', 'denied') and ${holds(DIAGNOSIS_TEXT, beginning(sets.flatMap(({ codes }) => codes)))}
    ), line as (
      select m.person_id, c.payer, c.member_id, c.service_date, c.file_id, c.record_number, ${eachRow(carried)} as condition,
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
    )
    select person_id, payer, member_id, condition.value_set as value_set, setting, service_date,
      condition.diagnosis_code as diagnosis_code, file_id, record_number
    from line`
}
