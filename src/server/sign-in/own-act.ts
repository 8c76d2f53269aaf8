import { appendEvent } from '../../register/events.ts'
import type { House } from '../house.ts'
import type { Session } from './sessions.ts'

/** Writes down what somebody did to their own account: it went by no door that records. */
export async function recordOwnAct(
  house: House,
  { account, viewer }: Pick<Session, 'account' | 'viewer'>,
  act: string,
  detail: Record<string, number>,
): Promise<void> {
  await appendEvent(house.register, {
    at: house.now(),
    actor: account,
    role: viewer.role,
    participant: viewer.organization_id,
    purpose: viewer.purpose,
    act,
    about: `account:${account}`,
    detail,
  })
}
