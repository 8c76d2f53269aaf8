import { type Exact, exact } from '../../money.ts'
import type { Counts } from '../burden/counts.ts'
import type { Built } from './build.ts'

/** What some changes gain in a full year, each part by itself; the points add the parts up by the weights. */
export type Gain = {
  points: string
  /** Things that fall away, over all practices; below zero where there are more. */
  things: readonly { count: string; label: string; number: number }[]
  /** Practices that have fewer things in all. */
  practices: number
  /** Practices at which some thing changes. */
  touched: number
  usd: string
  effect: string
  extent: string
}

/** The gain of making some moves more, once others are made. */
export function gainOf(
  { problem, pieces, effect, extent, scale }: Built,
  counts: Counts,
  before: ReadonlySet<number>,
  more: readonly number[],
): Gain {
  const after = new Set([...before, ...more])
  const diffs = problem.cells.map(({ users }) => Number(inUse(users, before)) - Number(inUse(users, after)))
  const weighted = problem.cells.reduce((sum, { weight }, c) => sum + weight * (diffs[c] ?? 0), 0)
  const own = more.reduce((sum, m) => sum + (problem.moves[m]?.own ?? 0), 0)
  const touched = pieces.filter(({ cell }) => diffs[cell] !== 0)
  const sum = (values: readonly (string | Exact)[]) =>
    values.reduce<Exact>((total, value) => total.plus(value), exact(0))
  const net = new Map<string, number>()
  for (const { cell, practices } of touched)
    for (const one of practices) net.set(one, (net.get(one) ?? 0) + (diffs[cell] ?? 0))
  const things = counts.counts.flatMap(({ count, label, one }) => {
    const number = touched
      .filter((piece) => piece.count === count)
      .reduce((n, { cell, practices }) => n + practices.length * (diffs[cell] ?? 0), 0)
    return number === 0 ? [] : [{ count, label: Math.abs(number) === 1 ? one : lower(label), number }]
  })
  return {
    points: exact(weighted + own)
      .div(scale)
      .toDecimalPlaces(4)
      .toFixed(),
    things,
    practices: [...net.values()].filter((number) => number > 0).length,
    touched: net.size,
    usd: sum(touched.map(({ usd, cell }) => exact(usd).times(diffs[cell] ?? 0)))
      .toDecimalPlaces(2)
      .toFixed(),
    effect: sum(more.map((m) => effect[m] ?? '0'))
      .toDecimalPlaces(4)
      .toFixed(),
    extent: sum(more.map((m) => extent[m] ?? '0'))
      .toDecimalPlaces(4)
      .toFixed(),
  }
}

function inUse(users: Built['problem']['cells'][number]['users'], made: ReadonlySet<number>): boolean {
  return users.some(({ moves, uses }) => {
    let pattern = 0
    for (const [bit, m] of moves.entries()) if (made.has(m)) pattern |= 1 << bit
    return uses[pattern]
  })
}

/** The beginning of a label within a sentence; abbreviations stay. */
export const lower = (text: string): string =>
  /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
