import type { RoundHeld } from '../../register/convening/recommendations.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, keepsProcess, notNow } from '../act.ts'
import { ownSeat } from '../initiative/committees.ts'
import { isOwnDraft, type State } from './process.ts'

/** The member who drafted it, who still sits there and has not stepped back. */
export async function requireDrafter(tx: RegisterTransaction, act: Act, found: RoundHeld): Promise<void> {
  if (!found.by_member || found.recorded_by !== act.by.person)
    throw notNow('who did not draft it', 'the member of the committee who did')
  const { seat } = await ownSeat(tx, found.committee, act)
  const recused = await tx
    .selectFrom('recusal')
    .select('seat')
    .where('recommendation', '=', found.recommendation)
    .where('round', '=', found.round)
    .where('seat', '=', seat)
    .executeTakeFirst()
  if (recused) throw notNow('who stepped back from it', 'a member who did not')
}

/**
 * Who may write its next version: who convenes, but not into a draft that a member has not proposed; and that member, while it
 * is a draft.
 */
export async function requireWriter(tx: RegisterTransaction, act: Act, found: RoundHeld): Promise<void> {
  const state = found.state as State
  if (keepsProcess(act.by)) {
    if (isOwnDraft({ ...found, state })) throw notNow('a member’s draft', 'one that its member proposed')
    return
  }
  await requireDrafter(tx, act, found)
  if (state !== 'draft') throw notNow('what is no draft any more', 'a draft', 'take it back first, if it is proposed')
}

/** Who may withdraw it: who convenes; and the member who drafted it, until it is proposed and after they took it back. */
export async function requireWithdrawer(tx: RegisterTransaction, act: Act, found: RoundHeld): Promise<void> {
  if (keepsProcess(act.by)) return
  await requireDrafter(tx, act, found)
  if (!isOwnDraft({ ...found, state: found.state as State }))
    throw notNow('what is no draft of one’s own any more', 'one that was not proposed', 'take it back first, if it is')
}
