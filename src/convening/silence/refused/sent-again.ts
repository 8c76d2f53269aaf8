import { WholepanelError } from '../../../error.ts'
import { insertAnswer, refusedSince, releasedFor } from '../../../register/convening/silence/refusals.ts'
import type { RefusedText } from '../../../register/convening/silence/schema.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { later } from '../../notify/sending.ts'
import type { Sent } from '../require-silence.ts'

/** Who is refused so often within the hour writes nothing until it is over: nobody tries out how words are weighed. */
export const MOST_TRIES = 10
const HOUR_SECONDS = 3600

export async function refuseTooManyTries(tx: RegisterTransaction, { by, now }: Sent): Promise<void> {
  if (!by) return
  const first = (await refusedSince(tx, by.person, later(now, -HOUR_SECONDS)))[MOST_TRIES - 1]
  if (first === undefined) return
  throw new WholepanelError('access-too-many-reads', {
    got: `words that the check refused ${MOST_TRIES} times within an hour`,
    want: 'another hour',
    fix: 'ask the convener about those that were refused, or come back later',
    wait: Math.max(1, Math.ceil((Date.parse(later(first, HOUR_SECONDS)) - Date.parse(now)) / 1000)),
  })
}

/**
 * What of the refused texts no steward released. Where all of them were, they pass, and that they did is written down in
 * the transaction of the act: if the act fails, they may be sent again.
 */
export async function withoutReleased(
  tx: RegisterTransaction,
  { by, form, now }: Sent,
  refused: RefusedText[],
): Promise<RefusedText[]> {
  if (refused.length === 0 || !by || !form) return refused
  const released = await releasedFor(tx, { by: by.person, ...form })
  const letting = refused.map(({ field, words }) =>
    released.find(({ texts }) => texts.some((one) => one.field === field && one.words === words)),
  )
  const rest = refused.filter((_, at) => letting[at] === undefined)
  if (rest.length > 0) return rest
  for (const { refusal, party } of new Set(letting.filter((one) => one !== undefined))) {
    const passed = { refusal, what: 'passed', because: null, party, at: now, by: by.person }
    if (!(await insertAnswer(tx, passed))) return refused
  }
  return []
}
