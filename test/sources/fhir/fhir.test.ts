import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sourceRecords } from '../../../src/explain/source-records.ts'
import { raw, sql } from '../../../src/lake/sql.ts'
import type { IngestReport } from '../../../src/sources/ingest.ts'
import { counts, regionWith } from '../region-with.ts'
import {
  adjudication,
  attributionList,
  bundle,
  coverage,
  fill,
  location,
  ndjson,
  organization,
  patient,
  practitioner,
  stay,
  visit,
} from './resources.ts'

const TABLES = ['eligibility', 'medical_claim', 'pharmacy_claim', 'provider_attribution'] as const

type Region = ReturnType<typeof regionWith>
const rowsOf = (here: Region, table: (typeof TABLES)[number], columns: string, order: string) =>
  here.lake((engine) => engine.rows(sql`select ${raw(columns)} from ${raw(table)} order by ${raw(order)}`))
const found = (report: IngestReport) =>
  report.findings.map((one) => `${one.severity} ${one.rule} ${one.column} ${one.first_record}`).sort()

describe('a delivery of R4 resources', () => {
  let here: Region
  let report: IngestReport
  beforeAll(async () => {
    here = regionWith()
    const claims = ndjson(visit('v1', 'm1'), stay('s1', 'm1'), fill('f1', 'm2'))
    const people = bundle(
      patient('m1'),
      patient('m2', { birthDate: '1961-07' }),
      coverage('c1', 'm1'),
      coverage('c2', 'm2', {
        period: { start: '2025-02', end: '2025-06' },
        class: [{ type: { coding: [{ code: 'plan' }] }, value: 'H1-001' }],
      }),
      coverage('c3', 'm4'),
      practitioner('p1', '1679576722'),
      organization('o1', '1932102084', '12-3456789'),
      location('l1', 'o1'),
      attributionList(),
    )
    report = await here.ingest('valley', [here.file('claims.ndjson', claims), here.file('people.json', people)], {
      line_of_business: 'medicare-advantage',
    })
  })
  afterAll(() => here.remove())

  test('every line and entry is one record, and none is lost', () => {
    expect(report.files.map((file) => [file.file_name, file.layout, file.received, file.quarantined])).toEqual([
      ['claims.ndjson', 'fhir-r4', 3, 0],
      ['people.json', 'fhir-r4', 9, 0],
    ])
  })

  test('a visit is one line with its amounts to the cent, its diagnoses in order and its clinician by reference', async () => {
    const columns = `claim_id, claim_line_number, claim_type, member_id, claim_start_date, place_of_service_code, hcpcs_code,
      hcpcs_modifier_1, rendering_npi, billing_npi, billing_tin, paid_date, paid_amount, allowed_amount, charge_amount,
      copayment_amount, diagnosis_code_type, diagnosis_code_1, diagnosis_code_2, diagnosis_code_3, in_network_flag, claim_status`
    expect(await rowsOf(here, 'medical_claim', columns, 'claim_id desc limit 1')).toEqual([
      {
        claim_id: 'v1',
        claim_line_number: 1,
        claim_type: 'professional',
        member_id: 'm1',
        claim_start_date: '2025-03-04',
        place_of_service_code: '11',
        hcpcs_code: 'G0463',
        hcpcs_modifier_1: '25',
        rendering_npi: '1679576722',
        billing_npi: '1932102084',
        billing_tin: '123456789',
        paid_date: '2025-03-20',
        paid_amount: '80.05',
        allowed_amount: '100.10',
        charge_amount: '150.00',
        copayment_amount: '20.05',
        diagnosis_code_type: 'icd-10-cm',
        diagnosis_code_1: 'E119',
        diagnosis_code_2: 'I10',
        diagnosis_code_3: null,
        in_network_flag: true,
        claim_status: 'original',
      },
    ])
  })

  test("a stay's payment and charge stand on its first line", async () => {
    const columns = `claim_line_number, revenue_center_code, paid_amount, charge_amount, bill_type_code, drg_code,
      admission_date, discharge_date, admit_type_code, admit_source_code, discharge_disposition_code, rendering_npi,
      procedure_code_1, procedure_date_1`
    const shared = {
      bill_type_code: '111',
      drg_code: '470',
      admission_date: '2025-05-01',
      discharge_date: '2025-05-04',
      admit_type_code: '1',
      admit_source_code: '7',
      discharge_disposition_code: '01',
      rendering_npi: '1003000126',
      procedure_code_1: '0SR9019',
      procedure_date_1: '2025-05-02',
    }
    expect(
      await here.lake((engine) =>
        engine.rows(sql`select ${raw(columns)} from medical_claim where claim_id = 's1' order by claim_line_number`),
      ),
    ).toEqual([
      {
        claim_line_number: 1,
        revenue_center_code: '0120',
        paid_amount: '12345.67',
        charge_amount: '40000.00',
        ...shared,
      },
      { claim_line_number: 2, revenue_center_code: '0360', paid_amount: '0.00', charge_amount: null, ...shared },
    ])
  })

  test('a fill has its drug, supply and pharmacy', async () => {
    const columns = `claim_id, member_id, prescribing_provider_npi, dispensing_provider_npi, dispensing_date, ndc_code,
      quantity, days_supply, refills, paid_amount, allowed_amount, copayment_amount`
    expect(await rowsOf(here, 'pharmacy_claim', columns, 'claim_id')).toEqual([
      {
        claim_id: 'f1',
        member_id: 'm2',
        prescribing_provider_npi: '1679576722',
        dispensing_provider_npi: '1932102084',
        dispensing_date: '2025-04-01',
        ndc_code: '00093104801',
        quantity: '60.0000',
        days_supply: 30,
        refills: 2,
        paid_amount: '10.34',
        allowed_amount: '12.34',
        copayment_amount: '2.00',
      },
    ])
  })

  test('coverage takes the name from the patient of the delivery; a month stands for its first or last day', async () => {
    const columns = `member_id, plan, subscriber_id, enrollment_start_date, enrollment_end_date, group_name, first_name, last_name,
      gender, birth_date, state, zip_code, phone`
    expect(await rowsOf(here, 'eligibility', columns, 'member_id')).toEqual([
      {
        member_id: 'm1',
        plan: '-',
        subscriber_id: 'Sm1',
        enrollment_start_date: '2025-01-01',
        enrollment_end_date: '9999-12-31',
        group_name: 'Town of Barre',
        first_name: 'Ann',
        last_name: 'Roe',
        gender: 'female',
        birth_date: '1950-02-03',
        state: 'VT',
        zip_code: '05641',
        phone: '8025550100',
      },
      expect.objectContaining({
        member_id: 'm2',
        plan: 'H1-001',
        enrollment_start_date: '2025-02-01',
        enrollment_end_date: '2025-06-30',
        birth_date: null,
      }),
      expect.objectContaining({ member_id: 'm4', first_name: null }),
    ])
    expect(found(report)).toEqual(
      expect.arrayContaining([
        'warned fhir-partial-birth-date Patient.birthDate 2',
        'warned fhir-partial-date Coverage.period.end 4',
        'warned fhir-partial-date Coverage.period.start 4',
        'warned fhir-patient-missing Coverage.beneficiary.reference 5',
      ]),
    )
  })

  test('a list gives a month for each member who is on it', async () => {
    const columns = 'member_id, year_month, payer_attributed_provider, payer_attributed_provider_practice'
    const all = await rowsOf(here, 'provider_attribution', columns, 'member_id, year_month')
    expect(all.map((row) => Object.values(row as object).join(' '))).toEqual([
      'm1 202501 1679576722 123456789',
      'm1 202502 1679576722 123456789',
      'm1 202503 1679576722 123456789',
      'm2 202502 1003000126 123456789',
    ])
  })

  test('an explanation shows the resource as it was sent, entry or line', async () => {
    const file_id = (name: string) => report.files.find((file) => file.file_name === name)?.file_id ?? ''
    const shown = await here.lake((engine) =>
      sourceRecords(
        engine,
        here.region,
      )([
        { file_id: file_id('claims.ndjson'), record_number: 1 },
        { file_id: file_id('people.json'), record_number: 3 },
      ]),
    )
    const named = (i: number, name: string) => shown[i]?.fields.find((field) => field.name === name)?.value
    expect(named(0, 'ExplanationOfBenefit.item[0].adjudication[2].amount.value')).toBe('80.05')
    expect(named(1, 'Coverage.beneficiary.reference')).toBe('Patient/m1')
  })
})

