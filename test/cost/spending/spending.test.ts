import { expect, test } from 'vitest'
import { attribution } from '../../../src/attribution/tables.ts'
import { readCostModel } from '../../../src/cost/cost-model.ts'
import { kindSpends } from '../../../src/cost/drivers/kind-spend.ts'
import { personCosts } from '../../../src/cost/person-cost.ts'
import { nonClaimsSpends } from '../../../src/cost/spending/non-claims-spend.ts'
import { type Contract, spendingShares } from '../../../src/cost/spending/shares.ts'
import { readSpendingModel } from '../../../src/cost/spending/spending-model.ts'
import { spendings } from '../../../src/cost/spending/spendings.ts'
import { memberMonth } from '../../../src/cost/tables.ts'
import { personLine } from '../../../src/identity/tables.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { period } from '../../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../../run/small-lake.ts'

const [year, before] = [period('2025'), period('2024')]

const months = (person_id: string, payer: string, count: number): Row[] =>
  Array.from({ length: count }, (_, i) => ({
    person_id,
    payer,
    member_id: person_id,
    year_month: `2025${String(i + 1).padStart(2, '0')}`,
    month_start: `2025-${String(i + 1).padStart(2, '0')}-01`,
    primary_coverage: true,
  }))
const line = (person_id: string, payer: string, spend_usd: number | null, rest: Row = {}): Row => ({
  person_id,
  payer,
  member_id: person_id,
  service_date: '2025-03-04',
  claim_type: 'professional',
  primary_care_visit: false,
  spend_usd,
  ...rest,
})
const payment = (payer: string, from: string, until: string, paid_amount: string, rest: Row = {}): Row => ({
  payer,
  organization_id: 'river',
  category: 'population-health',
  service_period_start: from,
  service_period_end: until,
  paid_amount,
  ...rest,
})

type Given = { lines?: Row[]; covered?: Row[]; payments?: Row[]; panel?: Row; contracts?: Contract[] }

async function spent({ lines = [], covered = [], payments = [], panel = {}, contracts = [] }: Given): Promise<Engine> {
  const engine = await lakeOf({
    non_claims_payment: payments.map((row, i) => ({ payment_id: `n${i}`, ...row })),
    organization: [
      { organization_id: 'river', organization_name: 'River', parent_organization_id: 'aco' },
      { organization_id: 'lab', organization_name: 'Lab' },
    ],
    practice: [{ practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '11' }],
    affiliation: [{ npi: 'e1', practice_id: 'elm' }],
  })
  await fillRows(
    engine,
    personLine,
    lines.map((row, i) => ({ claim_id: `c${i}`, ...row })),
  )
  await fillRows(engine, memberMonth, covered)
  await fillRows(
    engine,
    attribution,
    Object.entries(panel).map(([person_id, practice_id]) => ({
      period: '2025',
      person_id,
      practice_id,
      reason: 'plurality',
      rule: 'r',
    })),
  )
  await fill(engine, [
    ...personCosts(readCostModel(), year, before),
    kindSpends(year, before),
    nonClaimsSpends(year, before),
    spendings(readCostModel(), year, before),
  ])
  const [primary, categories] = spendingShares(readSpendingModel(), contracts, year)
  if (!primary || !categories) throw new Error('two steps')
  await fill(engine, [primary])
  await engine.run(sql`create table primary_care_share as select * from spending_share`)
  await fill(engine, [categories])
  return engine
}

test('a payment counts in a period for the days it pays for there, and the parts of periods are the payment', async () => {
  const engine = await spent({
    payments: [
      payment('elm-health', '2024-07-01', '2025-06-30', '1000.01'),
      payment('elm-health', '2025-01-01', '2025-03-31', '90'),
      payment('elm-health', '2025-12-31', '2025-12-31', '-5.55', { category: 'recovery' }),
      payment('elm-health', '2023-01-01', '2023-12-31', '7'),
      payment('elm-health', '2025-05-05', '2025-05-01', '3', { category: 'other' }),
    ],
  })
  expect(
    await engine.rows(
      sql`select period, category, payments, amount_usd from non_claims_spend order by period, category`,
    ),
  ).toEqual([
    // 184 of 365 days lie in 2024
    { period: '2024', category: 'population-health', payments: 1, amount_usd: '504.11' },
    { period: '2025', category: 'other', payments: 1, amount_usd: '3.00' },
    { period: '2025', category: 'population-health', payments: 2, amount_usd: '585.90' },
    { period: '2025', category: 'recovery', payments: 1, amount_usd: '-5.55' },
  ])
  engine.close()
})

test('months one after the other get no cent more or less than the payment', async () => {
  const engine = await lakeOf({
    non_claims_payment: [payment('elm-health', '2025-01-10', '2025-12-09', '100.03', { payment_id: 'n' })],
  })
  const each = Array.from({ length: 12 }, (_, i) => period(`2025-${String(i + 1).padStart(2, '0')}`))
  await fill(engine, [nonClaimsSpends(...each)])
  expect(await engine.one(sql`select sum(amount_usd) as all_usd, count(*) as months from non_claims_spend`)).toEqual({
    all_usd: '100.03',
    months: 12,
  })
  engine.close()
})

