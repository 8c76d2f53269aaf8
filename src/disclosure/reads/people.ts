import { governs } from '../../governance/access/act.ts'
import { breakGlassFor } from '../../governance/access/break-glass.ts'
import type { Viewer } from '../../governance/viewer.ts'
import type { Register } from '../../register/open.ts'
import { type AccessGrant, listAccessGrants } from '../../register/people/access-grants.ts'
import { type Account, accountsOf } from '../../register/people/accounts.ts'
import { listApiClients } from '../../register/people/api-clients.ts'
import { listCoaching } from '../../register/people/coaching.ts'
import { openInvitations } from '../../register/people/invitations.ts'
import { listParticipants } from '../../register/people/participants.ts'
import { proofOf } from '../../register/people/proof.ts'
import type { Dataset, Row } from '../dataset.ts'
import { type Door, type Released, release } from '../release.ts'
import { each } from './received/received.ts'

/** What reads of people work on. Names of practices come from the region's directory, where there is one. */
export type Staff = {
  register: Register
  now: string
  practices: ReadonlyMap<string, { practice_name: string; organization_id: string }>
}

const rowsOf = (name: string, columns: readonly string[]): Dataset => ({
  name,
  columns: each(columns, 'public'),
  parties: () => ({}),
})

const PEOPLE = rowsOf('people', [
  ...['account', 'name', 'email', 'status', 'shut_by_operator', 'invited_until', 'proof', 'sessions', 'last_seen_at'],
  ...['created_at', 'created_by', 'grants'],
])
const PARTICIPANTS = rowsOf('participants', ['participant', 'participant_name', 'kind'])
const COACHING = rowsOf('coaching', [
  ...['coaching', 'participant', 'participant_name', 'practice_id', 'practice_name', 'organization_id', 'start_date'],
  ...['end_date', 'consented_by', 'consented_at', 'ended_at', 'ended_by'],
])
const PRACTICES = rowsOf('practices to name', ['practice_id', 'practice_name', 'organization_id'])
const COLLEAGUES = rowsOf('colleagues', ['account', 'name'])

export type PeopleRead = {
  account: string
  administers: boolean
  people: Released[]
  colleagues: Released[]
  participants: Released[]
  practices: Released[]
  coaching: Released[]
}

/**
 * An administrator reads about the people of its participant, the operator about all; whoever else about itself, and
 * the names of those to whom it may lend.
 */
export async function readPeople(door: Door, staff: Staff): Promise<PeopleRead> {
  const { viewer } = door
  const { register, now } = staff
  const administers = governs(viewer, viewer.organization_id)
  // Its own role's rows only: two participants of one kind are two parties.
  const grants = (await listAccessGrants(register, viewer)).filter(
    (one) => viewer.role === 'operator' || one.participant === viewer.organization_id,
  )
  const accounts = await accountsOf(register, [...new Set(grants.map((one) => one.account))])
  const shown = administers ? accounts : accounts.filter((one) => one.account === viewer.person)
  const others = accounts.filter((one) => one.account !== viewer.person && holds(one, grants, now.slice(0, 10)))
  const participants = await listParticipants(register, viewer)
  const named = new Map(participants.map((one) => [one.participant, one.participant_name]))
  const coaching = administers ? await listCoaching(register, viewer) : []
  return {
    account: viewer.person,
    administers,
    people: await release(door, PEOPLE, await peopleRows(staff, shown, grants, named)),
    colleagues: await release(door, COLLEAGUES, others),
    participants: await release(
      door,
      PARTICIPANTS,
      participants.filter(
        (one) => viewer.role === 'operator' || one.participant === viewer.organization_id || one.kind === 'coach',
      ),
    ),
    practices: await release(door, PRACTICES, nameable(viewer, staff, coaching)),
    coaching: await release(
      door,
      COACHING,
      coaching.map((one) => ({
        ...one,
        participant_name: named.get(one.participant) ?? one.participant,
        practice_name: nameOf(staff, one.practice_id),
      })),
    ),
  }
}

const nameOf = ({ practices }: Staff, practice_id: string): string =>
  practices.get(practice_id)?.practice_name ?? practice_id