describe('a later delivery', () => {
  let here: Region
  const ingest = (name: string, text: string) => here.ingest('valley', [here.file(name, text)])
  beforeAll(async () => {
    here = regionWith()
    await ingest('a.ndjson', ndjson(visit('v1', 'm1'), stay('s1', 'm1'), visit('v2', 'm1'), visit('v3', 'm1')))
    const fewer = stay('s1', 'm1')
    await ingest(
      'b.ndjson',
      ndjson(
        { ...fewer, item: [(fewer.item as unknown[])[0]] },
        visit('v2', 'm1', { status: 'cancelled' }),
        visit('v4', 'm1', {
          related: [{ relationship: { coding: [{ code: 'prior' }] }, claim: { reference: 'ExplanationOfBenefit/v3' } }],
        }),
        visit('v1', 'm1'),
      ),
    )
  })
  afterAll(() => here.remove())

  test('replaces a claim whole, takes back what was cancelled, and repeats nothing', async () => {
    const rows = await rowsOf(here, 'medical_claim', 'claim_id, claim_line_number, claim_status, submission_id', '1, 2')
    expect(
      rows.map((row) =>
        Object.values(row as object)
          .slice(0, 3)
          .join(' '),
      ),
    ).toEqual(['s1 1 original', 'v1 1 original', 'v4 1 adjustment'])
    expect(String((rows[0] as { submission_id: string }).submission_id)).toMatch(/^s000002/)
    expect(String((rows[1] as { submission_id: string }).submission_id)).toMatch(/^s000001/)
  })
})

