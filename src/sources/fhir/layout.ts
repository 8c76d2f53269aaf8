import type { Field, FileLayout, Layout } from '../layouts/layout.ts'

const field = (name: string, type: Field['type'], meaning: string, required = false): Field => ({
  name,
  type,
  meaning,
  required,
})

/**
 * What the recognised file is: resources of any type, one a record. The two last fields are nobody's elements: a
 * resource does not say whose payer's it is, and the registered sender answers for both.
 */
const resources: FileLayout = {
  name: 'resources',
  about: 'FHIR resources, in any order and mix: one to a line, entries of a Bundle, or one resource as a file.',
  format: 'json',
  dateFormat: '%Y-%m-%d',
  unknownDates: [],
  fields: [
    field('resourceType', 'code', 'type of the resource', true),
    field('id', 'code', 'logical id of the resource', true),
    field('payer', 'code', 'not an element: the registered sender'),
    field('line_of_business', 'code', "not an element: the sender's registered line of business"),
  ],
}

/** The elements of one type that are read, for the reference and for showing a record as it was sent. */
const elements = (name: string, about: string, fields: readonly Field[]): FileLayout => ({
  name,
  about,
  format: 'json',
  dateFormat: '%Y-%m-%d',
  unknownDates: [],
  fields,
})

const patient = elements('Patient', 'A member, under the logical id that claims and coverage refer to.', [
  field('Patient.id', 'code', "the payer's lasting number for the member", true),
  field('Patient.identifier', 'code', 'member number (MB), Medicare number (us-mbi), social security number (us-ssn)'),
  field('Patient.name', 'text', 'official name, else the first one'),
  field('Patient.telecom', 'text', 'first phone and e-mail'),
  field('Patient.gender', 'code', 'male, female, other or unknown'),
  field('Patient.birthDate', 'date', 'day of birth; a partial date is left empty'),
  field('Patient.deceasedDateTime', 'date', 'day of death'),
  field('Patient.address', 'text', 'home address, else the first one'),
  field('Patient.link', 'code', 'replaced-by: the number in use now'),
  field('Patient.extension', 'code', 'US Core race and ethnicity'),
])

const coverage = elements('Coverage', 'One span of medical coverage of one member.', [
  field('Coverage.id', 'code', 'logical id', true),
  field('Coverage.status', 'code', 'active or cancelled; draft and entered-in-error are not taken'),
  field('Coverage.type', 'code', 'kind of coverage; drug, dental and vision coverage gives no member months'),
  field('Coverage.subscriberId', 'code', 'policy number'),
  field('Coverage.beneficiary', 'code', 'the Patient', true),
  field('Coverage.relationship', 'code', 'relation to the policy holder'),
  field('Coverage.period', 'date', 'first and last day'),
  field('Coverage.class', 'code', 'plan and group'),
  field('Coverage.grouping', 'code', 'STU3: group and plan'),
  field('Coverage.extension', 'code', 'Blue Button: ms_cd, orec, dual_01 to dual_12'),
])

const group = elements('Group', "The payer's attribution list (Da Vinci Member Attribution).", [
  field('Group.id', 'code', 'logical id', true),
  field('Group.meta', 'date', 'lastUpdated: an open span ends with its month'),
  field('Group.identifier', 'code', 'NPI and tax number of the organization the list is for'),
  field('Group.managingEntity', 'code', 'that organization'),
  field('Group.member', 'code', 'member, span, and attributed provider (ext-attributedProvider)', true),
  field('Group.extension', 'date', 'ext-contractValidityPeriod'),
])

/** Types that give no row: references to them are resolved. */
export const PROVIDER_TYPES: readonly string[] = ['Practitioner', 'PractitionerRole', 'Organization', 'Location']

const provider = PROVIDER_TYPES.map((type) =>
  elements(type, `Resolves references; gives no row of its own.`, [
    field(`${type}.id`, 'code', 'logical id', true),
    field(`${type}.identifier`, 'code', 'NPI (us-npi), tax number (type TAX)'),
    ...(type === 'PractitionerRole'
      ? [
          field('PractitionerRole.practitioner', 'code', 'the clinician'),
          field('PractitionerRole.organization', 'code', 'where'),
        ]
      : []),
    ...(type === 'Location' ? [field('Location.managingOrganization', 'code', 'whose place it is')] : []),
  ]),
)

