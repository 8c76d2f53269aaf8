import { appendEventIn } from '../../register/events.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import type { House } from '../house.ts'
import type { Session } from './sessions.ts'

type Who = Pick<Session, 'account' | 'viewer'>

/** Writes down what somebody did to their own account: it went by no door that records. */
export const recordOwnAct = (
  { register, now }: House,
  who: Who,
  act: string,
  detail: Record<string, number>,
): Promise<void> => register.engine((tx) => recordOwnActIn(tx, who, { act, detail, at: now() }))

/** The same within the transaction that does it, so that both stand or fall together. Call it last. */
export async function recordOwnActIn(
  tx: RegisterTransaction,
  { account, viewer }: Who,
  given: { act: string; detail: Record<string, number>; at: string },
): Promise<void> {
  await appendEventIn(tx, {
    ...given,
    actor: account,
    role: viewer.role,
    participant: viewer.organization_id,
    purpose: viewer.purpose,
    about: `account:${account}`,
  })
}
