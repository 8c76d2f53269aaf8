/**
 * Which counts are withheld from viewers without a right to the people behind them: the small ones, and as many more as
 * it takes that none of them can be worked out. Decided for all views together and for the whole class of viewers.
 */

/** One count, or counts that are shown and withheld together, such as the parts of a rate. */
export type Cell = {
  key: string
  values: readonly number[]
  /** No view has it, but the others give it away: how many people two payers cover. */
  unseen?: boolean
}

/** Parts that add up to a total, each value on its own. `over` is what they hold too much, where people count twice. */
export type Sum = { total: string; parts: readonly string[]; over?: string }

/** When the first is withheld, so is the second: the parts of a rate tell how many people there are at least. */
export type Follow = readonly [leader: string, follower: string]

export type CountTables = { cells: readonly Cell[]; sums: readonly Sum[]; follows: readonly Follow[] }

/**
 * The keys that are withheld. What an earlier run withheld stays so: two runs that chose differently would give a
 * cell away. The choice hangs on the counts alone, not on who looks, or first.
 */
export function cellPattern(
  { cells, sums, follows }: CountTables,
  smallest: number,
  before: ReadonlySet<string> = new Set(),
): Set<string> {
  const known = new Map(cells.map((one) => [one.key, one]))
  const hidden = new Set(cells.filter((one) => isSmall(one, smallest) || before.has(one.key)).map((one) => one.key))
  const size = (key: string) => (known.get(key)?.values ?? []).reduce((sum, value) => sum + value, 0)
  for (let left = -1; left !== hidden.size; ) {
    left = hidden.size
    for (const [leader, follower] of follows) if (hidden.has(leader)) hidden.add(follower)
    for (const sum of sums) for (const key of missing(sum, hidden, known, smallest, size)) hidden.add(key)
  }
  return hidden
}

const isSmall = ({ values }: Cell, smallest: number): boolean => values.some((value) => value < smallest)

/**
 * What must go so that this sum gives nothing away: at least two of its members are withheld, and those of its parts
 * hold so many people together that each may be any of many numbers.
 */
function missing(
  { total, parts, over }: Sum,
  hidden: ReadonlySet<string>,
  known: ReadonlyMap<string, Cell>,
  smallest: number,
  size: (key: string) => number,
): string[] {
  const gone = parts.filter((part) => hidden.has(part))
  const open = parts.filter((part) => !hidden.has(part)).toSorted((a, b) => size(a) - size(b) || (a < b ? -1 : 1))
  if (hidden.has(total)) return gone.length > 0 ? [] : open.slice(0, 1)
  const doubled = over !== undefined && hidden.has(over)
  if (gone.length === 0) return doubled ? open.slice(0, 1) : []
  const lone = doubled && gone.every((part) => !isSmall(known.get(part) ?? { key: part, values: [] }, smallest))
  if (lone) return []
  const added: string[] = []
  const together = (column: number) =>
    [...gone, ...added].reduce((sum, part) => sum + (known.get(part)?.values[column] ?? 0), 0)
  const columns = known.get(total)?.values.map((_, column) => column) ?? []
  while (gone.length + added.length < 2 || columns.some((column) => together(column) < smallest)) {
    const next = open.shift()
    if (next === undefined) return [...added, total]
    added.push(next)
  }
  return added
}
