import { keepsProcess } from '../../../convening/act.ts'
import type { CommitteeFault } from '../../../convening/initiative/committee.ts'
import { faultsOf } from '../../../convening/initiative/committees.ts'
import { type Basis, type CostShare, costShares } from '../../../convening/initiative/cost-shares.ts'
import { FOOTING_RULES, type Footing, type FootingRule } from '../../../convening/initiative/footing.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import type {
  CommitteeRow,
  CostShareRow,
  CostShareWeightRow,
  InitiativeRow,
} from '../../../register/convening/initiative-schema.ts'
import { filledOn, type SeatFilled } from '../../../register/convening/initiatives.ts'
import type { Register, RegisterTransaction } from '../../../register/open.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, partyOf } from '../received/received.ts'

/** What reads of the convening work on: the register, and the time it is. */
export type Convened = { register: Register; now: string }

export type SeatSeen = {
  seat: number
  side: string
  votes: boolean
  holder:
    | (Pick<SeatFilled, 'seat_term' | 'chair' | 'start_date' | 'end_date'> & {
        name: string
        participant: string | null
        own: boolean
      })
    | null
}
export type CommitteeSeen = Omit<CommitteeRow, 'initiative' | 'recorded_at' | 'recorded_by'> & {
  seats: SeatSeen[]
  faults: CommitteeFault[]
  conflicts: { name: string; interest: string; declared_at: string }[]
}

const COLUMNS = [
  ...['initiative', 'title', 'about', 'footing', 'footing_rule', 'authority', 'supervisor', 'supervision'],
  ...['start_date', 'end_date', 'charter', 'participants', 'memorandum', 'committees', 'costs', 'waivers', 'own'],
]
const INITIATIVE = { name: 'initiative', columns: each(COLUMNS, 'public'), parties: () => ({}) }

/** Every initiative with who takes part, what they signed, who sits where, and what it costs whom, as far as the viewer may know. */
export async function readInitiatives(door: Door, { register, now }: Convened): Promise<Released[]> {
  const { viewer } = door
  const names = await namesOf(register)
  const found = await register.as(partyOf(viewer), async (tx) => {
    const rows = await tx.selectFrom('initiative').selectAll().orderBy('start_date').orderBy('initiative').execute()
    const all = []
    for (const one of rows) all.push(await initiativeIn(tx, one, viewer, names, now.slice(0, 10)))
    return all
  })
  const costs = await register.engine((tx) => costsIn(tx, viewer))
  const rows = found.map((one) => ({ ...one, costs: costsFor(costs, one, viewer) }))
  return release(door, INITIATIVE, rows)
}

type Names = { accounts: ReadonlyMap<string, string>; participants: ReadonlyMap<string, string> }

/** Who sits on a committee is known by name to all who take part. */
export async function namesOf(register: Register): Promise<Names> {
  return register.engine(async (tx) => {
    const accounts = await tx.selectFrom('account').select(['account', 'name']).execute()
    const participants = await tx.selectFrom('participant').select(['participant', 'participant_name']).execute()
    return {
      accounts: new Map(accounts.map(({ account, name }) => [account, name])),
      participants: new Map(participants.map((one) => [one.participant, one.participant_name])),
    }
  })
}

async function initiativeIn(tx: RegisterTransaction, found: InitiativeRow, viewer: Viewer, names: Names, day: string) {
  const { initiative } = found
  const participants = await participantsIn(tx, initiative, names)
  const { recorded_at: _at, recorded_by: _by, ...itself } = found
  const footing_rule: FootingRule = FOOTING_RULES[found.footing as Footing]
  return {
    ...itself,
    footing_rule,
    charter: await tx
      .selectFrom('initiative_charter')
      .select(['version', 'body', 'adopted_on', 'adoption_public'])
      .where('initiative', '=', initiative)
      .orderBy('version', 'desc')
      .execute(),
    participants,
    memorandum: await memorandumIn(tx, initiative, names),
    committees: await committeesIn(tx, found, viewer, names, day),
    waivers: await tx
      .selectFrom('legal_waiver')
      .select(['legal_waiver', 'payer', 'organization_id', 'law', 'citation', 'document', 'claimed_on', 'ended_on'])
      .where('initiative', '=', initiative)
      .orderBy('legal_waiver')
      .execute(),
    own: participants.find(({ participant }) => participant === viewer.organization_id) ?? null,
  }
}

async function participantsIn(tx: RegisterTransaction, initiative: string, { participants }: Names) {
  const found = await tx
    .selectFrom('initiative_participant')
    .select(['participant', 'side', 'lines_of_business', 'start_date', 'end_date'])
    .where('initiative', '=', initiative)
    .orderBy('side')
    .orderBy('participant')
    .execute()
  return found.map((one) => ({ ...one, name: participants.get(one.participant) ?? one.participant }))
}

