import { sql } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import type { CredentialRow } from './schema.ts'

export type Credential = Omit<CredentialRow, 'credential' | 'counter'> & { credential: number; counter: number }
export type CredentialKind = 'password' | 'totp' | 'passkey' | 'recovery-code'
export type NewCredential = {
  kind: CredentialKind
  secret: string
  label: string
  external_id?: string
  counter?: number
}

/** Adds ways to prove who one is, together or not at all. A new password or code generator takes the place of the old. */
export async function addCredentials(
  tx: RegisterTransaction,
  account: string,
  given: readonly NewCredential[],
  now: string,
): Promise<void> {
  for (const kind of ['password', 'totp', 'recovery-code'] as const)
    if (given.some((one) => one.kind === kind)) await removeKind(tx, account, kind)
  if (given.length > 0)
    await tx
      .insertInto('credential')
      .values(
        given.map((one) => ({ external_id: null, counter: 0, ...one, account, created_at: now, last_used_at: null })),
      )
      .execute()
}

export const credentialsOf = (register: Register, account: string): Promise<Credential[]> =>
  register.engine((tx) =>
    tx.selectFrom('credential').selectAll().where('account', '=', account).orderBy('credential').execute(),
  )

export async function passkeyOf(register: Register, external_id: string): Promise<Credential | null> {
  const found = await register.engine((tx) =>
    tx
      .selectFrom('credential')
      .selectAll()
      .where('kind', '=', 'passkey')
      .where('external_id', '=', external_id)
      .executeTakeFirst(),
  )
  return found ?? null
}

/**
 * Moves the counter of a credential on. False when it stood there already: a one-time code that came before, or a
 * passkey that someone copied. Authenticators that keep no counter stay at zero.
 */
export async function useCounter(
  register: Register,
  { credential, kind }: Pick<Credential, 'credential' | 'kind'>,
  counter: number,
  now: string,
): Promise<boolean> {
  const countsNothing = kind === 'passkey' && counter === 0
  const { numUpdatedRows } = await register.engine((tx) =>
    tx
      .updateTable('credential')
      .set({ counter, last_used_at: now })
      .where('credential', '=', credential)
      .where('counter', countsNothing ? '=' : '<', counter)
      .executeTakeFirstOrThrow(),
  )
  return numUpdatedRows === 1n
}

/** True once per code: it is gone afterwards. */
export async function useRecoveryCode(register: Register, account: string, secret: string): Promise<boolean> {
  const { numDeletedRows } = await register.engine((tx) =>
    tx
      .deleteFrom('credential')
      .where('account', '=', account)
      .where('kind', '=', 'recovery-code')
      .where('secret', '=', secret)
      .executeTakeFirstOrThrow(),
  )
  return numDeletedRows === 1n
}

/** Takes a passkey away, unless it is the account's only way in. */
export async function removePasskey(
  tx: RegisterTransaction,
  account: string,
  credential: number,
): Promise<'removed' | 'none' | 'only-way-in'> {
  await sql`select 1 from wholepanel.account where account = ${account} for update`.execute(tx)
  const all = await tx.selectFrom('credential').select(['credential', 'kind']).where('account', '=', account).execute()
  const linked = await tx.selectFrom('identity_link').select('issuer').where('account', '=', account).executeTakeFirst()
  if (!all.some((one) => one.credential === credential && one.kind === 'passkey')) return 'none'
  const other = all.some((one) => one.credential !== credential && (one.kind === 'passkey' || one.kind === 'password'))
  if (!other && !linked) return 'only-way-in'
  await tx.deleteFrom('credential').where('credential', '=', credential).execute()
  return 'removed'
}

/** Every way in that the account had, before it is recovered. */
export async function removeCredentials(tx: RegisterTransaction, account: string): Promise<void> {
  await tx.deleteFrom('credential').where('account', '=', account).execute()
  await tx.deleteFrom('identity_link').where('account', '=', account).execute()
}

/** Whether an operator can come in with an account, so that no token needs to be printed. */
export async function operatorHasAccount(register: Register): Promise<boolean> {
  const found = await register.engine((tx) =>
    tx
      .selectFrom('access_grant as g')
      .innerJoin('account as a', 'a.account', 'g.account')
      .select('a.account')
      .where('g.role', '=', 'operator')
      .where('g.ended_at', 'is', null)
      .where('a.status', '=', 'active')
      .where((e) =>
        e.or([
          e.exists(
            e
              .selectFrom('credential as c')
              .select('c.credential')
              .whereRef('c.account', '=', 'a.account')
              .where('c.kind', 'in', ['password', 'passkey']),
          ),
          e.exists(e.selectFrom('identity_link as i').select('i.issuer').whereRef('i.account', '=', 'a.account')),
        ]),
      )
      .executeTakeFirst(),
  )
  return found !== undefined
}

async function removeKind(tx: RegisterTransaction, account: string, kind: CredentialKind): Promise<void> {
  await tx.deleteFrom('credential').where('account', '=', account).where('kind', '=', kind).execute()
}
