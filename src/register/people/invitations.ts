import type { Register, RegisterTransaction } from '../open.ts'
import { newToken, tokenHash } from './token.ts'

export const INVITATION_DAYS = 7

/** Makes a token that is shown once; those of the account that were not used are worth nothing any more. */
export async function insertInvitation(
  tx: RegisterTransaction,
  account: string,
  invited_by: string,
  invited_at: string,
  days: number = INVITATION_DAYS,
): Promise<{ token: string; expires_at: string }> {
  const token = newToken()
  const expires_at = new Date(Date.parse(invited_at) + days * 86_400_000).toISOString()
  await tx.deleteFrom('invitation').where('account', '=', account).where('used_at', 'is', null).execute()
  await tx
    .insertInto('invitation')
    .values({ token_hash: tokenHash(token), account, invited_by, invited_at, expires_at, used_at: null })
    .execute()
  return { token, expires_at }
}

export type Invited = { account: string; name: string; expires_at: string }

/** Whom a token invites, if it still does. It may be read until it is used. */
export async function readInvitation(register: Register, token: string, now: string): Promise<Invited | null> {
  const found = await register.engine((tx) =>
    tx
      .selectFrom('invitation')
      .innerJoin('account', 'account.account', 'invitation.account')
      .select(['account.account', 'account.name', 'invitation.expires_at'])
      .where('token_hash', '=', tokenHash(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .where('account.status', '=', 'active')
      .executeTakeFirst(),
  )
  return found ?? null
}

/** The account that the token lets in, once: of two that come with it together one gets null. */
export async function useInvitation(tx: RegisterTransaction, token: string, now: string): Promise<string | null> {
  const used = await tx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('account', 'in', tx.selectFrom('account').select('account').where('status', '=', 'active'))
    .returning('account')
    .executeTakeFirst()
  return used?.account ?? null
}

/** Who is invited and has not come yet, and until when they may. */
export function openInvitations(register: Register, now: string): Promise<{ account: string; expires_at: string }[]> {
  return register.engine((tx) =>
    tx
      .selectFrom('invitation')
      .select(['account', 'expires_at'])
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .orderBy('account')
      .execute(),
  )
}

/** Whether an account has proven itself before: an invitation then would let somebody else take it over. */
export async function hasProof(tx: RegisterTransaction, account: string): Promise<boolean> {
  const credential = await tx
    .selectFrom('credential')
    .select('account')
    .where('account', '=', account)
    .limit(1)
    .executeTakeFirst()
  const link = await tx
    .selectFrom('identity_link')
    .select('account')
    .where('account', '=', account)
    .limit(1)
    .executeTakeFirst()
  return credential !== undefined || link !== undefined
}
