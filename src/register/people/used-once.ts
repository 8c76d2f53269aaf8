import type { Register } from '../open.ts'
import { tokenHash } from './token.ts'

/** True the first time; a second time is a replay. What expired is forgotten, since it is refused for its age. */
export function useOnce(
  register: Register,
  kind: string,
  value: string,
  expires_at: string,
  now: string,
): Promise<boolean> {
  return register.engine(async (tx) => {
    await tx.deleteFrom('used_once').where('expires_at', '<', now).execute()
    const added = await tx
      .insertInto('used_once')
      .values({ kind, value_hash: tokenHash(value), expires_at })
      .onConflict((conflict) => conflict.columns(['kind', 'value_hash']).doNothing())
      .executeTakeFirst()
    return added.numInsertedOrUpdatedRows === 1n
  })
}
