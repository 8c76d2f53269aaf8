import type { Selectable } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import { coachedPractices } from './access-grants.ts'
import type { ApiClientRow } from './schema.ts'
import { newToken, tokenHash } from './token.ts'

export type ApiClient = Selectable<ApiClientRow>
export type ApiClientStatus = 'active' | 'suspended' | 'ended'
export const TOKEN_SECONDS = 300

export function insertApiClient(tx: RegisterTransaction, given: Omit<ApiClient, 'status'>): Promise<ApiClient> {
  return tx
    .insertInto('api_client')
    .values({ ...given, practice_ids: [...given.practice_ids], scopes: [...given.scopes] })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export function apiClientOf(register: Register, client_id: string): Promise<ApiClient | undefined> {
  return register.engine((tx) =>
    tx.selectFrom('api_client').selectAll().where('client_id', '=', client_id).executeTakeFirst(),
  )
}

/** In the order in which they were registered; a party sees its own. */
export function listApiClients(register: Register, party?: Party): Promise<ApiClient[]> {
  const work: Parameters<typeof register.engine<ApiClient[]>>[0] = (tx) =>
    tx.selectFrom('api_client').selectAll().orderBy('registered_at').orderBy('client_id').execute()
  return party ? register.as(party, work) : register.engine(work)
}

/** Whoever is no longer active loses its tokens in the same moment; an ended one stays ended. False where it was so. */
export async function setApiClientStatus(
  tx: RegisterTransaction,
  client_id: string,
  status: ApiClientStatus,
  now: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('api_client')
    .set({ status })
    .where('client_id', '=', client_id)
    .where('status', '<>', 'ended')
    .where('status', '<>', status)
    .executeTakeFirstOrThrow()
  if (status !== 'active')
    await tx
      .updateTable('api_token')
      .set({ ended_at: now })
      .where('client_id', '=', client_id)
      .where('ended_at', 'is', null)
      .execute()
  return numUpdatedRows === 1n
}

/** A token for five minutes, which is not kept. Those that are over are forgotten on the way. */
export async function issueApiToken(
  register: Register,
  client_id: string,
  scopes: readonly string[],
  now: string,
): Promise<{ token: string; expires_at: string }> {
  const token = newToken()
  const expires_at = new Date(Date.parse(now) + TOKEN_SECONDS * 1000).toISOString()
  await register.engine(async (tx) => {
    await tx.deleteFrom('api_token').where('expires_at', '<', now).execute()
    await tx
      .insertInto('api_token')
      .values({
        token_hash: tokenHash(token),
        client_id,
        scopes: [...scopes],
        issued_at: now,
        expires_at,
        ended_at: null,
      })
      .execute()
  })
  return { token, expires_at }
}

/** The client of a token and what the token was given for, while both hold. */
export async function clientOfTokenIn(
  tx: RegisterTransaction,
  token: string,
  now: string,
): Promise<{ client: ApiClient; scopes: string[] } | null> {
  const held = await tx
    .selectFrom('api_token')
    .innerJoin('api_client', 'api_client.client_id', 'api_token.client_id')
    .selectAll('api_client')
    .select('api_token.scopes as token_scopes')
    .where('token_hash', '=', tokenHash(token))
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .where('status', '=', 'active')
    .executeTakeFirst()
  if (!held) return null
  const { token_scopes, ...client } = held
  return { client: await coachedPractices(tx, client, now.slice(0, 10)), scopes: token_scopes }
}
