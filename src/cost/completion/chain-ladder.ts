import { type Exact, exact } from '../../money.ts'
import { Z } from '../z.ts'

/**
 * The chain ladder with Mack's distribution-free standard error: T. Mack, Distribution-free calculation of the standard
 * error of chain ladder reserve estimates, ASTIN Bulletin 23 (1993), 213-225.
 *
 * A row is one month of service: what was paid for it in all, by months since. Rows stand oldest first; each holds as
 * many values as it has known months, and every row that is as long as the first is developed.
 */
export type Triangle = readonly (readonly Exact[])[]

/** From one month of development to the next. `paid` and `next` are the sums whose quotient the factor is. */
export type Factor = { factor: Exact; variance: Exact | null; months: number; paid: Exact; next: Exact }

/** What a row comes to. Unknown where nothing was paid yet, or a factor it needs is not known. */
export type Developed = {
  ultimate: Exact | null
  standard_error: Exact | null
  /** Product of the factors still to come. */
  to_ultimate: Exact | null
}

/**
 * The factors, each a mean weighted by what was paid, over the latest `window` rows that know both months. A row with
 * nothing paid, or less, has no quotient and stays out.
 */
export function factorsOf(triangle: Triangle, window = Number.POSITIVE_INFINITY): (Factor | null)[] {
  const width = Math.max(0, ...triangle.map((row) => row.length))
  const factors: (Factor | null)[] = []
  for (let k = 0; k + 1 < width; k++) {
    const pairs = triangle
      .flatMap((row) => {
        const [paid, next] = [row[k], row[k + 1]]
        return paid && next && paid.gt(0) ? [{ paid, next }] : []
      })
      .slice(-Math.min(window, triangle.length))
    factors.push(factorOf(pairs))
  }
  return factors.map((factor, k) => factor && { ...factor, variance: factor.variance ?? extrapolated(factors, k) })
}

type Pair = { paid: Exact; next: Exact }

function factorOf(pairs: readonly Pair[]): Factor | null {
  const paid = sum(pairs.map((pair) => pair.paid))
  const next = sum(pairs.map((pair) => pair.next))
  if (pairs.length === 0 || paid.lte(0) || next.lte(0)) return null
  const factor = next.div(paid)
  const squares = pairs.map((pair) => pair.paid.times(pair.next.div(pair.paid).minus(factor).pow(2)))
  const variance = pairs.length > 1 ? sum(squares).div(pairs.length - 1) : null
  return { factor, variance, months: pairs.length, paid, next }
}

/** One row alone shows no variance: Mack takes what the two factors before point to, and never more than the less of them. */
function extrapolated(factors: readonly (Factor | null)[], k: number): Exact | null {
  const last = factors[k - 1]?.variance ?? null
  const before = factors[k - 2]?.variance ?? null
  if (!last || !before) return null
  const least = last.lt(before) ? last : before
  if (before.isZero()) return least
  const further = last.pow(2).div(before)
  return further.lt(least) ? further : least
}

/** Each row brought to the end, with the standard error of what is still to come (Mack 1993, corollary to theorem 3). */
export function develop(triangle: Triangle, factors: readonly (Factor | null)[]): Developed[] {
  return triangle.map((row) => {
    const paid = row.at(-1)
    const ahead = factors.slice(Math.max(0, row.length - 1))
    const to_ultimate = product(ahead)
    if (paid && ahead.length === 0) return { ultimate: paid, standard_error: exact(0), to_ultimate }
    if (!paid || !to_ultimate || paid.lte(0)) return { ultimate: null, standard_error: null, to_ultimate }
    const ultimate = paid.times(to_ultimate)
    const terms = []
    let expected = paid
    for (const factor of ahead) {
      if (!factor) return { ultimate: null, standard_error: null, to_ultimate }
      const relative = relativeVariance(factor)
      terms.push(relative?.times(exact(1).div(expected).plus(exact(1).div(factor.paid))) ?? null)
      expected = expected.times(factor.factor)
    }
    return { ultimate, standard_error: knownSum(terms)?.times(ultimate.pow(2)).sqrt() ?? null, to_ultimate }
  })
}

/**
 * The standard error of some rows together. Rows share the factors, so their errors go the same way: more than the root
 * of the sum of squares (Mack 1993, corollary to theorem 3, the total).
 */
export function errorTogether(
  triangle: Triangle,
  factors: readonly (Factor | null)[],
  developed: readonly Developed[],
  rows: readonly number[],
): Exact | null {
  let squared = exact(0)
  for (const [at, i] of rows.entries()) {
    const own = developed[i]
    const length = triangle[i]?.length ?? 0
    if (!own?.ultimate || !own.standard_error) return null
    const later = sum(rows.slice(at + 1).map((j) => developed[j]?.ultimate ?? exact(0)))
    const shared = knownSum(
      factors.slice(length - 1).map((factor) => {
        const relative = factor && relativeVariance(factor)
        return relative ? relative.times(2).div(factor.paid) : null
      }),
    )
    if (!shared) return null
    squared = squared.plus(own.standard_error.pow(2)).plus(own.ultimate.times(later).times(shared))
  }
  return squared.sqrt()
}

const relativeVariance = ({ variance, factor }: Factor): Exact | null => variance?.div(factor.pow(2)) ?? null

const sum = (values: readonly Exact[]): Exact => values.reduce((total, value) => total.plus(value), exact(0))

function knownSum(values: readonly (Exact | null)[]): Exact | null {
  const known = values.filter((value) => value !== null)
  return known.length === values.length ? sum(known) : null
}

function product(factors: readonly (Factor | null)[]): Exact | null {
  let all = exact(1)
  for (const factor of factors) {
    if (!factor) return null
    all = all.times(factor.factor)
  }
  return all
}

/**
 * Between which a sum with a run-out will lie, 95 times in 100. The run-out is taken as lognormal, as Mack (1993, section
 * 5) advises, so that it does not fall below nothing; a run-out of nothing or less has the normal interval.
 */
export function interval(paid: Exact, ultimate: Exact, standard_error: Exact): { low: Exact; high: Exact } {
  const rest = ultimate.minus(paid)
  if (rest.lte(0)) return { low: ultimate.minus(Z.times(standard_error)), high: ultimate.plus(Z.times(standard_error)) }
  const spread = standard_error.div(rest).pow(2).plus(1).ln()
  const middle = rest.ln().minus(spread.div(2))
  const reach = Z.times(spread.sqrt())
  return { low: paid.plus(middle.minus(reach).exp()), high: paid.plus(middle.plus(reach).exp()) }
}