test('a file of organizations that comes again unchanged still tells who billed', async () => {
  const again = regionWith()
  const organizations = again.file('organizations.ndjson', ndjson(organization('o1', '1932102084', '12-3456789')))
  const claims = (id: string) => again.file(`claims-${id}.ndjson`, ndjson(stay(id, 'm1')))
  const given = { line_of_business: 'medicare-advantage' }
  await again.ingest('valley', [claims('s1'), organizations], given)
  const second = await again.ingest('valley', [claims('s2'), organizations], given)
  expect(second.files.map((file) => [file.file_name, file.status, file.accepted, file.duplicate])).toEqual([
    ['claims-s2.ndjson', 'accepted', 1, 0],
    ['organizations.ndjson', 'duplicate', 0, 1],
  ])
  expect(await rowsOf(again, 'medical_claim', 'distinct claim_id, billing_npi, billing_tin', 'claim_id')).toEqual([
    { claim_id: 's1', billing_npi: '1932102084', billing_tin: '123456789' },
    { claim_id: 's2', billing_npi: '1932102084', billing_tin: '123456789' },
  ])
  again.remove()
})

test('each broken record ends by its own rule, and the rest of the file is taken in', async () => {
  const here = regionWith()
  const twice = JSON.stringify(visit('v9', 'm1')).replace('"status":"active"', '"status":"active","status":"cancelled"')
  const lines = [
    JSON.stringify(visit('v1', 'm1')),
    '{"resourceType":"ExplanationOfBenefit","id":',
    '[1,2]',
    '',
    twice,
    JSON.stringify({ resourceType: 'Bundle', entry: [] }),
    JSON.stringify({ resourceType: 'OperationOutcome', issue: [] }),
    JSON.stringify({ resourceType: 'Claim', id: 'c' }),
    JSON.stringify(visit('v2', 'm1', { item: [{ sequence: 1, adjudication: [adjudication('benefit', '5', 'CAD')] }] })),
    JSON.stringify(visit('v3', 'm1', { status: 'draft' })),
    JSON.stringify(visit('v4', 'm1', { patient: { display: 'nobody' } })),
    JSON.stringify(visit('v5', 'm1')).replace('80.05', '12345678901234567.89'),
    `{"resourceType":"Patient","id":"big","text":"${'x'.repeat(17 * 1024 * 1024)}"}`,
    JSON.stringify(visit('v6', 'm1', { use: 'preauthorization' })),
  ]
  const report = await here.ingest('valley', [here.file('mixed.ndjson', `\uFEFF${lines.join('\r\n')}\r\n`)])
  expect(report.files.map(counts)).toEqual([
    { received: 14, accepted: 0, warned: 1, quarantined: 11, superseded: 0, duplicate: 0, control: 2 },
  ])
  const quarantined = found(report).filter((line) => line.startsWith('quarantined'))
  expect(quarantined).toEqual([
    'quarantined amount-unreadable ExplanationOfBenefit.item.adjudication.amount 12',
    'quarantined fhir-bundle-within - 6',
    'quarantined fhir-currency ExplanationOfBenefit.item.adjudication.amount 9',
    'quarantined fhir-named-twice - 5',
    'quarantined fhir-no-resource - 3',
    'quarantined fhir-not-a-claim ExplanationOfBenefit.use 14',
    'quarantined fhir-not-json - 2',
    'quarantined fhir-too-long - 13',
    'quarantined fhir-type-unread - 8',
    'quarantined fhir-undecided ExplanationOfBenefit.status 10',
    'quarantined required-missing ExplanationOfBenefit.patient.reference 11',
  ])
  here.remove()
})

