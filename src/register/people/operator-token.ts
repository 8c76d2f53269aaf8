import type { Register, RegisterTransaction } from '../open.ts'
import { newToken, tokenHash } from './token.ts'

/** A token for the single local operator; only its hash is kept. Each new one ends those not used yet. */
export async function saveOperatorToken(register: Register, now: string, token: string = newToken()): Promise<string> {
  await register.engine(async (tx) => {
    await tx.deleteFrom('operator_token').where('used_at', 'is', null).execute()
    await tx
      .insertInto('operator_token')
      .values({ token_hash: tokenHash(token), made_at: now, used_at: null })
      .execute()
  })
  return token
}

/** Whether a token would still open. */
export async function isOperatorToken(register: Register, token: string): Promise<boolean> {
  const found = await register.engine((tx) =>
    tx
      .selectFrom('operator_token')
      .select('made_at')
      .where('token_hash', '=', tokenHash(token))
      .where('used_at', 'is', null)
      .executeTakeFirst(),
  )
  return found !== undefined
}

/** True once per token: two requests with the same one cannot both pass. */
export async function useOperatorToken(tx: RegisterTransaction, token: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('operator_token')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash(token))
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}
