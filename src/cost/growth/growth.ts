import { type Exact, exact } from '../../money.ts'
import { Z } from '../z.ts'

/** A year of many people: what was spent, beside claims too, and their months of coverage. */
export type Year = { claims: Exact; non_claims: Exact; months: Exact }

/** Sums over people of products of spend and months, after (y1, m1) and before (y0, m0). */
export type Moments = {
  people: number
  y1y1: Exact
  y0y0: Exact
  m1m1: Exact
  m0m0: Exact
  y1m1: Exact
  y0m0: Exact
  y1y0: Exact
  y1m0: Exact
  m1y0: Exact
  m1m0: Exact
}

export type Growth = { growth: Exact; low: Exact | null; high: Exact | null }

const perMonth = ({ claims, non_claims, months }: Year): Exact => claims.plus(non_claims).div(months)

/** Of twelve months of coverage. */
export const perPerson = (total: Exact, months: Exact): Exact | null =>
  months.gt(0) ? total.times(12).div(months) : null

/** Growth from one figure to the next; none from nothing. */
export const growthFrom = (before: Exact | null, after: Exact | null): Exact | null =>
  before && after && before.gt(0) ? after.div(before).minus(1) : null

/** The even yearly growth that leads from one figure to another in so many years. */
export function compounded(before: Exact, after: Exact, years: number): Exact | null {
  const grown = growthFrom(before, after)
  return grown && years > 0 && grown.gt(-1) ? grown.plus(1).pow(exact(1).div(years)).minus(1) : null
}

/**
 * Growth of spending per month of coverage, with the 95 % interval of its logarithm by linearization over people: to the
 * quotient of two ratios a person adds y1/T1 − m1/M1 − y0/T0 + m0/M0, where T is all spending and M all months. Who is there
 * in both years adds one such term, so that what lasts from year to year cancels. What is paid beside claims is taken as
 * given. Cochran, Sampling Techniques (1977), 6.3 and 6.4.
 */
export function growthOf(before: Year, after: Year, moments: Moments): Growth | null {
  if (before.months.lte(0) || after.months.lte(0)) return null
  const [t0, t1] = [before.claims.plus(before.non_claims), after.claims.plus(after.non_claims)]
  if (t0.lte(0) || t1.lte(0)) return null
  const quotient = perMonth(after).div(perMonth(before))
  const growth = quotient.minus(1)
  const variance = varianceOf(before, after, moments)
  if (!variance) return { growth, low: null, high: null }
  const reach = Z.times(variance.sqrt())
  return { growth, low: quotient.times(reach.neg().exp()).minus(1), high: quotient.times(reach.exp()).minus(1) }
}

function varianceOf(before: Year, after: Year, of: Moments): Exact | null {
  if (of.people < 2) return null
  const y1 = exact(1).div(after.claims.plus(after.non_claims))
  const y0 = exact(-1).div(before.claims.plus(before.non_claims))
  const m1 = exact(-1).div(after.months)
  const m0 = exact(1).div(before.months)
  const terms: [Exact, Exact][] = [
    [of.y1y1, y1.times(y1)],
    [of.y0y0, y0.times(y0)],
    [of.m1m1, m1.times(m1)],
    [of.m0m0, m0.times(m0)],
    [of.y1m1, y1.times(m1).times(2)],
    [of.y0m0, y0.times(m0).times(2)],
    [of.y1y0, y1.times(y0).times(2)],
    [of.y1m0, y1.times(m0).times(2)],
    [of.m1y0, m1.times(y0).times(2)],
    [of.m1m0, m1.times(m0).times(2)],
  ]
  const squares = terms.reduce((sum, [moment, weight]) => sum.plus(moment.times(weight)), exact(0))
  const sum = after.claims.times(y1).plus(before.claims.times(y0))
  const variance = squares
    .minus(sum.pow(2).div(of.people))
    .times(of.people)
    .div(of.people - 1)
  return variance.lt(0) ? exact(0) : variance
}
