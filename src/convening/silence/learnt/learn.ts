import type { Feature } from './features.ts'

/** A labelled text as its features; `held` is what the check shall say of it. */
export type Example = { features: readonly Feature[]; held: boolean }

/** How much an error costs beside large weights, and how often all texts are gone through. */
const COST = 1
const ROUNDS = 60
/** A feature that fewer windows have says nothing of other texts. */
const LEAST = 3
/** The heaviest features are kept, and so many decimals of their weights. */
const KEPT = 8000
const DECIMALS = 1000

/**
 * Weights of a linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh and others 2008,
 * "A dual coordinate descent method for large-scale linear SVM"). It adds, multiplies and divides in a fixed order, so
 * that the same texts give the same weights on every machine. The weight under the empty name is added always.
 */
export function learn(examples: readonly Example[]): Map<string, number> {
  const met = new Map<string, number>()
  for (const { features } of examples) for (const { name } of features) met.set(name, (met.get(name) ?? 0) + 1)
  const names = ['', ...[...met].filter(([, count]) => count >= LEAST).map(([name]) => name)]
  const places = new Map(names.map((name, place) => [name, place]))
  const rows = examples.map(({ features }) => [
    { place: 0, value: 1 },
    ...features.flatMap(({ name, value }) => {
      const place = places.get(name)
      return place === undefined ? [] : [{ place, value }]
    }),
  ])
  const weights = new Float64Array(names.length)
  const duals = new Float64Array(rows.length)
  const softness = 0.5 / COST
  for (let round = 0; round < ROUNDS; round += 1)
    for (const at of shuffled(rows.length, round)) {
      const row = rows[at] ?? []
      const side = examples[at]?.held ? 1 : -1
      const dual = duals[at] ?? 0
      let score = 0
      let length = softness
      for (const { place, value } of row) {
        score += (weights[place] ?? 0) * value
        length += value * value
      }
      const next = Math.max(0, dual - (side * score - 1 + softness * dual) / length)
      duals[at] = next
      if (next !== dual)
        for (const { place, value } of row) weights[place] = (weights[place] ?? 0) + (next - dual) * side * value
    }
  return heaviest(names.map((name, place) => [name, weights[place] ?? 0]))
}

/** In the order of their names, so that a difference of two learnings is read line by line. */
function heaviest(weights: readonly (readonly [string, number])[]): Map<string, number> {
  const kept = weights
    .filter(([name]) => name !== '')
    .map(([name, weight]) => [name, Math.round(weight * DECIMALS) / DECIMALS] as const)
    .toSorted(([a, one], [b, two]) => Math.abs(two) - Math.abs(one) || compare(a, b))
    .slice(0, KEPT)
    .toSorted(([a], [b]) => compare(a, b))
  return new Map([['', Math.round((weights[0]?.[1] ?? 0) * DECIMALS) / DECIMALS], ...kept])
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The same order at each learning, another in each round (Fisher and Yates, by a linear congruential generator). */
function shuffled(count: number, round: number): number[] {
  const order = Array.from({ length: count }, (_, place) => place)
  let state = round + 1
  for (let last = count - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    const other = (state >> 8) % (last + 1)
    const [one, two] = [order[last] ?? 0, order[other] ?? 0]
    order[last] = two
    order[other] = one
  }
  return order
}
