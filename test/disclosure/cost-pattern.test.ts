import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  difference,
  enough,
  enoughForAnyone,
  type Pairs,
  pair,
  pairsOf,
  payerOf,
} from '../../src/disclosure/patterns/contributors.ts'
import { mayFollow, nextShown, type Shown, staticPattern } from '../../src/disclosure/patterns/cost-pattern.ts'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'

const RULE = { fewest_organizations: 3, largest_share: '0.5', protected_percent: 20 }
const PAYERS = ['amber', 'birch', 'cedar']
const spend = (of: Readonly<Record<string, readonly number[]>>): Pairs =>
  new Map(Object.entries(of).flatMap(([payer, cents]) => cents.map((one, i) => [pair(payer, `h${i}`), one] as const)))
const shownOf = (pairs: Pairs, pattern: Pick<Shown, 'payers' | 'all'>, run_id = 'r'): Shown => ({
  run_id,
  period: '2025',
  pairs,
  payers: pattern.payers,
  all: pattern.all,
})

test('three organizations with none over half is enough; two, or one with more than half, is not', () => {
  expect(enough(spend({ amber: [40, 30, 30] }), RULE)).toBe(true)
  expect(enough(spend({ amber: [50, 50] }), RULE)).toBe(false)
  expect(enough(spend({ amber: [51, 25, 24] }), RULE)).toBe(false)
  expect(enough(spend({}), RULE)).toBe(false)
})

test('one organization is one, whatever the number of payers; and a pair may be too large in many organizations', () => {
  expect(enough(spend({ amber: [30, 20, 0], birch: [30, 20, 0] }), RULE)).toBe(false)
  expect(enough(spend({ amber: [60, 20, 20], birch: [-20, 20, 20] }), RULE)).toBe(true)
  expect(enough(spend({ amber: [95, 20, 20], birch: [-60, 20, 20] }), RULE)).toBe(true)
  expect(enough(spend({ amber: [195, 20, 20], birch: [-160, 20, 20] }), RULE)).toBe(true)
  expect(enough(spend({ amber: [400, 20, 20], birch: [-200, 20, 20] }), RULE)).toBe(false)
})

test('the p percent of a policy holds besides the largest share', () => {
  const rule = { fewest_organizations: 2, largest_share: '0.95', protected_percent: 20 }
  expect(enough(spend({ amber: [100, 20] }), rule)).toBe(true)
  expect(enough(spend({ amber: [100, 19] }), rule)).toBe(false)
})

test('the amounts of the viewer’s own organization count for nothing: it knows them', () => {
  const pairs = spend({ amber: [40, 30, 30, 900] })
  expect(enough(pairsOf(pairs, 'all', 'h3'), RULE)).toBe(true)
  expect(enough(pairsOf(pairs, 'all', 'h0'), RULE)).toBe(false)
  expect(enoughForAnyone(spend({ amber: [40, 30, 30, 35] }), RULE)).toBe(true)
  expect(enoughForAnyone(spend({ amber: [40, 30, 30] }), RULE)).toBe(false)
})

test('where one payer’s figure may not be shown, no other is shown that would leave it as a remainder', () => {
  const pairs = spend({ amber: [40, 30, 30], birch: [30, 5, 5], cedar: [300, 300, 300] })
  expect(staticPattern(pairs, PAYERS, null, RULE, enough)).toEqual({ payers: ['cedar'], all: true })
  const alone = spend({ amber: [40, 30, 30], birch: [900, 5, 5], cedar: [300, 300, 300] })
  expect(staticPattern(alone, PAYERS, null, RULE, enough)).toEqual({ payers: ['amber', 'cedar'], all: false })
})

const first = spend({ amber: [400, 300, 300], birch: [400, 400, 400], cedar: [300, 300, 300] })
const earlier = shownOf(first, staticPattern(first, PAYERS, null, RULE, enough), 'january')

test('a month in which one organization alone billed does not move the figure: the earlier one stays', () => {
  const later = spend({ amber: [450, 300, 300], birch: [400, 400, 400], cedar: [300, 300, 300] })
  const now = { run_id: 'february', period: '2025', pairs: later }
  expect(nextShown(now, [earlier], PAYERS, null, RULE, enough)).toBe(null)
  const many = spend({ amber: [450, 350, 340], birch: [450, 440, 430], cedar: [330, 330, 330] })
  expect(nextShown({ ...now, pairs: many }, [earlier], PAYERS, null, RULE, enough)).toMatchObject({
    run_id: 'february',
    all: true,
    payers: PAYERS,
  })
})

