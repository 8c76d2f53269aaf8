import type { Term } from '../../explain/explained.ts'
import { exact } from '../../money.ts'
import type { Door } from '../release.ts'

/**
 * The working of a statement for one of its two parties. A payer's own amounts and its members' months are its own;
 * a rate over a shared provider reaches it in whole percent, and the counts behind the rate do not. Where a payer's
 * agreement does not cover the purpose, no rate over all payers is shown.
 */
export function termsFor(door: Door, terms: readonly Term[]): Term[] {
  if (door.viewer.unusable_payers.length > 0)
    return terms.map((term) => (isRate(term) ? { ...term, value: null, explain_id: null } : term))
  return door.viewer.role === 'payer' ? terms.map((term) => forPayer(door, term)) : [...terms]
}

const isRate = (term: Term): boolean =>
  /^measure_rate:|:(baseline_)?rate\//.test(term.explain_id ?? '') || /^(baseline_)?rate(\/|$)/.test(term.name)

/** A score stays exact: it is made of rates that the model has rounded, and an amount is checked with it. */
function forPayer({ policy }: Door, term: Term): Term {
  if (term.kind !== 'result' || term.value === null || !isRate(term)) return term
  if (term.unit === 'share') return { ...term, value: exact(term.value).toFixed(policy.payer_rate_places) }
  return { ...term, value: null, explain_id: null }
}
