import type { Permitted } from '../governance/permitted.ts'
import type { Viewer } from '../governance/viewer.ts'
import { exact } from '../money.ts'
import type { ColumnClass, Parties, Value } from './dataset.ts'
import type { Door } from './release.ts'

/** One cell decided: the value that may leave, and why not where it may not. */
export type Decided = { value: Value; because: string | null }

export const BECAUSE = {
  person: 'about a person; only those who treat, cover or operate may see it',
  evidence: 'it may rest on what another payer sent',
  other_payers: 'it would tell about members of other payers',
  // One reason for both: which of two counts is the small one would tell how large the other is.
  small: 'it is a count of few people, or would give one away',
  others: 'too few payers or people stand behind it, or too little has changed since it was last shown',
  rate: 'payers get a rate in whole percent, without what gives its size away',
  amount: 'own amounts and statements reach their two parties only',
  price: 'a price between a payer and a provider reaches these two only',
  agreement: 'it rests on what a payer sent whose agreement does not cover this purpose',
  contributors:
    'too few other organizations stand behind it, or behind what changed since it was last shown: a price could be worked out',
  market:
    'too few payers, people or organizations stand behind it, or behind what changed since it was last shown: one of them could be worked out',
  excess: 'with the spend after truncation it would tell what the costliest people cost',
  one_person: 'it is what one person cost',
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

/** What is decided: the value, whom it is about, and what the run's patterns say of it. */
export type Given = { value: Value; parties: Parties; cell: string | null; figure: boolean }
type Rules = Pick<Door, 'viewer' | 'policy' | 'withheld' | 'embargo'>

/** Decides one cell. Where there is no right the value is not looked at: an empty one is withheld like any other. */
export function decide(rules: Rules, kind: ColumnClass, given: Given): Decided {
  const { viewer, policy, embargo } = rules
  const { value, parties } = given
  const people = hasRightToPeople(viewer, parties)
  if (!mayUse(viewer, kind, parties)) return withheld(BECAUSE.agreement)
  if (embargo !== null && WAITING.has(kind) && isWaiting(viewer)) return withheld(embargo)
  switch (kind) {
    case 'public':
      return shown(value)
    case 'person':
      return people ? shown(value) : withheld(BECAUSE.person)
    case 'evidence':
      if (!people) return withheld(BECAUSE.person)
      return viewer.role === 'payer' ? withheld(BECAUSE.evidence) : shown(value)
    case 'count':
      if (people) return shown(value)
      if (isCounting(viewer) && Number(value ?? 0) < policy.smallest_cell) return withheld(BECAUSE.small)
      return cell(rules, given)
    case 'rounded-count':
      if (people) return shown(value)
      if (!isCounting(viewer)) return withheld(BECAUSE.other_payers)
      return Number(value ?? 0) < policy.smallest_cell ? withheld(BECAUSE.small) : shown(value)
    case 'weight':
    case 'interval':
      if (viewer.role === 'payer') return withheld(BECAUSE.rate)
      return people ? shown(value) : cell(rules, given)
    case 'rate':
      return viewer.role === 'payer' ? toPayer(rules, given, people) : people ? shown(value) : cell(rules, given)
    case 'own-amount':
      return isParty(viewer, parties) ? shown(value) : withheld(BECAUSE.amount)
    case 'pair-price':
      return isParty(viewer, parties) ? shown(value) : withheld(BECAUSE.price)
    case 'mixed-price':
      return mixed(viewer, given, people)
    case 'market':
      return viewer.role === 'operator' || (given.figure && viewer.role !== 'public')
        ? shown(value)
        : withheld(BECAUSE.market)
    case 'before-truncation':
      return viewer.role === 'operator' ? shown(value) : withheld(BECAUSE.excess)
  }
}

const OVER_PAYERS: ReadonlySet<ColumnClass> = new Set([
  'evidence',
  'count',
  'rounded-count',
  'weight',
  'rate',
  'interval',
  'pair-price',
  'mixed-price',
  'market',
  'before-truncation',
])

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

const COUNTING = new Set(['convener', 'state', 'purchaser', 'coach'])
/** They see how many, and not who. */
export const isCounting = ({ role }: Viewer): boolean => COUNTING.has(role)

const WAITING = new Set<ColumnClass>(['rate', 'weight', 'interval', 'mixed-price', 'market'])
/** The convener prepares what is published; who treats, pays or operates sees what is theirs at once. */
const isWaiting = ({ role }: Viewer): boolean => ['state', 'purchaser', 'coach', 'public'].includes(role)

function cell({ viewer, withheld: keys }: Rules, { value, cell: key }: Given): Decided {
  if (!isCounting(viewer)) return withheld(BECAUSE.other_payers)
  return key === null || keys.has(key) ? withheld(BECAUSE.small) : shown(value)
}

/** Of its own members a payer gets the rate; over all payers what the patterns made of it. */
function toPayer({ policy }: Rules, { value, figure }: Given, own: boolean): Decided {
  if (own) return shown(value === null ? null : exact(String(value)).toFixed(policy.payer_rate_places))
  return figure ? shown(value) : withheld(BECAUSE.others)
}

function mixed(viewer: Viewer, { value, parties, figure }: Given, people: boolean): Decided {
  if (viewer.role === 'operator') return shown(value)
  if (viewer.role === 'payer') return isParty(viewer, parties) ? shown(value) : withheld(BECAUSE.price)
  const may = people || (isCounting(viewer) && parties.payer === 'all')
  if (!may) return withheld(BECAUSE.price)
  return figure ? shown(value) : withheld(BECAUSE.contributors)
}