test('a figure is held against every earlier one, not only the last', () => {
  const february = spend({ amber: [450, 350, 340], birch: [450, 440, 430], cedar: [330, 330, 330] })
  const shown = shownOf(february, staticPattern(february, PAYERS, null, RULE, enough), 'february')
  const march = spend({ amber: [470, 300, 300], birch: [400, 400, 400], cedar: [300, 300, 300] })
  const now = { run_id: 'march', period: '2025', pairs: march }
  expect(nextShown(now, [shown], PAYERS, null, RULE, enough)).not.toBe(null)
  expect(nextShown(now, [earlier, shown], PAYERS, null, RULE, enough)).toBe(null)
})

test('where nothing changed a figure follows; and a change of the viewer’s own amounts tells it nothing', () => {
  expect(mayFollow(shownOf(first, earlier), earlier, PAYERS, null, RULE, enough)).toBe(true)
  const own = new Map([...first, [pair('amber', 'h0'), 999]])
  expect(mayFollow(shownOf(own, earlier), earlier, PAYERS, 'h0', RULE, enough)).toBe(true)
  expect(mayFollow(shownOf(own, earlier), earlier, PAYERS, 'h1', RULE, enough)).toBe(false)
})

test('a payer whose figure was shown once and is not now is no remainder of the two times', () => {
  const both = { payers: ['amber', 'birch', 'cedar'], all: true }
  const later = spend({ amber: [400, 300, 300], birch: [700, 400, 400], cedar: [400, 400, 400] })
  const without = shownOf(later, { payers: ['amber'], all: true })
  // Birch and cedar together changed by h0, h1 and h2: 400, 100, 100.
  expect(mayFollow(without, shownOf(first, both), PAYERS, null, RULE, enough)).toBe(false)
})

const cents = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5000 }))
const table = fc.array(fc.array(cents, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 })

/** Every sum that a viewer of the figures of several months can make, as a set of pairs with what it amounts to. */
function sums(months: readonly Shown[]): Pairs[] {
  const groups = ({ payers, all, pairs }: Shown): Pairs[] => [
    ...payers.map((payer) => pairsOf(pairs, new Set([payer]), 'h0')),
    ...(all ? [pairsOf(pairs, new Set(PAYERS.filter((one) => !payers.includes(one))), 'h0')] : []),
  ]
  const whole = ({ pairs, all }: Shown) => (all ? [pairsOf(pairs, 'all', 'h0')] : [])
  const changes = months.flatMap((a, i) =>
    months.slice(0, i).flatMap((b) => {
      const both = a.payers.filter((payer) => b.payers.includes(payer)).map((payer) => new Set([payer]))
      const every = a.all && b.all ? [new Set(PAYERS)] : []
      return [...both, ...every].map((some) => pairsOf(difference(a.pairs, b.pairs), some, 'h0'))
    }),
  )
  return [...months.flatMap((one) => [...groups(one), ...whole(one)]), ...changes]
}

test('in a year of monthly runs no amount of another organization is ever bounded to within the policy’s percent', () => {
  const policy = STRICTEST
  fc.assert(
    fc.property(fc.array(table, { minLength: 2, maxLength: 12 }), (year) => {
      const months: Shown[] = []
      let total = PAYERS.map(() => [0, 0, 0, 0])
      for (const [i, month] of year.entries()) {
        total = total.map((row, p) => row.map((sum, h) => sum + (month[p]?.[h] ?? 0)))
        const pairs = spend(Object.fromEntries(PAYERS.map((payer, p) => [payer, total[p] as number[]])))
        const next = nextShown({ run_id: `m${i}`, period: '2025', pairs }, months, PAYERS, 'h0', policy, enough)
        if (next) months.push(next)
      }
      for (const sum of sums(months))
        for (const [key, amount] of sum) {
          const rest = [...sum].reduce((all, [other, one]) => (other === key ? all : all + Math.abs(one)), 0)
          if (amount !== 0)
            expect(rest, payerOf(key)).toBeGreaterThanOrEqual((Math.abs(amount) * policy.protected_percent) / 100)
        }
    }),
    { numRuns: 200, seed: 11 },
  )
})
