import highs from 'highs'
import type { CountTables } from '../../src/disclosure/patterns/cell-pattern.ts'

export type Bounds = { key: string; low: number; high: number }
/** Counts as an attacker meets them: those shown with their values, those withheld without. */
export type Seen = { tables: CountTables; hidden: ReadonlySet<string> }

// Its types declare a module, while what is loaded is the function itself.
const load = highs as unknown as typeof highs.default
let solver: Awaited<ReturnType<typeof load>>
export async function openSolver(): Promise<void> {
  solver = await load()
}

/**
 * How far each withheld count is pinned down by everything that is shown: every sum, no count below zero, and what is
 * shown is a fact. Linear programming over all of it at once, smallest and largest for each value.
 */
export function boundsOf(seen: readonly Seen[]): Bounds[] {
  const name = (i: number, column: number) => `c${i}x${column}`
  return seen.flatMap(({ tables, hidden }) => {
    const place = new Map(tables.cells.map((one, i) => [one.key, i]))
    const width = (key: string) => tables.cells[place.get(key) ?? -1]?.values.length ?? 0
    const rows: string[] = []
    for (const { total, parts, over } of tables.sums)
      for (let column = 0; column < width(total); column += 1) {
        const part = (key: string) => name(place.get(key) ?? -1, column)
        rows.push(
          `${parts.map((one) => `+ ${part(one)}`).join(' ')} - ${part(total)} ${over ? `- ${part(over)}` : ''} = 0`,
        )
      }
    const fixed = tables.cells.flatMap((one, i) =>
      hidden.has(one.key) || one.unseen ? [] : one.values.map((value, column) => `${name(i, column)} = ${value}`),
    )
    const wanted = tables.cells.flatMap((one, i) =>
      hidden.has(one.key)
        ? one.values.map((_, column) => ({ key: `${one.key} ${column}`, variable: name(i, column) }))
        : [],
    )
    const constraints = rows.map((row, i) => ` r${i}: ${row}`).join('\n')
    const solve = (sense: 'Minimize' | 'Maximize', variable: string): number => {
      const text = `${sense}\n obj: ${variable}\nSubject To\n${constraints}\nBounds\n${fixed.map((one) => ` ${one}`).join('\n')}\nEnd\n`
      const solved = solver.solve(text, { output_flag: false } as never)
      if (solved.Status === 'Optimal') return Math.round(solved.ObjectiveValue * 1e6) / 1e6
      if (sense === 'Maximize' && /unbounded/i.test(solved.Status)) return Number.POSITIVE_INFINITY
      throw new Error(`${sense} ${variable}: ${solved.Status}`)
    }
    return wanted.map(({ key, variable }) => ({
      key,
      low: solve('Minimize', variable),
      high: solve('Maximize', variable),
    }))
  })
}
