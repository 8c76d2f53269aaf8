import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { attributionRecords, eligibilityRecords, medicalRecords, pharmacyRecords, type Window } from './records-tuva.ts'

/**
 * The same records as FHIR R4 resources after the CARIN Blue Button profiles (hl7.org/fhir/us/carin-bb, 2.1.0) and the
 * Da Vinci member attribution list (hl7.org/fhir/us/davinci-atr): one row per resource, its JSON in `line`.
 */
export const FHIR_RECORDS: Readonly<Record<string, (window: Window) => Sql>> = {
  Patient: patients,
  Coverage: coverages,
  Organization: organizations,
  Practitioner: practitioners,
  ExplanationOfBenefit: benefits,
}

const CARIN = 'http://hl7.org/fhir/us/carin-bb'
const ATR = 'http://hl7.org/fhir/us/davinci-atr/StructureDefinition'
const HL7 = 'http://terminology.hl7.org/CodeSystem'
const SYSTEM = {
  npi: 'http://hl7.org/fhir/sid/us-npi',
  tax: 'urn:oid:2.16.840.1.113883.4.4',
  ssn: 'http://hl7.org/fhir/sid/us-ssn',
  icd10: 'http://hl7.org/fhir/sid/icd-10-cm',
  ndc: 'http://hl7.org/fhir/sid/ndc',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
  revenue: 'https://www.nubc.org/CodeSystem/RevenueCodes',
  bill: 'https://www.nubc.org/CodeSystem/TypeOfBill',
  discharge: 'https://www.nubc.org/CodeSystem/PatDischargeStatus',
  origin: 'https://www.nubc.org/CodeSystem/PointOfOrigin',
  priority: 'https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit',
  place: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
  drg: 'https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software',
  adjudication: `${HL7}/adjudication`,
  carinAdjudication: `${CARIN}/CodeSystem/C4BBAdjudication`,
  information: `${CARIN}/CodeSystem/C4BBSupportingInfoType`,
  role: `${CARIN}/CodeSystem/C4BBClaimCareTeamRole`,
  identifier: `${HL7}/v2-0203`,
  race: 'urn:oid:2.16.840.1.113883.6.238',
} as const

/** A JSON object without its empty members: FHIR knows no null. */
const object = (members: Record<string, Sql | string>): Sql =>
  sql`json_merge_patch('{}'::json, json_object(${join(
    Object.entries(members).flatMap(([name, value]) => [
      literal(name),
      typeof value === 'string' ? literal(value) : value,
    ]),
  )}))`

/** A JSON array of those that are there; empty where none is. */
const array = (items: readonly Sql[]): Sql => {
  const there = sql`list_filter([${join(items.map((item) => sql`(${item})::json`))}], lambda x: x is not null)`
  return sql`case when len(${there}) > 0 then to_json(${there}) end`
}

const when = (condition: Sql, value: Sql): Sql => sql`case when ${condition} then ${value} end`
const coded = (system: string, code: Sql | string): Sql => object({ coding: array([object({ system, code })]) })
const given = (column: string) => sql`${raw(column)} is not null`
const profile = (name: string): Sql => object({ profile: array([sql`to_json(${literal(name)})`]) })
const day = (column: string): Sql => sql`${raw(column)}::date::varchar`

function patients(window: Window): Sql {
  const address = object({
    use: 'home',
    line: when(given('address'), array([sql`to_json(address)`])),
    city: raw('city'),
    state: raw('state'),
    postalCode: raw('zip_code'),
  })
  const race = object({
    url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
    extension: array([object({ url: 'text', valueString: raw('race') })]),
  })
  return sql`
    with held as (${eligibilityRecords(window)}), known as (
      select *, row_number() over (partition by member_id order by enrollment_start_date desc, plan) as place from held
    )
    select ${object({
      resourceType: 'Patient',
      id: raw('member_id'),
      meta: profile(`${CARIN}/StructureDefinition/C4BB-Patient|2.1.0`),
      extension: when(given('race'), array([race])),
      identifier: array([
        object({
          type: coded(SYSTEM.identifier, 'MB'),
          system: 'https://harbor-advantage.example/member',
          value: raw('member_id'),
        }),
        when(given('social_security_number'), object({ system: SYSTEM.ssn, value: raw('social_security_number') })),
      ]),
      name: array([object({ family: raw('last_name'), given: array([sql`to_json(first_name)`]) })]),
      telecom: array([
        when(given('phone'), object({ system: 'phone', value: raw('phone') })),
        when(given('email'), object({ system: 'email', value: raw('email') })),
      ]),
      gender: raw('gender'),
      birthDate: day('birth_date'),
      deceasedDateTime: day('death_date'),
      address: array([address]),
    })}::varchar as line
    from known where place = 1 order by member_id`
}

