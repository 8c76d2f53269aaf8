import { expect, test } from 'vitest'
import { pair } from '../../src/disclosure/patterns/contributors.ts'
import {
  type MarketBehind,
  type MarketPart,
  marketMayFollow,
  marketShown,
} from '../../src/disclosure/patterns/market-pattern.ts'
import { patternsOf } from '../../src/disclosure/patterns/patterns.ts'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import type { Before } from '../../src/register/rights/disclosure/patterns.ts'
import { boundsOf } from '../attack/linear.ts'
import { smallRegion } from './small-region.ts'
import type { Rows } from './tables.ts'

const rule = STRICTEST
const PAYERS = ['amber', 'birch', 'cedar', 'dune', 'elder']
const PLACES = ['pine', 'fir', 'yew', 'oak', 'ash']

const part = (cents: number, people = 40): MarketPart => ({
  ...{ cents, baseline_cents: cents - 7, months: people * 12, baseline_months: people * 12, people },
})

/** Every payer with the same, and each place with a part of it. */
const billed = (cents: readonly number[]) =>
  Object.fromEntries(
    cents.flatMap((own, p) =>
      PLACES.map((place, b) => [pair(PAYERS[p] ?? '', place), Math.floor(own / 5) + b] as const),
    ),
  )
const behindOf = (cents: readonly number[], people?: readonly number[]): MarketBehind => ({
  parts: Object.fromEntries(cents.map((own, p) => [PAYERS[p] ?? '', part(own, people?.[p])])),
  now: billed(cents),
  before: billed(cents),
})

test('a growth of five alike is told; of three payers not, nor where two have nearly everything or everybody', () => {
  expect(marketShown(behindOf([9000, 9000, 9000, 9000, 9000]), rule)).toBe(true)
  expect(marketShown(behindOf([9000, 9000, 9000]), rule)).toBe(false)
  expect(marketShown(behindOf([9000, 9000, 9000, 100, 10]), rule)).toBe(false)
  expect(marketShown(behindOf([9000, 9000, 9000, 9000, 9000], [400, 400, 3, 3, 3]), rule)).toBe(false)
})

test('it is not told where one organization was paid more than half, in either of the two years', () => {
  const fair = behindOf([9000, 9000, 9000, 9000, 9000])
  const one = Object.fromEntries(Object.entries(fair.now).map(([key, c]) => [key, key.endsWith('pine') ? c * 9 : c]))
  expect(marketShown({ ...fair, now: one }, rule)).toBe(false)
  expect(marketShown({ ...fair, before: one }, rule)).toBe(false)
})

test('it follows an earlier one where nothing or enough of enough changed, and not where one payer or place did', () => {
  const first = behindOf([9000, 9000, 9000, 9000, 9000])
  expect(marketMayFollow(first, first, rule)).toBe(true)
  expect(marketMayFollow(behindOf([9600, 9000, 9000, 9000, 9000]), first, rule)).toBe(false)
  const oneMore = { ...first, now: { ...first.now, [pair('amber', 'pine')]: 99_999 } }
  expect(marketMayFollow(oneMore, first, rule)).toBe(false)
  const all = behindOf([9600, 9660, 9720, 9780, 9840])
  expect(marketMayFollow(all, first, rule)).toBe(true)
})

type Year = readonly number[]
/** Five places bill each payer; `now` and `before` are dollars of a line, by payer. */
function rowsOf(now: Year, before: Year, growth: string, lineFor = (_payer: number, _place: number) => 1): Rows {
  const people = PAYERS.flatMap((payer) => Array.from({ length: 20 }, (_, i) => ({ payer, person_id: `${payer}${i}` })))
  const years = [
    ['2025', now],
    ['2024', before],
  ] as const
  return {
    person_cost: years.flatMap(([period]) =>
      people.map((one) => ({
        ...one,
        ...{ period, line_of_business: 'commercial', member_months: 12, lines: 1, lines_without_amount: 0 },
        ...{ spend_usd: '1.00', truncated_usd: '1.00' },
      })),
    ),
    person_line: years.flatMap(([period, dollars]) =>
      PAYERS.flatMap((payer, p) =>
        PLACES.map((place, b) => ({
          ...{ person_id: `${payer}${b}`, payer, line_of_business: 'commercial', service_date: `${period}-03-01` },
          ...{ organization_id: place, spend_usd: String((dollars[p] ?? 0) * lineFor(p, b)) },
        })),
      ),
    ),
    cost_growth: [
      ...PAYERS.map((payer, p) => ({
        ...{ period: '2025', payer, line_of_business: 'commercial', people: 20, member_months: 240 },
        ...{
          baseline_member_months: 240,
          tme_usd: String(5 * (now[p] ?? 0)),
          baseline_tme_usd: String(5 * (before[p] ?? 0)),
        },
        ...{
          growth: '0.0123456',
          low_share: '-0.01',
          high_share: '0.03',
          completeness: 'complete',
          reason: 'measured',
        },
      })),
      {
        ...{ period: '2025', payer: 'all', line_of_business: 'all', people: 100, member_months: 1200 },
        ...{ baseline_member_months: 1200, tme_usd: '1', baseline_tme_usd: '1', growth, low_share: '0.0213456' },
        ...{ high_share: '0.0512345', completeness: 'partly', reason: 'measured' },
      },
    ],
  }
}

