import { exact } from '../../money.ts'

/** Places from 1, the lowest value first; equals share the lowest of their places. */
export function placesOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const first = new Map<number, number>()
  for (const [i, value] of sorted.entries()) if (!first.has(value)) first.set(value, i + 1)
  return values.map((value) => first.get(value) ?? 0)
}

/** Twice the middle rank, so that it is whole: equals share the middle of their places. */
function doubledRanks(values: readonly number[]): number[] {
  const counts = countsOf(values)
  return placesOf(values).map((place, i) => 2 * place + (counts.get(values[i] ?? 0) ?? 1) - 1)
}

function countsOf(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** In whole numbers until the one root and division, so that no order of the values changes a digit; nine places. */
function ratio(above: bigint, left: bigint, right: bigint): string | null {
  if (left <= 0n || right <= 0n) return null
  const below = exact(left.toString()).times(right.toString()).sqrt()
  return exact(above.toString()).div(below).toFixed(9)
}

/**
 * Spearman's rank correlation: Pearson's of the ranks, ties at their middle rank. Null where one side is all alike.
 * C. Spearman, The proof and measurement of association between two things, American Journal of Psychology 15 (1904), 72-101.
 */
export function spearman(one: readonly number[], other: readonly number[]): string | null {
  const [a, b] = [doubledRanks(one), doubledRanks(other)]
  const n = BigInt(a.length)
  const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n)
  const [x, y] = [a.map(BigInt), b.map(BigInt)]
  const spread = (p: readonly bigint[], q: readonly bigint[]) =>
    n * sum(p.map((value, i) => value * (q[i] ?? 0n))) - sum(p) * sum(q)
  return ratio(spread(x, y), spread(x, x), spread(y, y))
}

/**
 * Kendall's tau-b: pairs in the same order less pairs in the opposite one, by the geometric mean of the pairs that are not
 * tied on either side. Null where one side is all alike. M. G. Kendall, The treatment of ties in ranking problems, Biometrika
 * 33 (1945), 239-251. Pairs are counted while the values are sorted, as W. R. Knight has it, Journal of the American
 * Statistical Association 61 (1966), 436-439.
 */
export function kendall(one: readonly number[], other: readonly number[]): string | null {
  const rows = one.map((a, i) => ({ a, b: other[i] ?? 0 })).sort((x, y) => x.a - y.a || x.b - y.b)
  const pairs = pairsOf(rows.length)
  const tied = (keys: readonly (number | string)[]) => {
    const counts = new Map<number | string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts.values()].reduce((total, count) => total + pairsOf(count), 0n)
  }
  const [inA, inB] = [tied(one), tied(other)]
  const inBoth = tied(rows.map(({ a, b }) => `${a} ${b}`))
  const opposite = BigInt(exchanges(rows.map(({ b }) => b)).count)
  const same = pairs - inA - inB + inBoth - opposite
  return ratio(same - opposite, pairs - inA, pairs - inB)
}

const pairsOf = (n: number): bigint => (BigInt(n) * BigInt(n - 1)) / 2n

/** How often a greater value stands before a smaller one. */
function exchanges(values: readonly number[]): { sorted: number[]; count: number } {
  if (values.length < 2) return { sorted: [...values], count: 0 }
  const half = values.length >> 1
  const [left, right] = [exchanges(values.slice(0, half)), exchanges(values.slice(half))]
  const sorted: number[] = []
  let [i, count] = [0, left.count + right.count]
  for (const value of right.sorted) {
    while (i < left.sorted.length && (left.sorted[i] ?? 0) <= value) sorted.push(left.sorted[i++] ?? 0)
    count += left.sorted.length - i
    sorted.push(value)
  }
  return { sorted: [...sorted, ...left.sorted.slice(i)], count }
}

/** The fifth of each place among so many, from 1; null below five. */
export const fifthsOf = (values: readonly number[]): number[] | null =>
  values.length < 5 ? null : placesOf(values).map((place) => 1 + Math.floor((5 * (place - 1)) / values.length))
