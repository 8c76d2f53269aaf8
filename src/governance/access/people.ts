import { WholepanelError } from '../../error.ts'
import {
  type AccessGrant,
  accessGrantOf,
  endAccessGrant,
  insertAccessGrant,
  otherAdministrators,
} from '../../register/people/access-grants.ts'
import { type AccountStatus, accountOf, insertAccount, setAccountStatus } from '../../register/people/accounts.ts'
import { hasProof, insertInvitation } from '../../register/people/invitations.ts'
import { refused } from '../permit.ts'
import type { Role } from '../viewer.ts'
import { type Act, changing, dayOf, eventOf, governs, keyFrom, somethingAfter, wrong } from './act.ts'
import { within } from './bounds.ts'
import { PURPOSE_OF } from './roles.ts'

export type GrantAsked = {
  role: Role
  participant: string | null
  practice_ids?: readonly string[] | undefined
  administers?: boolean | undefined
  agreement?: string | null | undefined
  start_date?: string | undefined
  end_date?: string | null | undefined
}

/** Shown once: the token stands behind the # of a link, where no server and no log sees it. */
export type Invitation = { account: string; token: string; expires_at: string }

/** A new account with its first grant, and the token by which its person makes it theirs. */
export async function invite(
  act: Act,
  { name, email, account, ...asked }: GrantAsked & { name: string; email: string; account?: string | undefined },
): Promise<Invitation & { access_grant: number }> {
  const grant = await granted(act, asked)
  const taken = account === undefined && (await accountOf(act.register, keyFrom(name))) !== undefined
  const key = account ?? (taken ? somethingAfter(keyFrom(name)) : keyFrom(name))
  return changing(act, asked.participant, async (tx) => {
    const { by, now } = act
    await insertAccount(tx, { account: key, name, email }, by.person, now)
    const { access_grant } = await insertAccessGrant(tx, { ...grant, account: key }, by.person, now)
    const invitation = await insertInvitation(tx, key, by.person, now)
    const event = eventOf(act, 'invite-person', `account:${key} access-grant:${access_grant}`, {
      role: grant.role,
      participant: grant.participant,
    })
    return { result: { account: key, access_grant, ...invitation }, event }
  })
}

/**
 * Another link for somebody who has not come yet. Not for an account that is in use: it would let whoever holds the
 * link take it over.
 */
export async function inviteAgain(act: Act, account: string): Promise<Invitation> {
  await requireOwn(act, account, 'whole')
  return changing(act, act.by.organization_id, async (tx) => {
    if (await hasProof(tx, account))
      throw new WholepanelError('conflict-account', {
        got: 'somebody who has signed in before',
        want: 'an account that nobody has made theirs',
        fix: 'they sign in with what they have; what was lost is set anew by the operator',
      })
    const invitation = await insertInvitation(tx, account, act.by.person, act.now)
    return { result: { account, ...invitation }, event: eventOf(act, 'invite-again', `account:${account}`) }
  })
}

/** Another grant for somebody who is here already. */
export async function grantAccess(act: Act, account: string, asked: GrantAsked): Promise<AccessGrant> {
  await requireOwn(act, account)
  requireOther(act, account)
  const grant = await granted(act, asked)
  return changing(act, asked.participant, async (tx) => {
    const result = await insertAccessGrant(tx, { ...grant, account }, act.by.person, act.now)
    return { result, event: eventOf(act, 'grant-access', about(result), { role: grant.role }) }
  })
}

export type GrantChange = Pick<GrantAsked, 'practice_ids' | 'administers' | 'end_date'>

/** The grant as it was ends and one with the change begins: what held when is never lost. */
export async function changeGrant(act: Act, access_grant: number, change: GrantChange): Promise<AccessGrant> {
  const before = await ownGrant(act, access_grant)
  requireOther(act, before.account)
  if (before.delegated_from !== null || before.ended_at !== null)
    throw wrong('a grant that was lent, or has ended', 'one that holds', 'grant access anew, or have it lent again')
  const { role, participant, agreement } = before
  const asked: GrantAsked = {
    role: role as Role,
    participant,
    agreement,
    practice_ids: change.practice_ids ?? before.practice_ids,
    administers: change.administers ?? before.administers,
    end_date: change.end_date === undefined ? before.end_date : change.end_date,
    start_date: [before.start_date, dayOf(act)].toSorted().at(-1),
  }
  const grant = await granted(act, asked)
  return changing(act, participant, async (tx) => {
    const { by, now } = act
    if (!(await endAccessGrant(tx, access_grant, by.person, now))) throw refused()
    const result = await insertAccessGrant(tx, { ...grant, account: before.account }, by.person, now)
    const detail = { instead_of: access_grant, practices: result.practice_ids.length, administers: result.administers }
    return { result, event: eventOf(act, 'change-access', about(result), detail) }
  })
}