async function lived(runs: readonly Rows[]) {
  const before: Before = { cells: [], figures: [], prices: [] }
  const told = []
  for (const [i, rows] of runs.entries()) {
    const reading = { ...(await smallRegion(rows)), run_id: `r${i}`, finished_at: `2026-0${i + 1}-01T00:00:00Z` }
    const { patterns, added } = await patternsOf(reading, STRICTEST, before)
    before.figures = [...before.figures, ...added.figures]
    told.push(patterns.market)
    reading.engine.close()
  }
  return told
}

const EVEN = [100, 110, 120, 130, 140]

test('the growth is told to a tenth of a percent, and stays while one payer alone changed', async () => {
  const first = rowsOf(EVEN, [90, 100, 110, 120, 130], '0.0363456')
  const one = rowsOf([150, 110, 120, 130, 140], [90, 100, 110, 120, 130], '0.0499')
  const many = rowsOf([150, 161, 172, 183, 194], [90, 100, 110, 120, 130], '0.0712')
  expect(await lived([first, one, many])).toEqual([
    { growth: '0.036', low_share: '0.021', high_share: '0.051', completeness: 'partly', as_of: null },
    { growth: '0.036', low_share: '0.021', high_share: '0.051', completeness: 'partly', as_of: '2026-01-01T00:00:00Z' },
    { growth: '0.071', low_share: '0.021', high_share: '0.051', completeness: 'partly', as_of: null },
  ])
})

test('a change that is one place’s alone leaves the earlier growth where it was', async () => {
  const first = rowsOf(EVEN, EVEN, '0.0363456')
  const one = rowsOf(EVEN, EVEN, '0.0499', (_payer, place) => (place === 2 ? 1.4 : 1))
  expect((await lived([first, one])).map((growth) => growth?.growth)).toEqual(['0.036', '0.036'])
})

/** Prices hold all year; how many lines of each there are changes from run to run, and the attacker knows it. */
const linesIn = (run: number, payer: number, place: number): number =>
  3 + 4 * run + ((Math.imul(1 + run * 97 + payer * 31 + place * 7, 0x9e3779b1) >>> 8) % 13)
const priceOf = (payer: number, place: number): number => 100 + 13 * payer + 7 * place
const RUNS = 26

/** Prices that are known to within the percent to whoever takes each growth that was new as the exact sum behind it. */
function known(told: readonly boolean[]): string[] {
  const name = (payer: number, place: number) => `${payer} ${place}`
  const cells = PAYERS.flatMap((_, payer) => PLACES.map((__, place) => [payer, place] as const))
  const relations = told.flatMap((isNew, run) => {
    if (!isNew) return []
    const sum = cells.reduce((all, [p, b]) => all + linesIn(run, p, b) * priceOf(p, b), 0)
    return [{ of: Object.fromEntries(cells.map(([p, b]) => [name(p, b), linesIn(run, p, b)])), least: sum, most: sum }]
  })
  return cells.flatMap(([payer, place]) => {
    const { least, most } = boundsOf({ relations, whole: false }, name(payer, place))
    const price = priceOf(payer, place)
    return least > price * 0.8 && most < price * 1.2 ? [name(payer, place)] : []
  })
}

test('run after run of the same places never says what one of them is paid; where every run were told, it would', async () => {
  const runs = Array.from({ length: RUNS }, (_, run) => {
    const dollars = (payer: number, place: number) => linesIn(run, payer, place) * priceOf(payer, place)
    return rowsOf(
      PAYERS.map(() => 1),
      PAYERS.map(() => 1),
      `0.0${10 + run}`,
      dollars,
    )
  })
  const told = (await lived(runs)).map((growth) => growth?.as_of === null)
  expect(told.filter(Boolean).length).toBeGreaterThan(2)
  expect(told).toContain(false)
  expect(known(told)).toEqual([])
  expect(known(runs.map(() => true)).length).toBeGreaterThan(0)
}, 120_000)
