import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sourceRecords } from '../../../src/explain/source-records.ts'
import { raw, sql } from '../../../src/lake/sql.ts'
import type { IngestReport } from '../../../src/sources/ingest.ts'
import { counts } from '../region-with.ts'
import { fixture, regionWithMappings } from './fixtures.ts'

let here: ReturnType<typeof regionWithMappings>
afterEach(() => here?.remove())

const findings = (found: IngestReport['findings']) =>
  found.map((one) => [one.rule, one.severity, one.column, one.records, one.first_record])
const rowsHere = (columns: string, table: string) =>
  here.lake((engine) => engine.rows(sql`select ${raw(columns)} from ${raw(table)} order by record_number, 1, 2`))
const LINEAGE = ['submission_id', 'file_id', 'data_source']
const filled = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && !LINEAGE.includes(name)))

describe('a commercial payer with its own codes, cents and days', () => {
  let there: ReturnType<typeof regionWithMappings>
  let report: IngestReport
  beforeAll(async () => {
    there = regionWithMappings('harbor')
    const files = ['HBR_MED_202503.txt', 'HBR_ELIG_202503.txt', 'HBR_RX_202503.dat']
    report = await there.ingest(
      'harbor',
      files.map((file) => fixture('harbor', file)),
    )
  })
  afterAll(() => there.remove())
  const fileOf = (name: string) => report.files.find((file) => file.layout_file === name)
  const of = (name: string) => {
    const file_id = fileOf(name)?.file_id
    return report.findings.filter((one) => one.file_id === file_id)
  }
  const rows = (columns: string, table: string) =>
    there.lake((engine) => engine.rows(sql`select ${raw(columns)} from ${raw(table)} order by record_number, 1, 2`))

  test('medical claims: what each record became', async () => {
    expect(fileOf('medical-claims')).toMatchObject({ layout: 'mapping', status: 'accepted' })
    expect(counts(fileOf('medical-claims')!)).toEqual({
      received: 10,
      accepted: 2,
      warned: 1,
      quarantined: 2,
      superseded: 2,
      duplicate: 0,
      control: 3,
    })
    expect(findings(of('medical-claims'))).toEqual([
      ['amount-unreadable', 'quarantined', 'PAID_AMT', 1, 9],
      ['code-not-in-mapping', 'quarantined', 'CLM_STAT', 1, 7],
      ['control-amount', 'warned', 'PAID_AMT', 1, 10],
      ['date-unreadable', 'warned', 'FROM_DT', 1, 8],
      ['left-out-by-mapping', 'note', 'LOB', 1, 6],
      ['lookup-not-found', 'warned', 'RNDR_PROV', 2, 8],
    ])
    expect(of('medical-claims').map(({ expected }) => expected)).toEqual([
      'an amount in cents',
      'a code that the mapping translates',
      'amounts that add up to what the sender states',
      'a day written MM/DD/YYYY',
      'Medicare Supplement is not part of the agreement.',
      'a value that the lookup knows, with one meaning',
    ])
    const date = of('medical-claims').find(({ rule }) => rule === 'date-unreadable')
    expect(date?.example).toBe('99/99/9999')
  })

  test('a claim that a later version voids is out of force with its void, and history keeps both', async () => {
    expect(await rows('claim_id, claim_status, paid_amount', 'medical_claim')).toEqual([
      { claim_id: 'C1-1', claim_status: 'original', paid_amount: '85.50' },
      { claim_id: 'C3-1', claim_status: 'original', paid_amount: '12500.75' },
      { claim_id: 'C6-1', claim_status: 'original', paid_amount: '1.00' },
    ])
    expect(await rows('claim_id, claim_status, claim_version, paid_amount', 'medical_claim_history')).toContainEqual({
      claim_id: 'C2-2',
      claim_status: 'cancellation',
      claim_version: 2,
      paid_amount: '-50.00',
    })
  })

  test('every column of a line', async () => {
    const [, second] = await rows('*', 'medical_claim')
    expect(filled(second ?? {})).toEqual({
      payer: 'harbor',
      plan: '-',
      line_of_business: 'commercial',
      claim_id: 'C3-1',
      claim_control_number: 'C3',
      claim_version: 1,
      claim_line_number: 1,
      claim_type: 'institutional',
      claim_status: 'original',
      member_id: 'M2',
      claim_start_date: '2025-03-01',
      claim_end_date: '2025-03-03',
      claim_line_start_date: '2025-03-01',
      claim_line_end_date: '2025-03-03',
      paid_date: '2025-03-29',
      bill_type_code: '111',
      revenue_center_code: '0450',
      service_unit_quantity: '1.0000',
      rendering_npi: '1679576722',
      billing_npi: '1679576722',
      billing_tin: '987654321',
      paid_amount: '12500.75',
      allowed_amount: '13000.00',
      charge_amount: '20000.00',
      diagnosis_code_type: 'icd-10-cm',
      diagnosis_code_1: 'I214',
      record_number: 5,
    })
  })

  test('eligibility: a code that is not listed is left empty, and an open end runs on', async () => {
    expect(findings(of('eligibility'))).toEqual([['code-not-in-mapping', 'warned', 'SEX', 1, 3]])
    expect(
      await rows('member_id, enrollment_start_date, enrollment_end_date, gender, birth_date, zip_code', 'eligibility'),
    ).toEqual([
      {
        member_id: 'M1',
        enrollment_start_date: '2025-01-01',
        enrollment_end_date: '9999-12-31',
        gender: 'female',
        birth_date: '1970-07-09',
        zip_code: '02139',
      },
      {
        member_id: 'M2',
        enrollment_start_date: '2025-01-01',
        enrollment_end_date: '2025-06-30',
        gender: null,
        birth_date: '2001-01-31',
        zip_code: '02139',
      },
    ])
  })

  test('pharmacy: fixed width, a decimal comma, and a reversal known by its sign column', async () => {
    expect(findings(of('pharmacy'))).toEqual([])
    expect(counts(fileOf('pharmacy')!)).toMatchObject({ received: 4, accepted: 1, superseded: 2, control: 1 })
    const columns = 'claim_id, ndc_code, quantity, days_supply, paid_amount, dispensing_date'
    expect(await rows(columns, 'pharmacy_claim')).toEqual([
      {
        claim_id: 'RX0001',
        ndc_code: '00002322801',
        quantity: '30.5000',
        days_supply: 30,
        paid_amount: '12.50',
        dispensing_date: '2025-03-10',
      },
    ])
  })

  test('a row leads back to the record under the names of its sender', async () => {
    writeFileSync(`${there.region.mappings}/harbor/medical-claims.yaml`, 'the mapping of a later day')
    const { submission_id } = report
    const found = await there.lake((engine) =>
      sourceRecords(
        engine,
        there.region,
      )([
        { file_id: `${submission_id}/2`, record_number: 5 },
        { file_id: `${submission_id}/3`, record_number: 1 },
      ]),
    )
    expect(found[0]).toMatchObject({ file_name: 'HBR_MED_202503.txt', layout: 'mapping/medical-claims' })
    expect(found[0]?.fields.slice(0, 8)).toEqual([
      { name: 'CLM_NBR', value: 'C3' },
      { name: 'CLM_SEQ', value: '1' },
      { name: 'LN_NBR', value: '1' },
      { name: 'LOB', value: 'COM' },
      { name: 'CLM_FORM', value: 'U' },
      { name: 'CLM_STAT', value: 'P' },
      { name: 'MBR_ID', value: 'M2' },
      { name: 'FROM_DT', value: '03/01/2025' },
    ])
    expect(found[1]?.fields.map(({ name, value }) => `${name}=${value}`).join(' ')).toBe(
      'RX_NBR=RX0001 SIGN=+ MBR=M1 FILL=20250310 NDC=0002322801 QTY=30,50 DAYS=030 PAID=1250 NPI=1234567893',
    )
  })
})

