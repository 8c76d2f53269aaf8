import { type Selectable, sql } from 'kysely'
import { WholepanelError } from '../../error.ts'
import type { Register, RegisterTransaction } from '../open.ts'
import { key } from './participants.ts'
import type { AccountRow } from './schema.ts'

export type Account = Selectable<AccountRow>

export type AccountGiven = Pick<AccountRow, 'account' | 'name'> & {
  email?: string | null | undefined
  /** Of a person of the demonstration. */
  about?: string | null | undefined
}

export type AccountStatus = 'active' | 'suspended' | 'ended'

/** A person who may sign in once a grant and a credential are there. Its key is never given to anybody else. */
export function saveAccount(
  register: Register,
  given: AccountGiven,
  created_by: string,
  created_at: string,
): Promise<Account> {
  return register.engine((tx) => insertAccount(tx, given, created_by, created_at))
}

export async function insertAccount(
  tx: RegisterTransaction,
  { account, name, email = null, about = null }: AccountGiven,
  created_by: string,
  created_at: string,
): Promise<Account> {
  key(account)
  if (name.trim() === '' || name.length > 120)
    throw new WholepanelError('input-argument', {
      got: 'no name, or a long one',
      want: 'a name of 1 to 120 characters',
    })
  if (email !== null && !/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(email))
    throw new WholepanelError('input-argument', {
      got: 'no e-mail address',
      want: 'an address such as ann@example.org',
    })
  const taken = await tx
    .selectFrom('account')
    .select('account')
    .where((e) => e.or([e('account', '=', account), ...(email === null ? [] : [sameEmail(email)])]))
    .executeTakeFirst()
  if (taken)
    throw new WholepanelError('conflict-account', {
      got: 'a key or an address that is taken',
      fix: 'give that account another grant, or use another key and address',
    })
  return tx
    .insertInto('account')
    .values({ account, name: name.trim(), email, about, created_at, created_by, locked_until: null })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function accountOf(register: Register, account: string): Promise<Account | undefined> {
  return register.engine((tx) => tx.selectFrom('account').selectAll().where('account', '=', account).executeTakeFirst())
}

/** Those of these keys, by name. */
export async function accountsOf(register: Register, keys: readonly string[]): Promise<Account[]> {
  if (keys.length === 0) return []
  return register.engine((tx) =>
    tx.selectFrom('account').selectAll().where('account', 'in', keys).orderBy('name').orderBy('account').execute(),
  )
}

/** Addresses are the same whatever their capitals. */
export function accountByEmail(register: Register, email: string): Promise<Account | undefined> {
  return register.engine((tx) => tx.selectFrom('account').selectAll().where(sameEmail(email)).executeTakeFirst())
}

const sameEmail = (email: string) => sql<boolean>`lower(email) = lower(${email})`

/**
 * Suspends, takes back in, or ends for good. Whoever is no longer active loses every session in the same moment; an
 * ended account stays ended.
 */
export async function setAccountStatus(
  tx: RegisterTransaction,
  account: string,
  status: AccountStatus,
  status_set_by: 'operator' | 'administrator',
  now: string,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ status, status_set_by })
    .where('account', '=', account)
    .where('status', '<>', 'ended')
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n)
    throw new WholepanelError('input-argument', { got: account, want: 'an account that has not ended' })
  if (status === 'active') return
  await tx
    .updateTable('session')
    .set({ ended_at: now, ended_because: 'revoked' })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .execute()
}

export type DemonstrationPerson = {
  person: string
  name: string
  role: string
  organization_name: string | null
  about: string
}

/** Who may be chosen without a password in a region that the demonstration made, in the order they were granted. */
export async function demonstrationPeople(register: Register): Promise<DemonstrationPerson[]> {
  const rows = await register.engine((tx) =>
    tx
      .selectFrom('account')
      .innerJoin('access_grant', 'access_grant.account', 'account.account')
      .leftJoin('participant', 'participant.participant', 'access_grant.participant')
      .leftJoin('practice', (join) => join.on(sql`practice.practice_id`, '=', sql`access_grant.practice_ids[1]`))
      .select(['account.account', 'account.name', 'access_grant.role', 'participant_name', 'practice_name', 'about'])
      .where('account.about', 'is not', null)
      .where('account.status', '=', 'active')
      .where('access_grant.ended_at', 'is', null)
      .where('access_grant.delegated_from', 'is', null)
      .orderBy('access_grant')
      .execute(),
  )
  const first = new Map<string, DemonstrationPerson>()
  for (const { account, name, role, participant_name, practice_name, about } of rows)
    if (!first.has(account))
      first.set(account, {
        person: account,
        name,
        role,
        organization_name: role === 'practice' ? (practice_name ?? participant_name) : participant_name,
        about: about ?? '',
      })
  return [...first.values()]
}
