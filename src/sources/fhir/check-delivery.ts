import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { SentFile } from '../source.ts'
import { RULES, type RuleName } from '../validate/rules/rules.ts'

/** What is known only once every file of the delivery was read: who and what is referred to and did not come. */
export function checkDelivery(files: readonly SentFile[]): Sql {
  const mine = sql`file_id in (${join(files.map(({ file_id }) => literal(file_id)))})`
  return sql`
    ${finding('fhir-reference-open')}
    from (
      select distinct file_id, record_number, "column" from fhir_reference r
      where ${mine} and not exists (select 1 from fhir_provider p where p.reference = r.reference)
    ) f
    union all
    ${finding('fhir-patient-missing')}
    from (
      select file_id, record_number, 'Coverage.beneficiary.reference' as "column" from fhir_coverage c
      where ${mine} and not exists (select 1 from fhir_patient p where p.patient_id = c.member_id)
    ) f
    union all
    ${finding('fhir-patient-without-coverage')}
    from (
      select file_id, record_number, 'Patient.id' as "column" from fhir_patient p
      where ${mine} and not exists (select 1 from fhir_coverage c where c.member_id = p.patient_id)
    ) f`
}

const finding = (rule: RuleName): Sql => {
  const { severity, expected, fix } = RULES[rule]
  return sql`select f.file_id, f.record_number, f."column", ${literal(rule)} as rule, ${literal(severity)} as severity,
    ${literal(expected)} as expected, ${literal(fix)} as fix`
}