async function memorandumIn(tx: RegisterTransaction, initiative: string, { participants }: Names) {
  const newest = await tx
    .selectFrom('memorandum')
    .select(['version', 'body', 'body_hash', 'issued_on'])
    .where('initiative', '=', initiative)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (!newest) return null
  const signatures = await tx
    .selectFrom('memorandum_signature')
    .select(['version', 'participant', 'signed_name', 'signed_at'])
    .where('initiative', '=', initiative)
    .orderBy('signed_at')
    .execute()
  return {
    ...newest,
    signatures: signatures.map((one) => ({ ...one, name: participants.get(one.participant) ?? one.participant })),
  }
}

async function committeesIn(
  tx: RegisterTransaction,
  { initiative, footing }: InitiativeRow,
  viewer: Viewer,
  names: Names,
  day: string,
): Promise<CommitteeSeen[]> {
  const found = await tx
    .selectFrom('committee')
    .select([
      ...(['committee', 'title', 'charge', 'room', 'decides_by', 'quorum_share', 'passes_share'] as const),
      ...(['most_side_share', 'least_consumer_seats', 'ended_on', 'governs'] as const),
    ])
    .where('initiative', '=', initiative)
    .orderBy('committee')
    .execute()
  const seen: CommitteeSeen[] = []
  for (const committee of found) {
    const filled = await filledOn(tx, committee.committee, day)
    const seats = await tx
      .selectFrom('seat')
      .select(['seat', 'side', 'votes'])
      .where('committee', '=', committee.committee)
      .where('ended_on', 'is', null)
      .orderBy('seat')
      .execute()
    const conflicts = await tx
      .selectFrom('conflict')
      .select(['account', 'interest', 'declared_at'])
      .where('committee', '=', committee.committee)
      .where('ended_on', 'is', null)
      .orderBy('conflict')
      .execute()
    seen.push({
      ...committee,
      seats: seats.map((seat) => ({
        ...seat,
        holder: holderOf(
          filled.find((one) => one.seat === seat.seat),
          names,
          viewer,
        ),
      })),
      // The public reads no seats, so it is not told what is wrong with them.
      faults: viewer.role === 'public' ? [] : faultsOf({ ...committee, footing }, filled),
      conflicts: conflicts.map(({ account, ...one }) => ({ name: names.accounts.get(account) ?? 'somebody', ...one })),
    })
  }
  return seen
}

function holderOf(filled: SeatFilled | undefined, names: Names, viewer: Viewer): SeatSeen['holder'] {
  if (!filled) return null
  const { seat_term, chair, start_date, end_date, account, participant } = filled
  return {
    ...{ seat_term, chair, start_date, end_date },
    name: names.accounts.get(account) ?? 'somebody',
    participant: participant === null ? null : (names.participants.get(participant) ?? participant),
    own: account === viewer.person,
  }
}

/** With fewer who bear it, each could work out what the others' shares are in proportion to. */
const LEAST_BEARERS = 4

export type CostsSeen = {
  year: number
  basis: string
  budget_usd: string
  /** Of the viewer's own participant, without the working; of all, with it, to who convenes. */
  shares: (Omit<CostShare, 'working'> & { name: string; working: string | null })[]
  /** Who has not said what its share is in proportion to. */
  missing: string[]
  because: string | null
}

type Bearing = { budgets: CostShareRow[]; weights: CostShareWeightRow[] }

const costsIn = async (tx: RegisterTransaction, { role }: Viewer): Promise<Bearing> =>
  role === 'public'
    ? { budgets: [], weights: [] }
    : {
        budgets: await tx.selectFrom('cost_share').selectAll().orderBy('year', 'desc').execute(),
        weights: await tx.selectFrom('cost_share_weight').selectAll().execute(),
      }

/**
 * What each bears of a year's budget. A participant reads its own share, and where shares are in proportion to lives or
 * premium only if enough others bear too: from the budget and its own it could else work out theirs.
 */
function costsFor(
  { budgets, weights }: Bearing,
  { initiative, participants }: { initiative: string; participants: readonly { participant: string; name: string }[] },
  viewer: Viewer,
): CostsSeen[] {
  const all = keepsProcess(viewer)
  if (!all && !participants.some(({ participant }) => participant === viewer.organization_id)) return []
  const nameOf = (key: string) => participants.find(({ participant }) => participant === key)?.name ?? key
  return budgets
    .filter((one) => one.initiative === initiative)
    .map(({ year, basis, budget_usd }) => {
      const given = weights.filter((one) => one.initiative === initiative && one.year === year)
      const shares = costShares(budget_usd, basis as Basis, given).map((one) => ({
        ...one,
        name: nameOf(one.participant),
      }))
      const missing = participants.filter(({ participant }) => !given.some((one) => one.participant === participant))
      if (all) return { year, basis, budget_usd, shares, missing: missing.map(({ name }) => name), because: null }
      const own = shares.filter(({ participant }) => participant === viewer.organization_id)
      const few = basis !== 'equal' && given.length < LEAST_BEARERS && own.length > 0
      return {
        ...{ year, basis, budget_usd, missing: [] },
        shares: few ? [] : own.map((one) => ({ ...one, working: null })),
        because: few ? `fewer than ${LEAST_BEARERS} bear it, and a share would tell what the others’ is` : null,
      }
    })
}
