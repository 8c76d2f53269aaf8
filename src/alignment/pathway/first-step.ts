import { exact } from '../../money.ts'
import { type Sensitivity, sensitivity, type Trial } from '../burden/sensitivity.ts'
import { priceOf } from './build.ts'
import { type PathwayGiven, pathway } from './pathway.ts'

/** Whether the first step stays with coefficients half as large and half as large again, by what `vary` of the file says. */
export function firstStepSensitivity(given: PathwayGiven): Sensitivity {
  const known = new Map<string, string | null>()
  return sensitivity(given.burden, (burden) => {
    const key = given.counts.counts.map(({ count }) => priceOf(burden, count)).join()
    const held = known.get(key)
    if (held !== undefined) return held
    const first = firstStep({ ...given, burden })
    known.set(key, first)
    return first
  })
}

/** The same for each weight and each class of effort, which are chosen and not published. */
export function weightSensitivity(given: PathwayGiven): Sensitivity {
  const first = firstStep(given)
  const factors = [exact(1).minus(given.burden.vary), exact(1).plus(given.burden.vary)].map((one) => one.toFixed())
  const trials = knobs(given).flatMap(({ name, turned }) =>
    factors.map((factor): Trial => {
      const then = firstStep(turned(factor))
      return { coefficient: name, factor, first: then, changes: then !== first }
    }),
  )
  return { first, trials, changes: trials.some(({ changes }) => changes) }
}

function firstStep(given: PathwayGiven): string | null {
  const [step] = pathway(given).steps
  return step ? `${step.payer} ${step.element}` : null
}

type Knob = { name: string; turned: (factor: string) => PathwayGiven }

function knobs(given: PathwayGiven): Knob[] {
  const { weights, elements } = given
  const times = (value: string | number, factor: string) => exact(value).times(factor)
  const scaled = <One extends { weight: string }>(one: One, factor: string): One => ({
    ...one,
    weight: times(one.weight, factor).toFixed(),
  })
  const counts = Object.entries(weights.counts).map(
    ([count, one]): Knob => ({
      name: `counts.${count}`,
      turned: (factor) => ({
        ...given,
        weights: { ...weights, counts: { ...weights.counts, [count]: scaled(one, factor) } },
      }),
    }),
  )
  const parts = (['usd', 'effect', 'extent'] as const).map(
    (part): Knob => ({
      name: part,
      turned: (factor) => ({ ...given, weights: { ...weights, [part]: scaled(weights[part], factor) } }),
    }),
  )
  const efforts = Object.entries(elements.effort).map(
    ([effort, one]): Knob => ({
      name: `effort.${effort}`,
      turned: (factor) => {
        const changed = { ...one, weight: times(one.weight, factor).toNumber() }
        return { ...given, elements: { ...elements, effort: { ...elements.effort, [effort]: changed } } }
      },
    }),
  )
  return [...counts, ...parts, ...efforts]
}
