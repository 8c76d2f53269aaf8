import { afterAll, beforeAll, expect, test } from 'vitest'
import { completedMonth, completedPeriod } from '../../../src/cost/completion/tables.ts'
import { type PmpmAsked, pmpm } from '../../../src/cost/pmpm/pmpm.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { fillRows, type Row } from '../../run/small-lake.ts'
import { covered, line, spent } from './spent.ts'

let engine: Engine
beforeAll(async () => {
  engine = await spent({
    months: [
      ...covered('p elm-health 2025-01,2025-02'),
      ...covered('p oak-health 2025-02 medicaid-ffs', { primary_coverage: false }),
      ...covered('q elm-health 2025-01,2024-12'),
      ...covered('r oak-health 2025-02'),
    ],
    lines: [
      line('p elm-health 2025-01-05 100'),
      line('p elm-health 2025-02-05 20', { claim_type: 'pharmacy' }),
      line('p oak-health 2025-02-06 30 medicaid-ffs'),
      line('q elm-health 2025-03-06 -'),
      line('q elm-health 2024-12-06 7'),
    ],
    panel: { p: 'elm', q: 'elm' },
  })
  const complete = (payer: string, line_of_business: string, month: string, completeness: string): Row => ({
    period: '2025',
    payer,
    line_of_business,
    year_month: month,
    completeness,
  })
  await fillRows(engine, completedMonth, [
    complete('elm-health', 'commercial', '202501', 'complete'),
    complete('elm-health', 'commercial', '202502', 'complete'),
    complete('oak-health', 'medicaid-ffs', '202502', 'too-early'),
  ])
  await fillRows(engine, completedPeriod, [
    { period: '2025', payer: 'elm-health', line_of_business: 'commercial', completeness: 'partly' },
  ])
})
afterAll(() => engine.close())

async function told(asked: Omit<PmpmAsked, 'period'>): Promise<string[]> {
  const rows = await engine.rows<Row>(pmpm({ period: '2025', ...asked }))
  return rows.map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  )
}

test('over all, a month under two plans counts once', async () => {
  expect(await told({ by: [] })).toEqual(['3 4.0000 4 1 0 150.00 0.00 37.50 37.50 partly'])
})

test('by payer and line months are those of each', async () => {
  expect(await told({ by: ['payer'] })).toEqual([
    'elm-health 2 3.0000 3 1 0 120.00 0.00 40.00 40.00 partly',
    'oak-health 2 2.0000 1 0 0 30.00 0.00 15.00 15.00 unknown',
  ])
  expect(await told({ by: ['line', 'payer'] })).toEqual([
    'elm-health commercial 2 3.0000 3 1 0 120.00 0.00 40.00 40.00 partly',
    'oak-health commercial 1 1.0000 0 0 0 0.00 0.00 0.00 0.00 unknown',
    'oak-health medicaid-ffs 1 1.0000 1 0 0 30.00 0.00 30.00 30.00 unknown',
  ])
})

test('by month people are those of the month, and spend of a month without coverage has no cost per month', async () => {
  expect(await told({ by: ['month'] })).toEqual([
    '202501 2 2.0000 1 0 0 100.00 0.00 50.00 50.00 complete',
    '202502 2 2.0000 2 0 0 50.00 0.00 25.00 25.00 too-early',
    '202503 0 0.0000 1 1 0 0.00 0.00 - - unknown',
  ])
})

test('by category each has all months; of one practice, its panel', async () => {
  expect(await told({ by: ['category'], practice: 'elm' })).toEqual([
    'professional-specialty 2 3.0000 3 1 0 130.00 0.00 43.33 43.33 partly',
    'retail-pharmacy 2 3.0000 1 0 0 20.00 0.00 6.67 6.67 partly',
  ])
  expect(await told({ by: ['practice'] })).toEqual([
    'elm 2 3.0000 4 1 0 150.00 0.00 50.00 50.00 partly',
    'none 1 1.0000 0 0 0 0.00 0.00 0.00 0.00 partly',
  ])
})
