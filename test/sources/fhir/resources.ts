/** Small R4 resources of nobody, after CARIN Blue Button 2.1.0 and Da Vinci Member Attribution 2.1.0. */

export type Json = Record<string, unknown>

const coded = (system: string, code: string) => ({ coding: [{ system, code }] })
const ADJUDICATION = 'http://terminology.hl7.org/CodeSystem/adjudication'
const C4BB = 'http://hl7.org/fhir/us/carin-bb/CodeSystem'
const NPI = 'http://hl7.org/fhir/sid/us-npi'

/** An amount as the payer writes it: the text is what stands in the file, so `37.10` stays `37.10`. */
export const adjudication = (code: string, value: string, currency = 'USD') => ({
  category: coded(
    ['submitted', 'eligible', 'deductible', 'benefit', 'copay'].includes(code)
      ? ADJUDICATION
      : `${C4BB}/C4BBAdjudication`,
    code,
  ),
  amount: { value: Number(value), currency },
})

export const patient = (id: string, more: Json = {}): Json => ({
  resourceType: 'Patient',
  id,
  meta: { profile: ['http://hl7.org/fhir/us/carin-bb/StructureDefinition/C4BB-Patient'] },
  identifier: [{ type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'MB'), value: `card-${id}` }],
  name: [{ use: 'official', family: 'Roe', given: ['Ann', 'B'] }],
  gender: 'female',
  birthDate: '1950-02-03',
  address: [{ line: ['1 Main St'], city: 'Barre', state: 'VT', postalCode: '05641-1234' }],
  telecom: [{ system: 'phone', value: '+1 (802) 555-0100' }],
  ...more,
})

export const coverage = (id: string, member: string, more: Json = {}): Json => ({
  resourceType: 'Coverage',
  id,
  status: 'active',
  subscriberId: `S${member}`,
  beneficiary: { reference: `Patient/${member}` },
  relationship: coded('http://terminology.hl7.org/CodeSystem/subscriber-relationship', 'self'),
  period: { start: '2025-01-01' },
  class: [
    {
      type: coded('http://terminology.hl7.org/CodeSystem/coverage-class', 'group'),
      value: 'G1',
      name: 'Town of Barre',
    },
  ],
  ...more,
})

export const practitioner = (id: string, npi: string): Json => ({
  resourceType: 'Practitioner',
  id,
  identifier: [{ system: NPI, value: npi }],
})

export const organization = (id: string, npi: string, tin: string): Json => ({
  resourceType: 'Organization',
  id,
  identifier: [
    { system: NPI, value: npi },
    { type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'TAX'), value: tin },
  ],
})

export const location = (id: string, organizationId: string): Json => ({
  resourceType: 'Location',
  id,
  managingOrganization: { reference: `Organization/${organizationId}` },
})

/** An office visit: one line, 100.10 allowed of 150.00, of which the payer paid 80.05. */
export const visit = (id: string, member: string, more: Json = {}): Json => ({
  resourceType: 'ExplanationOfBenefit',
  id,
  status: 'active',
  type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional'),
  use: 'claim',
  outcome: 'complete',
  patient: { reference: `https://payer.example/fhir/Patient/${member}` },
  billablePeriod: { start: '2025-03-04', end: '2025-03-04' },
  provider: { reference: 'Organization/o1' },
  careTeam: [
    {
      sequence: 1,
      provider: { identifier: { system: NPI, value: '1234567893' } },
      role: coded(`${C4BB}/C4BBClaimCareTeamRole`, 'referring'),
    },
    {
      sequence: 2,
      provider: { reference: 'Practitioner/p1' },
      role: coded(`${C4BB}/C4BBClaimCareTeamRole`, 'performing'),
    },
  ],
  diagnosis: [
    {
      sequence: 1,
      diagnosisCodeableConcept: coded('http://hl7.org/fhir/sid/icd-10-cm', 'I10'),
      type: [coded('x', 'secondary')],
    },
    {
      sequence: 2,
      diagnosisCodeableConcept: coded('http://hl7.org/fhir/sid/icd-10-cm', 'E11.9'),
      type: [coded('x', 'principal')],
    },
    {
      sequence: 3,
      diagnosisCodeableConcept: coded('http://hl7.org/fhir/sid/icd-10-cm', 'R05'),
      type: [coded('x', 'admitting')],
    },
  ],
  payment: {
    type: coded(`${C4BB}/C4BBPayerAdjudicationStatus`, 'paid'),
    date: '2025-03-20',
    amount: { value: 80.05, currency: 'USD' },
  },
  item: [
    {
      sequence: 1,
      careTeamSequence: [2],
      productOrService: coded('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'G0463'),
      modifier: [coded('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', '25')],
      servicedDate: '2025-03-04',
      locationCodeableConcept: coded(
        'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
        '11',
      ),
      quantity: { value: 1 },
      adjudication: [
        adjudication('submitted', '150.00'),
        adjudication('eligible', '100.10'),
        adjudication('benefit', '80.05'),
        adjudication('copay', '20.05'),
        {
          category: coded(`${C4BB}/C4BBAdjudicationDiscriminator`, 'benefitpaymentstatus'),
          reason: coded(`${C4BB}/C4BBPayerAdjudicationStatus`, 'innetwork'),
        },
      ],
    },
  ],
  ...more,
})

const info = (code: string, more: Json): Json => ({ category: coded(`${C4BB}/C4BBSupportingInfoType`, code), ...more })

/** A stay of two revenue lines, paid as a whole. */
export const stay = (id: string, member: string, more: Json = {}): Json => ({
  ...visit(id, member),
  type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'institutional'),
  billablePeriod: { start: '2025-05-01', end: '2025-05-04' },
  supportingInfo: [
    info('admissionperiod', { timingPeriod: { start: '2025-05-01T08:00:00-04:00', end: '2025-05-04T11:00:00-04:00' } }),
    info('admtype', { code: coded('https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit', '1') }),
    info('pointoforigin', { code: coded('https://www.nubc.org/CodeSystem/PointOfOrigin', '7') }),
    info('discharge-status', { code: coded('https://www.nubc.org/CodeSystem/PatDischargeStatus', '01') }),
    info('typeofbill', { code: coded('https://www.nubc.org/CodeSystem/TypeOfBill', '0111') }),
    info('drg', {
      code: coded(
        'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software',
        '470',
      ),
    }),
  ],
  careTeam: [
    { sequence: 1, provider: { reference: '#doctor' }, role: coded(`${C4BB}/C4BBClaimCareTeamRole`, 'attending') },
  ],
  contained: [{ resourceType: 'Practitioner', id: 'doctor', identifier: [{ system: NPI, value: '1003000126' }] }],
  procedure: [
    {
      sequence: 1,
      date: '2025-05-02T00:00:00+00:00',
      procedureCodeableConcept: coded('http://www.cms.gov/Medicare/Coding/ICD10', '0SR9.019'),
    },
  ],
  payment: { date: '2025-06-01', amount: { value: 12345.67, currency: 'USD' } },
  total: [{ category: coded(ADJUDICATION, 'submitted'), amount: { value: 40000, currency: 'USD' } }],
  item: ['0120', '0360'].map((revenue, i) => ({
    sequence: i + 1,
    revenue: coded('https://www.nubc.org/CodeSystem/RevenueCodes', revenue),
    quantity: { value: 3 - i },
  })),
  ...more,
})

