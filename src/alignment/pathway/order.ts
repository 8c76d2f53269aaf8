import type { Counts } from '../burden/counts.ts'
import type { Elements } from '../elements/elements.ts'
import type { Built } from './build.ts'
import type { Change } from './changes.ts'
import { type Gain, gainOf } from './gain.ts'
import { type Plan, type Problem, planValue } from './problem.ts'

export type Placed = { move: number; year: number; gain: Gain; note: string | null }

/** Whether sources put one change before the other: data before measures. */
const precedes = ({ sequence }: Elements, one: Change | undefined, other: Change | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.payer === other.payer &&
  sequence.some(({ first, next }) => one.area === first && other.area === next)

/** Exchanges years where a payer would change an area before the one that sources put first, and nothing is lost by it. */
export function inSequence(elements: Elements, problem: Problem, changes: readonly Change[], plan: Plan): number[] {
  const now = [...plan]
  let value = planValue(problem, now)
  for (const a of now.keys())
    for (const b of now.keys()) {
      const [first, next] = [now[a] ?? 0, now[b] ?? 0]
      if (next === 0 || first <= next || !precedes(elements, changes[a], changes[b])) continue
      now[a] = next
      now[b] = first
      const then = planValue(problem, now)
      if (then < value) [now[a], now[b]] = [first, next]
      else value = then
    }
  return now
}

/**
 * The steps in the order in which they are read: by year; in a year by what each gains per effort after those before it, a
 * payer's change of data before its change of measures.
 */
export function orderOf(
  elements: Elements,
  built: Built,
  counts: Counts,
  changes: readonly Change[],
  plan: Plan,
): Placed[] {
  const placed: Placed[] = []
  const made = new Set<number>()
  const effortOf = (m: number) => built.problem.moves[m]?.effort ?? 1
  for (let year = 1; year <= built.problem.years; year++) {
    const left = new Set([...plan.keys()].filter((m) => plan[m] === year))
    while (left.size > 0) {
      const free = [...left].filter((m) => ![...left].some((other) => precedes(elements, changes[other], changes[m])))
      const open = free.length > 0 ? free : [...left]
      const offers = open.map((move) => {
        const gain = gainOf(built, counts, made, [move])
        return { move, gain, ratio: Number(gain.points) / effortOf(move) }
      })
      const best = offers.sort((a, b) => b.ratio - a.ratio || a.move - b.move)[0]
      if (!best) break
      const late = [...plan.keys()].find(
        (m) => (plan[m] ?? 0) > year && precedes(elements, changes[m], changes[best.move]),
      )
      const note =
        late === undefined
          ? null
          : `Comes before this payer's change of ${changes[late]?.element}, which sources would put first.`
      placed.push({ move: best.move, year, gain: best.gain, note })
      made.add(best.move)
      left.delete(best.move)
    }
  }
  return placed
}
