import { eachAs, elementsWhere, hasAnyOf, lengthOf, recordOf, someWhere, sorted } from '../../../lake/dialect.ts'
import { join, literal, raw, type Sql, sql } from '../../../lake/sql.ts'
import { codeAmong, codings, dayOf } from '../words.ts'

/** Systems of codes by the addresses under which payers name them, and the revision each stands for. */
const ICD = {
  diagnosis: [
    ['http://hl7.org/fhir/sid/icd-10-cm', 'icd-10-cm'],
    ['http://hl7.org/fhir/sid/icd-10', 'icd-10-cm'],
    ['http://hl7.org/fhir/sid/icd-9-cm', 'icd-9-cm'],
  ],
  procedure: [
    ['http://www.cms.gov/Medicare/Coding/ICD10', 'icd-10-pcs'],
    ['https://www.cms.gov/Medicare/Coding/ICD10', 'icd-10-pcs'],
    ['http://hl7.org/fhir/sid/icd-10-pcs', 'icd-10-pcs'],
    ['http://hl7.org/fhir/sid/icd-10', 'icd-10-pcs'],
    ['http://hl7.org/fhir/sid/icd-9-cm', 'icd-9-pcs'],
  ],
} as const

export const ICD_DIAGNOSIS_SYSTEMS: readonly string[] = ICD.diagnosis.map(([system]) => system)

/** HCPCS of either level, and HIPPS. */
export const HCPCS_SYSTEMS: readonly string[] = [
  'https://bluebutton.cms.gov/resources/codesystem/hcpcs',
  'https://bluebutton.cms.gov/resources/variables/hcpcs_cd',
  'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  'http://www.ama-assn.org/go/cpt',
  'https://www.cms.gov/Medicare/Coding/MedHCPCSGenInfo',
  'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/ProspMedicareFeeSvcPmtGen/HIPPSCodes',
]
export const NDC_SYSTEM = 'http://hl7.org/fhir/sid/ndc'

/** Blue Button v2 gives another code under NUBC's address: the CMS variable comes first. */
export const REVENUE_SYSTEMS: readonly string[] = [
  'https://bluebutton.cms.gov/resources/variables/rev_cntr',
  'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-REV-CNTR-CD',
  'https://www.nubc.org/CodeSystem/RevenueCodes',
]
export const PLACE_SYSTEMS: readonly string[] = [
  'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  'https://www.cms.gov/Medicare/Coding/place-of-service-codes',
  'https://bluebutton.cms.gov/resources/variables/line_place_of_srvc_cd',
  'https://bluebutton.cms.gov/fhir/CodeSystem/CLM-POS-CD',
]

/** Only these types: a reason for admission or for a visit is no diagnosis that was confirmed. */
const REASONS = ['admitting', 'patientreasonforvisit', 'reason-for-visit']

/** The revision of an ICD coding, by its system. */
const revision = (concept: Sql, kind: keyof typeof ICD): Sql => {
  const systems = eachAs(elementsWhere(sql`${concept}.coding`, 'c', raw('c.code is not null')), 'c', raw('c.system'))
  const names = [...new Set(ICD[kind].map(([, name]) => name))]
  return sql`case ${join(
    names.map((name) => {
      const of = ICD[kind].filter(([, one]) => one === name).map(([system]) => system)
      return sql`when ${hasAnyOf(systems, of)} then ${literal(name)}`
    }),
    ' ',
  )} end`
}

const icdCode = (concept: Sql, kind: keyof typeof ICD): Sql =>
  sql`upper(replace(${codeAmong(
    concept,
    ICD[kind].map(([system]) => system),
  )}, '.', ''))`

/**
 * A claim's diagnoses in a fixed order: the principal one, the others by sequence, external causes. Records of rank,
 * sequence, code and revision.
 */
export function diagnoses(): Sql {
  const concept = raw('d.diagnosisCodeableConcept')
  const listed = eachAs(
    raw('e.diagnosis'),
    'd',
    recordOf({
      types: eachAs(codings(raw('d.type')), 'c', raw('c.code')),
      sequence: raw('coalesce(try_cast(d.sequence as integer), 999)'),
      code: icdCode(concept, 'diagnosis'),
      revision: revision(concept, 'diagnosis'),
    }),
  )
  const isReason = sql`${lengthOf(raw('g.types'))} > 0 and not ${someWhere(
    raw('g.types'),
    'k',
    sql`k not in (${join(REASONS.map((type) => literal(type)))})`,
  )}`
  return sorted(
    eachAs(
      elementsWhere(listed, 'g', sql`g.revision is not null and not coalesce(${isReason}, false)`),
      'g',
      recordOf({
        rank: sql`case when ${hasAnyOf(raw('g.types'), ['principal'])} then 0
          when ${someWhere(raw('g.types'), 'k', raw("starts_with(k, 'external')"))} then 2 else 1 end`,
        sequence: raw('g.sequence'),
        code: raw('g.code'),
        revision: raw('g.revision'),
      }),
    ),
  )
}

/** A claim's procedures by sequence: records of sequence, code, day and revision. */
export function procedures(): Sql {
  const concept = raw('p.procedureCodeableConcept')
  const listed = eachAs(
    raw('e.procedure'),
    'p',
    recordOf({
      sequence: raw('coalesce(try_cast(p.sequence as integer), 999)'),
      code: icdCode(concept, 'procedure'),
      day: dayOf(raw('p.date')),
      revision: revision(concept, 'procedure'),
    }),
  )
  return sorted(elementsWhere(listed, 'g', raw('g.revision is not null')))
}
