import type { Permitted } from '../governance/permitted.ts'
import type { Role, Viewer } from '../governance/viewer.ts'
import { exact } from '../money.ts'
import type { ColumnClass, Contributors, Parties, Value } from './dataset.ts'
import type { Policy } from './policy.ts'

/** One cell decided: the value that may leave, and why not where it may not. */
export type Decided = { value: Value; because: string | null }

export const BECAUSE = {
  person: 'about a person; only those who treat, cover or operate may see it',
  evidence: 'it may rest on what another payer sent',
  other_payers: 'it would tell about members of other payers',
  small: 'fewer people than the smallest cell shown',
  complement: 'a smaller cell could be worked out from it',
  rate: 'payers get a rate in whole percent, without what gives its size away',
  amount: 'own amounts and statements reach their two parties only',
  price: 'a price between a payer and a provider reaches these two only',
  agreement: 'it rests on what a payer sent whose agreement does not cover this purpose',
  contributors: 'too few other organizations stand behind it: a price could be worked out',
} as const

/** A right to the people behind a row: their practice, their payer, the operator. */
export function hasRightToPeople(viewer: Viewer, parties: Parties): boolean {
  switch (viewer.role) {
    case 'operator':
      return true
    case 'practice':
    case 'provider-organization':
      return typeof parties.practice_id === 'string' && treats(viewer, parties.practice_id)
    case 'payer':
      return viewer.organization_id !== null && parties.payer === viewer.organization_id
    default:
      return false
  }
}

const treats = ({ practice_ids, emergency_practice_ids = [] }: Viewer, practice_id: string): boolean =>
  practice_ids.includes(practice_id) || emergency_practice_ids.includes(practice_id)

/** One of the two sides of an amount: its payer, or the organization that is paid. */
export function isParty(viewer: Viewer, parties: Parties): boolean {
  if (viewer.role === 'operator') return true
  if (viewer.organization_id === null) return false
  if (viewer.role === 'payer') return parties.payer === viewer.organization_id
  if (viewer.role === 'practice' || viewer.role === 'provider-organization')
    return parties.organization_id === viewer.organization_id
  return false
}

/** Decides one cell. Where there is no right the value is not looked at: an empty one is withheld like any other. */
export function decide(
  viewer: Permitted,
  policy: Policy,
  kind: ColumnClass,
  value: Value,
  parties: Parties,
  contributors: Contributors | undefined,
): Decided {
  const people = hasRightToPeople(viewer, parties)
  if (!mayUse(viewer, kind, parties)) return withheld(BECAUSE.agreement)
  switch (kind) {
    case 'public':
      return shown(value)
    case 'person':
      return people ? shown(value) : withheld(BECAUSE.person)
    case 'evidence':
      if (!people) return withheld(BECAUSE.person)
      return viewer.role === 'payer' ? withheld(BECAUSE.evidence) : shown(value)
    case 'count':
      return people ? shown(value) : cell(viewer, policy, value)
    case 'weight':
      if (viewer.role === 'payer') return withheld(BECAUSE.rate)
      return people ? shown(value) : cell(viewer, policy, value)
    case 'interval':
      if (viewer.role === 'payer') return withheld(BECAUSE.rate)
      return viewer.role === 'public' ? withheld(BECAUSE.small) : shown(value)
    case 'rate':
      if (viewer.role === 'public') return withheld(BECAUSE.small)
      return viewer.role === 'payer' ? shown(coarse(value, policy)) : shown(value)
    case 'own-amount':
      return isParty(viewer, parties) ? shown(value) : withheld(BECAUSE.amount)
    case 'pair-price':
      return price(viewer, policy, value, parties, contributors)
  }
}

const OVER_PAYERS: ReadonlySet<ColumnClass> = new Set(['evidence', 'count', 'weight', 'rate', 'interval', 'pair-price'])

/**
 * Of a payer whose agreement does not cover the purpose nothing is shown but its name, and no figure over all payers:
 * without that payer it would be another figure, and beside the others' it would tell that payer's.
 */
function mayUse({ unusable_payers }: Permitted, kind: ColumnClass, { payer }: Parties): boolean {
  if (unusable_payers.length === 0 || kind === 'public') return true
  if (payer === undefined || payer === null || payer === 'all') return !OVER_PAYERS.has(kind)
  return !unusable_payers.includes(payer)
}

const shown = (value: Value): Decided => ({ value, because: null })
const withheld = (because: string): Decided => ({ value: null, because })

/** They reach no person: what they count is shown from the smallest cell on. */
const READS_CELLS: readonly Role[] = ['convener', 'state', 'purchaser', 'coach']

function cell(viewer: Viewer, policy: Policy, value: Value): Decided {
  if (!READS_CELLS.includes(viewer.role)) return withheld(BECAUSE.other_payers)
  if (value === null) return shown(null)
  return Number(value) >= policy.smallest_cell ? shown(value) : withheld(BECAUSE.small)
}

function coarse(value: Value, policy: Policy): Value {
  return value === null ? null : exact(String(value)).toFixed(policy.payer_rate_places)
}

function price(
  viewer: Viewer,
  policy: Policy,
  value: Value,
  parties: Parties,
  contributors: Contributors | undefined,
): Decided {
  if (viewer.role === 'operator') return shown(value)
  if (viewer.role === 'payer') return isParty(viewer, parties) ? shown(value) : withheld(BECAUSE.price)
  if (contributors) {
    const may =
      hasRightToPeople(viewer, parties) ||
      ((viewer.role === 'convener' || viewer.role === 'state') && parties.payer === 'all')
    if (!may) return withheld(BECAUSE.price)
    return enough(policy, contributors) ? shown(value) : withheld(BECAUSE.contributors)
  }
  return isParty(viewer, parties) ? shown(value) : withheld(BECAUSE.price)
}

function enough(policy: Policy, { others, largest_share }: Contributors): boolean {
  return (
    others >= policy.fewest_other_organizations &&
    largest_share !== null &&
    exact(largest_share).lte(policy.largest_other_share)
  )
}
