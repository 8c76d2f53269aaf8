/**
 * The choice of steps, bare: moves of payers, and cells. A cell is something that practices deal with as long as one payer
 * uses it. Values are whole numbers, so that sums are exact and do not depend on their order.
 */
export type Problem = {
  moves: readonly Move[]
  cells: readonly Cell[]
  /** How many moves a payer can make in one year. */
  limit: number
  years: number
  /** Moves worth trying together, by their places. */
  groups: readonly (readonly number[])[]
}

/** One payer's change of one element. `own`: what it gains by itself in a year, whatever others do; may be negative. */
export type Move = { payer: number; effort: number; own: number }

/**
 * `uses`: whether the payer still uses it, for every set of its moves that matter here, as a bit pattern over `moves`:
 * bit i stands for `moves[i]`.
 */
export type User = { payer: number; moves: readonly number[]; uses: readonly boolean[] }

/** `weight`: what a year without it is worth. */
export type Cell = { weight: number; users: readonly User[] }

/** For each move the year in which it is made, from 1; 0: never. */
export type Plan = readonly number[]

/** What the plan gains over all its years, beside leaving everything as it is. */
export function planValue(problem: Problem, plan: Plan): number {
  const own = problem.moves.reduce((sum, { own: gain }, m) => sum + gain * yearsIn(problem, plan[m] ?? 0), 0)
  return problem.cells.reduce((sum, cell) => sum + cellValue(problem, cell, plan), own)
}

export const yearsIn = ({ years }: Problem, year: number): number => (year === 0 ? 0 : years - year + 1)

/** What one cell gains over the years: as often as it falls away, less as often as it is new. */
export function cellValue({ years }: Problem, { weight, users }: Cell, plan: Plan): number {
  const before = users.some(({ uses }) => uses[0])
  let free = 0
  for (let year = 1; year <= years; year++)
    if (!users.some(({ moves, uses }) => uses[patternOn(moves, plan, year)])) free += 1
  return weight * (before ? free : free - years)
}

function patternOn(moves: readonly number[], plan: Plan, year: number): number {
  let pattern = 0
  for (const [bit, m] of moves.entries()) {
    const made = plan[m] ?? 0
    if (made !== 0 && made <= year) pattern |= 1 << bit
  }
  return pattern
}

/** The first year in which a payer can still make a move; 0 where every year is full. */
export function firstFree({ moves, limit, years }: Problem, plan: Plan, payer: number): number {
  const made = new Array<number>(years + 1).fill(0)
  for (const [m, year] of plan.entries()) if (moves[m]?.payer === payer && year > 0) made[year] = (made[year] ?? 0) + 1
  for (let year = 1; year <= years; year++) if ((made[year] ?? 0) < limit) return year
  return 0
}
