import type { Step, Term } from '../../explain/explained.ts'
import { exact } from '../../money.ts'
import { rateKey } from '../patterns/patterns.ts'
import type { Door } from '../release.ts'
import type { Reading } from './reading.ts'

/** The rate over all payers that an id or a name leads to, where it is one. */
const RATE = /^measure_rate:([^:]+):([^:]+):([^:]+):all$/
const FACT = /^payment_fact:([^:]+):[^:]+:([^:]+):[^:]+:(baseline_)?rate\/(.+)$/

/** Whether payers get this rate over all payers, and get it as this run has it: an amount of today tells no other. */
export function isShownToPayers({ patterns, period, baseline }: Reading, explain_id: string | null): boolean {
  const rate = RATE.exec(explain_id ?? '')
  const fact = FACT.exec(explain_id ?? '')
  const key = rate
    ? rateKey(rate[1] ?? '', rate[2] ?? '', rate[3] ?? '')
    : fact
      ? rateKey(fact[3] ? baseline.id : period.id, fact[4] ?? '', fact[2] ?? '')
      : null
  const found = key === null ? undefined : patterns.rates.get(key)
  return found !== undefined && found.as_of === null
}

/** What a working holds besides its formulas: the values read, and those worked out on the way. */
export type Values = { says: string | null; steps: Step[]; terms: Term[] }

/**
 * The working of a statement for one of its two parties. A payer's own amounts and its members' months are its own;
 * a rate over a shared provider reaches it in whole percent, and the counts behind the rate do not. What was worked out
 * from a rate of one measure tells that rate, whether it stands among the terms or the steps: it goes where the rate
 * goes. Where a payer's agreement does not cover the purpose, no rate over all payers is shown.
 */
export function workingFor(reading: Reading, door: Door, { says, steps, terms }: Values): Values {
  const unseen = unseenMeasures(reading, door, terms)
  return {
    says,
    steps: steps.map((step) =>
      unseen(measureOf(step.component)) ? { ...step, value: null, says: null, withheld: true } : step,
    ),
    terms: terms.map((term) => (follows(term, unseen) ? withhold(term) : rateFor(reading, door, term))),
  }
}

/** Of which measures nothing may be told that follows from a rate. */
type Unseen = (measure: string | undefined) => boolean

function unseenMeasures(reading: Reading, { viewer }: Door, terms: readonly Term[]): Unseen {
  if (viewer.unusable_payers.length > 0) return (measure) => measure !== undefined
  if (viewer.role !== 'payer') return () => false
  const unseen = new Set(
    terms
      .filter((term) => isRate(term) && !isShownToPayers(reading, term.explain_id))
      .map((term) => measureOf(term.name)),
  )
  return (measure) => measure !== undefined && unseen.has(measure)
}

const withhold = (term: Term): Term => ({ ...term, value: null, explain_id: null, withheld: true })

const measureOf = (name: string): string | undefined => name.split('/')[1]

const follows = (term: Term, unseen: Unseen): boolean =>
  term.kind === 'result' && !isRate(term) && unseen(measureOf(term.name))

const isRate = (term: Term): boolean =>
  /^measure_rate:|:(baseline_)?rate\//.test(term.explain_id ?? '') || /^(baseline_)?rate(\/|$)/.test(term.name)

/** A score stays exact: it is made of rates that the model has rounded, and an amount is checked with it. */
function rateFor(reading: Reading, { viewer, policy }: Door, term: Term): Term {
  if (!isRate(term)) return term
  if (viewer.unusable_payers.length > 0) return withhold(term)
  if (viewer.role !== 'payer' || term.kind !== 'result' || term.value === null) return term
  if (term.unit === 'share' && isShownToPayers(reading, term.explain_id))
    return { ...term, value: exact(term.value).toFixed(policy.payer_rate_places) }
  return withhold(term)
}
