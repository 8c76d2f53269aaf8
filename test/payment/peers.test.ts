import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LIBRARY, readModel } from '../../src/model/read-model.ts'
import { exact } from '../../src/money.ts'
import { planOf } from '../../src/payment/plan.ts'
import { evaluateRows, linesOf, type Row, rowOf, totalOf } from '../../src/payment/settle-rows.ts'
import { period } from '../../src/period.ts'

const BASED = `title: A region's program
about: Made for a test.
based_on: plans/iha-amp
sources: [{ title: Made for a test, by: Nobody }]
measures: [screening, control]
gives:
  weight/screening: [{ from: 2024-01-01, value: 1, source: made up }]
  weight/control: [{ from: 2024-01-01, value: 3, source: made up }]
  points_by_percentile:
    - { from: 2024-01-01, value: [{ at: 0, value: 0 }, { at: 0.5, value: 0.5 }, { at: 0.9, value: 1 }], source: made up }
`

/** Organizations by their rates, each of the better of what plans and they themselves report. */
function settled(rates: { screening: [string, string | null]; control: [string | null, string] }[]): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'models-'))
  mkdirSync(join(folder, 'test'))
  writeFileSync(join(folder, 'test', 'program.yaml'), BASED)
  const amounts = { professional_capitation_pmpm: { value: '100', source: 'made up' } }
  const plan = planOf(readModel('test/program', [folder, LIBRARY]), {
    track: 'quality',
    period: period('2025'),
    amounts,
  })
  const rows = rates.map(({ screening, control }) => {
    const row = rowOf(plan)
    const facts: Record<string, string | null> = {
      member_months: '1000',
      stated_cost_factor: '1',
      'plan_rate/screening': screening[0],
      'own_rate/screening': screening[1],
      'plan_rate/control': control[0],
      'own_rate/control': control[1],
    }
    for (const { name, place } of plan.facts) row.values[place] = facts[name] ? exact(facts[name]) : null
    return row
  })
  evaluateRows(rows)
  return rows
}

const worthOf = (row: Row | undefined, name: string) =>
  String(row?.values[row.plan.steps.find((step) => step.name === name)?.place ?? -1])

test('each measure has peers of its own, and the better of two rates is compared', () => {
  const rows = settled([
    { screening: ['0.50', '0.90'], control: ['0.10', '0.20'] },
    { screening: ['0.60', null], control: [null, '0.40'] },
    { screening: ['0.70', null], control: [null, '0.60'] },
    { screening: ['0.80', null], control: [null, '0.80'] },
    { screening: ['0.50', '0.55'], control: ['0.99', '0.50'] },
  ])
  expect(rows.map((row) => worthOf(row, 'standing/screening'))).toEqual(['0.9', '0.3', '0.5', '0.7', '0.1'])
  expect(rows.map((row) => worthOf(row, 'standing/control'))).toEqual(['0.1', '0.3', '0.5', '0.7', '0.9'])
  // (1 × 1 + 3 × 0) ÷ 4 of 5 % of $100,000; the last has 0 and 1, the third a half of both.
  expect(rows.map((row) => totalOf(linesOf(row))?.toFixed())).toEqual(['1250', '0', '2500', '2500', '3750'])
})

test('more rows than a call takes arguments wait for each other too', () => {
  const plan = planOf(readModel('ptac/antonucci'), { track: 'only', period: period('2019') })
  const rows = Array.from({ length: 200_000 }, () => rowOf(plan))
  evaluateRows(rows)
  expect(rows.at(-1)?.values).toHaveLength(plan.blank().length)
})
