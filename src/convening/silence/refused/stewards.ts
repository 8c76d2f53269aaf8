import type { Viewer } from '../../../governance/viewer.ts'
import { isPayerHere } from '../../../register/convening/meetings/meetings.ts'
import type { Refusal, RefusalAnswer } from '../../../register/convening/silence/refusals.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { grantsOn } from '../../../register/people/access-grants.ts'
import { keepsSilence } from '../../meetings/steward.ts'
import type { Recipient } from '../../notify/notify.ts'

/**
 * Who may answer about refused words: people of a convener that is no payer, and for what the convener wrote the operator.
 * Its author is none.
 */
export async function stewardsOf(
  tx: RegisterTransaction,
  { party, by }: Pick<Refusal, 'party' | 'by'>,
  now: string,
): Promise<Recipient[]> {
  const granted = await grantsOn(tx, now.slice(0, 10)).execute()
  const found: Recipient[] = []
  for (const { account, role, participant } of granted) {
    if (account === by) continue
    if (role === 'convener' && !(await isPayerHere(tx, participant))) found.push({ account })
    if (role === 'operator' && party === 'convener') found.push({ account })
  }
  return found
}

/** Whether the steward reads refused words: some only once their author asks. */
export const keepsRefusal = (
  by: Viewer,
  steward: boolean,
  refusal: Pick<Refusal, 'party' | 'confidential'>,
  answers: readonly RefusalAnswer[],
): boolean => keepsSilence(by, steward, refusal) && (!refusal.confidential || answers.length > 0)
