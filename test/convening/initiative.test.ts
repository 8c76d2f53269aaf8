import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { committeeFaults, type Filled, newFaults } from '../../src/convening/initiative/committee.ts'
import { costShares } from '../../src/convening/initiative/cost-shares.ts'
import { exact } from '../../src/money.ts'

const RULES = { room: 'all-sides' as const, most_side_share: '0.5', least_consumer_seats: 1 }
let number = 0
const seat = (side: Filled['side'], more: Partial<Filled> = {}): Filled => {
  number += 1
  return { seat: number, side, votes: true, chair: false, participant: `p${number}`, ...more }
}
const CHAIR = { chair: true, votes: false }
const rules = (...given: Parameters<typeof committeeFaults>) => committeeFaults(...given).map(({ rule }) => rule)

describe('a committee', () => {
  test('with a chair of the convener, two payers, two providers and a consumer may decide', () => {
    const filled = [
      seat('convener', CHAIR),
      seat('payer'),
      seat('payer'),
      seat('provider'),
      seat('provider'),
      seat('consumer'),
    ]
    expect(committeeFaults(RULES, 'private-convener', filled)).toEqual([])
  })

  test('of which one side holds more than half may not', () => {
    const filled = [
      seat('convener', CHAIR),
      seat('payer'),
      seat('payer'),
      seat('payer'),
      seat('provider'),
      seat('consumer'),
    ]
    expect(rules(RULES, 'private-convener', filled)).toEqual(['balance'])
  })

  test('without a consumer, where the charter wants one, may not', () => {
    expect(rules(RULES, 'private-convener', [seat('convener', CHAIR), seat('payer'), seat('provider')])).toEqual([
      'consumer-seats',
    ])
  })

  test('in which payers sit together needs the convener in the chair, and under state action the state in a seat', () => {
    const payers = [seat('payer'), seat('payer'), seat('provider'), seat('provider'), seat('consumer')]
    expect(rules(RULES, 'private-convener', [...payers, seat('provider', CHAIR)])).toEqual(['footing'])
    expect(rules(RULES, 'state-action', [...payers, seat('convener', CHAIR)])).toEqual(['footing'])
    expect(rules(RULES, 'state-action', [...payers, seat('convener', CHAIR), seat('state', { votes: false })])).toEqual(
      [],
    )
  })

  test('two people of one payer are not two payers', () => {
    const own = { participant: 'summit' }
    const filled = [
      seat('payer', own),
      seat('payer', own),
      seat('provider', { chair: true }),
      seat('provider'),
      seat('consumer'),
    ]
    expect(rules(RULES, 'private-convener', filled)).toEqual([])
  })

  test('of payers alone is no room of a private convener or a federal model, and one under a supervising state', () => {
    const alone = { ...RULES, room: 'payers' as const, most_side_share: '1', least_consumer_seats: 0 }
    const filled = [seat('payer'), seat('payer'), seat('state', CHAIR)]
    expect(rules(alone, 'state-action', filled)).toEqual([])
    expect(rules(alone, 'private-convener', filled)).toContain('footing')
    expect(rules(alone, 'federal-model', filled)).toContain('footing')
    expect(rules(alone, 'state-action', [...filled, seat('provider')])).toContain('room')
  })

  test('is mended step by step: a seat that brings no new fault is filled', () => {
    const before = committeeFaults(RULES, 'private-convener', [seat('payer')])
    const filled = [seat('payer'), seat('provider')]
    expect(newFaults(before, committeeFaults(RULES, 'private-convener', filled))).toEqual([])
  })
})

describe('cost shares', () => {
  const weights = fc.uniqueArray(
    fc.record({
      participant: fc.stringMatching(/^[a-z]{1,8}$/),
      weight: fc.integer({ min: 0, max: 2_000_000 }).map(String),
    }),
    { selector: ({ participant }) => participant, minLength: 1, maxLength: 12 },
  )
  const budget = fc.integer({ min: 0, max: 500_000_000 }).map((cents) => (cents / 100).toFixed(2))

  test('add up to the budget to the cent, and nobody bears a cent more than their proportion', () => {
    fc.assert(
      fc.property(
        weights,
        budget,
        fc.constantFrom('lives' as const, 'premium' as const, 'equal' as const),
        (all, usd, basis) => {
          const shares = costShares(usd, basis, all)
          const weighs = (one: (typeof all)[number]) => (basis === 'equal' ? exact(1) : exact(one.weight))
          const sum = all.reduce((one, other) => one.plus(weighs(other)), exact(0))
          expect(shares.length).toBe(sum.isZero() ? 0 : all.length)
          if (sum.isZero()) return
          expect(shares.reduce((one, { share_usd }) => one.plus(share_usd), exact(0)).toFixed(2)).toBe(usd)
          for (const { participant, share_usd } of shares) {
            const own = all.find((one) => one.participant === participant) as (typeof all)[number]
            expect(
              exact(share_usd)
                .minus(exact(usd).times(weighs(own)).div(sum))
                .abs()
                .lt('0.01'),
            ).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('do not depend on the order in which weights came', () => {
    fc.assert(
      fc.property(weights, budget, (all, usd) => {
        expect(costShares(usd, 'lives', all.toReversed())).toEqual(costShares(usd, 'lives', all))
      }),
    )
  })

  test('three who bear equally of 100.00 bear 33.34, 33.33 and 33.33, and say how', () => {
    const all = ['a', 'b', 'c'].map((participant) => ({ participant, weight: '7' }))
    expect(costShares('100.00', 'equal', all).map(({ share_usd }) => share_usd)).toEqual(['33.34', '33.33', '33.33'])
    expect(costShares('100.00', 'lives', all)[0]?.working).toBe('100.00 × 7 ÷ 21')
  })
})
