import { expect, test } from 'vitest'
import { attribution } from '../../src/attribution/tables.ts'
import { memberMonth } from '../../src/cost/tables.ts'
import { personLine } from '../../src/identity/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import type { Arrangement } from '../../src/model/arrangement.ts'
import { readModel } from '../../src/model/read-model.ts'
import type { FactRow } from '../../src/payment/fact-row.ts'
import { paymentFactStep } from '../../src/payment/facts.ts'
import { settle } from '../../src/payment/settle.ts'
import { addMonths, period } from '../../src/period.ts'
import { measureRate } from '../../src/quality/tables.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

const [year2025, year2024] = [period('2025'), period('2024')]
const model = readModel('demo/common-model')
const own = (value: string) => ({ value, unit: 'usd' as const, source: 'contract' })

const contract = (more: Partial<Arrangement> = {}): Arrangement => ({
  arrangement: 'elm-health/river',
  payer: 'elm-health',
  organization_id: 'river',
  model: model.id,
  track: 'ffs-plus',
  start_date: '2024-01-01',
  end_date: null,
  amounts: { base_pmpm: own('30') },
  ...more,
})

const covered = (person_id: string, months: number, more: Row = {}): Row[] =>
  Array.from({ length: months }, (_, i) => {
    const month_start = addMonths('2025-01-01', i)
    return {
      person_id,
      member_id: person_id,
      year_month: month_start.slice(0, 7).replace('-', ''),
      month_start,
      primary_coverage: true,
      ...more,
    }
  })

const line = (person_id: string, paid_usd: string | null, more: Row = {}): Row => ({
  person_id,
  member_id: person_id,
  claim_id: `${person_id}-${paid_usd}`,
  service_date: '2025-06-15',
  practice_id: 'oak',
  organization_id: 'river',
  primary_care_visit: true,
  paid_usd,
  ...more,
})

const PRACTICES: Row[] = [
  { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: '1' },
  { practice_id: 'ash', practice_name: 'Ash', organization_id: 'lake', tin: '2' },
]
const ORGANIZATIONS: Row[] = [
  { organization_id: 'river', organization_name: 'River', parent_organization_id: 'valley' },
  { organization_id: 'lake', organization_name: 'Lake', parent_organization_id: 'valley' },
]

type Given = { months?: Row[]; lines?: Row[]; panel?: Record<string, string | null>; rates?: Row[] }

async function factsOf(given: Given, arrangements = [contract()]): Promise<FactRow[]> {
  const engine = await lakeOf({ practice: PRACTICES, organization: ORGANIZATIONS })
  await fillRows(engine, memberMonth, given.months ?? [])
  await fillRows(engine, personLine, given.lines ?? [])
  await fillRows(
    engine,
    attribution,
    Object.entries(given.panel ?? {}).map(([person_id, practice_id]) => ({
      period: '2025',
      person_id,
      practice_id,
      reason: '-',
      rule: 'test',
    })),
  )
  await fillRows(engine, measureRate, given.rates ?? [])
  await fill(engine, [paymentFactStep(model, arrangements, year2025, year2024)])
  const rows = await engine.rows<FactRow>(sql`select * from payment_fact order by payer, practice_id, fact`)
  engine.close()
  return rows
}
const value = (rows: FactRow[], fact: string) => rows.find((row) => row.fact === fact)?.value

test('a month counts for the payer of the primary coverage, for people of the panel, while the contract runs', async () => {
  const months = [
    ...covered('mine', 12),
    ...covered('secondary', 12, { primary_coverage: false }),
    ...covered('other-payer', 12, { payer: 'oak-health' }),
    ...covered('other-panel', 12),
    ...covered('nobody', 12),
  ]
  const panel = { mine: 'oak', secondary: 'oak', 'other-payer': 'oak', 'other-panel': 'ash', nobody: null }
  expect(value(await factsOf({ months, panel }), 'member_months')).toBe('12')
  const shorter = contract({ start_date: '2025-03-01', end_date: '2025-06-30' })
  expect(value(await factsOf({ months, panel }, [shorter]), 'member_months')).toBe('4')
})

test('a month that counts by its days is its part of the fact', async () => {
  const [january = {}, ...others] = covered('mine', 3)
  const months = [{ ...january, days: 2 ** 10 - 1, reason: 'days-share' }, ...others]
  expect(value(await factsOf({ months, panel: { mine: 'oak' } }), 'member_months')).toBe('2.3226')
})