test('a Bundle that was cut short and JSON that is no resource are refused; a broken entry alone is not', async () => {
  const here = regionWith()
  const whole = bundle(visit('v1', 'm1'), visit('v2', 'm1'), visit('v3', 'm1'))
  const report = await here.ingest('valley', [
    here.file('a-cut.json', whole.slice(0, -200)),
    here.file('b-other.json', '{"a": 1}'),
    here.file('c-broken.json', whole.replace('"id": "v2",', '"id": ,')),
  ])
  expect(report.files.map((file) => [file.file_name, file.status, file.because])).toEqual([
    ['a-cut.json', 'refused', 'input-file'],
    ['b-other.json', 'refused', 'input-unknown-layout'],
    ['c-broken.json', 'accepted', null],
  ])
  expect(report.files[2]).toMatchObject({ received: 3, quarantined: 1 })
  here.remove()
})

test('a blank line is a record of a file of lines, and of nothing that is written on several lines', async () => {
  const here = regionWith()
  const lines = (one: object) => JSON.stringify(one, null, 1)
  const entry = JSON.stringify({ resource: patient('m9') })
  const report = await here.ingest('valley', [
    here.file('a-lines.ndjson', `\n${JSON.stringify(patient('m1'))}\n\n${JSON.stringify(patient('m2'))}\n`),
    here.file('b-one-line.ndjson', `\n${JSON.stringify(patient('m3'))}\n\n`),
    here.file('c-resource.json', `\n${lines(patient('m4'))}\n\n`),
    here.file('d-bundle.json', `\n${lines(JSON.parse(bundle(patient('m5'), patient('m6'))))}\n\n`),
    here.file('e-bundle.json', `\n${JSON.stringify(JSON.parse(bundle(patient('m7'), patient('m8'))))}\n\n`),
    here.file('f-entry.json', `{"resourceType": "Bundle", "type": "collection", "entry": [\n${entry}\n]}\n`),
    here.file('g-returns.json', lines(patient('m10')).replaceAll('\n', '\r')),
    here.file('h-first-cut.ndjson', `{"resourceType": "Patient", "id": "m\n${JSON.stringify(patient('m11'))}\n`),
  ])
  const kept = report.files.map(({ file_name, received, control, quarantined }) => [
    file_name,
    received,
    control,
    quarantined,
  ])
  expect(kept).toEqual([
    ['a-lines.ndjson', 4, 2, 0],
    ['b-one-line.ndjson', 3, 2, 0],
    ['c-resource.json', 1, 0, 0],
    ['d-bundle.json', 2, 0, 0],
    ['e-bundle.json', 2, 0, 0],
    ['f-entry.json', 1, 0, 0],
    ['g-returns.json', 1, 0, 0],
    ['h-first-cut.ndjson', 2, 0, 1],
  ])
  here.remove()
})

test('a line end inside a text is no space: the resource is not JSON, and nothing of it is changed', async () => {
  const here = regionWith()
  const cut = (one: object) => JSON.stringify(one).replace('Roe', 'R\noe')
  const entries = [cut(patient('m1')), JSON.stringify(patient('m2'))].map((one) => `{"resource": ${one}}`)
  const report = await here.ingest('valley', [
    here.file('a.json', cut(patient('m3'))),
    here.file('b.json', `{"resourceType": "Bundle", "type": "collection", "entry": [${entries.join(',')}]}`),
  ])
  expect(report.files.map(({ status, received, quarantined }) => [status, received, quarantined])).toEqual([
    ['refused', 2, 2],
    ['accepted', 2, 1],
  ])
  here.remove()
})

test('a resource of another type after the first bytes of a file is read as all others are', async () => {
  const here = regionWith()
  const people = Array.from({ length: 150 }, (_, i) => patient(`m${i + 1}`))
  const text = ndjson(...people, coverage('c1', 'm1'))
  expect(text.length).toBeGreaterThan(2 ** 16)
  const report = await here.ingest('valley', [here.file('people.ndjson', text)])
  expect(report.files[0]).toMatchObject({ received: 151, quarantined: 0 })
  expect(await rowsOf(here, 'eligibility', 'member_id, last_name, plan', 'member_id')).toEqual([
    { member_id: 'm1', last_name: 'Roe', plan: '-' },
  ])
  here.remove()
})
