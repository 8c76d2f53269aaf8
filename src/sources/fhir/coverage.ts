import { firstWhere } from '../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { eligibility } from '../../lake/tables/eligibility.ts'
import { memberCrosswalk } from '../../lake/tables/member-crosswalk.ts'
import { row } from '../cclf/row.ts'
import { dualStatus } from './named.ts'
import { type FhirMapping, ofType } from './resources.ts'
import { sentBy } from './sent-by.ts'
import { firstDayOf, idOf, isCoded, lastDayOf } from './words.ts'

/** Kinds of coverage that are not medical: Medicare's Part D, and HL7's ActCode for drug, dental, vision and long-term care. */
const NOT_MEDICAL = ['Part D', 'part-d', 'DRUGPOL', 'DENTPRG', 'DENTAL', 'VISPOL', 'LTC', 'LTCPOL']

/** Coverage alone of one of these kinds gives no member months. */
export const isNotMedical = (coverage: string): Sql =>
  sql`(${isCoded(raw(`${coverage}.type`), NOT_MEDICAL)} or coalesce(${raw(`${coverage}.grouping.subPlan`)} in (${join(NOT_MEDICAL.map((kind) => literal(kind)))}), false))`

/**
 * One row per member, plan and first day of coverage, with the Patient that came in the delivery; of two versions of a Patient
 * the last. Parts of one coverage that start on one day (Medicare's A and B) are one span, to the later end.
 */
export function mapCoverage(given: FhirMapping): Sql {
  const classOf = (kind: string) => firstWhere(raw('e.class'), 'k', isCoded(raw('k.type'), [kind]))
  const variable = (name: string) =>
    sql`${firstWhere(raw('e.extension'), 'x', raw(`ends_with(x.url, 'variables/${name}')`))}.valueCoding.code`
  return sql`
    with sent as (${ofType(given.resources, 'coverage')}),
    span as (
      select file_id, record_number, ${idOf(raw('e.beneficiary'))} as member_id,
        ${firstDayOf(raw('e.period.start'))} as first_day,
        coalesce(${lastDayOf(raw('e.period."end"'))}, date '9999-12-31') as last_day,
        coalesce(nullif(trim(${classOf('plan')}.value), ''), '-') as plan,
        e.subscriberId as subscriber_id, e.type.coding[1].code as payer_type,
        coalesce(${classOf('group')}.value, e.grouping."group") as group_id,
        coalesce(${classOf('group')}.name, e.grouping.groupDisplay) as group_name,
        ${variable('ms_cd')} as medicare_status,
        ${variable('orec')} as entitlement,
        ${dualStatus(raw('e.extension'))} as dual_status, e.relationship.coding[1].code as relation
      from sent where not ${isNotMedical('e')}
    ), ranked as (
      select *, row_number() over (
        partition by member_id, plan, first_day
        order by last_day desc, length(file_id) desc, file_id desc, record_number desc) as place
      from span where member_id is not null and first_day is not null
    ), last_patient as (
      select *, row_number() over (
        partition by patient_id order by last_updated desc nulls last, length(file_id) desc, file_id desc, record_number desc) as place
      from fhir_patient
    )
    select ${row(eligibility, {
      ...sentBy(given, 'c'),
      plan: raw('c.plan'),
      member_id: raw('c.member_id'),
      subscriber_id: raw('coalesce(c.subscriber_id, p.member_number)'),
      enrollment_start_date: raw('c.first_day'),
      enrollment_end_date: raw('c.last_day'),
      payer_type: raw('c.payer_type'),
      group_id: raw('c.group_id'),
      group_name: raw('c.group_name'),
      subscriber_relation: raw('c.relation'),
      original_reason_entitlement_code: raw('c.entitlement'),
      dual_status_code: raw('coalesce(c.dual_status, p.dual_status_code)'),
      medicare_status_code: raw('c.medicare_status'),
      ...Object.fromEntries(OF_PATIENT.map((name) => [name, raw(`p.${name}`)])),
    })}
    from ranked c left join last_patient p on p.patient_id = c.member_id and p.place = 1
    where c.place = 1`
}

const OF_PATIENT = [
  'first_name',
  'last_name',
  'gender',
  'race',
  'ethnicity',
  'birth_date',
  'death_date',
  'social_security_number',
  'address',
  'city',
  'state',
  'zip_code',
  'phone',
  'email',
]

/** One row per Patient that says which Patient replaced it (Patient.link replaced-by). */
export function mapReplaced(given: FhirMapping): Sql {
  const files = join(given.staged.map(({ file_id }) => literal(file_id)))
  return sql`
    with replaced as (
      select *, row_number() over (
        partition by patient_id, replaced_by order by length(file_id) desc, file_id desc, record_number desc) as place
      from fhir_patient where replaced_by is not null and replaced_by <> patient_id and file_id in (${files})
    )
    select ${row(memberCrosswalk, {
      ...sentBy(given, 'x'),
      previous_member_id: raw('x.patient_id'),
      current_member_id: raw('x.replaced_by'),
    })}
    from replaced x where x.place = 1`
}
