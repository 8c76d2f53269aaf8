import type { Plan, Problem, User } from './problem.ts'

/**
 * How much a plan can gain at most. A thing is in use while any of its users uses it, which is at least any mean of *this
 * payer uses it* over its users. With such means in place of the things, payers no longer depend on each other, and each
 * one's best moves up to a year are a small knapsack. The means are shifted to where they bind. This is Lagrangian
 * relaxation (Held and Karp, 1971); it holds for every problem of this form and assumes nothing about it, neither that gains
 * grow nor that they shrink together.
 */
export type Relaxed = {
  groups: readonly (readonly Group[])[]
  shares: readonly Shares[]
  /** What every gain is a multiple of. */
  unit: number
}

/** Moves of one payer that one thing may look at together. */
type Group = { moves: readonly number[]; users: readonly Place[] }
/** A user's place: in which cell, and how its bits stand in the group. */
type Place = { cell: number; user: number; bitOf: readonly number[] }
/** For each cell, which mean over its users is taken. */
type Shares = readonly (readonly number[])[]

const ROUNDS = 40

/** Gets a problem ready for bounds: a mean for each year. `bound` is that of the problem with nothing decided. */
export function relax(problem: Problem): { relaxed: Relaxed; bound: number } {
  const groups = groupsOf(problem)
  const even = problem.cells.map(({ users }) => users.map(() => 1 / users.length))
  const shares: Shares[] = []
  let bound = 0
  for (let year = 1; year <= problem.years; year++) {
    let [best, kept, now]: [number, Shares, number[][]] = [Number.POSITIVE_INFINITY, even, even.map((one) => [...one])]
    for (let round = 1; round <= ROUNDS; round++) {
      const found = ofYear(problem, groups, now, null, year)
      if (found.bound < best) [best, kept] = [found.bound, now.map((one) => [...one])]
      if (!shift(now, found.used, 1.5 / Math.sqrt(round))) break
    }
    shares.push(kept)
    bound += best
  }
  const unit = unitOf(problem)
  return { relaxed: { groups, shares, unit }, bound: downTo(unit, bound) }
}

/** The most that a plan can gain in which some moves are decided; `undefined` stands for one that is not. */
export function boundOf(
  problem: Problem,
  { groups, shares, unit }: Relaxed,
  decided: readonly (number | undefined)[],
): number {
  let bound = 0
  for (const [i, mean] of shares.entries()) bound += ofYear(problem, groups, mean, decided, i + 1).bound
  return downTo(unit, bound)
}

/** Every gain is a multiple of the unit; the bound is not, and is rounded with room for its own rounding. */
const downTo = (unit: number, bound: number): number =>
  unit * Math.floor((bound + 1e-11 * Math.abs(bound)) / unit + 1e-6)

function unitOf({ moves, cells }: Problem): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  const values = [...moves.map(({ own }) => Math.abs(own)), ...cells.map(({ weight }) => weight)]
  return Math.max(1, values.reduce(divisor, 0))
}

type OfYear = { bound: number; used: readonly (readonly boolean[])[] }
type Decided = readonly (number | undefined)[] | null

function ofYear(problem: Problem, groups: Relaxed['groups'], shares: Shares, decided: Decided, year: number): OfYear {
  const { base, means } = meansOf(problem, shares, decided, year)
  const used = problem.cells.map(({ users }) => users.map(() => false))
  let bound = base
  for (const [payer, own] of groups.entries()) {
    const spent =
      decided === null ? 0 : problem.moves.filter((move, m) => move.payer === payer && isIn(decided, m, year)).length
    const tables = own.map((group) => tableOf(problem, group, means, decided, year))
    const { gain, chosen } = knapsack(tables, Math.max(0, problem.limit * year - spent))
    bound += gain
    for (const [g, pattern] of chosen.entries())
      for (const { cell, user, bitOf } of own[g]?.users ?? [])
        (used[cell] as boolean[])[user] = usesAt(problem.cells[cell]?.users[user], bitOf, pattern)
  }
  return { bound, used }
}

const isIn = (decided: Decided, m: number, year: number): boolean => {
  const made = decided?.[m]
  return made !== undefined && made !== 0 && made <= year
}

/** What is certain already, and the means over the users that are still open. */
function meansOf({ cells }: Problem, shares: Shares, decided: Decided, year: number): { base: number; means: Shares } {
  let base = 0
  const means = cells.map(({ weight, users }, c) => {
    if (users.some(({ uses }) => uses[0])) base += weight
    if (decided === null) return shares[c] ?? []
    const open = users.map((user) => openUse(user, decided, year))
    if (open.includes('always')) {
      base -= weight
      return users.map(() => 0)
    }
    const total = open.reduce((sum, one, u) => sum + (one === 'maybe' ? (shares[c]?.[u] ?? 0) : 0), 0)
    const free = open.filter((one) => one === 'maybe').length
    return open.map((one, u) => (one !== 'maybe' ? 0 : total > 0 ? (shares[c]?.[u] ?? 0) / total : 1 / free))
  })
  return { base, means }
}

