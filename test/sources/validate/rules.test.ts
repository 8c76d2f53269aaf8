import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RULES, type RuleName } from '../../../src/sources/validate/rules/rules.ts'
import { regionWith } from '../region-with.ts'
import { csvOf, GOOD, sent } from './send.ts'

let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

type Fields = Record<string, string>
/** table, rule, column, what is broken in record 3, how it is written in the finding; mended is the good row. */
const BROKEN: [table: string, rule: RuleName, column: string, broken: Fields, example: string | null][] = [
  ['eligibility', 'zip-form', 'zip_code', { zip_code: '4101' }, '4 digits'],
  ['eligibility', 'state-unlisted', 'state', { state: 'QQ' }, 'AA'],
  ['eligibility', 'ssn-impossible', 'social_security_number', { social_security_number: '000121234' }, '9 digits'],
  [
    'eligibility',
    'birth-date-implausible',
    'birth_date',
    { birth_date: '1850-01-01' },
    '10 characters, 8 of them digits',
  ],
  ['eligibility', 'death-before-birth', 'death_date', { death_date: '1960-01-01' }, '10 characters, 8 of them digits'],
  ['eligibility', 'dates-out-of-order', 'enrollment_end_date', { enrollment_end_date: '2024-12-31' }, '9999-99-99'],
  ['eligibility', 'cms-code-unlisted', 'dual_status_code', { dual_status_code: '77' }, '99'],
  ['eligibility', 'date-unreadable', 'enrollment_start_date', { enrollment_start_date: '01/02/2025' }, '99/99/9999'],
  ['eligibility', 'required-missing', 'enrollment_end_date', { enrollment_end_date: '' }, null],
  ['medical_claim', 'npi-form', 'rendering_npi', { rendering_npi: '12345' }, '99999'],
  ['medical_claim', 'npi-check-digit', 'rendering_npi', { rendering_npi: '1234567890' }, '9999999999'],
  ['medical_claim', 'npi-made-up', 'billing_npi', { billing_npi: '9900000001' }, '9999999999'],
  ['medical_claim', 'icd-10-cm-form', 'diagnosis_code_1', { diagnosis_code_1: 'E11.9' }, 'A99.9'],
  ['medical_claim', 'icd-10-pcs-form', 'procedure_code_1', { procedure_code_1: '0DTJ4Z' }, '9AAA9A'],
  [
    'medical_claim',
    'icd-version-date',
    'diagnosis_code_type',
    { diagnosis_code_type: 'icd-9-cm', diagnosis_code_1: '25000' },
    'AAA-9-AA',
  ],
  ['medical_claim', 'hcpcs-form', 'hcpcs_code', { hcpcs_code: 'G043825' }, 'A999999'],
  ['medical_claim', 'modifier-form', 'hcpcs_modifier_1', { hcpcs_modifier_1: '255' }, '999'],
  ['medical_claim', 'revenue-code-form', 'revenue_center_code', { revenue_center_code: '450' }, '999'],
  ['medical_claim', 'bill-type-form', 'bill_type_code', { bill_type_code: '0111' }, '9999'],
  ['medical_claim', 'discharge-status-form', 'discharge_disposition_code', { discharge_disposition_code: '1' }, '9'],
  ['medical_claim', 'admit-type-unlisted', 'admit_type_code', { admit_type_code: '7' }, '9'],
  ['medical_claim', 'place-of-service-unlisted', 'place_of_service_code', { place_of_service_code: '98' }, '99'],
  ['medical_claim', 'drg-form', 'drg_code', { drg_code: '65' }, '99'],
  [
    'medical_claim',
    'line-outside-claim',
    'claim_line_start_date',
    { claim_line_start_date: '2025-02-20' },
    '9999-99-99',
  ],
  ['medical_claim', 'dates-out-of-order', 'discharge_date', { discharge_date: '2025-02-01' }, '9999-99-99'],
  [
    'medical_claim',
    'date-in-future',
    'claim_start_date',
    {
      claim_start_date: '2031-01-01',
      claim_end_date: '2031-01-02',
      claim_line_start_date: '',
      claim_line_end_date: '',
    },
    '9999-99-99',
  ],
  ['medical_claim', 'amount-negative', 'paid_amount', { paid_amount: '-5.00' }, '-9.99'],
  ['medical_claim', 'amount-form', 'paid_amount', { paid_amount: '$5.00' }, '$9.99'],
  ['medical_claim', 'amount-unreadable', 'paid_amount', { paid_amount: 'five' }, 'AAAA'],
  ['medical_claim', 'paid-over-allowed', 'paid_amount', { paid_amount: '120.00' }, '999.99'],
  ['medical_claim', 'allowed-over-charge', 'allowed_amount', { allowed_amount: '200.00' }, '999.99'],
  ['medical_claim', 'bill-type-missing', 'bill_type_code', { claim_type: 'institutional', bill_type_code: '' }, null],
  ['medical_claim', 'place-of-service-missing', 'place_of_service_code', { place_of_service_code: '' }, null],
  ['medical_claim', 'diagnosis-missing', 'diagnosis_code_1', { diagnosis_code_1: '' }, null],
  ['medical_claim', 'quantity-absurd', 'service_unit_quantity', { service_unit_quantity: '100000' }, '999999'],
  ['pharmacy_claim', 'ndc-form', 'ndc_code', { ndc_code: '0093-1058-01' }, '9999-9999-99'],
  ['pharmacy_claim', 'days-supply-absurd', 'days_supply', { days_supply: '3000' }, '9999'],
  ['pharmacy_claim', 'quantity-absurd', 'quantity', { quantity: '-1' }, '-9'],
  [
    'pharmacy_claim',
    'npi-check-digit',
    'prescribing_provider_npi',
    { prescribing_provider_npi: '1234567899' },
    '9999999999',
  ],
  ['lab_result', 'loinc-form', 'source_code', { source_code: '4548-5' }, '9999-9'],
  ['lab_result', 'date-in-future', 'collection_date', { collection_date: '2030-01-01' }, '9999-99-99'],
  ['lab_result', 'member-unknown', 'member_id', { member_id: 'stranger' }, '8 characters, 0 of them digits'],
  ['provider_attribution', 'year-month-form', 'year_month', { year_month: '2025-3' }, '9999-9'],
]