test('a version that comes in a later delivery replaces the earlier one', async () => {
  here = regionWithMappings('harbor')
  const [header, first] = readFileSync(fixture('harbor', 'HBR_MED_202503.txt'), 'utf8').split('\n')
  await here.ingest('harbor', [here.file('HBR_MED_A.txt', `${header}\n${first}\n`)])
  const second = first?.replace('C1|1|', 'C1|2|').replace('|P|', '|A|').replace('|8550|', '|8000|')
  const report = await here.ingest('harbor', [here.file('HBR_MED_B.txt', `${header}\n${second}\n`)])
  expect(report.status).toBe('accepted')
  expect(await rowsHere('claim_id, claim_status, paid_amount', 'medical_claim')).toEqual([
    { claim_id: 'C1-2', claim_status: 'adjustment', paid_amount: '80.00' },
  ])
})

describe('a Medicaid roster without a header', () => {
  test('each span becomes its months, up to the month in the name of the file', async () => {
    here = regionWithMappings('keystone')
    const report = await here.ingest('keystone', [fixture('keystone', 'PCP_ASSIGN_202503.psv')])
    expect(counts(report.files[0]!)).toMatchObject({ received: 4, accepted: 2, warned: 1, quarantined: 1, control: 0 })
    expect(findings(report.findings)).toEqual([
      ['field-count', 'quarantined', '-', 1, 4],
      ['span-without-month', 'warned', 'EFF', 1, 3],
    ])
    const found = await rowsHere(
      'member_id, year_month, payer_attributed_provider as npi, line_of_business, record_number',
      'provider_attribution',
    )
    expect(found.map((row) => Object.values(row).join(' '))).toEqual([
      'K1 202501 1234567893 medicaid-managed-care 1',
      'K1 202502 1234567893 medicaid-managed-care 1',
      'K1 202503 1234567893 medicaid-managed-care 1',
      'K2 202411 1234567893 medicaid-managed-care 2',
      'K2 202412 1234567893 medicaid-managed-care 2',
      'K2 202501 1234567893 medicaid-managed-care 2',
      'K2 202502 1234567893 medicaid-managed-care 2',
    ])
  })

  test('the same list sent for the next month adds that month; sent again, it changes nothing', async () => {
    here = regionWithMappings('keystone')
    await here.ingest('keystone', [fixture('keystone', 'PCP_ASSIGN_202503.psv')])
    const april = here.file('PCP_ASSIGN_202504.psv', readFileSync(fixture('keystone', 'PCP_ASSIGN_202503.psv')))
    expect((await here.ingest('keystone', [april])).files[0]?.status).toBe('accepted')
    const found = await here.lake((engine) =>
      engine.rows(sql`
        select year_month, count(*) as n from provider_attribution where year_month > '202502' group by 1 order by 1`),
    )
    expect(found).toEqual([
      { year_month: '202503', n: 1 },
      { year_month: '202504', n: 2 },
    ])
    expect((await here.ingest('keystone', [april])).files[0]?.status).toBe('duplicate')
  })

  test('the same file after the mapping was corrected is read anew, and takes the place of the first reading', async () => {
    here = regionWithMappings('keystone')
    await here.ingest('keystone', [fixture('keystone', 'PCP_ASSIGN_202503.psv')])
    const mapping = `${here.region.mappings}/keystone/roster.yaml`
    writeFileSync(mapping, readFileSync(mapping, 'utf8').replace('  payer_attributed_provider_lob: PGM\n', ''))
    const report = await here.ingest('keystone', [fixture('keystone', 'PCP_ASSIGN_202503.psv')])
    expect(report.files[0]?.because).toMatch(/^corrects /)
    const programs = await rowsHere(
      'distinct payer_attributed_provider_lob as program, 1 as record_number',
      'provider_attribution',
    )
    expect(programs).toEqual([{ program: null, record_number: 1 }])
  })
})

