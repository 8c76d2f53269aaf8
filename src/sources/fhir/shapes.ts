import type { FhirVersion } from './read/version.ts'

/**
 * The elements that are read, as the engine's JSON shapes. Everything else of a resource is left where it was sent.
 * Numbers are read as the text they are written in, so that an amount never passes through arithmetic on floats.
 */
const TEXT = 'VARCHAR'
const CODING = { system: TEXT, code: TEXT, display: TEXT }
const CONCEPT = { coding: [CODING] }
const PERIOD = { start: TEXT, end: TEXT }
const IDENTIFIER = { system: TEXT, value: TEXT, type: CONCEPT }
const REFERENCE = { reference: TEXT, identifier: IDENTIFIER }
/** R4 states an amount's currency; STU3 makes it a quantity whose code is the currency. */
const MONEY = { value: TEXT, currency: TEXT, code: TEXT }
const EXTENSION = {
  url: TEXT,
  valueCoding: CODING,
  valueMoney: MONEY,
  valueQuantity: { value: TEXT },
  valueString: TEXT,
  valueReference: REFERENCE,
  valuePeriod: PERIOD,
  extension: [{ url: TEXT, valueString: TEXT, valueCoding: CODING }],
}
const ADJUDICATION = { category: CONCEPT, reason: CONCEPT, amount: MONEY }
const META = { lastUpdated: TEXT }

const item = {
  sequence: TEXT,
  revenue: CONCEPT,
  modifier: [CONCEPT],
  servicedDate: TEXT,
  servicedPeriod: PERIOD,
  locationCodeableConcept: CONCEPT,
  quantity: { value: TEXT, extension: [EXTENSION] },
  adjudication: [ADJUDICATION],
  extension: [EXTENSION],
  detail: [{ productOrService: CONCEPT }],
  productOrService: CONCEPT,
}

const INFORMATION = {
  category: CONCEPT,
  code: CONCEPT,
  timingDate: TEXT,
  timingPeriod: PERIOD,
  valueQuantity: { value: TEXT },
}

const claim = {
  status: TEXT,
  identifier: [IDENTIFIER],
  type: CONCEPT,
  patient: REFERENCE,
  billablePeriod: { ...PERIOD, extension: [EXTENSION] },
  provider: REFERENCE,
  facility: { ...REFERENCE, extension: [{ url: TEXT, valueCoding: CODING }] },
  contained: [{ resourceType: TEXT, id: TEXT, identifier: [IDENTIFIER] }],
  extension: [EXTENSION],
  related: [{ relationship: CONCEPT, claim: REFERENCE }],
  careTeam: [{ sequence: TEXT, provider: REFERENCE, role: CONCEPT }],
  diagnosis: [{ sequence: TEXT, diagnosisCodeableConcept: CONCEPT, type: [CONCEPT], packageCode: CONCEPT }],
  procedure: [{ sequence: TEXT, date: TEXT, procedureCodeableConcept: CONCEPT }],
  payment: { type: CONCEPT, date: TEXT, amount: MONEY },
  benefitBalance: [{ financial: [{ type: CONCEPT, usedMoney: MONEY }] }],
}

/** An ExplanationOfBenefit of each release. */
export const EOB_SHAPE: Record<FhirVersion, object> = {
  r4: {
    ...claim,
    use: TEXT,
    outcome: TEXT,
    supportingInfo: [INFORMATION],
    item: [{ ...item, careTeamSequence: [TEXT] }],
    adjudication: [ADJUDICATION],
    total: [{ category: CONCEPT, amount: MONEY }],
  },
  stu3: {
    ...claim,
    organization: REFERENCE,
    hospitalization: PERIOD,
    information: [INFORMATION],
    item: [{ ...item, service: CONCEPT, careTeamLinkId: [TEXT] }],
    totalCost: MONEY,
  },
}

export const PATIENT_SHAPE = {
  extension: [EXTENSION],
  identifier: [IDENTIFIER],
  name: [{ use: TEXT, family: TEXT, given: [TEXT] }],
  telecom: [{ system: TEXT, value: TEXT }],
  gender: TEXT,
  birthDate: TEXT,
  deceasedDateTime: TEXT,
  address: [{ use: TEXT, line: [TEXT], city: TEXT, state: TEXT, postalCode: TEXT }],
  link: [{ other: REFERENCE, type: TEXT }],
}

export const COVERAGE_SHAPE = {
  status: TEXT,
  type: CONCEPT,
  subscriberId: TEXT,
  beneficiary: REFERENCE,
  relationship: CONCEPT,
  period: PERIOD,
  class: [{ type: CONCEPT, value: TEXT, name: TEXT }],
  grouping: { group: TEXT, groupDisplay: TEXT, subPlan: TEXT },
  extension: [EXTENSION],
}

/** Practitioner, PractitionerRole, Organization and Location: whose number a reference stands for. */
export const PROVIDER_SHAPE = {
  identifier: [IDENTIFIER],
  practitioner: REFERENCE,
  organization: REFERENCE,
  managingOrganization: REFERENCE,
}

export const GROUP_SHAPE = {
  meta: META,
  active: TEXT,
  identifier: [IDENTIFIER],
  managingEntity: REFERENCE,
  extension: [EXTENSION],
  member: [{ entity: REFERENCE, period: PERIOD, inactive: TEXT, extension: [EXTENSION] }],
}