/** At once. An administrator ends those of its participant, whoever lent or borrowed a grant ends that one. */
export async function endGrant(act: Act, access_grant: number): Promise<void> {
  const { by } = act
  const grant = await accessGrantOf(act.register, access_grant)
  if (!grant) throw refused()
  const source = grant.delegated_from === null ? undefined : await accessGrantOf(act.register, grant.delegated_from)
  const ofTheLoan = source !== undefined && [source.account, grant.account].includes(by.person)
  if (!ofTheLoan && !governs(by, grant.participant)) throw refused()
  await changing(act, grant.participant, async (tx) => {
    if (grant.administers && grant.account === by.person && grant.participant !== null) {
      const others = await otherAdministrators(tx, grant.participant, by.person, dayOf(act))
      if (others.length === 0) throw new WholepanelError('conflict-last-administrator', { fix: LAST })
    }
    if (grant.role === 'operator' && grant.account === by.person)
      throw new WholepanelError('conflict-last-administrator', { fix: 'another operator ends an operator’s grant' })
    if (!(await endAccessGrant(tx, access_grant, by.person, act.now)))
      throw wrong('a grant that has ended', 'one that holds')
    return { result: undefined, event: eventOf(act, 'end-access', about(grant), { role: grant.role }) }
  })
}

const LAST = 'make somebody else an administrator first, or ask the operator'
const ACTS: Record<AccountStatus, string> = {
  active: 'reinstate-account',
  suspended: 'suspend-account',
  ended: 'end-account',
}

/** Suspends, takes back in or ends a whole account: every session of it is over in the same moment. */
export async function setStatus(act: Act, account: string, status: AccountStatus): Promise<void> {
  const { by, now } = act
  await requireOwn(act, account, 'whole')
  requireOther(act, account)
  const found = await accountOf(act.register, account)
  if (!found) throw refused()
  // What the operator shut, only the operator opens.
  if (by.role !== 'operator' && found.status_set_by === 'operator') throw refused()
  if (found.status === 'ended' || found.status === status)
    throw wrong(`an account that is ${found.status}`, 'one whose state this would change')
  await changing(act, by.organization_id, async (tx) => {
    await setAccountStatus(tx, account, status, by.role === 'operator' ? 'operator' : 'administrator', now)
    return { result: undefined, event: eventOf(act, ACTS[status], `account:${account}`) }
  })
}

async function granted(act: Act, asked: GrantAsked) {
  const bounded = await within(act, asked)
  const start_date = asked.start_date ?? dayOf(act)
  if (asked.end_date && asked.end_date < dayOf(act)) throw wrong('an end that is past', 'today or later')
  const { administers = false, agreement = null, end_date = null } = asked
  return { ...bounded, purpose: PURPOSE_OF[asked.role], administers, agreement, start_date, end_date }
}

/** A grant of the participant's own people; another's and none at all are refused alike. */
async function ownGrant(act: Act, access_grant: number): Promise<AccessGrant> {
  const grant = await accessGrantOf(act.register, access_grant)
  if (!grant || !governs(act.by, grant.participant)) throw refused()
  return grant
}

/**
 * An account that looks for the administrator's participant. `whole`: and for nobody else now, since what is done to
 * the account touches all of it.
 */
export async function requireOwn(act: Act, account: string, how: 'also' | 'whole' = 'also'): Promise<void> {
  const { by, register } = act
  const found = await accountOf(register, account)
  if (!found) throw refused()
  if (by.role === 'operator') return
  const grants = await register.engine((tx) =>
    tx.selectFrom('access_grant').selectAll().where('account', '=', account).execute(),
  )
  const holding = grants.filter((one) => one.ended_at === null && (one.end_date ?? '9999') >= dayOf(act))
  const own = (how === 'whole' ? [...holding, ...grants] : grants).some((one) => governs(by, one.participant))
  if (!own || (how === 'whole' && !holding.every((one) => governs(by, one.participant)))) throw refused()
}

/** Nobody widens, suspends or reinstates itself. */
function requireOther({ by }: Act, account: string): void {
  if (by.person === account)
    throw wrong('one’s own account', 'somebody else’s', 'another administrator, or the operator, does it')
}

const about = ({ account, access_grant }: Pick<AccessGrant, 'account' | 'access_grant'>): string =>
  `account:${account} access-grant:${access_grant}`