describe("a practice's laboratory results", () => {
  const files = () => [fixture('elm-practice', 'results-2025-q1.csv'), fixture('elm-practice', 'orders-2025-q1.csv')]

  test('tests are translated to LOINC, clinicians come from the other file, payers by their names', async () => {
    here = regionWithMappings('elm-practice', 'harbor', 'keystone')
    await here.ingest('harbor', [fixture('harbor', 'HBR_ELIG_202503.txt')])
    await here.ingest('keystone', [fixture('keystone', 'PCP_ASSIGN_202503.psv')], {
      line_of_business: 'medicaid-managed-care',
    })
    const report = await here.ingest('elm-practice', files(), { kind: 'practice' })
    expect(report.files.map((file) => [file.layout_file, JSON.stringify(counts(file))])).toEqual([
      [
        'lab-results+orders',
        '{"received":3,"accepted":2,"warned":0,"quarantined":0,"superseded":0,"duplicate":0,"control":1}',
      ],
      [
        'lab-results',
        '{"received":5,"accepted":3,"warned":0,"quarantined":1,"superseded":0,"duplicate":0,"control":1}',
      ],
    ])
    expect(findings(report.findings)).toEqual([
      ['lookup-not-found', 'warned', 'Order No', 1, 5],
      ['lookup-not-found', 'quarantined', 'Test', 1, 5],
    ])
    const found = await rowsHere(
      'payer, line_of_business, lab_result_id, source_code, result, result_value, source_units, collection_date, ordering_practitioner_npi as npi',
      'lab_result',
    )
    expect(found.map((row) => Object.values(row).join(' '))).toEqual([
      'harbor commercial O1/HBA1C 4548-4 7,1 7.1000 % 2025-03-04 1234567893',
      'harbor commercial O1/LDL 13457-7 >190  mg/dL 2025-03-04 1234567893',
      'keystone medicaid-managed-care O2/HBA1C 4548-4 positive  mmol/mol 2025-03-05 1679576722',
    ])
  })

  test('without the other file of the delivery the results are refused, and the mapping is named', async () => {
    here = regionWithMappings('elm-practice')
    const report = await here.ingest('elm-practice', files().slice(0, 1), { kind: 'practice' })
    expect(report.files[0]).toMatchObject({ status: 'refused', because: 'input-mapping', quarantined: 5 })
    expect(report.findings[0]?.expected).toContain('no file of the delivery for the lookup orders; want orders*.csv')
  })
})

