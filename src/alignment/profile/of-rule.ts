import { type AttributionRule, isClaims } from '../../attribution/rule.ts'
import { ANY, type ClaimsStep, type RuleStep } from '../../attribution/rule-file.ts'
import { heldOn, type Parameter } from '../../model/parameter.ts'
import { type Elements, elementOf } from '../elements/elements.ts'
import { type Given, understand } from './answer.ts'
import type { Reading } from './profile.ts'

/** What a file says to an element before the element has understood it. */
export type Told = { given: Given; source: string; unconfirmed: boolean }

type OfRule = (rule: AttributionRule, day: string) => Told | null

/** The elements that an attribution rule answers, each with where it stands in the rule. */
export const ELEMENTS_OF_RULE: Readonly<Record<string, OfRule>> = {
  attribution_order: (rule, day) => {
    const steps = optionsOf(rule, day)
    return steps ? told(rule, [...new Set(steps.flat())], sourcesOf(stepsOn(rule, day))) : null
  },
  attribution_counts: (rule, day) => {
    const steps = stepsOn(rule, day)
    const last = steps.filter(isClaims).at(-1)
    if (!last) return steps.some(enrolls) ? told(rule, 'enrollment', sourcesOf(steps.filter(enrolls))) : null
    const counted = countedBy(last)
    return counted ? told(rule, counted, last.source) : null
  },
  look_back: (rule, day) => {
    const last = stepsOn(rule, day).filter(isClaims).at(-1)
    return last ? monthsOf(rule, last.window, day) : null
  },
  attribution_timing: (rule) => told(rule, TIMING[rule.lists.kind], rule.lists.source),
  list_cadence: (rule) => (rule.lists.every ? told(rule, EVERY[rule.lists.every], rule.lists.source) : null),
}

const TIMING = { retrospective: 'retrospective', prospective: 'prospective', reconciled: 'hybrid' } as const
const EVERY = { year: 'yearly', quarter: 'quarterly', month: 'monthly' } as const

/** The steps taken for lists that begin on a day; none before the rule was in force. */
export const stepsOn = ({ steps, lists }: AttributionRule, day: string): RuleStep[] =>
  (lists.from ?? '') <= day ? steps.filter(({ from = '' }) => from <= day) : []

export const inForce = (rule: AttributionRule, day: string): boolean => stepsOn(rule, day).length > 0

/** Of each step the options that it stands for; null where a step is none of them. Of a rule that it takes, all of that rule's. */
export function optionsOf(rule: AttributionRule, day: string): readonly (readonly string[])[] | null {
  const each = stepsOn(rule, day).map((step): readonly string[] | null => {
    if (step.step !== 'rule') return optionOf(step)
    const taken = rule.takes.find((one) => one.rule === step.rule)
    return taken ? (optionsOf(taken, day)?.flat() ?? null) : null
  })
  return each.length > 0 && each.every((one) => one !== null) ? each : null
}

/** A step that takes the practice with the latest of one kind of bill, by the value set of that bill. */
const LATEST_BILL: Readonly<Record<string, string>> = {
  'chronic-care-management': 'care-management',
  'wellness-visit': 'wellness-visit',
}

function optionOf(step: Exclude<RuleStep, { step: 'rule' }>): readonly string[] | null {
  if (step.step !== 'claims') return [step.step]
  const [first] = step.order
  if (first === 'first_visit') return ['event']
  if (first === 'last_visit') {
    const bill = LATEST_BILL[step.services.length === 1 ? (step.services[0] ?? '') : '']
    return bill ? [bill] : null
  }
  // The least share that some rules ask for is no option of the element.
  return step.wins === 'minimum-share' ? null : [step.wins]
}

function countedBy({ order, services }: ClaimsStep): string | null {
  const [first] = order
  if (first === 'allowed_usd') return 'charges'
  if (first !== 'visits') return null
  return services.includes(ANY) ? 'services' : 'visits'
}

const enrolls = ({ step }: RuleStep): boolean => step === 'plan-assigned'

const sourcesOf = (steps: readonly RuleStep[]): string => [...new Set(steps.map(({ source }) => source))].join('; ')

const told = ({ rule, status }: AttributionRule, given: Given, source: string): Told => ({
  given,
  source: `attribution/${rule}: ${source}`,
  unconfirmed: status === 'unconfirmed',
})

function monthsOf(rule: AttributionRule, window: Parameter, day: string): Told | null {
  const { schedule, source, status } = heldOn(window, day)
  if (typeof schedule !== 'string' || source === null) return null
  const found = told(rule, schedule, source)
  return { ...found, unconfirmed: found.unconfirmed || status === 'unconfirmed' }
}

/** What follows from a rule that a text says is used on a day. */
export function answersByRule(
  rule: AttributionRule,
  source: string,
  { elements, day }: { elements: Elements; day: string },
): [string, readonly Reading[]][] {
  if (!inForce(rule, day)) return []
  return Object.entries(ELEMENTS_OF_RULE).flatMap(([element, ofRule]): [string, readonly Reading[]][] => {
    const said = ofRule(rule, day)
    const understood = said && understand(elementOf(elements, element), said.given)
    if (!said || !understood || 'fault' in understood) return []
    const status = said.unconfirmed ? 'unconfirmed' : 'stated'
    return [
      [element, [{ reading: null, ...understood, source: `${source}; ${said.source}`, status, never_decides: [] }]],
    ]
  })
}
