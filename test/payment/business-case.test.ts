import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribution } from '../../src/attribution/tables.ts'
import { readCostModel } from '../../src/cost/cost-model.ts'
import { memberMonth, personCost } from '../../src/cost/tables.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { readModel } from '../../src/model/read-model.ts'
import { supportChurns, supportReturns } from '../../src/payment/business-case/churn-and-return.ts'
import { payerSupports, supportedPractices } from '../../src/payment/business-case/support.ts'
import { readSupportRule } from '../../src/payment/business-case/support-rule.ts'
import { statementLine } from '../../src/payment/tables.ts'
import { addMonths, period } from '../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

const [now, before] = [period('2025'), period('2024')]

const months = (person_id: string, payer: string, first: string, count: number, more: Row = {}): Row[] =>
  Array.from({ length: count }, (_, i) => {
    const month_start = addMonths(first, i)
    const year_month = month_start.slice(0, 7).replace('-', '')
    return { person_id, payer, member_id: person_id, year_month, month_start, primary_coverage: true, ...more }
  })

const cost = (period: string, payer: string, person_id: string, member_months: number, spend_usd: string): Row => ({
  ...{ period, payer, person_id, member_months, spend_usd, truncated_usd: '0', lines: 1, lines_without_amount: 0 },
})

const payment = (payer: string, paid_amount: string, more: Row = {}): Row => ({
  ...{ payer, payment_id: `${payer}-${paid_amount}`, organization_id: 'river', category: 'population-health' },
  ...{ service_period_start: '2025-03-01', service_period_end: '2025-03-31', paid_amount, ...more },
})

const line = (payer: string, component: string, amount_usd: string | null): Row => ({
  ...{ period: '2025', payer, practice_id: 'oak', organization_id: 'river', model: 'demo/common-model' },
  ...{ component, place: 1, label: component, amount_usd, working: '{}' },
})

/** Ann and Ben are amber's on Oak's panel, Cy is birch's there, Di is amber's at Elm, which nobody supports. */
const PEOPLE = { ann: 'oak', ben: 'oak', cy: 'oak', di: 'elm' }

let engine: Engine
beforeAll(async () => {
  engine = await lakeOf({
    organization: [
      { organization_id: 'river', organization_name: 'River', parent_organization_id: 'valley' },
      { organization_id: 'lake', organization_name: 'Lake' },
    ],
    practice: [
      { practice_id: 'oak', practice_name: 'Oak', organization_id: 'river', tin: '1' },
      { practice_id: 'elm', practice_name: 'Elm', organization_id: 'lake', tin: '2' },
    ],
    non_claims_payment: [
      payment('amber', '100.10'),
      payment('amber', '50.00', { category: 'performance', organization_id: 'valley' }),
      payment('amber', '900.00', { category: 'capitation' }),
      payment('amber', '70.00', { service_period_start: '2024-12-31' }),
      payment('dune', '5.00', { category: 'recovery' }),
    ],
  })
  await fillRows(engine, memberMonth, [
    ...months('ann', 'amber', '2024-01-01', 24),
    ...months('ben', 'amber', '2024-01-01', 14),
    ...months('ben', 'birch', '2025-03-01', 10),
    ...months('cy', 'birch', '2024-01-01', 24),
    ...months('cy', 'amber', '2024-01-01', 12, { primary_coverage: false }),
    ...months('di', 'amber', '2024-01-01', 24),
    ...months('eve', 'dune', '2025-01-01', 12),
  ])
  await fillRows(
    engine,
    attribution,
    ['2024', '2025'].flatMap((of) =>
      Object.entries({ ...PEOPLE, eve: 'elm' }).map(([person_id, practice_id]) => ({
        ...{ period: of, person_id, practice_id, reason: 'plurality', rule: 'test' },
      })),
    ),
  )
  await fillRows(engine, personCost, [
    ...[cost('2024', 'amber', 'ann', 12, '1200'), cost('2025', 'amber', 'ann', 12, '2400')],
    ...[cost('2024', 'amber', 'ben', 12, '1200'), cost('2025', 'amber', 'ben', 2, '100')],
    ...[cost('2024', 'amber', 'di', 12, '600'), cost('2025', 'amber', 'di', 12, '1200')],
  ])
  await fillRows(engine, statementLine, [
    line('birch', 'population-health', '40.00'),
    line('birch', 'incentive', '8.00'),
    line('birch', 'direct-services', '5000.00'),
    line('amber', 'population-health', '999.00'),
  ])
  const models = [readModel('demo/common-model')]
  const of = { rule: readSupportRule(), models, period: now, baseline: before }
  await fill(engine, [
    supportedPractices(of),
    payerSupports(of),
    supportChurns(now, before),
    supportReturns(readCostModel(), now, before),
  ])
})
afterAll(() => engine.close())

test('what a payer sent goes before its statements, by the period in which what it pays for begins; nothing else is support', async () => {
  const rows = await engine.rows(sql`
    select period, payer, basis, support_usd, practices, cast(member_months as double) as member_months, people,
      cast(shared_months as double) as shared_months, shared_people
    from payer_support order by period, payer`)
  const row = (
    ...[period, payer, basis, support_usd, practices, member_months, people, shared_months, shared_people]: (
      | string
      | number
      | null
    )[]
  ) => ({ period, payer, basis, support_usd, practices, member_months, people, shared_months, shared_people })
  expect(rows).toEqual([
    row('2024', 'amber', 'sent', '70.00', 1, 24, 2, 24, 2),
    row('2024', 'birch', 'unknown', null, 0, 0, 0, 12, 1),
    row('2025', 'amber', 'sent', '150.10', 1, 14, 2, 14, 2),
    row('2025', 'birch', 'statements', '48.00', 1, 22, 2, 22, 2),
    row('2025', 'dune', 'sent', '0.00', 0, 0, 0, 0, 0),
  ])
})

test('supported members are looked for in the last month of either year', async () => {
  expect(await engine.rows(sql`select * from support_churn order by payer, outcome`)).toEqual([
    { payer: 'amber', outcome: 'other-payer', other_payer: 'birch', people: 1 },
    { payer: 'amber', outcome: 'stayed', other_payer: '-', people: 1 },
    { payer: 'birch', outcome: 'stayed', other_payer: '-', people: 1 },
  ])
})

/** Ann 100 → 200 a month, Ben 100 → 50: changes of 100 and −50, their variance 11,250. Di 50 → 100. */
test('the change of each supported member’s cost per month stands beside that of the payer’s other members', async () => {
  expect(await engine.rows(sql`select * from support_return order by supported`)).toEqual([
    {
      ...{
        payer: 'amber',
        supported: false,
        people: 1,
        baseline_months: '12.0000',
        period_months: '12.0000',
        baseline_usd: '600.00',
      },
      ...{ period_usd: '1200.00', change_usd: '50.00', change_variance: null },
    },
    {
      ...{
        payer: 'amber',
        supported: true,
        people: 2,
        baseline_months: '24.0000',
        period_months: '14.0000',
        baseline_usd: '2400.00',
      },
      ...{ period_usd: '2500.00', change_usd: '50.00', change_variance: '11250.0000' },
    },
  ])
})
