import { exact } from '../../money.ts'
import { goalKey, type Rubric } from './read-rubric.ts'
import type { Goal } from './rubric.ts'

/**
 * How many members a payer has in a line of business under one option of an element, such as an HCP-LAN category.
 * `option`: null where it is not known; those members may be in any.
 */
export type MembersByOption = { line: string; option: string | null; members: number }

export type Finding = { holds: boolean | null; says: string }

/** The goal that holds on a day for a line of business, of so many years before where a test asks so. */
export function goalOn(rubric: Rubric, goal: Goal, line: string, day: string) {
  const back = goal.years_before ?? 0
  const on = `${String(Number(day.slice(0, 4)) - back).padStart(4, '0')}${day.slice(4)}`
  const held = rubric.goals.get(goalKey(goal))?.findLast(({ from }) => from <= on)
  const value = held?.by_line[line]
  return held && value !== undefined ? { value, from: held.from, source: held.source } : null
}

/** Whether enough of a line's members are under the wanted options; not known where unknown members would decide. */
export function shareHolds(
  rubric: Rubric,
  { where, at_least }: { where: { in: readonly string[] }; at_least: Goal },
  given: readonly MembersByOption[] | undefined,
  line: string | null,
  day: string,
): Finding {
  const rows = given?.filter((row) => row.line === line) ?? []
  if (line === null || rows.length === 0) return { holds: null, says: 'members by line and category are not given' }
  const label = rubric.lines?.[line] ?? line
  const goal = goalOn(rubric, at_least, line, day)
  const back = at_least.years_before ? `${at_least.years_before} years before ${day}` : `on ${day}`
  if (!goal) return { holds: null, says: `${label}: no goal was in force ${back}` }
  const sum = (some: readonly MembersByOption[]) => some.reduce((total, { members }) => total.plus(members), exact(0))
  const all = sum(rows)
  if (all.isZero()) return { holds: null, says: `${label}: no members` }
  const under = sum(rows.filter(({ option }) => option !== null && where.in.includes(option)))
  const unknown = sum(rows.filter(({ option }) => option === null))
  const needed = exact(goal.value).times(all)
  const asked = `${percent(goal.value)} asked from ${goal.from}`
  const share = `${label}: ${percent(under.div(all))} of members`
  if (under.gte(needed)) return { holds: true, says: `${share}, ${asked}` }
  if (under.plus(unknown).gte(needed))
    return { holds: null, says: `${share}, ${percent(unknown.div(all))} of no known category, ${asked}` }
  return { holds: false, says: `${share}, ${asked}` }
}

const percent = (share: Parameters<typeof exact>[0]): string =>
  `${exact(share).times(100).toDecimalPlaces(1).toFixed()} %`
