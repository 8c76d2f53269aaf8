import loadHighs from 'highs'

/** coefficients · variables, between two bounds; null is no bound. */
export type Relation = { of: Readonly<Record<string, number>>; least: number | null; most: number | null }
export type Problem = { relations: readonly Relation[]; whole: boolean }
export type Bounds = { least: number; most: number }

// The package declares itself as CommonJS, and gives a module the function itself.
const highs = await (loadHighs as unknown as typeof loadHighs.default)()

/** The tightest bounds of one variable under everything that is known; infinite where nothing bounds it. */
export function boundsOf(problem: Problem, name: string): Bounds {
  return { least: solve(problem, { [name]: 1 }, 'Minimize'), most: solve(problem, { [name]: 1 }, 'Maximize') }
}

/** One way in which everything could be, with the weighed sum as large as it can be; null where there is none. */
export function extreme(problem: Problem, weights: Readonly<Record<string, number>>): Map<string, number> | null {
  const names = numbered(problem, weights)
  const found = highs.solve(text(problem, weights, 'Maximize', names), { output_flag: false })
  if (found.Status !== 'Optimal') return null
  return new Map([...names].map(([name, short]) => [name, (found.Columns[short] as { Primal: number }).Primal]))
}

function solve(problem: Problem, weights: Record<string, number>, way: 'Minimize' | 'Maximize'): number {
  const found = highs.solve(text(problem, weights, way, numbered(problem, weights)), { output_flag: false })
  if (found.Status === 'Optimal') return found.ObjectiveValue
  if (found.Status === 'Unbounded' || found.Status === 'Primal infeasible or unbounded')
    return way === 'Minimize' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  throw new Error(`what is known contradicts itself: ${found.Status}`)
}

const numbered = ({ relations }: Problem, weights: Readonly<Record<string, number>>): Map<string, string> =>
  new Map(
    [...new Set([...relations.flatMap(({ of }) => Object.keys(of)), ...Object.keys(weights)])].map((name, i) => [
      name,
      `x${i}`,
    ]),
  )

/** The problem in the LP format that the solver reads. Nothing is negative. */
function text(
  { relations, whole }: Problem,
  weights: Readonly<Record<string, number>>,
  way: string,
  names: ReadonlyMap<string, string>,
): string {
  const sum = (of: Readonly<Record<string, number>>) =>
    Object.entries(of)
      .map(([name, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${names.get(name)}`)
      .join(' ') || '0 x0'
  const rows = relations.flatMap(({ of, least, most }, i) =>
    least !== null && least === most
      ? [` r${i}: ${sum(of)} = ${least}`]
      : [
          ...(least === null ? [] : [` l${i}: ${sum(of)} >= ${least}`]),
          ...(most === null ? [] : [` m${i}: ${sum(of)} <= ${most}`]),
        ],
  )
  const integers = whole ? ['General', ` ${[...names.values()].join(' ')}`] : []
  return [way, ` goal: ${sum(weights)}`, 'Subject To', ...rows, ...integers, 'End', ''].join('\n')
}
