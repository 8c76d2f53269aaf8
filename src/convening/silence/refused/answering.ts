import { WholepanelError } from '../../../error.ts'
import { answersTo, insertAnswer, type Refusal, refusalOf } from '../../../register/convening/silence/refusals.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { type Act, notNow } from '../../act.ts'
import { isSteward } from '../../meetings/steward.ts'
import { notifyIn } from '../../notify/notify.ts'
import { requireSilenceIn } from '../in-room.ts'
import { formOf } from './forms.ts'
import { keepsRefusal, stewardsOf } from './stewards.ts'

export const HELD = '/convening/meetings'

/** To anybody else it is not there, whether it is or not. */
const missing = () =>
  new WholepanelError('access-denied', { fix: 'nothing here that this viewer may open: no such refused words' })

/** Its author asks the steward, who is told. Asking again asks nothing more. */
export function askSteward(act: Act, refusal: string): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await refusalOf(tx, refusal)
    if (!found || found.by !== act.by.person) throw missing()
    const stewards = await stewardsOf(tx, found, act.now)
    if (stewards.length === 0) throw notNow('nobody who may answer', 'a convener that is no payer itself')
    if (!(await answer(tx, act, found, 'asked', null))) return
    const told = { kind: 'words-asked', about: `refusal:${refusal}`, link: HELD } as const
    await notifyIn(tx, { ...told, to: stewards, at: act.now, by: act.by.person })
  })
}

/** The steward lets refused words pass when their author sends them again, or says that they stay refused; and why. */
export function answerRefusal(
  act: Act,
  refusal: string,
  { released, because }: { released: boolean; because: string },
): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await refusalOf(tx, refusal)
    if (!found || !(await mayRead(tx, act, found))) throw missing()
    if (found.by === act.by.person)
      throw notNow('words of one’s own', 'words that somebody else wrote', 'another person of the convener answers')
    if (found.by === null) throw notNow('words that nobody signed', 'words of somebody who has an account')
    await requireSilenceIn(tx, act, { because })
    if (!(await answer(tx, act, found, released ? 'released' : 'upheld', because)))
      throw notNow('words that were answered', 'words that wait for an answer')
    const { page } = await formOf(tx, found)
    const kind = released ? 'words-released' : 'words-upheld'
    const told = { to: { account: found.by }, kind, about: `refusal:${refusal}`, link: released ? page : HELD } as const
    await notifyIn(tx, { ...told, at: act.now })
  })
}

const mayRead = async (tx: RegisterTransaction, { by }: Act, found: Refusal): Promise<boolean> =>
  keepsRefusal(by, await isSteward(tx, by), found, await answersTo(tx, [found.refusal]))

const answer = (
  tx: RegisterTransaction,
  { now, by }: Act,
  { refusal, party }: Refusal,
  what: string,
  because: string | null,
) => insertAnswer(tx, { refusal, what, because, party, at: now, by: by.person })
