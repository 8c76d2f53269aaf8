import { accountOf } from '../../register/people/accounts.ts'
import { removeCredentials } from '../../register/people/credentials.ts'
import { insertInvitation } from '../../register/people/invitations.ts'
import { clearFailuresIn } from '../../register/people/lock-out.ts'
import { endSessionsIn } from '../../register/people/sessions.ts'
import { refused } from '../permit.ts'
import { type Act, changing, eventOf, wrong } from './act.ts'
import { requireOwn } from './people.ts'

const RECOVERY_HOURS = 1

/** Lets an account that rests after failed sign-ins be tried again at once. */
export async function unlock(act: Act, account: string): Promise<void> {
  await requireOwn(act, account)
  await changing(act, act.by.organization_id, async (tx) => {
    await clearFailuresIn(tx, account)
    return { result: undefined, event: eventOf(act, 'unlock-account', `account:${account}`) }
  })
}

/**
 * For somebody who lost every way in, or whose ways in somebody else has: all of them and every session end, and one
 * link, soon too old, opens the account anew. The operator's alone: it is how an account could be taken over.
 */
export async function recover(act: Act, account: string): Promise<{ token: string; expires_at: string }> {
  if (act.by.role !== 'operator') throw refused()
  const found = await accountOf(act.register, account)
  if (found?.status !== 'active')
    throw wrong(account, 'an account that is active', 'list them with: wholepanel people list')
  return changing(act, null, async (tx) => {
    await removeCredentials(tx, account)
    await endSessionsIn(tx, account, 'revoked', act.now)
    await clearFailuresIn(tx, account)
    const result = await insertInvitation(tx, account, act.by.person, act.now, RECOVERY_HOURS / 24)
    return { result, event: eventOf(act, 'recover-account', `account:${account}`) }
  })
}
