import type { AttributionRule } from '../../attribution/rule.ts'
import { optionsOf } from './of-rule.ts'
import type { Profile, Reading } from './profile.ts'

/** How many of a payer's members a step of its rule decided for, from 1 as `rule_attribution` counts them; null: none did. */
export type DecidedFor = { step: number | null; members: number }

/**
 * Fills in the steps of a rule that decided for nobody: of the first that answers decides, they can be left out without a
 * difference for these members. `decided`: every row of the payer's members by that rule, counted by step. Without a member
 * nothing is said, and nothing of answers that are not this rule's.
 */
export function withIdleSteps(
  profile: Profile,
  { rule, day, decided }: { rule: AttributionRule; day: string; decided: readonly DecidedFor[] },
): Profile {
  const options = optionsOf(rule, day)
  const readings = profile.answers.get('attribution_order')
  if (!options || !readings || decided.every(({ members }) => members === 0)) return profile
  const busy = new Set(
    options
      .filter((_, i) => decided.some(({ step, members }) => numberOf(rule, day, i) === step && members > 0))
      .flat(),
  )
  const order = [...new Set(options.flat())]
  const never_decides = order.filter((option) => !busy.has(option))
  const filled = readings.map((one): Reading => (isOrder(one, order) ? { ...one, never_decides } : one))
  return { ...profile, answers: new Map([...profile.answers, ['attribution_order', filled]]) }
}

/** Steps are numbered among all of the rule, those not yet taken included. */
const numberOf = ({ steps }: AttributionRule, day: string, i: number): number =>
  steps.flatMap(({ from = '' }, at) => (from <= day ? [at + 1] : []))[i] ?? 0

const isOrder = ({ answer }: Reading, order: readonly string[]): boolean =>
  answer.kind === 'ordered-steps' &&
  answer.steps.length === order.length &&
  answer.steps.every((one, i) => one === order[i])
