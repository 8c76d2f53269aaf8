import type { Term } from '../../explain/explained.ts'
import { exact } from '../../money.ts'
import type { Door } from '../release.ts'

/**
 * The working of a statement for one of its two parties. A payer's own amounts and its members' months are its own;
 * a rate over a shared provider reaches it in whole percent, and the counts behind the rate do not.
 */
export function termsFor(door: Door, terms: readonly Term[]): Term[] {
  return door.viewer.role === 'payer' ? terms.map((term) => forPayer(door, term)) : [...terms]
}

const isOfRate = (term: Term): boolean =>
  (term.explain_id ?? '').startsWith('measure_rate:') || (term.explain_id ?? '').includes(':rate%2F')

function forPayer({ policy }: Door, term: Term): Term {
  if (term.kind !== 'result' || term.value === null) return term
  if (term.unit === 'share') return { ...term, value: exact(term.value).toFixed(policy.payer_rate_places) }
  return isOfRate(term) ? { ...term, value: null, explain_id: null } : term
}
