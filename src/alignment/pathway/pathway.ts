import { exact } from '../../money.ts'
import type { Burden } from '../burden/coefficients.ts'
import type { Counts } from '../burden/counts.ts'
import { type Sensitivity, sensitivity } from '../burden/sensitivity.ts'
import type { Practice, Side } from '../burden/side.ts'
import type { Elements } from '../elements/elements.ts'
import { readingsOf } from '../profile/profile.ts'
import { type Beside, type Built, build, priceOf } from './build.ts'
import { type Change, candidates, type NoChange } from './changes.ts'
import { type Gain, gainOf } from './gain.ts'
import { inSequence, orderOf, type Placed } from './order.ts'
import { planValue } from './problem.ts'
import { solve } from './search.ts'
import { sentence } from './sentence.ts'
import type { Weights } from './weights.ts'

export type PathwayGiven = {
  elements: Elements
  counts: Counts
  burden: Burden
  weights: Weights
  sides: readonly Side[]
  /** Null where none is in force: steps then go to what most payers do. */
  reference: Side | null
  practices: readonly Practice[]
  beside?: Beside
  /** How much the search may do; see `solve`. */
  work?: number
}

type Said = Omit<Change, 'target'> & {
  says: string
  /** Practices at which another payer does not state the element, so that the gain may be less. */
  unsure: number
}

/** A single change by itself, with what it gains per effort. */
export type Single = Said & { gain: Gain; per_effort: string }

/** A step of the sequence: what it gains once the steps before it are made. */
export type Step = Said & { year: number; gain: Gain; note: string | null }

export type Proof = {
  /** `exact`: no sequence gains more. `bound`: none gains more than `bound`. */
  kind: 'exact' | 'bound'
  /** Points over all years. */
  value: string
  bound: string
  /** How far the bound is above the value, as a share of the bound. */
  gap: string
}

export type Pathway = {
  years: number
  yearly_changes: number
  singles: readonly Single[]
  steps: readonly Step[]
  total: Gain
  proof: Proof
  none: readonly NoChange[]
  /** What cannot be said, and why. */
  limits: readonly string[]
}

/** Single changes by gain per effort, and the best sequence under the yearly limit of changes per payer. Pure. */
export function pathway(given: PathwayGiven): Pathway {
  const { elements, counts, burden, weights, reference, practices, beside = {} } = given
  const sides = [...given.sides].sort((a, b) => (a.profile.payer < b.profile.payer ? -1 : 1))
  const found = candidates(elements, sides, reference)
  const built = build(elements, counts, burden, weights, sides, practices, found, beside)
  const { changes, none } = found
  const solved = solve(built.problem, given.work)
  const plan = inSequence(elements, built.problem, changes, solved.plan)
  const said = (change: Change, gain: Gain, later: boolean): Said => {
    const { target: _, ...rest } = change
    return {
      ...rest,
      says: sentence(elements, weights, change, gain, later),
      unsure: unsureOf(change, sides, practices),
    }
  }
  const alone = changes.map((_, m) => gainOf(built, counts, new Set(), [m]))
  const singles = changes.map((change, m): Single => {
    const gain = alone[m] ?? gainOf(built, counts, new Set(), [])
    const per_effort = exact(gain.points).div(change.effort_weight).toDecimalPlaces(4).toFixed()
    return { ...said(change, gain, false), gain, per_effort }
  })
  const placed = orderOf(elements, built, counts, changes, plan)
  return {
    years: built.problem.years,
    yearly_changes: built.problem.limit,
    singles: ranked(singles),
    steps: stepsOf(placed, changes, said),
    total: gainOf(
      built,
      counts,
      new Set(),
      placed.map(({ move }) => move),
    ),
    proof: proofOf(built, planValue(built.problem, plan), solved.bound, solved.exact),
    none,
    limits: limitsOf(given),
  }
}

const ranked = (singles: readonly Single[]): Single[] =>
  [...singles].sort((a, b) => exact(b.per_effort).cmp(a.per_effort) || a.effort_weight - b.effort_weight)

function stepsOf(
  placed: readonly Placed[],
  changes: readonly Change[],
  said: (change: Change, gain: Gain, later: boolean) => Said,
): Step[] {
  return placed.flatMap(({ move, year, gain, note }): Step[] => {
    const change = changes[move]
    return change ? [{ ...said(change, gain, true), year, gain, note }] : []
  })
}

function proofOf({ scale }: Built, value: number, bound: number, isExact: boolean): Proof {
  const points = (units: number) => exact(units).div(scale).toDecimalPlaces(4).toFixed()
  const gap = bound === 0 ? exact(0) : exact(bound - value).div(bound)
  return {
    kind: isExact ? 'exact' : 'bound',
    value: points(value),
    bound: points(bound),
    gap: gap.toDecimalPlaces(4).toFixed(),
  }
}

function unsureOf({ payer, element }: Change, sides: readonly Side[], practices: readonly Practice[]): number {
  const stating = new Set(
    sides.flatMap(({ profile }) => (readingsOf(profile, element).length > 0 ? [profile.payer] : [])),
  )
  return practices.filter(({ payers }) => payers.includes(payer) && payers.some((one) => !stating.has(one))).length
}

function limitsOf({ sides, reference, practices }: PathwayGiven): string[] {
  const known = new Set(sides.map(({ profile }) => profile.payer))
  const silent = sides.filter(({ profile }) => profile.answers.size === 0)
  const strangers = new Set(practices.flatMap(({ payers }) => payers.filter((payer) => !known.has(payer))))
  const unstated = practices.filter(({ physicians }) => physicians === null).length
  const shared = practices.some(({ payers }) => payers.filter((payer) => known.has(payer)).length > 1)
  return [
    ...(reference ? [] : ['No reference is in force: steps go to what most payers do.']),
    ...(!reference && sides.length < 2 ? ['One payer alone and no reference: there is nothing to move to.'] : []),
    ...(practices.length === 0
      ? ['No practice is given: what practices no longer have to deal with is not counted.']
      : []),
    ...(practices.length > 0 && !shared ? ['No practice has two of these payers: no thing is shared at any.'] : []),
    ...silent.map(({ profile }) => `${profile.name} states nothing: no change of it can be named.`),
    ...(strangers.size > 0
      ? [`Of ${[...strangers].sort().join(', ')} nothing is known: gains may be less where practices have them.`]
      : []),
    ...(unstated > 0
      ? [
          `Of ${unstated} ${unstated === 1 ? 'practice' : 'practices'} the number of physicians is not known: no dollars are in their gains.`,
        ]
      : []),
  ]
}

/** Whether the first step stays with coefficients half as large and half as large again, by what `vary` of the file says. */
export function firstStepSensitivity(given: PathwayGiven): Sensitivity {
  const known = new Map<string, string | null>()
  return sensitivity(given.burden, (burden) => {
    const key = given.counts.counts.map(({ count }) => priceOf(burden, count)).join()
    const held = known.get(key)
    if (held !== undefined) return held
    const [step] = pathway({ ...given, burden }).steps
    const first = step ? `${step.payer} ${step.element}` : null
    known.set(key, first)
    return first
  })
}