function openUse(
  { moves, uses }: User,
  decided: readonly (number | undefined)[],
  year: number,
): 'always' | 'never' | 'maybe' {
  let [on, off] = [false, false]
  for (let pattern = 0; pattern < uses.length; pattern++)
    if (moves.every((m, bit) => decided[m] === undefined || isIn(decided, m, year) === ((pattern >> bit) % 2 === 1)))
      if (uses[pattern]) on = true
      else off = true
  return on ? (off ? 'maybe' : 'always') : 'never'
}

/** For each set of a group's moves what it gains, by how many of them are still free; sets against a decision are left out. */
function tableOf({ moves, cells }: Problem, group: Group, means: Shares, decided: Decided, year: number) {
  const best: { gain: number; pattern: number }[] = []
  for (let pattern = 0; pattern < 1 << group.moves.length; pattern++) {
    let [gain, count, allowed] = [0, 0, true]
    for (const [bit, m] of group.moves.entries()) {
      const here = (pattern >> bit) % 2 === 1
      if (decided?.[m] !== undefined) allowed &&= isIn(decided, m, year) === here
      else if (here) count += 1
      if (here) gain += moves[m]?.own ?? 0
    }
    if (!allowed) continue
    for (const { cell, user, bitOf } of group.users) {
      const share = means[cell]?.[user] ?? 0
      if (share > 0 && usesAt(cells[cell]?.users[user], bitOf, pattern)) gain -= (cells[cell]?.weight ?? 0) * share
    }
    const held = best[count]
    if (!held || gain > held.gain) best[count] = { gain, pattern }
  }
  return best
}

function usesAt(user: User | undefined, bitOf: readonly number[], pattern: number): boolean {
  let inner = 0
  for (const [bit, place] of bitOf.entries()) if ((pattern >> place) % 2 === 1) inner |= 1 << bit
  return user?.uses[inner] ?? false
}

type Table = readonly { gain: number; pattern: number }[]

/** The best set of moves of one payer, at most so many: one pattern of each group. */
function knapsack(tables: readonly Table[], most: number): { gain: number; chosen: number[] } {
  let rows: ({ gain: number; chosen: number[] } | undefined)[] = [{ gain: 0, chosen: [] }]
  for (const table of tables) {
    const next: typeof rows = []
    for (const [spent, row] of rows.entries())
      for (const [count, entry] of table.entries()) {
        if (!row || !entry || spent + count > most) continue
        const gain = row.gain + entry.gain
        const held = next[spent + count]
        if (!held || gain > held.gain) next[spent + count] = { gain, chosen: [...row.chosen, entry.pattern] }
      }
    rows = next
  }
  let best: { gain: number; chosen: number[] } = { gain: Number.NEGATIVE_INFINITY, chosen: [] }
  for (const row of rows) if (row && row.gain > best.gain) best = row
  return best
}

/** Shifts each mean to the users that still use the thing; false where nothing is left to shift. */
function shift(shares: number[][], used: OfYear['used'], step: number): boolean {
  let any = false
  for (const [c, mean] of shares.entries()) {
    const on = used[c] ?? []
    if (on.every(Boolean) || !on.some(Boolean)) continue
    any = true
    const raised = mean.map((share, u) => share * (on[u] ? Math.exp(step) : 1))
    const total = raised.reduce((sum, share) => sum + share, 0)
    shares[c] = raised.map((share) => share / total)
  }
  return any
}

/** Per payer, moves that stand together in some cell; they are decided together. */
function groupsOf({ moves, cells }: Problem): Group[][] {
  const root = moves.map((_, m) => m)
  const find = (m: number): number => (root[m] === m ? m : find(root[m] ?? m))
  for (const { users } of cells)
    for (const { moves: together } of users) for (const m of together) root[find(m)] = find(together[0] ?? m)
  const payers = Math.max(-1, ...moves.map(({ payer }) => payer)) + 1
  return Array.from({ length: payers }, (_, payer) => {
    const own = moves.flatMap((move, m) => (move.payer === payer ? [m] : []))
    return [...new Set(own.map(find))].map((top): Group => {
      const members = own.filter((m) => find(m) === top)
      const users = cells.flatMap(({ users: all }, cell) =>
        all.flatMap((one, user): Place[] =>
          one.moves.some((m) => members.includes(m))
            ? [{ cell, user, bitOf: one.moves.map((m) => members.indexOf(m)) }]
            : [],
        ),
      )
      return { moves: members, users }
    })
  })
}

/** Whether a plan keeps to the limits. */
export function isAllowed({ moves, limit, years }: Problem, plan: Plan): boolean {
  const made = new Map<string, number>()
  for (const [m, year] of plan.entries()) {
    if (year < 0 || year > years) return false
    const key = `${moves[m]?.payer} ${year}`
    if (year > 0) made.set(key, (made.get(key) ?? 0) + 1)
  }
  return [...made.values()].every((count) => count <= limit)
}
