import type { Term } from '../../explain/explained.ts'
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

/**
 * The working of a statement for one of its two parties. A payer's own amounts and its members' months are its own;
 * a rate over a shared provider reaches it in whole percent, and the counts behind the rate do not. Where a payer's
 * agreement does not cover the purpose, no rate over all payers is shown.
 */
export function termsFor(reading: Reading, door: Door, terms: readonly Term[]): Term[] {
  if (door.viewer.unusable_payers.length > 0)
    return terms.map((term) =>
      isRate(term) || (term.kind === 'result' && measureOf(term)) ? { ...term, value: null, explain_id: null } : term,
    )
  if (door.viewer.role !== 'payer') return [...terms]
  const unseen = new Set(
    terms.filter((term) => isRate(term) && !isShownToPayers(reading, term.explain_id)).map(measureOf),
  )
  return terms.map((term) => (follows(term, unseen) ? { ...term, value: null } : forPayer(reading, door, term)))
}

const measureOf = ({ name }: Term): string | undefined => name.split('/')[1]

/** What was worked out from a rate of one measure tells that rate: it goes where the rate goes. */
const follows = (term: Term, unseen: ReadonlySet<string | undefined>): boolean =>
  term.kind === 'result' && !isRate(term) && measureOf(term) !== undefined && unseen.has(measureOf(term))

const isRate = (term: Term): boolean =>
  /^measure_rate:|:(baseline_)?rate\//.test(term.explain_id ?? '') || /^(baseline_)?rate(\/|$)/.test(term.name)

/** A score stays exact: it is made of rates that the model has rounded, and an amount is checked with it. */
function forPayer(reading: Reading, { policy }: Door, term: Term): Term {
  if (term.kind !== 'result' || term.value === null || !isRate(term)) return term
  if (term.unit === 'share' && isShownToPayers(reading, term.explain_id))
    return { ...term, value: exact(term.value).toFixed(policy.payer_rate_places) }
  return { ...term, value: null, explain_id: null }
}
