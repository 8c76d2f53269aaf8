import { afterAll, beforeAll, expect, test } from 'vitest'
import { readExplanation } from '../../src/disclosure/reads/explain.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import type { Explained, SourceRecord } from '../../src/explain/explained.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

/** What a1 and b1 cost in March: amber's 330.30 by two organizations, birch's 55.55; and what is odd about both. */
const line = { period: '2025', line_of_business: 'commercial' }
const spend = (payer: string, person_id: string, spend_usd: string, lines: number) => ({
  ...{ ...line, payer, person_id, year_month: '202503', category: 'professional-other', lines, spend_usd },
  ...{ lines_without_amount: 0, lines_unknown: lines, lines_below_zero: 0, lines_above_bound: 0 },
})
const cell = (payer: string, spend_usd: string, lines: number) => ({
  ...{ ...line, payer, practice_id: 'elm', category: 'professional-other', year_month: '202503', people: 1, lines },
  ...{ lines_without_amount: 0, lines_unknown: lines, spend_usd, excess_usd: '1.23', rule: 'cost/service-categories' },
})
const month = (payer: string, year_month: string, people: number) => ({
  ...{ period: year_month.slice(0, 4), payer, line_of_business: 'all', practice_id: 'elm', year_month, people },
  member_months: people,
})
const outlier = (payer: string, person_id: string) => ({
  ...{ ...line, payer, person_id, practice_id: 'elm', spend_usd: '99.99', cap_usd: '98.76', excess_usd: '1.23' },
  ...{ lines_below_zero: 0, lines_above_bound: 0, reason: 'above-truncation-point', rule: 'r' },
})
const finding = (payer: string, person_id: string, of: string) => ({
  ...{ finding: of, severity: 'warned', payer, line_of_business: 'commercial', plan: '-', person_id },
  ...{ member_id: `${payer}-${person_id}`, first_date: '2025-03-01', last_date: '2025-03-31', days: 31, months: 1 },
  ...{
    months_counted: 0,
    treatment: 'counted-as-sent',
    reason: 'odd',
    rule: 'cost/coverage',
    file_id: `file-${payer}`,
  },
  record_number: 7,
})
const state = (payer: string, person_id: string) => ({
  ...{ payer, member_id: `${payer}-${person_id}`, person_id, state: 'months-in-period', spans: 1, months: 2 },
  ...{ months_before: 1, findings: 2, rule: 'cost/coverage', file_id: `file-${payer}`, record_number: 8 },
})
const support = (payer: string, support_usd: string) => ({
  ...{ period: '2025', payer, basis: 'sent', support_usd, practices: 1, member_months: 30, people: 15 },
  ...{ shared_months: 30, shared_people: 15 },
})
const returned = (payer: string, supported: boolean, change_usd: string) => ({
  ...{ payer, supported, people: 5, baseline_months: 5, period_months: 10, baseline_usd: '77.01', period_usd: '88.02' },
  ...{ change_usd, change_variance: '4.5' },
})
const payment = (payer: string, paid_amount: string) => ({
  ...{ data_source: 'test', submission_id: 's', file_id: `file-${payer}`, record_number: 99, payer },
  ...{ line_of_business: 'commercial', payment_id: 'p', organization_id: 'elm-group', category: 'population-health' },
  ...{ service_period_start: '2025-01-01', service_period_end: '2025-12-31', paid_amount },
})