describe('one field of a record of a good file is broken, and the report says which, where and how to mend it', () => {
  test.each(Object.keys(GOOD))('%s', async (table) => {
    const broken = BROKEN.filter(([of]) => of === table)
    const rows = Object.fromEntries(broken.map(([, , , fields], i) => [i + 3, fields]))
    const files = (text: string) => ({ eligibility: csvOf('eligibility', broken.length + 3), [table]: text })
    const bad = await sent(here, files(csvOf(table, broken.length + 3, rows)))
    for (const [i, [, rule, column, , example]] of broken.entries()) {
      const found = bad.findings.filter((one) => one.rule === rule && one.column === column)
      expect(found, `${rule} in ${column}`).toHaveLength(1)
      expect(found[0]).toMatchObject({ records: 1, first_record: i + 3, fix: RULES[rule].fix, example })
    }
    const mended = await sent(here, files(csvOf(table, broken.length + 3)))
    expect(mended.findings.filter((one) => one.rule !== 'corrects-file')).toEqual([])
  })
})

test('a code of letters where digits are due is noticed, and does not stop the delivery', async () => {
  const codes = { 3: { source_code: 'HBA1C' }, 4: { source_code: '4548-È' }, 5: { source_code: '2345-7' } }
  const report = await sent(here, { lab_result: csvOf('lab_result', 8, codes) })
  expect(report.findings.filter(({ rule }) => rule === 'loinc-form')).toEqual([
    expect.objectContaining({ column: 'source_code', records: 2, first_record: 3 }),
  ])
})

test('a good file of every table gives no finding at all', async () => {
  const report = await sent(here, Object.fromEntries(Object.keys(GOOD).map((table) => [table, csvOf(table, 60)])))
  expect(report.findings).toEqual([])
})

test('what all of at least fifty records break is one thing about the file', async () => {
  const all = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [i + 2, { rendering_npi: '77' }]))
  const report = await sent(here, { medical_claim: csvOf('medical_claim', 60, all) })
  expect(report.findings).toEqual([
    expect.objectContaining({
      rule: 'npi-form',
      column: 'rendering_npi',
      records: 60,
      first_record: null,
      example: '99',
    }),
  ])
  expect(report.files[0]).toMatchObject({ accepted: 60, warned: 0 })
})

test('a code that eleven members carry is told; one that ten carry is told by its form only', async () => {
  const place = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [i + 2, { place_of_service_code: '98', member_id: `m${i}` }]),
    )
  const example = async (count: number) => {
    const report = await sent(here, { medical_claim: csvOf('medical_claim', 30, place(count)) })
    return report.findings.find(({ rule }) => rule === 'place-of-service-unlisted')?.example
  }
  expect(await example(11)).toBe('98')
  expect(await example(10)).toBe('99')
})