function coverages(window: Window): Sql {
  const plan = object({ type: coded(`${HL7}/coverage-class`, 'plan'), value: raw('plan') })
  const relation = sql`coalesce(subscriber_relation, 'self')`
  return sql`
    with held as (${eligibilityRecords(window)})
    select ${object({
      resourceType: 'Coverage',
      id: coverageId('held'),
      meta: profile(`${CARIN}/StructureDefinition/C4BB-Coverage|2.1.0`),
      status: 'active',
      type: coded(`${HL7}/v3-ActCode`, 'HMO'),
      subscriberId: raw('member_id'),
      beneficiary: object({ reference: sql`'Patient/' || member_id` }),
      relationship: coded(`${HL7}/subscriber-relationship`, relation),
      period: object({
        start: day('enrollment_start_date'),
        end: when(raw("enrollment_end_date < date '9999-12-31'"), day('enrollment_end_date')),
      }),
      payor: array([object({ display: 'Harbor Advantage' })]),
      class: array([plan]),
    })}::varchar as line
    from held order by member_id, plan, enrollment_start_date`
}

const coverageId = (of: string): Sql =>
  raw(`${of}.member_id || '-' || ${of}.plan || '-' || strftime(${of}.enrollment_start_date, '%Y%m%d')`)

/** Whoever bills: an organization has its NPI and its tax number. */
function organizations(window: Window): Sql {
  return sql`
    with billed as (
      select distinct billing_npi, billing_tin from (${medicalRecords(window)}) m where billing_npi is not null
    )
    select ${object({
      resourceType: 'Organization',
      id: raw("'org-' || billing_npi"),
      meta: profile(`${CARIN}/StructureDefinition/C4BB-Organization|2.1.0`),
      identifier: array([
        object({ type: coded(SYSTEM.identifier, 'NPI'), system: SYSTEM.npi, value: raw('billing_npi') }),
        when(
          given('billing_tin'),
          object({ type: coded(SYSTEM.identifier, 'TAX'), system: SYSTEM.tax, value: raw('billing_tin') }),
        ),
      ]),
      active: sql`'true'::json`,
      name: raw("'Organization ' || billing_npi"),
    })}::varchar as line
    from billed order by billing_npi, billing_tin`
}

function practitioners(window: Window): Sql {
  return sql`
    with seen as (
      select rendering_npi as npi from (${medicalRecords(window)}) m where rendering_npi is not null
      union select prescribing_provider_npi from (${pharmacyRecords(window)}) p where prescribing_provider_npi is not null
    )
    select ${object({
      resourceType: 'Practitioner',
      id: raw("'clinician-' || npi"),
      meta: profile(`${CARIN}/StructureDefinition/C4BB-Practitioner|2.1.0`),
      identifier: array([object({ type: coded(SYSTEM.identifier, 'NPI'), system: SYSTEM.npi, value: raw('npi') })]),
      name: array([object({ text: raw("'Clinician ' || npi") })]),
    })}::varchar as line
    from seen order by npi`
}

const amount = (system: string, code: string, column: string): Sql =>
  when(
    given(column),
    object({ category: coded(system, code), amount: object({ value: raw(column), currency: 'USD' }) }),
  )

const ADJUDICATION = array([
  amount(SYSTEM.adjudication, 'submitted', 'charge_amount'),
  amount(SYSTEM.adjudication, 'eligible', 'allowed_amount'),
  amount(SYSTEM.adjudication, 'deductible', 'deductible_amount'),
  amount(SYSTEM.carinAdjudication, 'coinsurance', 'coinsurance_amount'),
  amount(SYSTEM.adjudication, 'copay', 'copayment_amount'),
  amount(SYSTEM.carinAdjudication, 'paidtoprovider', 'paid_amount'),
])