/** Practices that the viewer may write into somebody's grant. */
function nameable(viewer: Viewer, staff: Staff, coaching: readonly { practice_id: string; ended_at: string | null }[]) {
  const coached = new Set(coaching.filter((one) => one.ended_at === null).map((one) => one.practice_id))
  return [...staff.practices]
    .filter(([practice_id, { organization_id }]) => {
      if (viewer.role === 'operator') return true
      return viewer.role === 'coach' ? coached.has(practice_id) : organization_id === viewer.organization_id
    })
    .map(([practice_id, one]) => ({ practice_id, ...one }))
}

const holds = ({ account, status }: Account, grants: readonly AccessGrant[], today: string): boolean =>
  status === 'active' &&
  grants.some((one) => one.account === account && one.delegated_from === null && stateOf(one, today) === 'holds')

/** Whether a grant, or a consent, holds today, is yet to begin, is past its last day, or was ended. */
export function stateOf(
  grant: Pick<AccessGrant, 'start_date' | 'end_date' | 'ended_at'>,
  today: string,
): 'holds' | 'to-come' | 'past' | 'ended' {
  if (grant.ended_at !== null) return 'ended'
  if (grant.start_date > today) return 'to-come'
  return grant.end_date !== null && grant.end_date < today ? 'past' : 'holds'
}

async function peopleRows(
  staff: Staff,
  accounts: readonly Account[],
  grants: readonly AccessGrant[],
  named: ReadonlyMap<string, string>,
): Promise<Row[]> {
  const { register, now } = staff
  const invited = new Map((await openInvitations(register, now)).map((one) => [one.account, one.expires_at]))
  const proofs = await proofOf(register, now)
  const name = new Map(accounts.map((one) => [one.account, one.name]))
  return accounts.map((one) => ({
    ...one,
    shut_by_operator: one.status !== 'active' && one.status_set_by === 'operator',
    invited_until: invited.get(one.account) ?? null,
    ...(proofs.get(one.account) ?? { proof: 'none', sessions: 0, last_seen_at: null }),
    grants: grants
      .filter((grant) => grant.account === one.account)
      .map((grant) => ({
        ...grant,
        state: stateOf(grant, now.slice(0, 10)),
        participant_name: grant.participant === null ? null : (named.get(grant.participant) ?? grant.participant),
        practices: grant.practice_ids.map((practice_id) => ({
          practice_id,
          practice_name: nameOf(staff, practice_id),
        })),
        granted_by: name.get(grant.granted_by) ?? grant.granted_by,
        ended_by: grant.ended_by === null ? null : (name.get(grant.ended_by) ?? grant.ended_by),
      })),
  }))
}

const CLIENTS = rowsOf('api clients', [
  ...['client_id', 'client_name', 'role', 'purpose', 'participant', 'practice_ids', 'scopes', 'keys', 'jwks_url'],
  ...['status', 'registered_at', 'registered_by'],
])

/** The programs of a participant; all of them to the operator. Public keys are counted, not shown. */
export async function readApiClients(door: Door, { register }: Pick<Staff, 'register'>): Promise<Released[]> {
  const { viewer } = door
  const own = (await listApiClients(register, viewer)).filter((one) => governs(viewer, one.participant))
  return release(
    door,
    CLIENTS,
    own.map((one) => ({
      ...one,
      keys: one.jwks === null ? null : (JSON.parse(one.jwks) as { keys: unknown[] }).keys.length,
    })),
  )
}

const BREAK_GLASS = rowsOf('break glass', [
  ...['break_glass', 'account', 'name', 'participant', 'practice_id', 'practice_name', 'organization_id', 'reason'],
  ...['started_at', 'ends_at', 'uses', 'reviewed_at', 'reviewed_by', 'review', 'own', 'open'],
])

/** Emergencies: one's own, and to whoever answers for the people or the practice, theirs. */
export async function readBreakGlass(door: Door, staff: Staff): Promise<Released[]> {
  const { viewer } = door
  const all = await breakGlassFor({ register: staff.register, by: viewer })
  return release(
    door,
    BREAK_GLASS,
    all.map((one) => ({
      ...one,
      practice_name: nameOf(staff, one.practice_id),
      own: one.account === viewer.person,
      open: Date.parse(one.ends_at) > Date.parse(staff.now),
    })),
  )
}
