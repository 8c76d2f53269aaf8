import type { AttributionRule } from '../../attribution/rule.ts'
import { optionsOf } from '../profile/of-rule.ts'
import type { Profile, Reading } from '../profile/profile.ts'

/** Whether a step of a rule, from 1 as `rule_attribution` counts them, placed none of a payer's members. */
export type StepOfRule = { rule: string; step: number; idle: boolean }

/** The element that steps of attribution answer. */
export const ORDER = 'attribution_order'

/**
 * Fills in the steps of a profile's orders that placed none of a payer's members: of the first that answers decides, they can
 * be left out without a difference for these members. An order is that of those of `rules` with the same steps, and a step is
 * idle where it is in each of them. Without a member nothing is said.
 */
export function withIdleSteps(
  profile: Profile,
  { rules, day, steps }: { rules: readonly AttributionRule[]; day: string; steps: readonly StepOfRule[] },
): Profile {
  const readings = profile.answers.get(ORDER)
  if (!readings) return profile
  const filled = readings.map((one): Reading => {
    const [first, ...more] = rules.filter((rule) => isOrder(one, orderOf(rule, day)))
    if (!first) return one
    const never = [first, ...more].map((rule) => idleIn(rule, day, steps))
    return { ...one, never_decides: (never[0] ?? []).filter((option) => never.every((each) => each.includes(option))) }
  })
  return { ...profile, answers: new Map([...profile.answers, [ORDER, filled]]) }
}

const orderOf = (rule: AttributionRule, day: string): string[] => [...new Set((optionsOf(rule, day) ?? []).flat())]

/** Of steps that stand for one option all have to be idle. */
function idleIn(rule: AttributionRule, day: string, steps: readonly StepOfRule[]): string[] {
  const own = steps.filter((one) => one.rule === rule.rule)
  if (own.length === 0) return []
  const isBusy = (i: number) => own.some(({ step, idle }) => step === numberOf(rule, day, i) && !idle)
  const busy = new Set((optionsOf(rule, day) ?? []).filter((_, i) => isBusy(i)).flat())
  return orderOf(rule, day).filter((option) => !busy.has(option))
}

/** Steps are numbered among all of the rule, those not yet taken included. */
const numberOf = ({ steps }: AttributionRule, day: string, i: number): number =>
  steps.flatMap(({ from = '' }, at) => (from <= day ? [at + 1] : []))[i] ?? 0

const isOrder = ({ answer }: Reading, order: readonly string[]): boolean =>
  answer.kind === 'ordered-steps' &&
  order.length > 0 &&
  answer.steps.length === order.length &&
  answer.steps.every((one, i) => one === order[i])
