import type { Feature } from './features.ts'

/** A labelled text as its features; `held` is what the check shall say of it. */
export type Example = { features: readonly Feature[]; held: boolean }

/** How much an error costs beside large weights, and how often all texts are gone through. */
const COST = 1
const ROUNDS = 20
/** A feature that fewer windows have says nothing of other texts. */
const LEAST = 3
/** The heaviest features are kept, and so many decimals of their weights. */
const KEPT = 15_000
const DECIMALS = 1000
/** What a feature counts for that both kinds of texts have alike, and what is added where only one kind has it. */
const EVEN = 0.5
const TELLING = 2

type Row = { places: Int32Array; values: Float64Array; side: 1 | -1; length: number }

/**
 * Weights of a linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh and others 2008,
 * "A dual coordinate descent method for large-scale linear SVM"). A feature counts for as much as it tells held texts from
 * others (after Wang and Manning 2012, "Baselines and Bigrams"). It adds, multiplies and divides in a fixed order, so that
 * the same texts give the same weights on every machine. The weight under the empty name is added always.
 */
export function learn(examples: readonly Example[]): Map<string, number> {
  const scales = scalesOf(examples)
  const names = [...scales.keys()]
  const places = new Map(names.map((name, place) => [name, place]))
  const scaled = Float64Array.from(scales.values())
  const rows = examples.map((one) => rowOf(one, places, scaled))
  const weights = new Float64Array(names.length)
  const duals = new Float64Array(rows.length)
  const softness = 0.5 / COST
  for (let round = 0; round < ROUNDS; round += 1)
    for (const at of shuffled(rows.length, round)) {
      const row = rows[at]
      if (!row) continue
      const { places, values, side, length } = row
      const dual = duals[at] ?? 0
      let score = 0
      for (let each = 0; each < places.length; each += 1)
        score += (weights[places[each] ?? 0] ?? 0) * (values[each] ?? 0)
      const next = Math.max(0, dual - (side * score - 1 + softness * dual) / (softness + length))
      duals[at] = next
      const step = (next - dual) * side
      if (step !== 0)
        for (let each = 0; each < places.length; each += 1) {
          const place = places[each] ?? 0
          weights[place] = (weights[place] ?? 0) + step * (values[each] ?? 0)
        }
    }
  return heaviest(names.map((name, place) => [name, (weights[place] ?? 0) * (scaled[place] ?? 0)]))
}

/** Of each feature that enough windows have, how much it counts: by how unlike its shares of both kinds of texts are. */
function scalesOf(examples: readonly Example[]): Map<string, number> {
  const met = new Map<string, { held: number; passes: number }>()
  for (const { features, held } of examples)
    for (const { name } of features) {
      const one = met.get(name) ?? { held: 0, passes: 0 }
      one[held ? 'held' : 'passes'] += 1
      met.set(name, one)
    }
  let [allHeld, allPasses] = [0, 0]
  for (const { held, passes } of met.values()) {
    allHeld += held + 1
    allPasses += passes + 1
  }
  const scales = new Map([['', 1]])
  for (const [name, { held, passes }] of met) {
    if (held + passes < LEAST) continue
    const [one, other] = [(held + 1) / allHeld, (passes + 1) / allPasses]
    scales.set(name, name.startsWith('{') ? 1 : EVEN + (TELLING * Math.abs(one - other)) / (one + other))
  }
  return scales
}

function rowOf({ features, held }: Example, places: ReadonlyMap<string, number>, scaled: Float64Array): Row {
  const kept = features.filter(({ name }) => places.has(name))
  const at = Int32Array.from([0, ...kept.map(({ name }) => places.get(name) ?? 0)])
  const values = Float64Array.from(
    [1, ...kept.map(({ value }) => value)],
    (value, each) => value * (scaled[at[each] ?? 0] ?? 0),
  )
  return { places: at, values, side: held ? 1 : -1, length: values.reduce((sum, value) => sum + value * value, 0) }
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