let reading: Reading
beforeAll(async () => {
  reading = await smallRegion({
    ...ROWS,
    category_spend: [spend('amber', 'a1', '330.30', 2), spend('birch', 'b1', '55.55', 1)],
    cost_month: [cell('amber', '330.30', 2), cell('birch', '55.55', 1)],
    practice_month: [month('all', '202501', 18), month('amber', '202501', 15), month('birch', '202501', 4)],
    cost_outlier: [outlier('amber', 'a1'), outlier('birch', 'b1')],
    coverage_finding: ['amber', 'birch'].flatMap((payer) => [
      finding(payer, 'both', 'gap'),
      finding(payer, 'both', 'after-death-told-elsewhere'),
    ]),
    member_state: [state('amber', 'both'), state('birch', 'both')],
    directory_finding: [
      {
        ...{ finding: 'unknown-practice', severity: 'warned', practice_id: 'elm', others: 0, treatment: 'left-out' },
        ...{ reason: 'odd', rule: 'r', sender: 'convener', file_id: 'f1', record_number: 3 },
      },
    ],
    spending: ['amber', 'birch'].map((payer) => ({
      ...{ ...line, payer, member_months: 30, claims_usd: '1', lines_without_amount: 0, non_claims_usd: '1' },
      total_usd: '2',
    })),
    non_claims_payment: [payment('amber', '600.06'), payment('birch', '700.07')],
    supported_practice: ['amber', 'birch'].map((payer) => ({
      period: '2025',
      payer,
      practice_id: 'elm',
      basis: 'sent',
    })),
    payer_support: [support('amber', '600.06'), support('birch', '700.07')],
    support_churn: ['amber', 'birch'].flatMap((payer) => [
      { payer, outcome: 'stayed', other_payer: '-', people: 20 },
      { payer, outcome: 'other-payer', other_payer: payer === 'amber' ? 'birch' : 'amber', people: 3 },
    ]),
    support_return: ['amber', 'birch'].flatMap((payer) => [
      returned(payer, true, '10.00'),
      returned(payer, false, '5.00'),
    ]),
  })
})
afterAll(() => reading.engine.close())

const records = async (references: readonly { file_id: string; record_number: number }[]): Promise<SourceRecord[]> =>
  references.map((one) => ({
    ...one,
    ...{
      submission_id: 's',
      file_name: 'f',
      payer: one.file_id.replace('file-', ''),
      layout: 'wholepanel/eligibility',
    },
    fields: [{ name: 'any', value: 'sent' }],
  }))
const told = async (who: keyof typeof VIEWERS, id: string) =>
  (await readExplanation(reading, doorOf(VIEWERS[who]), id, records)) as unknown as Explained
const refused = (who: keyof typeof VIEWERS, id: string) =>
  expect(told(who, id), `${who} ${id}`).rejects.toMatchObject({ code: 'access-denied' })

const OF = (payer: string, person: string) => [
  `cost_month:${payer}:commercial:elm:professional-other:202503`,
  `category_spend:${payer}:commercial:${person}:202503:professional-other`,
  `category_cost:2025:${payer}:commercial:professional-other`,
  `practice_month:${payer}:all:elm:202501`,
  `spending.member_months:2025:${payer}:commercial`,
  `cost_outlier:2025:${payer}:commercial:${person}`,
  `coverage_finding:gap:${payer}:-:commercial:both:2025-03-01:file-${payer}:7`,
  `member_state:${payer}:${payer}-both`,
  `payer_support:2025:${payer}`,
  `payer_support.support_usd:2025:${payer}`,
  `payer_support.member_months:2025:${payer}`,
  `support_churn:${payer}`,
  `support_return:${payer}:true`,
  `support_return:${payer}:false`,
  `support_difference:${payer}`,
]

test('a payer opens what is its own, and nothing in it is another’s', async () => {
  for (const id of OF('amber', 'a1')) {
    const found = await told('amber', id)
    expect(found.id, id).toBe(id)
    expect(JSON.stringify(found), id).not.toMatch(/birch|55\.55|700\.07/)
  }
})

test('another payer’s is refused like what is not there, to payers and to all who are not its two parties', async () => {
  const theirs = [...OF('birch', 'b1'), ...OF('nobody', 'nobody')]
  for (const id of theirs) await refused('amber', id)
  for (const who of ['oak', 'convener', 'state', 'public'] as const)
    for (const id of [...theirs, ...OF('amber', 'a1')]) await refused(who, id)
})

test('a practice gets the months of its people, of each payer and of all, and no cost', async () => {
  const months = await told('elm', 'practice_month:all:all:elm:202501')
  expect([months.value, months.terms.length]).toEqual(['18', 18])
  expect((await told('elm', 'practice_month:birch:all:elm:202501')).value).toBe('4')
  await refused('elm', 'practice_month:all:all:elm:202401')
  for (const id of OF('amber', 'a1').filter((one) => !one.startsWith('practice_month'))) await refused('elm', id)
})

