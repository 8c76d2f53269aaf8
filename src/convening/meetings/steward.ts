import { WholepanelError } from '../../error.ts'
import { isPayerHere, type MeetingText } from '../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import type { Act } from '../act.ts'

/** The steward is the convener, where the convener is no payer itself. */
export async function isSteward(tx: RegisterTransaction, by: Act['by']): Promise<boolean> {
  return by.role === 'convener' && !(await isPayerHere(tx, by.organization_id))
}

/** Whom the room has for what is held: the steward for all of it, the operator for what the convener wrote itself. */
export const keepsSilence = (by: Act['by'], steward: boolean, { party }: Pick<MeetingText, 'party'>): boolean =>
  steward || (by.role === 'operator' && party === 'convener')

/** Nobody lets their own text go. */
export async function requireOtherSteward(tx: RegisterTransaction, { by }: Act, text: MeetingText): Promise<void> {
  if (!keepsSilence(by, await isSteward(tx, by), text))
    throw new WholepanelError('access-denied', {
      got: 'who is no steward of the room',
      want: 'the convener, where it is no payer itself',
    })
  if (text.written_by === by.person)
    throw new WholepanelError('conflict-procedure', {
      got: 'a text of one’s own',
      want: 'one that somebody else wrote',
      fix: 'another person of the convener, or the operator, lets it go; or write it anew',
    })
}
