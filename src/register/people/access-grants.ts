import type { Selectable } from 'kysely'
import { WholepanelError } from '../../error.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import { day } from '../rights/agreements.ts'
import { queryText } from '../store/query-text.ts'
import type { AccessGrantRow } from './schema.ts'

export type AccessGrant = Selectable<AccessGrantRow>

/** What of a grant decides what its holder may do. */
export type GrantHeld = Pick<
  AccessGrant,
  'access_grant' | 'role' | 'purpose' | 'participant' | 'practice_ids' | 'administers' | 'delegated_from'
>

export type AccessGrantGiven = Pick<AccessGrantRow, 'account' | 'role' | 'purpose' | 'participant' | 'start_date'> & {
  practice_ids?: readonly string[] | undefined
  administers?: boolean | undefined
  agreement?: string | null | undefined
  end_date?: string | null | undefined
  delegated_from?: number | null | undefined
}

/** Writes a grant down. Whether the one who grants may is decided before, in `governance/grant.ts`. */
export function saveAccessGrant(
  register: Register,
  given: AccessGrantGiven,
  granted_by: string,
  granted_at: string,
): Promise<AccessGrant> {
  return register.engine((tx) => insertAccessGrant(tx, given, granted_by, granted_at))
}

export function insertAccessGrant(
  tx: RegisterTransaction,
  given: AccessGrantGiven,
  granted_by: string,
  granted_at: string,
): Promise<AccessGrant> {
  const { start_date, end_date = null } = given
  for (const one of [start_date, ...(end_date === null ? [] : [end_date])]) day(one)
  if (end_date !== null && end_date < start_date)
    throw new WholepanelError('input-argument', {
      got: `an end of ${end_date}`,
      want: `a day from ${start_date} on`,
    })
  return tx
    .insertInto('access_grant')
    .values({
      ...given,
      practice_ids: [...new Set(given.practice_ids ?? [])].sort(),
      administers: given.administers ?? false,
      agreement: given.agreement ?? null,
      end_date,
      delegated_from: given.delegated_from ?? null,
      granted_at,
      granted_by,
      ended_at: null,
      ended_by: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function accessGrantOf(register: Register, access_grant: number): Promise<AccessGrant | undefined> {
  return register.engine((tx) =>
    tx.selectFrom('access_grant').selectAll().where('access_grant', '=', access_grant).executeTakeFirst(),
  )
}

/** Every grant ever written, oldest first; a party sees its own people's. */
export function listAccessGrants(register: Register, party?: Party): Promise<AccessGrant[]> {
  const work: Parameters<typeof register.engine<AccessGrant[]>>[0] = (tx) =>
    tx.selectFrom('access_grant').selectAll().orderBy('access_grant').execute()
  return party ? register.as(party, work) : register.engine(work)
}

/**
 * What an account may do today, oldest grant first. Nothing where the account is not active. A lent grant holds while
 * its source does, and never more practices than it; a coach's practices are those whose organization lets the coach in.
 */
export function grantsInForce(register: Register, account: string, today: string): Promise<AccessGrant[]> {
  day(today)
  return register.engine((tx) => grantsInForceIn(tx, account, today))
}

export async function grantsInForceIn(tx: RegisterTransaction, account: string, today: string): Promise<AccessGrant[]> {
  const active = await tx
    .selectFrom('account')
    .select('account')
    .where('account', '=', account)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (!active) return []
  const grants = await grantsOn(tx, today).where('account', '=', account).orderBy('access_grant').execute()
  const held: AccessGrant[] = []
  for (const grant of grants) {
    const narrowed = await narrowGrant(tx, grant, today)
    if (narrowed) held.push(narrowed)
  }
  return held
}

/** Every grant in force on a day, as it was written. */
export const grantsOn = (tx: RegisterTransaction, today: string) =>
  tx
    .selectFrom('access_grant')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('start_date', '<=', today)
    .where((e) => e.or([e('end_date', 'is', null), e('end_date', '>=', today)]))

/** A grant in force with the practices that it opens today; null where it was lent and its source holds no more. */
export async function narrowGrant<Given extends Narrowed>(
  tx: RegisterTransaction,
  grant: Given,
  today: string,
): Promise<Given | null> {
  let { practice_ids } = grant
  if (grant.delegated_from !== null) {
    const source = await grantsOn(tx, today)
      .innerJoin('account as lender', 'lender.account', 'access_grant.account')
      .where('lender.status', '=', 'active')
      .where('access_grant.access_grant', '=', grant.delegated_from)
      .executeTakeFirst()
    if (!source) return null
    practice_ids = practice_ids.filter((practice) => source.practice_ids.includes(practice))
  }
  return coachedPractices(tx, { ...grant, practice_ids }, today)
}

/** That nothing else decides what the grant opens, for `narrowGrant`. */
export const restsOnItself = ({ role, delegated_from }: Pick<AccessGrant, 'role' | 'delegated_from'>): boolean =>
  delegated_from === null && role !== 'coach'

type Narrowed = Pick<AccessGrant, 'role' | 'participant' | 'practice_ids' | 'delegated_from'>

/** For a coach only the practices whose organization lets the coach's in today; everybody else as they are. */
export async function coachedPractices<Given extends Pick<AccessGrant, 'role' | 'participant' | 'practice_ids'>>(
  tx: RegisterTransaction,
  given: Given,
  today: string,
): Promise<Given> {
  if (given.role !== 'coach') return given
  const { rows: open } = await tx.executeQuery(
    coachedText(tx, { participant: given.participant ?? '', today }).compile(),
  )
  return { ...given, practice_ids: given.practice_ids.filter((one) => open.some((at) => at.practice_id === one)) }
}

const coachedText = queryText(
  (tx: RegisterTransaction, { participant, today }: { participant: string; today: string }) =>
    tx
      .selectFrom('coaching')
      .select('practice_id')
      .where('participant', '=', participant)
      .where('ended_at', 'is', null)
      .where('start_date', '<=', today)
      .where((e) => e.or([e('end_date', 'is', null), e('end_date', '>=', today)])),
)

/** Ends a grant at once, whatever was lent from it, and the sessions that rest on either. True where one ended. */
export async function endAccessGrant(
  tx: RegisterTransaction,
  access_grant: number,
  ended_by: string,
  ended_at: string,
): Promise<boolean> {
  const ended = await tx
    .updateTable('access_grant')
    .set({ ended_at, ended_by })
    .where((e) => e.or([e('access_grant', '=', access_grant), e('delegated_from', '=', access_grant)]))
    .where('ended_at', 'is', null)
    .returning('access_grant')
    .execute()
  if (ended.length === 0) return false
  await tx
    .updateTable('session')
    .set({ ended_at, ended_because: 'revoked' })
    .where(
      'access_grant',
      'in',
      ended.map((one) => one.access_grant),
    )
    .where('ended_at', 'is', null)
    .execute()
  return true
}

/** Accounts other than one that administer a participant in their own right today. */
export async function otherAdministrators(
  tx: RegisterTransaction,
  participant: string,
  account: string,
  today: string,
): Promise<string[]> {
  const found = await grantsOn(tx, today)
    .innerJoin('account as holder', 'holder.account', 'access_grant.account')
    .clearSelect()
    .select('holder.account')
    .where('access_grant.participant', '=', participant)
    .where('administers', '=', true)
    .where('holder.status', '=', 'active')
    .where('holder.account', '<>', account)
    .execute()
  return found.map((one) => one.account)
}