/** A fill of thirty days. */
export const fill = (id: string, member: string, more: Json = {}): Json => ({
  resourceType: 'ExplanationOfBenefit',
  id,
  status: 'active',
  type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'pharmacy'),
  use: 'claim',
  outcome: 'complete',
  patient: { reference: `Patient/${member}` },
  billablePeriod: { start: '2025-04-01', end: '2025-04-01' },
  provider: { reference: 'Organization/o1' },
  careTeam: [
    {
      sequence: 1,
      provider: { reference: 'Practitioner/p1' },
      role: coded(`${C4BB}/C4BBClaimCareTeamRole`, 'prescribing'),
    },
  ],
  supportingInfo: [
    info('dayssupply', { valueQuantity: { value: 30 } }),
    info('refillnum', { valueQuantity: { value: 2 } }),
  ],
  payment: { date: '2025-04-02' },
  item: [
    {
      sequence: 1,
      productOrService: coded('http://hl7.org/fhir/sid/ndc', '00093-1048-01'),
      servicedDate: '2025-04-01',
      quantity: { value: 60 },
      adjudication: [
        adjudication('drugcost', '12.34'),
        adjudication('benefit', '10.34'),
        adjudication('paidbypatient', '2.00'),
      ],
    },
  ],
  ...more,
})

const ATR = 'http://hl7.org/fhir/us/davinci-atr/StructureDefinition'

/** A payer's list of 2025 as made in March: a member all year, one who left, one who is no longer on it. */
export const attributionList = (): Json => ({
  resourceType: 'Group',
  id: 'list-2025',
  meta: { lastUpdated: '2025-03-15T06:00:00-04:00' },
  extension: [{ url: `${ATR}/ext-contractValidityPeriod`, valuePeriod: { start: '2025-01-01', end: '2025-12-31' } }],
  identifier: [
    { system: NPI, value: '1932102084' },
    { type: coded('http://terminology.hl7.org/CodeSystem/v2-0203', 'TAX'), value: '12-3456789' },
  ],
  active: true,
  type: 'person',
  actual: true,
  member: [
    {
      entity: { reference: 'Patient/m1' },
      extension: [{ url: `${ATR}/ext-attributedProvider`, valueReference: { reference: 'Practitioner/p1' } }],
    },
    {
      entity: { reference: 'Patient/m2' },
      period: { start: '2025-02-01', end: '2025-02-28' },
      extension: [
        { url: `${ATR}/ext-attributedProvider`, valueReference: { identifier: { system: NPI, value: '1003000126' } } },
      ],
    },
    { entity: { reference: 'Patient/m3' }, inactive: true },
  ],
})

export const ndjson = (...resources: Json[]): string => `${resources.map((one) => JSON.stringify(one)).join('\n')}\n`
export const bundle = (...resources: Json[]): string =>
  JSON.stringify(
    {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: resources.map((resource) => ({ fullUrl: 'https://payer.example/fhir/x', resource })),
    },
    null,
    2,
  )
