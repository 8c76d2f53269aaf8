import { Decimal } from 'decimal.js'
import { type Exact, exact, usd } from '../../money.ts'

export const BASES = ['lives', 'premium', 'equal'] as const
export type Basis = (typeof BASES)[number]

export type Weight = { participant: string; weight: string }
export type CostShare = { participant: string; share_usd: string; working: string }

/**
 * What each participant bears of a budget, in proportion to its weight or in equal parts. Shares are whole cents and add
 * up to the budget: cents left over go to the largest remainders, and among equal ones by key.
 */
export function costShares(budget_usd: string, basis: Basis, weights: readonly Weight[]): CostShare[] {
  const budget = exact(budget_usd).times(100)
  const weigh = ({ weight }: Weight): Exact => (basis === 'equal' ? exact(1) : exact(weight))
  const all = weights.reduce((sum, one) => sum.plus(weigh(one)), exact(0))
  if (all.isZero()) return []
  const parts = [...weights]
    .sort((a, b) => (a.participant < b.participant ? -1 : 1))
    .map((one) => {
      const whole = budget.times(weigh(one)).div(all)
      const floor = whole.toDecimalPlaces(0, Decimal.ROUND_FLOOR)
      return { participant: one.participant, weight: weigh(one), floor, left: whole.minus(floor) }
    })
  let over = budget.minus(parts.reduce((sum, { floor }) => sum.plus(floor), exact(0))).toNumber()
  const shares = new Map(parts.map(({ participant, floor }) => [participant, floor]))
  for (const { participant, floor } of [...parts].sort((a, b) => b.left.cmp(a.left))) {
    if (over <= 0) break
    shares.set(participant, floor.plus(1))
    over -= 1
  }
  return parts.map(({ participant, weight }) => ({
    participant,
    share_usd: usd((shares.get(participant) as Exact).div(100)),
    working: `${usd(exact(budget_usd))} × ${weight} ÷ ${all}`,
  }))
}