test("direct services are the practice's own professional lines, billed by its own organization, for its panel", async () => {
  const lines = [
    line('mine', '100.10'),
    line('mine', '20.20', { service_date: '2025-12-31' }),
    line('mine', '-5.00'),
    line('mine', '400.00', { service_date: '2024-12-31' }),
    line('mine', '400.00', { service_date: '2026-01-01' }),
    line('mine', '400.00', { practice_id: 'ash', organization_id: 'lake' }),
    line('mine', '400.00', { organization_id: 'hospital' }),
    line('mine', '400.00', { claim_type: 'institutional' }),
    line('mine', '400.00', { payer: 'oak-health' }),
    line('other-panel', '400.00'),
    line('mine', null),
  ]
  const rows = await factsOf({ lines, panel: { mine: 'oak', 'other-panel': 'ash' } })
  expect(value(rows, 'direct_services_paid_usd')).toBe('115.30')
  expect(value(rows, 'lines_without_amount')).toBe('1')
})

test('no line is zero dollars, lines of unknown amount are unknown', async () => {
  expect(value(await factsOf({ panel: { mine: 'oak' } }), 'direct_services_paid_usd')).toBe('0.00')
  const rows = await factsOf({ lines: [line('mine', null)], panel: { mine: 'oak' } })
  expect(value(rows, 'direct_services_paid_usd')).toBeNull()
})

test('rates come from all payers, in the period and its baseline, and lead back to their result', async () => {
  const rate = (of: string, payer: string, rate_share: string): Row => ({
    period: of,
    measure: 'hba1c-control',
    practice_id: 'oak',
    payer,
    rate_share,
    numerator: 1,
    denominator: 2,
    excluded: 0,
  })
  const rows = await factsOf({
    panel: { mine: 'oak' },
    rates: [rate('2025', 'all', '0.712345678'), rate('2025', 'elm-health', '0.1'), rate('2024', 'all', '0.5')],
  })
  const of = (fact: string) => rows.find((row) => row.fact === fact)
  expect(of('rate/hba1c-control')).toMatchObject({
    value: '0.712345678',
    explain_id: 'measure_rate:2025:hba1c-control:oak:all',
  })
  expect(of('baseline_rate/hba1c-control')).toMatchObject({
    value: '0.500000000',
    explain_id: 'measure_rate:2024:hba1c-control:oak:all',
  })
  expect(of('rate/follow-up-after-stay')).toMatchObject({ value: null, explain_id: null })
})

test("a practice is under its own organization's arrangement, else under its ACO's", async () => {
  const aco = contract({ arrangement: 'elm-health/valley', organization_id: 'valley' })
  const rows = await factsOf({ panel: { mine: 'oak', other: 'ash' } }, [contract(), aco])
  const whose = new Set(rows.map(({ practice_id, organization_id }) => `${practice_id} ${organization_id}`))
  expect([...whose].sort()).toEqual(['ash valley', 'oak river'])
})

test("an ACO's contract counts what the practice's own organization bills", async () => {
  const aco = contract({ arrangement: 'elm-health/valley', organization_id: 'valley' })
  const rows = await factsOf({ lines: [line('mine', '80.00')], panel: { mine: 'oak' } }, [aco])
  expect(
    value(
      rows.filter(({ practice_id }) => practice_id === 'oak'),
      'direct_services_paid_usd',
    ),
  ).toBe('80.00')
})

test('a practice without a panel has nothing to settle', async () => {
  const rows = await factsOf({ lines: [line('mine', '80.00')], panel: { mine: null } })
  expect(rows).toEqual([])
})

test('no arrangement, no facts', async () => {
  expect(await factsOf({ panel: { mine: 'oak' } }, [])).toEqual([])
})

test('from the lake to the statement', async () => {
  const rates = ['2024', '2025'].map((of) => ({
    period: of,
    measure: 'hba1c-control',
    practice_id: 'oak',
    payer: 'all',
    rate_share: of === '2025' ? '0.7049' : '0.6',
    numerator: 1,
    denominator: 2,
    excluded: 0,
  }))
  const rows = await factsOf({
    months: covered('mine', 12),
    lines: [line('mine', '115.30')],
    panel: { mine: 'oak' },
    rates,
  })
  const { statements, lines } = settle(rows, model, [contract()], year2025)
  // 12 months × 30 × 15 % = 54; the score is (0.70 − 0.55) ÷ (0.80 − 0.55) = 0.6.
  expect(lines.map(({ component, amount_usd }) => `${component} ${amount_usd}`)).toEqual([
    'direct-services 115.30',
    'population-health 54.00',
    'incentive 32.40',
  ])
  expect(statements).toEqual([
    {
      period: '2025',
      payer: 'elm-health',
      practice_id: 'oak',
      organization_id: 'river',
      model: 'demo/common-model',
      status: 'settled',
      reason: 'complete',
      total_usd: '201.70',
    },
  ])
})