test('each leads to its parts, down to file and row', async () => {
  const cells = await told('amber', 'category_cost:2025:amber:commercial:professional-other')
  const [toCell] = cells.terms.filter(({ name }) => name === 'cell')
  const people = await told('amber', toCell?.explain_id ?? '')
  const [toPerson] = people.terms.filter(({ name }) => name === 'person')
  const lines = await told('amber', toPerson?.explain_id ?? '')
  expect([people.value, toPerson?.value, lines.value]).toEqual(['330.30', '330.30', '330.30'])
  const amounts = lines.terms.filter(({ explain_id }) => explain_id !== null)
  expect(amounts.map(({ value }) => value)).toEqual(['220.20', '110.10'])
  const record = await told('amber', amounts[0]?.explain_id ?? '')
  expect(record.records).toMatchObject([{ file_id: 'file-amber', record_number: 2 }])
})

test('what one person cost is in no explanation of a payer’s outlier; the operator has it', async () => {
  const id = 'cost_outlier:2025:amber:commercial:a1'
  expect(JSON.stringify(await told('amber', id))).not.toMatch(/98\.76|1\.23/)
  expect(JSON.stringify(await told('operator', id))).toMatch(/98\.76/)
  expect(JSON.stringify(await told('amber', 'cost_month:amber:commercial:elm:professional-other:202503'))).not.toMatch(
    /1\.23/,
  )
})

test('a finding leads to the record that shows it; what another payer’s word shows is the operator’s', async () => {
  const gap = await told('amber', 'coverage_finding:gap:amber:-:commercial:both:2025-03-01:file-amber:7')
  expect(gap.records).toMatchObject([{ file_id: 'file-amber', record_number: 7, fields: [{ value: 'sent' }] }])
  const elsewhere = 'coverage_finding:after-death-told-elsewhere:amber:-:commercial:both:2025-03-01:file-amber:7'
  await refused('amber', elsewhere)
  expect((await told('operator', elsewhere)).records).toHaveLength(1)
  const own = await told('amber', 'member_state:amber:amber-both')
  expect(own.records).toMatchObject([{ file_id: 'file-amber', record_number: 8 }])
  expect(own.terms.map(({ name }) => name)).toEqual(['person', 'spans', 'months', 'months_before', 'gap'])
  const whole = await told('operator', 'member_state:amber:amber-both')
  expect(whole.terms.map(({ name }) => name)).toContain('after-death-told-elsewhere')
})

test('a finding on the directory leads the operator to its record', async () => {
  const id = 'directory_finding:unknown-practice:elm:f1:3'
  expect((await told('operator', id)).records).toMatchObject([{ file_id: 'f1', record_number: 3 }])
  for (const who of ['elm', 'amber', 'convener', 'public'] as const) await refused(who, id)
})

test('the business case’s figures are taken apart to payments, months and people; who covers leavers is no payer’s', async () => {
  const support = await told('amber', 'payer_support:2025:amber')
  expect([support.value, support.formula]).toEqual(['20.00', 'support ÷ member months'])
  const sum = await told('amber', 'payer_support.support_usd:2025:amber')
  expect(sum.terms.map(({ value }) => value)).toEqual(['600.06'])
  expect(sum.records).toMatchObject([{ file_id: 'file-amber', record_number: 99 }])
  const gone = await told('amber', 'support_churn:amber')
  expect([gone.value, gone.terms.map(({ name }) => name)]).toEqual(['3', ['supported_people', 'stayed']])
  expect((await told('operator', 'support_churn:amber')).terms.map(({ label }) => label)).toContain('Covered by birch')
  const apart = await told('amber', 'support_difference:amber')
  expect(apart.value).toBe('1.00')
  expect(apart.terms.map(({ explain_id }) => explain_id).slice(0, 2)).toEqual([
    'support_return:amber:true',
    'support_return:amber:false',
  ])
  expect((await told('amber', 'support_return:amber:true')).value).toBe('2.00')
})