describe('files that a mapping does not fit', () => {
  test('a missing column refuses the file and names the one it may be', async () => {
    here = regionWithMappings('harbor')
    const text = readFileSync(fixture('harbor', 'HBR_ELIG_202503.txt'), 'utf8').replace('TERM_DT', 'TERM_DATE')
    const report = await here.ingest('harbor', [here.file('HBR_ELIG_X.txt', text)])
    expect(report.files[0]).toMatchObject({ status: 'refused', because: 'input-header', quarantined: 3 })
    expect(report.findings[0]?.expected).toContain('missing TERM_DT (is it the column TERM_DATE?)')
  })

  test('two mappings that fit one file are both named', async () => {
    here = regionWithMappings('harbor')
    const text = readFileSync(fixture('harbor', 'eligibility.yaml'), 'utf8')
    writeFileSync(`${here.region.mappings}/harbor/members.yaml`, text.replace('name: eligibility', 'name: members'))
    const report = await here.ingest('harbor', [fixture('harbor', 'HBR_ELIG_202503.txt')])
    expect(report.files[0]).toMatchObject({ status: 'refused', because: 'conflict-mapping' })
    expect(report.findings[0]?.expected).toContain('eligibility and members')
  })

  test("another sender's mapping is not tried, and a file that none fits goes on to the published layouts", async () => {
    here = regionWithMappings('harbor')
    const other = await here.ingest('keystone', [fixture('harbor', 'HBR_ELIG_202503.txt')])
    expect(other.files[0]?.because).toBe('input-unknown-layout')
    const tuva = 'member_id,enrollment_start_date,enrollment_end_date\nM9,2025-01-01,2025-12-31\n'
    const plain = await here.ingest('harbor', [here.file('e.csv', tuva)])
    expect(plain.files[0]).toMatchObject({ layout: 'tuva', accepted: 1 })
  })
})