const eob = (own: readonly Field[]): FileLayout =>
  elements('ExplanationOfBenefit', 'One version of one claim, as the payer decided it.', [
    field('ExplanationOfBenefit.id', 'code', "the payer's number for the claim", true),
    field('ExplanationOfBenefit.status', 'code', 'active, cancelled, entered-in-error or draft', true),
    field('ExplanationOfBenefit.type', 'code', 'institutional, professional, pharmacy, oral or vision', true),
    field(
      'ExplanationOfBenefit.identifier',
      'code',
      'what stays the same over versions (claim-group, CLM-CNTL-NUM, uc)',
    ),
    field('ExplanationOfBenefit.patient', 'code', 'the Patient', true),
    field('ExplanationOfBenefit.billablePeriod', 'date', 'first and last day of the claim'),
    field('ExplanationOfBenefit.provider', 'code', 'who bills'),
    field('ExplanationOfBenefit.facility', 'code', 'where the service was given'),
    field('ExplanationOfBenefit.contained', 'code', 'providers that references beginning with # mean'),
    field('ExplanationOfBenefit.related', 'code', 'prior: the claim that this one replaces'),
    field('ExplanationOfBenefit.careTeam', 'code', 'clinicians with their roles'),
    field('ExplanationOfBenefit.diagnosis', 'code', 'ICD codes with sequence and type'),
    field('ExplanationOfBenefit.procedure', 'code', 'ICD procedures and their days'),
    field('ExplanationOfBenefit.item', 'code', 'lines: service, revenue, place, units, amounts', true),
    field('ExplanationOfBenefit.payment', 'usd', 'what was paid, when, and whether it was denied'),
    field('ExplanationOfBenefit.benefitBalance', 'usd', "Blue Button: the claim's deductible and amounts"),
    field('ExplanationOfBenefit.extension', 'code', 'Blue Button: denial codes and amounts of the claim'),
    ...own,
  ])

/** FHIR R4: BCDA v2, AB2D v2, Blue Button v2 and v3, and payers that follow CARIN Blue Button. */
export const fhirR4: Layout = {
  name: 'fhir-r4',
  title: 'FHIR R4: ExplanationOfBenefit, Patient, Coverage, Group',
  source:
    'HL7 FHIR 4.0.1; CARIN Consumer Directed Payer Data Exchange 2.1.0 (hl7.org/fhir/us/carin-bb); Da Vinci Member Attribution List 2.1.0 (hl7.org/fhir/us/davinci-atr)',
  files: [
    resources,
    eob([
      field('ExplanationOfBenefit.use', 'code', 'claim; a preauthorization is no claim'),
      field('ExplanationOfBenefit.outcome', 'code', 'complete, partial or error; queued is not taken'),
      field(
        'ExplanationOfBenefit.supportingInfo',
        'code',
        'admission, discharge, type of bill, DRG, days of supply, fill',
      ),
      field('ExplanationOfBenefit.adjudication', 'usd', "the claim's amounts and network status"),
      field('ExplanationOfBenefit.total', 'usd', "the claim's amounts by category"),
    ]),
    patient,
    coverage,
    group,
    ...provider,
  ],
}

/** FHIR STU3: Blue Button v1, BCDA v1 and AB2D v1. */
export const fhirStu3: Layout = {
  name: 'fhir-stu3',
  title: 'FHIR STU3: ExplanationOfBenefit, Patient, Coverage (Blue Button 1, BCDA v1, AB2D v1)',
  source: 'HL7 FHIR 3.0.2; CMS Blue Button 2.0 implementation guide, version 1 resources (bluebutton.cms.gov)',
  files: [
    resources,
    eob([
      field('ExplanationOfBenefit.organization', 'code', 'who bills'),
      field('ExplanationOfBenefit.hospitalization', 'date', 'admission and discharge'),
      field('ExplanationOfBenefit.information', 'code', 'admission, discharge, frequency of bill'),
      field('ExplanationOfBenefit.totalCost', 'usd', 'what was charged'),
    ]),
    patient,
    coverage,
    group,
    ...provider,
  ],
}

/** Types whose records are read; the others are quarantined, each by its own rule. */
export const READ_TYPES: readonly string[] = ['ExplanationOfBenefit', 'Patient', 'Coverage', 'Group', ...PROVIDER_TYPES]
