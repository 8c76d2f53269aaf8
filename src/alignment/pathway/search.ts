import { boundOf, relax } from './bound.ts'
import { greedy, tidy } from './greedy.ts'
import { type Plan, type Problem, planValue } from './problem.ts'

/** A plan, what it gains, and what no plan can exceed. `exact`: nothing gains more. */
export type Solved = { plan: Plan; value: number; bound: number; exact: boolean }

/**
 * How much work the search may do, in uses looked at. Ten moves over three years end before that; of more,
 * it depends on how soon bound and plan meet, and if they do not, the best plan that was found stands with its bound. Work is
 * counted and not time, so that a result does not depend on the machine.
 */
export const MOST_WORK = 3_000_000

/** The best plan: branch and bound from a greedy plan, exact where the work allows. */
export function solve(problem: Problem, work = MOST_WORK): Solved {
  const { relaxed, bound } = relax(problem)
  let best: number[] = greedy(problem)
  let value = planValue(problem, best)
  const order = branching(problem)
  const cost =
    problem.years * problem.cells.reduce((sum, { users }) => sum + users.reduce((n, one) => n + one.uses.length, 0), 1)
  let left = Math.floor(work / cost)
  let open = Number.NEGATIVE_INFINITY
  const decided: (number | undefined)[] = problem.moves.map(() => undefined)

  const visit = (depth: number, limit: number): void => {
    if (limit <= value) return
    const m = order[depth]
    if (m === undefined) {
      const plan = decided.map((year) => year ?? 0)
      const found = planValue(problem, plan)
      if (found > value) [best, value] = [plan, found]
      return
    }
    if (left <= 0) {
      open = Math.max(open, limit)
      return
    }
    const children: { year: number; limit: number }[] = []
    for (let year = 0; year <= problem.years; year++) {
      if (year > 0 && isFull(problem, decided, m, year)) continue
      left -= 1
      decided[m] = year
      children.push({ year, limit: Math.min(limit, boundOf(problem, relaxed, decided)) })
    }
    children.sort((a, b) => b.limit - a.limit || (a.year || problem.years + 1) - (b.year || problem.years + 1))
    for (const child of children) {
      decided[m] = child.year
      visit(depth + 1, child.limit)
    }
    decided[m] = undefined
  }
  visit(0, bound)
  const most = Math.max(value, open)
  return { plan: tidy(problem, best), value, bound: most, exact: most === value }
}

function isFull({ moves, limit }: Problem, decided: readonly (number | undefined)[], m: number, year: number): boolean {
  const payer = moves[m]?.payer
  return decided.filter((made, other) => made === year && moves[other]?.payer === payer).length >= limit
}

/** Moves that most weight hangs on are decided first. */
function branching({ moves, cells }: Problem): number[] {
  const weight = moves.map(({ own }) => Math.abs(own))
  for (const cell of cells)
    for (const { moves: own } of cell.users)
      for (const m of own) weight[m] = (weight[m] ?? 0) + cell.weight / cell.users.length
  return moves.map((_, m) => m).sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b)
}