/** A claim's own number, its state and what it says of the one before it. */
const claimOf = (type: string, profileName: string): Record<string, Sql | string> => ({
  resourceType: 'ExplanationOfBenefit',
  id: raw('claim_id'),
  meta: profile(`${CARIN}/StructureDefinition/${profileName}|2.1.0`),
  identifier: array([
    object({
      type: coded(`${CARIN}/CodeSystem/C4BBIdentifierType`, 'uc'),
      system: 'https://harbor-advantage.example/claim',
      value: raw('claim_id'),
    }),
  ]),
  status: raw("case claim_status when 'cancellation' then 'cancelled' else 'active' end"),
  type: coded(`${HL7}/claim-type`, type),
  use: 'claim',
  patient: object({ reference: sql`'Patient/' || member_id` }),
  created: day('paid_date'),
  insurer: object({ display: 'Harbor Advantage' }),
  outcome: 'complete',
})

const information = (code: string, members: Record<string, Sql | string>, condition: Sql): Sql =>
  when(condition, object({ sequence: raw('1'), category: coded(SYSTEM.information, code), ...members }))

const clinician = (role: string, column: string): Sql =>
  when(
    given(column),
    object({
      sequence: raw('1'),
      provider: object({ reference: sql`'Practitioner/clinician-' || ${raw(column)}` }),
      role: coded(SYSTEM.role, role),
    }),
  )

/** One row per claim; its lines are items. An item without a code says that none applies, as the profile asks. */
function benefits(window: Window): Sql {
  const item = object({
    sequence: raw('claim_line_number'),
    careTeamSequence: when(given('rendering_npi'), sql`'[1]'::json`),
    revenue: when(given('revenue_center_code'), coded(SYSTEM.revenue, raw('revenue_center_code'))),
    productOrService: sql`case when hcpcs_code is null then ${coded(`${HL7}/data-absent-reason`, 'not-applicable')}
      else ${coded(SYSTEM.hcpcs, raw('hcpcs_code'))} end`,
    servicedPeriod: object({ start: day('claim_line_start_date'), end: day('claim_line_end_date') }),
    locationCodeableConcept: when(given('place_of_service_code'), coded(SYSTEM.place, raw('place_of_service_code'))),
    quantity: when(given('service_unit_quantity'), object({ value: raw('service_unit_quantity') })),
    adjudication: ADJUDICATION,
  })
  const diagnosis = (n: number): Sql =>
    when(
      given(`diagnosis_code_${n}`),
      object({
        sequence: raw(String(n)),
        diagnosisCodeableConcept: coded(SYSTEM.icd10, raw(`diagnosis_code_${n}`)),
        type: array([coded(`${HL7}/ex-diagnosistype`, n === 1 ? 'principal' : 'secondary')]),
      }),
    )
  return sql`
    with line as (${medicalRecords(window)}), itemed as (
      select *, ${item} as item, row_number() over (partition by claim_id order by claim_line_number) as place from line
    ), items as (
      select claim_id, to_json(list(item order by claim_line_number)) as items,
        sum(paid_amount) as total_paid from itemed group by claim_id
    ), claim as (select i.*, t.items, t.total_paid from itemed i join items t on t.claim_id = i.claim_id where i.place = 1)
    select ${object({
      ...claimOf('institutional', 'C4BB-ExplanationOfBenefit-Inpatient-Institutional'),
      meta: sql`case claim_type when 'professional' then ${profile(`${CARIN}/StructureDefinition/C4BB-ExplanationOfBenefit-Professional-NonClinician|2.1.0`)}
        else case when admission_date is null then ${profile(`${CARIN}/StructureDefinition/C4BB-ExplanationOfBenefit-Outpatient-Institutional|2.1.0`)}
        else ${profile(`${CARIN}/StructureDefinition/C4BB-ExplanationOfBenefit-Inpatient-Institutional|2.1.0`)} end end`,
      type: coded(`${HL7}/claim-type`, raw('claim_type')),
      billablePeriod: object({ start: day('claim_start_date'), end: day('claim_end_date') }),
      provider: object({ reference: sql`'Organization/org-' || billing_npi` }),
      facility: when(
        given('facility_npi'),
        object({ identifier: object({ system: SYSTEM.npi, value: raw('facility_npi') }) }),
      ),
      careTeam: array([clinician('performing', 'rendering_npi')]),
      supportingInfo: array([
        information('typeofbill', { code: coded(SYSTEM.bill, sql`'0' || bill_type_code`) }, given('bill_type_code')),
        information(
          'admissionperiod',
          { timingPeriod: object({ start: day('admission_date'), end: day('discharge_date') }) },
          given('admission_date'),
        ),
        information(
          'pointoforigin',
          { code: coded(SYSTEM.origin, raw('admit_source_code')) },
          given('admit_source_code'),
        ),
        information('admtype', { code: coded(SYSTEM.priority, raw('admit_type_code')) }, given('admit_type_code')),
        information(
          'discharge-status',
          { code: coded(SYSTEM.discharge, raw('discharge_disposition_code')) },
          given('discharge_disposition_code'),
        ),
        information('drg', { code: coded(SYSTEM.drg, raw('drg_code')) }, given('drg_code')),
      ]),
      diagnosis: array([1, 2, 3, 4, 5, 6].map(diagnosis)),
      insurance: array([object({ focal: sql`'true'::json`, coverage: object({ display: raw('plan') }) })]),
      item: raw('items'),
      payment: object({ date: day('paid_date'), amount: object({ value: raw('total_paid'), currency: 'USD' }) }),
    })}::varchar as line
    from claim
    union all
    select line from (${fills(window)}) f
    order by line`
}

