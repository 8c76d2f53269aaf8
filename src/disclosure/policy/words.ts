import { looserIn } from './in-force.ts'
import { POLICY_VALUES, type Policy, type PolicyValueName, PolicyValues } from './policy.ts'

/** One value of a policy in plain words, for who reads what is withheld from them. */
export type PolicyValueRow = {
  value_name: PolicyValueName
  value: string
  /** What it does, as a sentence. */
  says: string
  about: string
  /** From whom something is withheld by it. */
  whom: string
  source: string
  looser: boolean
}

const whole = (share: string): string => `${Math.round(Number(share) * 1000) / 10}%`

const SAYS: Readonly<Record<PolicyValueName, (policy: Policy) => string>> = {
  smallest_cell: ({ smallest_cell: n }) =>
    `A count of fewer than ${n} people is withheld, and as many more as it takes that it cannot be worked out.`,
  payer_rate_places: ({ payer_rate_places: n }) =>
    n === 2 ? 'A payer gets rates in whole percent.' : `A payer gets rates as a share with ${n} decimal places.`,
  payer_rate_end: ({ payer_rate_end: end }) =>
    `A rate in the first or the last ${whole(end)} is shown as that end: ${whole(end)} or less, or ${whole(String(1 - Number(end)))} or more.`,
  reliable_from: ({ reliable_from: { low, moderate, high } }) =>
    `Beside its rate a payer gets how reliable it is: low from ${low}, moderate from ${moderate}, high from ${high}. Under ${low} the rate over all payers is withheld.`,
  fewest_payers: ({ fewest_payers: n }) =>
    `A rate over all payers reaches payers only where ${n} payers have people behind it.`,
  fewest_people_of_others: ({ fewest_people_of_others: n }) =>
    `It is withheld where, besides any two payers, fewer than ${n} people stand behind it.`,
  fewest_organizations: ({ fewest_organizations: n }) =>
    `A cost that holds other organizations' prices is shown only where ${n} of them stand behind it, and behind what changed since it was last shown.`,
  largest_share: ({ largest_share: share }) => `None of them may have more than ${whole(share)} of it.`,
  protected_percent: ({ protected_percent: n }) =>
    `Nobody may be able to say what one of them was paid to within ${n}%.`,
  embargo: ({ embargo }) =>
    embargo === 'none'
      ? 'Rates and costs wait for nobody.'
      : embargo === 'published'
        ? 'Rates and costs wait until the convener has published the period.'
        : `Rates and costs wait until ${embargo}.`,
  fewest_people_published: ({ fewest_people_published: n }) =>
    `What everybody may see is rates of the whole region that rest on at least ${n} people, once they are published.`,
  standard_prices: ({ standard_prices }) =>
    standard_prices === 'yes'
      ? 'Where a price is withheld, the mean price of the region for that kind of service is shown and called so.'
      : 'Where a price is withheld, nothing is shown in its place.',
}

const OVERSEE = 'the convener, the state, purchasers, coaches'
const WHOM: Readonly<Record<PolicyValueName, string>> = {
  smallest_cell: OVERSEE,
  payer_rate_places: 'payers',
  payer_rate_end: 'payers',
  reliable_from: 'payers',
  fewest_payers: 'payers',
  fewest_people_of_others: 'payers',
  fewest_organizations: `practices, ${OVERSEE}`,
  largest_share: `practices, ${OVERSEE}`,
  protected_percent: `practices, ${OVERSEE}`,
  embargo: 'the state, purchasers, coaches, the public',
  fewest_people_published: 'the public',
  standard_prices: 'practices',
}

export const policyRows = (policy: Policy): PolicyValueRow[] => {
  const looser = looserIn(policy)
  return POLICY_VALUES.map((name) => ({
    value_name: name,
    value: typeof policy[name] === 'object' ? JSON.stringify(policy[name]) : String(policy[name]),
    says: SAYS[name](policy),
    about: PolicyValues.shape[name].description ?? '',
    whom: WHOM[name],
    source: policy.sources[name],
    looser: looser.includes(name),
  }))
}
