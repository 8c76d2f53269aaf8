import { type Exact, exact, usd } from '../../money.ts'

/** One side of the comparison: people with months in both years. */
export type Side = { people: number; change_usd: string | null; change_variance: string | null }

/** The normal distribution's point for 95 % of it between its two sides. */
const WITHIN_95 = exact('1.959963984540054')

export type Difference = { difference_usd: string; low_usd: string | null; high_usd: string | null }

/**
 * Mean change of cost per month of supported members, less that of the others, and an interval of 95 % that takes the two
 * variances as they are (Welch). Null without people on either side; without an interval where a side has one person.
 * Normal rather than t: with few people the true interval is wider.
 */
export function differenceOf(supported: Side, others: Side): Difference | null {
  const [a, b] = [meanOf(supported), meanOf(others)]
  if (!a || !b) return null
  const difference = a.minus(b)
  const [of, ofOthers] = [spreadOf(supported), spreadOf(others)]
  const reach = of && ofOthers ? of.plus(ofOthers).sqrt().times(WITHIN_95) : null
  return {
    difference_usd: usd(difference),
    low_usd: reach ? usd(difference.minus(reach)) : null,
    high_usd: reach ? usd(difference.plus(reach)) : null,
  }
}

export const meanOf = ({ people, change_usd }: Side): Exact | null =>
  people > 0 && change_usd !== null ? exact(change_usd).div(people) : null

const spreadOf = ({ people, change_variance }: Side): Exact | null =>
  change_variance === null ? null : exact(change_variance).div(people)
