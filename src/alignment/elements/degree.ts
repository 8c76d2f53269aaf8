/** How far two answers are apart, the nearest first; `not-stated` is no distance. */
export const DEGREES = ['exact', 'directional', 'divergent', 'not-stated'] as const
export type Degree = (typeof DEGREES)[number]

const NEAREST_FIRST: readonly Degree[] = DEGREES.slice(0, 3)

/** The farthest of those that say something; none says something: not stated. */
export function farthest(degrees: readonly Degree[]): Degree {
  const place = Math.max(...degrees.map((degree) => NEAREST_FIRST.indexOf(degree)))
  return NEAREST_FIRST[place] ?? 'not-stated'
}

/** Whether a degree says something, and is at least as near as another. */
export const atLeast = (degree: Degree, wanted: Degree): boolean => {
  const place = NEAREST_FIRST.indexOf(degree)
  return place >= 0 && place <= NEAREST_FIRST.indexOf(wanted)
}

export type DegreeCounts = Record<Degree, number>

export const countsOf = (degrees: readonly Degree[]): DegreeCounts =>
  Object.fromEntries(DEGREES.map((degree) => [degree, degrees.filter((one) => one === degree).length])) as DegreeCounts
