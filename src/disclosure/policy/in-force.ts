import { exact } from '../../money.ts'
import type { AgreementTerms } from '../../register/schema.ts'
import { isInForce } from '../../rights/covered.ts'
import { POLICY_VALUES, type Policy, type PolicyValueName, STRICTEST } from './policy.ts'

export type InForce = {
  policy: Policy
  /** Why this one, in words. */
  because: string
}

/** The values in which a policy lets more out than the strictest. */
export const looserIn = (policy: Policy): PolicyValueName[] =>
  POLICY_VALUES.filter((name) => LOOSER[name](policy, STRICTEST))

const fewer = (name: PolicyValueName) => (policy: Policy, than: Policy) =>
  exact(String(policy[name])).lt(String(than[name]))
const more = (name: PolicyValueName) => (policy: Policy, than: Policy) =>
  exact(String(policy[name])).gt(String(than[name]))

const LOOSER: Readonly<Record<PolicyValueName, (policy: Policy, than: Policy) => boolean>> = {
  smallest_cell: fewer('smallest_cell'),
  payer_rate_places: more('payer_rate_places'),
  payer_rate_end: fewer('payer_rate_end'),
  // A step that lies elsewhere cuts the counts anew, and two cuts together are finer than either.
  reliable_from: ({ reliable_from: a }, { reliable_from: b }) =>
    a.low < b.low || a.moderate < b.moderate || a.high < b.high,
  fewest_payers: fewer('fewest_payers'),
  fewest_people_of_others: fewer('fewest_people_of_others'),
  fewest_organizations: fewer('fewest_organizations'),
  largest_share: more('largest_share'),
  protected_percent: fewer('protected_percent'),
  embargo: ({ embargo }) => embargo !== 'published',
  fewest_people_published: fewer('fewest_people_published'),
  standard_prices: ({ standard_prices }) => standard_prices === 'yes',
}

/**
 * The policy of a day: of the region's own the one that began last. Where it lets more out than the strictest, the
 * agreement that it names must be in force that day; without it the strictest holds, whole.
 */
export function policyInForce(own: readonly Policy[], agreements: readonly AgreementTerms[], today: string): InForce {
  const begun = own
    .filter(({ from, until }) => from <= today && (until === null || until >= today))
    .toSorted((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : a.name < b.name ? -1 : 1))
  const [chosen] = begun
  if (!chosen) return { policy: STRICTEST, because: 'the region has chosen no policy for this day' }
  const looser = looserIn(chosen)
  if (looser.length === 0) return { policy: chosen, because: 'chosen, and nowhere looser than the strictest' }
  const why = `${chosen.name} is looser in ${looser.join(', ')}`
  if (chosen.agreement === null) return { policy: STRICTEST, because: `${why} and names no agreement` }
  const agreement = agreements.find((one) => one.agreement === chosen.agreement)
  if (!agreement || !isInForce(agreement, today))
    return { policy: STRICTEST, because: `${why}, and ${chosen.agreement} is not in force` }
  return { policy: chosen, because: `${why}, as ${chosen.agreement} permits` }
}
