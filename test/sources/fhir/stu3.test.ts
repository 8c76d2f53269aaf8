import { expect, test } from 'vitest'
import { sql } from '../../../src/lake/sql.ts'
import { regionWith } from '../region-with.ts'
import { ndjson } from './resources.ts'

const BLUE_BUTTON = 'https://bluebutton.cms.gov/resources'
const variable = (name: string) => `${BLUE_BUTTON}/variables/${name}`
const coded = (system: string, code: string) => ({ coding: [{ system, code }] })
const amount = (name: string, value: number) => ({
  category: coded(`${BLUE_BUTTON}/codesystem/adjudication`, variable(name)),
  amount: { value, system: 'urn:iso:std:iso:4217', code: 'USD' },
})
const npi = (value: string) => ({ identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value } })

/** A claim of one line as Blue Button 1 gives it: no profile, amounts by CMS variables, the currency as a code. */
const carrier = (id: string, denial: string) => ({
  resourceType: 'ExplanationOfBenefit',
  id,
  extension: [
    { url: variable('carr_clm_pmt_dnl_cd'), valueCoding: { system: variable('carr_clm_pmt_dnl_cd'), code: denial } },
  ],
  identifier: [{ system: `${BLUE_BUTTON}/identifier/claim-group`, value: `g${id}` }],
  status: 'active',
  type: {
    coding: [
      { system: `${BLUE_BUTTON}/codesystem/eob-type`, code: 'CARRIER' },
      { system: 'http://hl7.org/fhir/ex-claimtype', code: 'professional' },
    ],
  },
  patient: { reference: 'Patient/-1' },
  billablePeriod: { start: '2024-05-06', end: '2024-05-06' },
  information: [
    {
      sequence: 1,
      category: coded(`${BLUE_BUTTON}/codesystem/information`, variable('nch_wkly_proc_dt')),
      timingDate: '2024-05-17',
    },
  ],
  careTeam: [
    { sequence: 2, provider: npi('1679576722'), role: coded('http://hl7.org/fhir/claimcareteamrole', 'primary') },
  ],
  organization: npi('1932102084'),
  diagnosis: [{ sequence: 1, diagnosisCodeableConcept: coded('http://hl7.org/fhir/sid/icd-10', 'I10') }],
  item: [
    {
      sequence: 6,
      careTeamLinkId: [2],
      service: coded(`${BLUE_BUTTON}/codesystem/hcpcs`, 'G0438'),
      servicedPeriod: { start: '2024-05-06', end: '2024-05-06' },
      locationCodeableConcept: coded(variable('line_place_of_srvc_cd'), '11'),
      quantity: { value: 1 },
      adjudication: [
        amount('line_nch_pmt_amt', 37.5),
        amount('line_bene_ptb_ddctbl_amt', 5),
        amount('line_coinsrnc_amt', 9.57),
        amount('line_sbmtd_chrg_amt', 75),
        amount('line_alowd_chrg_amt', 52.07),
      ],
    },
  ],
})

test('a claim of Blue Button 1 is read by its CMS variables, and what the carrier denied is denied', async () => {
  const here = regionWith()
  const report = await here.ingest(
    'medicare',
    [here.file('eob.ndjson', ndjson(carrier('carrier-1', '1'), carrier('carrier-2', '0')))],
    {
      line_of_business: 'medicare-ffs',
    },
  )
  expect(report.files[0]).toMatchObject({ layout: 'fhir-stu3', received: 2, quarantined: 0 })
  const rows = await here.lake((engine) =>
    engine.rows(sql`
      select claim_id, claim_line_number, claim_status, member_id, hcpcs_code, place_of_service_code, rendering_npi, billing_npi,
        paid_date, paid_amount, allowed_amount, charge_amount, coinsurance_amount, deductible_amount, diagnosis_code_1
      from medical_claim order by claim_id`),
  )
  const line = {
    claim_line_number: 6,
    member_id: '-1',
    hcpcs_code: 'G0438',
    place_of_service_code: '11',
    rendering_npi: '1679576722',
    billing_npi: '1932102084',
    paid_date: '2024-05-17',
    paid_amount: '37.50',
    allowed_amount: '52.07',
    charge_amount: '75.00',
    coinsurance_amount: '9.57',
    deductible_amount: '5.00',
    diagnosis_code_1: 'I10',
  }
  expect(rows).toEqual([
    { claim_id: 'carrier-1', claim_status: 'original', ...line },
    { claim_id: 'carrier-2', claim_status: 'denied', ...line },
  ])
  here.remove()
})
