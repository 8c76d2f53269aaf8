import { type Cell, cellValue, firstFree, type Problem, planValue, type User, yearsIn } from './problem.ts'

/** Sets of moves that are tried together; those that most hangs on come first, and the bound shows what the rest may cost. */
const MOST_BUNDLES = 1000

type Bundle = { moves: readonly number[]; payers: ReadonlySet<number>; cells: readonly number[] }
type Offer = { years: readonly (readonly [move: number, year: number])[]; ratio: number; effort: number }

/**
 * A good plan for a problem of any size: again and again the set of moves that gains most per effort, at the earliest
 * years that are free; then years are exchanged while that gains, and moves that gain nothing are taken out.
 */
export function greedy(problem: Problem): number[] {
  const plan = problem.moves.map(() => 0)
  const now = problem.cells.map((cell) => cellValue(problem, cell, plan))
  const bundles = bundlesOf(problem)
  const offers: (Offer | null | undefined)[] = bundles.map(() => undefined)
  for (;;) {
    let best: Offer | null = null
    for (const [i, bundle] of bundles.entries()) {
      const offer = offers[i] === undefined ? offerOf(problem, plan, now, bundle) : (offers[i] ?? null)
      offers[i] = offer
      if (offer && (!best || offer.ratio > best.ratio || (offer.ratio === best.ratio && offer.effort < best.effort)))
        best = offer
    }
    if (!best) break
    for (const [m, year] of best.years) plan[m] = year
    const payers = new Set(best.years.map(([m]) => problem.moves[m]?.payer ?? -1))
    const moved = new Set(best.years.map(([m]) => m))
    const touched = new Set<number>()
    for (const [c, cell] of problem.cells.entries()) {
      if (!cell.users.some(({ moves }) => moves.some((m) => moved.has(m)))) continue
      touched.add(c)
      now[c] = cellValue(problem, cell, plan)
    }
    for (const [i, bundle] of bundles.entries())
      if ([...payers].some((payer) => bundle.payers.has(payer)) || bundle.cells.some((c) => touched.has(c)))
        offers[i] = undefined
  }
  return tidy(problem, exchange(problem, plan))
}

/** Takes out what gains nothing where it stands, so that nobody is asked for a change in vain. */
export function tidy(problem: Problem, plan: readonly number[]): number[] {
  const kept = [...plan]
  let value = planValue(problem, kept)
  const dearest = kept
    .map((_, m) => m)
    .sort((a, b) => (problem.moves[b]?.effort ?? 0) - (problem.moves[a]?.effort ?? 0) || b - a)
  for (const m of dearest) {
    const year = kept[m] ?? 0
    if (year === 0) continue
    kept[m] = 0
    const without = planValue(problem, kept)
    if (without < value) kept[m] = year
    else value = without
  }
  return kept
}

function bundlesOf(problem: Problem): Bundle[] {
  const { moves, cells, groups } = problem
  const found = new Map<string, { moves: readonly number[]; weight: number }>()
  const add = (bundle: readonly number[], weight: number) => {
    const sorted = [...new Set(bundle)].sort((a, b) => a - b)
    const key = sorted.join()
    if (sorted.length > 0) found.set(key, { moves: sorted, weight: weight + (found.get(key)?.weight ?? 0) })
  }
  for (const m of moves.keys()) add([m], Number.MAX_SAFE_INTEGER)
  for (const group of groups) add(group, Number.MAX_SAFE_INTEGER)
  for (const cell of cells) add(freeing(cell), cell.weight)
  const touching = touchingOf(problem)
  return [...found.entries()]
    .sort(([one, a], [other, b]) => b.weight - a.weight || (one < other ? -1 : 1))
    .slice(0, Math.max(MOST_BUNDLES, moves.length))
    .map(([, { moves: some }]) => ({
      moves: some,
      payers: new Set(some.map((m) => moves[m]?.payer ?? -1)),
      cells: [...new Set(some.flatMap((m) => touching[m] ?? []))],
    }))
}

/** The fewest moves after which nobody uses a thing; none where somebody always does. */
function freeing({ users }: Cell): number[] {
  const each = users.map(fewest)
  return each.some((moves) => moves === null) ? [] : each.flatMap((moves) => moves ?? [])
}

function fewest({ moves, uses }: User): number[] | null {
  let best: number[] | null = null
  for (const [pattern, used] of uses.entries()) {
    if (used) continue
    const taken = moves.filter((_, bit) => (pattern >> bit) % 2 === 1)
    if (best === null || taken.length < best.length) best = taken
  }
  return best
}

/** What a bundle gains at the earliest free years; null where it has no room, nothing to move, or no gain. */
function offerOf(
  problem: Problem,
  plan: readonly number[],
  now: readonly number[],
  { moves, cells }: Bundle,
): Offer | null {
  const trial = [...plan]
  const years: [number, number][] = []
  let [gain, effort] = [0, 0]
  for (const m of moves) {
    if ((trial[m] ?? 0) > 0) continue
    const year = firstFree(problem, trial, problem.moves[m]?.payer ?? -1)
    if (year === 0) return null
    trial[m] = year
    years.push([m, year])
    gain += (problem.moves[m]?.own ?? 0) * yearsIn(problem, year)
    effort += problem.moves[m]?.effort ?? 1
  }
  if (years.length === 0) return null
  for (const c of cells) {
    const cell = problem.cells[c]
    if (cell) gain += cellValue(problem, cell, trial) - (now[c] ?? 0)
  }
  return gain > 0 ? { years, ratio: gain / effort, effort } : null
}

/** Exchanges the years of two moves of one payer, one of which may not be made, while that gains; a few rounds. */
function exchange(problem: Problem, plan: readonly number[]): number[] {
  const best = [...plan]
  const touching = touchingOf(problem)
  for (let round = 0; round < 3; round++) {
    let better = false
    for (const [a, one] of problem.moves.entries())
      for (const [b, other] of problem.moves.entries()) {
        if (b <= a || one.payer !== other.payer || best[a] === best[b]) continue
        const cells = new Set([...(touching[a] ?? []), ...(touching[b] ?? [])])
        const before = partOf(problem, best, [a, b], cells)
        const swap = () => ([best[a], best[b]] = [best[b] ?? 0, best[a] ?? 0])
        swap()
        if (partOf(problem, best, [a, b], cells) > before) better = true
        else swap()
      }
    if (!better) break
  }
  return best
}

function partOf(
  problem: Problem,
  plan: readonly number[],
  moves: readonly number[],
  cells: ReadonlySet<number>,
): number {
  let value = 0
  for (const m of moves) value += (problem.moves[m]?.own ?? 0) * yearsIn(problem, plan[m] ?? 0)
  for (const c of cells) {
    const cell = problem.cells[c]
    if (cell) value += cellValue(problem, cell, plan)
  }
  return value
}

/** For each move the cells that it matters to. */
function touchingOf({ moves, cells }: Problem): number[][] {
  const touching = moves.map((): number[] => [])
  for (const [c, { users }] of cells.entries())
    for (const m of new Set(users.flatMap((user) => user.moves))) touching[m]?.push(c)
  return touching
}