test('claims and payments beside them sum over lines and payers; a month under two plans counts once among all', async () => {
  const engine = await spent({
    covered: [...months('p', 'elm-health', 2), ...months('p', 'oak-health', 2), ...months('q', 'elm-health', 1)],
    lines: [
      line('p', 'elm-health', 100),
      line('p', 'oak-health', 50),
      line('q', 'elm-health', null),
      line('stranger', 'elm-health', 9),
    ],
    payments: [payment('elm-health', '2025-01-01', '2025-12-31', '30')],
  })
  expect(
    await engine.rows(sql`
    select payer, member_months, claims_usd, lines_without_amount, non_claims_usd, total_usd, total_pmpm_usd
    from spending where period = '2025' and (line_of_business = 'all') order by payer`),
  ).toEqual([
    {
      payer: 'all',
      member_months: '3.0000',
      claims_usd: '150.00',
      lines_without_amount: 1,
      non_claims_usd: '30.00',
      total_usd: '180.00',
      total_pmpm_usd: '60.00',
    },
    {
      payer: 'elm-health',
      member_months: '3.0000',
      claims_usd: '100.00',
      lines_without_amount: 1,
      non_claims_usd: '30.00',
      total_usd: '130.00',
      total_pmpm_usd: '43.33',
    },
    {
      payer: 'oak-health',
      member_months: '2.0000',
      claims_usd: '50.00',
      lines_without_amount: 0,
      non_claims_usd: '0.00',
      total_usd: '50.00',
      total_pmpm_usd: '25.00',
    },
  ])
  engine.close()
})

test('primary care is narrow and broad: by specialty and place, and beside claims', async () => {
  const office = { specialty: 'primary-care', place_of_service_code: '11' }
  const engine = await spent({
    covered: months('p', 'elm-health', 1),
    lines: [
      line('p', 'elm-health', 10, office),
      line('p', 'elm-health', 5, { ...office, place_of_service_code: '21' }),
      line('p', 'elm-health', 4, { specialty: 'gynecology', place_of_service_code: '11' }),
      line('p', 'elm-health', 61, { specialty: 'cardiology', place_of_service_code: '11' }),
    ],
    payments: [
      payment('elm-health', '2025-01-01', '2025-12-31', '11'),
      payment('elm-health', '2025-01-01', '2025-12-31', '9', { organization_id: 'lab' }),
      payment('elm-health', '2025-01-01', '2025-12-31', '0', { category: 'shared-savings' }),
    ],
  })
  expect(
    await engine.rows(sql`
    select definition, claims_usd, non_claims_usd, of_usd, share from primary_care_share
    where period = '2025' and payer = 'elm-health' and line_of_business = 'commercial' order by definition`),
  ).toEqual([
    { definition: 'broad', claims_usd: '19.00', non_claims_usd: '11.00', of_usd: '100.00', share: '0.300000000' },
    { definition: 'narrow', claims_usd: '10.00', non_claims_usd: '0.00', of_usd: '100.00', share: '0.100000000' },
  ])
  engine.close()
})

const contract = (payer: string, organization_id: string, ...lan_categories: string[]): Contract => ({
  payer,
  organization_id,
  start_date: '2025-01-01',
  end_date: null,
  lan_categories,
})

test('claims of a panel count in the highest category of its own contract, else of the ACO’s, all others in the first', async () => {
  const given = {
    covered: [...months('p', 'elm-health', 1), ...months('q', 'elm-health', 1)],
    lines: [line('p', 'elm-health', 60), line('q', 'elm-health', 30)],
    payments: [payment('elm-health', '2025-01-01', '2025-12-31', '10')],
    panel: { p: 'elm' },
  }
  const shares = async (...contracts: Contract[]) => {
    const engine = await spent({ ...given, contracts })
    const rows = await engine.rows<{ definition: string; share: string }>(sql`
      select definition, share from spending_share where payer = 'all' and kind = 'payment-category' order by definition`)
    engine.close()
    return Object.fromEntries(rows.map(({ definition, share }) => [definition, Number(share)]))
  }
  expect(await shares(contract('elm-health', 'river', '2A', '2C'))).toEqual({ '1': 0.3, '2C': 0.7 })
  expect(await shares(contract('elm-health', 'aco', '3B'))).toEqual({ '1': 0.3, '3B': 0.7 })
  expect(await shares(contract('elm-health', 'aco', '3B'), contract('elm-health', 'river', '2A'))).toEqual({
    '1': 0.3,
    '2A': 0.7,
  })
  expect(await shares(contract('elm-health', 'river'))).toEqual({ '1': 0.3, unknown: 0.7 })
  expect(await shares()).toEqual({ '1': 0.9, unknown: 0.1 })
  expect(await shares({ ...contract('elm-health', 'river', '4B'), end_date: '2024-12-31' })).toEqual({
    '1': 0.9,
    unknown: 0.1,
  })
})

test('nothing spent has no share', async () => {
  const engine = await spent({ covered: months('p', 'elm-health', 1) })
  expect(await engine.rows(sql`select distinct share, of_usd from spending_share`)).toEqual([])
  expect(await engine.rows(sql`select total_usd, total_pmpm_usd from spending where payer = 'all'`)).toEqual([
    { total_usd: '0.00', total_pmpm_usd: '0.00' },
  ])
  engine.close()
})
