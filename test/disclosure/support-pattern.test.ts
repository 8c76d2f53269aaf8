import { expect, test } from 'vitest'
import { patternsOf } from '../../src/disclosure/patterns/patterns.ts'
import { goneShown, leavesOthersUnknown } from '../../src/disclosure/patterns/support-pattern.ts'
import { type Policy, STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { type BusinessCase, readBusinessCases } from '../../src/disclosure/reads/payment/business-case.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import type { Before } from '../../src/register/rights/disclosure/patterns.ts'
import { boundsOf, type Problem, type Relation } from '../attack/linear.ts'
import { draws } from '../attack/support.ts'
import { doorOf, smallRegion, VIEWERS } from './small-region.ts'
import type { Rows } from './tables.ts'

const rule = STRICTEST

test('a sum of four alike may be told to each; of three not, nor where two are small', () => {
  expect(leavesOthersUnknown([100, 100, 100, 100], rule)).toBe(true)
  expect(leavesOthersUnknown([100, 100, 100], rule)).toBe(false)
  expect(leavesOthersUnknown([100, 100, 100, 100, 0], rule)).toBe(true)
  expect(leavesOthersUnknown([5000, 100, 100, 100], rule)).toBe(false)
  expect(leavesOthersUnknown([5000, 100, 100, 10], rule)).toBe(false)
})

test('a part that went down counts by its size', () => {
  expect(leavesOthersUnknown([-100, 100, -100, 100], rule)).toBe(true)
  expect(leavesOthersUnknown([-100, 0, 0, 0], rule)).toBe(false)
})

test('where members went is told only where no one payer knows most of it, and not where few are with none', () => {
  const gone = (...[b, c, d, none]: number[]) =>
    new Map(Object.entries({ b, c, d, '-': none }).filter((one): one is [string, number] => (one[1] ?? 0) > 0))
  expect(goneShown(gone(20, 10, 5, 20), rule)).toBe(true)
  expect(goneShown(gone(20, 5, 5, 20), rule)).toBe(false)
  expect(goneShown(gone(20, 20, 0, 20), rule)).toBe(false)
  expect(goneShown(gone(20, 10, 5, 10), rule)).toBe(false)
  expect(goneShown(gone(20, 10, 5, 21), rule, gone(20, 10, 5, 20))).toBe(false)
  expect(goneShown(gone(20, 10, 5, 20), rule, gone(20, 10, 5, 20))).toBe(true)
})

const PAYERS = ['amber', 'birch', 'cedar', 'dune', 'elder', 'fern']
type Put = Record<string, { support: number; months: number; people: number }>

const rowsOf = (year: Put): Rows => ({
  payer_support: Object.entries(year).map(([payer, { support, months, people }]) => ({
    ...{ period: '2025', payer, basis: 'sent', support_usd: (support / 100).toFixed(2), practices: 1 },
    ...{ member_months: months, people, shared_months: months, shared_people: people },
  })),
})

const as = (payer: string): Viewer => ({ ...VIEWERS.amber, person: payer, organization_id: payer })

/** A year of runs over what payers put in; each payer takes what the read gives it after each run. */
async function lived(year: readonly Put[], policy: Policy): Promise<Map<string, BusinessCase[]>[]> {
  const before: Before = { cells: [], figures: [], prices: [] }
  const taken: Map<string, BusinessCase[]>[] = []
  for (const [i, put] of year.entries()) {
    const finished_at = `2026-${String(i + 1).padStart(2, '0')}-01T00:00:00Z`
    const reading = { ...(await smallRegion(rowsOf(put))), run_id: `r${i}`, finished_at }
    const { patterns, added } = await patternsOf(reading, policy, before)
    before.figures = [...before.figures, ...added.figures]
    const seen = new Map<string, BusinessCase[]>()
    for (const payer of Object.keys(put))
      seen.set(payer, await readBusinessCases({ ...reading, patterns }, { ...doorOf(as(payer)), policy }))
    taken.push(seen)
    reading.engine.close()
  }
  return taken
}

/**
 * What two payers can work out of what the others spent, or of their months: they know their own of every run, that
 * nothing goes down, and take the sum of a run whose figure is new as exact, which is more than the figure tells. Looked
 * for is what a payer put in by a run, and what it added since the figure before.
 */
function knownBy(pair: readonly string[], year: readonly Put[], shown: readonly boolean[], of: 'support' | 'months') {
  const others = Object.keys(year[0] ?? {}).filter((payer) => !pair.includes(payer))
  const name = (payer: string, run: number) => `${payer} ${run}`
  const relations: Relation[] = year.flatMap((put, run) => {
    const rest = others.reduce((sum, payer) => sum + (put[payer]?.[of] ?? 0), 0)
    const total = { of: Object.fromEntries(others.map((one) => [name(one, run), 1])), least: rest, most: rest }
    const grows = others.map((one) => ({
      of: run === 0 ? { [name(one, run)]: 1 } : { [name(one, run)]: 1, [name(one, run - 1)]: -1 },
      ...{ least: 0, most: null },
    }))
    return [...(shown[run] ? [total] : []), ...grows]
  })
  const runs = year.flatMap((_, run) => (shown[run] ? [run] : []))
  const added = (payer: string, run: number) => `${name(payer, run)} added`
  const changes = others.flatMap((payer) =>
    runs.slice(1).map((run, i) => ({
      of: { [name(payer, run)]: 1, [name(payer, runs[i] ?? 0)]: -1, [added(payer, run)]: -1 },
      ...{ least: 0, most: 0 },
    })),
  )
  const problem: Problem = { relations: [...relations, ...changes], whole: false }
  const isKnown = (variable: string, truth: number) =>
    truth > 0 && boundsOf(problem, variable).most < truth * (1 + STRICTEST.protected_percent / 100) - 1e-6
  return others.flatMap((payer) =>
    runs.flatMap((run, i) => {
      const [now, last] = [year[run]?.[payer]?.[of] ?? 0, i === 0 ? 0 : (year[runs[i - 1] ?? 0]?.[payer]?.[of] ?? 0)]
      const grown = i > 0 && isKnown(added(payer, run), now - last)
      return isKnown(name(payer, run), now) || grown ? [`${payer} ${run}`] : []
    }),
  )
}

const pairsOf = (payers: readonly string[]) => payers.flatMap((a, i) => payers.slice(i + 1).map((b) => [a, b] as const))

const isNew = (taken: readonly Map<string, BusinessCase[]>[]): boolean[] =>
  taken.map((seen) =>
    [...seen.values()].some(([one]) =>
      (one?.beside_all ?? []).some((row) => row.panel_share !== null && row.as_of === null),
    ),
  )

/** Four to six payers that grow over six runs, some of them all at once and some alone. */
function yearOf(seed: number): Put[] {
  const draw = draws(seed)
  const payers = PAYERS.slice(0, 4 + draw(3))
  let put: Put = Object.fromEntries(
    payers.map((payer) => [
      payer,
      { support: (1 + draw(4)) * (1000 + draw(2000)), months: 200 + draw(900), people: 20 + draw(80) },
    ]),
  )
  return Array.from({ length: 6 }, (_, run) => {
    if (run > 0) {
      const everybody = draw(2) === 0
      put = Object.fromEntries(
        payers.map((payer, i) => {
          const one = put[payer] ?? { support: 0, months: 0, people: 0 }
          const moves = everybody || i === run % payers.length
          return [payer, moves ? { ...one, support: one.support + draw(900), months: one.months + draw(60) } : one]
        }),
      )
    }
    return put
  })
}

const SEEDS = [1, 2, 3, 4, 5, 6]

test.each(SEEDS)('no two payers learn what a third spent or covers over a year of runs (%i)', async (seed) => {
  const year = yearOf(seed)
  const taken = await lived(year, STRICTEST)
  const shown = isNew(taken)
  for (const pair of pairsOf(Object.keys(year[0] ?? {})))
    for (const of of ['support', 'months'] as const) expect(knownBy(pair, year, shown, of), pair.join()).toEqual([])
})

test('over these years figures are shown at all, and the attack finds a leak where the rule is loosened', async () => {
  const loose: Policy = { ...STRICTEST, fewest_payers: 1, protected_percent: 0, fewest_people_of_others: 0 }
  const strict: boolean[] = []
  const leaks: string[] = []
  for (const seed of SEEDS) {
    const year = yearOf(seed)
    strict.push(...isNew(await lived(year, STRICTEST)))
    const shown = isNew(await lived(year, loose))
    for (const pair of pairsOf(Object.keys(year[0] ?? {}))) leaks.push(...knownBy(pair, year, shown, 'support'))
  }
  expect(strict.filter(Boolean).length).toBeGreaterThan(SEEDS.length / 2)
  expect(leaks.length).toBeGreaterThan(0)
})

test('a payer gets its own case and none of another; no figure of another payer is in what it gets', async () => {
  const year = [
    Object.fromEntries(
      PAYERS.map((payer, i) => [payer, { support: 70001 + 1009 * i, months: 4003 + 101 * i, people: 301 }]),
    ),
  ]
  const [seen] = await lived(year, STRICTEST)
  const cases = seen?.get('birch') ?? []
  expect(cases.map(({ payer }) => payer)).toEqual(['birch'])
  expect(cases[0]?.years).toMatchObject([{ support_usd: '710.10', support_pmpm_usd: '0.17', member_months: 4104 }])
  expect(cases[0]?.beside_all.at(-1)).toMatchObject({
    panel_share: '0.16',
    support_share: '0.16',
    support_ratio: '1.02',
  })
  const text = JSON.stringify(cases)
  for (const payer of PAYERS.filter((one) => one !== 'birch')) {
    const put = year[0]?.[payer]
    expect(text).not.toContain(payer)
    expect(text).not.toContain(((put?.support ?? 0) / 100).toFixed(2))
    expect(text).not.toContain(String(put?.months))
  }
})

test('with three payers the whole is not told: beside oneself there would be two, and one of them knows its own', async () => {
  const year = [
    Object.fromEntries(['amber', 'birch', 'cedar'].map((payer) => [payer, { support: 5000, months: 600, people: 50 }])),
  ]
  const [seen] = await lived(year, STRICTEST)
  const beside = seen?.get('amber')?.[0]?.beside_all.at(-1)
  expect(beside).toMatchObject({ panel_share: null, support_share: null, support_ratio: null })
  expect(beside?.withheld.map(({ field }) => field)).toEqual(['panel_share', 'support_share', 'support_ratio'])
})

test.each(['elm', 'oak', 'convener', 'state', 'public'] as const)('%s gets no case', async (who) => {
  const reading = await smallRegion(rowsOf({ amber: { support: 1, months: 1, people: 1 } }))
  expect(await readBusinessCases(reading, doorOf(VIEWERS[who]))).toEqual([])
  reading.engine.close()
})