/** One row per fill. */
function fills(window: Window): Sql {
  return sql`
    select ${object({
      ...claimOf('pharmacy', 'C4BB-ExplanationOfBenefit-Pharmacy'),
      billablePeriod: object({ start: day('dispensing_date'), end: day('dispensing_date') }),
      provider: object({ identifier: object({ system: SYSTEM.npi, value: raw('dispensing_provider_npi') }) }),
      careTeam: array([clinician('prescribing', 'prescribing_provider_npi')]),
      supportingInfo: array([
        information('dayssupply', { valueQuantity: object({ value: raw('days_supply') }) }, given('days_supply')),
        information('refillnum', { valueQuantity: object({ value: raw('refills') }) }, given('refills')),
      ]),
      insurance: array([object({ focal: sql`'true'::json`, coverage: object({ display: raw('plan') }) })]),
      item: array([
        object({
          sequence: raw('1'),
          careTeamSequence: when(given('prescribing_provider_npi'), sql`'[1]'::json`),
          productOrService: coded(SYSTEM.ndc, raw('ndc_code')),
          servicedDate: day('dispensing_date'),
          quantity: object({ value: raw('quantity') }),
          adjudication: ADJUDICATION,
        }),
      ]),
      payment: object({ date: day('paid_date'), amount: object({ value: raw('paid_amount'), currency: 'USD' }) }),
    })}::varchar as line
    from (${pharmacyRecords(window)}) p`
}

/** One Group per practice and list: its members are the patients that the payer attributes to it. */
export function attributionList(window: Window): Sql {
  const member = object({
    entity: object({ reference: sql`'Patient/' || a.member_id` }),
    period: object({ start: day('a.month_start'), end: sql`last_day(a.month_start)::varchar` }),
  })
  return sql`
    with listed as (
      select member_id, payer_attributed_provider_practice as practice_id, year_month,
        strptime(year_month || '01', '%Y%m%d')::date as month_start from (${attributionRecords(window)}) r
    ), grouped as (
      select practice_id, year_month, max(month_start) as month_start, count(*) as members,
        to_json(list(${member} order by member_id)) as member
      from listed a group by practice_id, year_month
    )
    select ${object({
      resourceType: 'Group',
      id: sql`g.practice_id || '-' || g.year_month`,
      meta: profile(`${ATR}/atr-group|2.1.0`),
      extension: array([
        object({
          url: `${ATR}/ext-contractValidityPeriod`,
          valuePeriod: object({ start: day('g.month_start'), end: sql`last_day(g.month_start)::varchar` }),
        }),
      ]),
      identifier: array([
        object({ type: coded(SYSTEM.identifier, 'NPI'), system: SYSTEM.npi, value: raw('o.npi') }),
        object({ type: coded(SYSTEM.identifier, 'TAX'), system: SYSTEM.tax, value: raw('p.tin') }),
      ]),
      active: sql`'true'::json`,
      type: 'person',
      actual: sql`'true'::json`,
      name: sql`'Attribution list, ' || p.practice_name || ', ' || g.year_month`,
      managingEntity: object({ identifier: object({ system: SYSTEM.npi, value: raw('o.npi') }) }),
      quantity: raw('g.members'),
      member: raw('g.member'),
    })}::varchar as line
    from grouped g
    join practice_list p on p.practice_id = g.practice_id
    join organization_list o on o.organization_id = p.organization_id
    order by g.practice_id, g.year_month`
}
