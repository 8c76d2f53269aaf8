import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Patterns, patternsOf } from '../../src/disclosure/patterns/patterns.ts'
import { type Policy, STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { readScorecard } from '../../src/disclosure/reads/scorecard.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { remembering } from '../../src/register/rights/disclosure/patterns.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

let register: Register
beforeAll(async () => {
  register = await openPglite()
})
afterAll(() => register.close())

type Tables = typeof ROWS
/** A run of these rows, decided with what the runs before it showed. */
async function runOf(run_id: string, rows: Tables, policy: Policy = STRICTEST) {
  const reading = { ...(await smallRegion(rows)), run_id, finished_at: `2026-0${run_id.slice(1)}-01T00:00:00Z` }
  const under = { smallest_cell: policy.smallest_cell, policy: policy.name, run_id }
  const { patterns } = await remembering(register, under, (before) => patternsOf(reading, policy, before))
  return { ...reading, patterns }
}
const billed = (amounts: Readonly<Record<string, string>>): Tables => ({
  ...ROWS,
  person_line: (ROWS.person_line ?? []).map((row) => ({
    ...row,
    spend_usd: amounts[String(row.organization_id)] ?? row.spend_usd ?? null,
  })),
  practice_cost: (ROWS.practice_cost ?? []).map((row) => ({
    ...row,
    pmpm_usd: Object.keys(amounts).length > 0 ? '150.00' : '123.45',
  })),
})
const figure = (patterns: Patterns) => patterns.practices.get('elm')

test('a cost is of this run when it is first shown', async () => {
  const { patterns, engine } = await runOf('r1', ROWS)
  expect(figure(patterns)).toEqual({ values: { all: '123.45' }, as_of: null })
  engine.close()
})

test('when one organization alone billed since, the practice still sees the earlier figure and of when it is', async () => {
  const reading = await runOf('r2', billed({ 'fir-group': '300.00' }))
  expect(figure(reading.patterns)).toEqual({ values: { all: '123.45' }, as_of: '2026-01-01T00:00:00Z' })
  const { cost } = (await readScorecard(reading, doorOf(VIEWERS.elm), 'elm')) as {
    cost: { payer: string; pmpm_usd: string | null; as_of: string | null }[]
  }
  expect(cost.find((one) => one.payer === 'all')).toMatchObject({
    pmpm_usd: '123.45',
    as_of: '2026-01-01T00:00:00Z',
  })
  expect(JSON.stringify(cost)).not.toContain('150.00')
  reading.engine.close()
})

test('when enough billed, the figure is of the new run; opened again it is the same', async () => {
  const rows = billed({ 'fir-group': '300.00', 'yew-group': '290.00', 'oak-group': '260.00' })
  for (let i = 0; i < 2; i += 1) {
    const { patterns, engine } = await runOf('r3', rows)
    expect(figure(patterns)).toEqual({ values: { all: '150.00' }, as_of: null })
    engine.close()
  }
})

test('a count that was withheld in one run is withheld in the next, though it has grown', async () => {
  const first = await runOf('r4', ROWS)
  expect(first.patterns.withheld).toContain('people 2025 elm birch')
  first.engine.close()
  const rows = { ...ROWS, practice_cost: (ROWS.practice_cost ?? []).map((row) => ({ ...row, people: 40 })) }
  const later = await runOf('r5', rows)
  expect(later.patterns.withheld).toContain('people 2025 elm birch')
  const fresh = await patternsOf(later, STRICTEST)
  expect(fresh.patterns.withheld).not.toContain('people 2025 elm birch')
  later.engine.close()
})

test('a rate over all payers follows only when enough payers changed; until then payers see the earlier one', async () => {
  const first = await runOf('r6', ROWS)
  const key = '2025 hba1c-control elm'
  expect(first.patterns.rates.get(key)).toMatchObject({ rate_share: '0.67', as_of: null })
  first.engine.close()
  const rows = {
    ...ROWS,
    measure_rate: (ROWS.measure_rate ?? []).map((row) =>
      row.payer === 'dogwood' && row.period === '2025' ? { ...row, numerator: 2 } : row,
    ),
  }
  const later = await runOf('r7', rows)
  expect(later.patterns.rates.get(key)).toMatchObject({
    rate_share: '0.67',
    as_of: expect.stringMatching(/^2026-0[16]/),
  })
  later.engine.close()
})

test('a standard price is the mean of many, is there only where the policy has it, and stays for its period', async () => {
  const policy = { ...STRICTEST, standard_prices: 'yes' as const }
  const lines = ['pine', 'fir', 'yew', 'oak', 'ash'].flatMap((group, i) =>
    ['amber', 'birch', 'cedar'].map((payer, j) => ({
      ...(ROWS.person_line?.[1] ?? {}),
      payer,
      member_id: `${payer}-a1`,
      organization_id: `${group}-group`,
      spend_usd: `${100 + i + j}.00`,
      claim_id: `s${i}${j}`,
      record_number: 100 + i * 10 + j,
    })),
  )
  const many = await runOf('r8', { ...ROWS, person_line: lines }, policy)
  expect([...many.patterns.standard_prices]).toEqual([['professional/-/-', '103.00']])
  many.engine.close()
  const later = await runOf('r9', ROWS, policy)
  expect([...later.patterns.standard_prices]).toEqual([['professional/-/-', '103.00']])
  expect((await patternsOf(later, STRICTEST)).patterns.standard_prices.size).toBe(0)
  later.engine.close()
})
