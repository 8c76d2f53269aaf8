import { foldText } from './fold.ts'
import { nameReader, type Side, type SilentParticipant } from './names.ts'

const NEUTRAL = { payer: 'payer', provider: 'practice', convener: 'convener', person: 'participant' } as const
const ORDER = ['a', 'another', 'a third', 'a fourth', 'a fifth', 'a sixth']

/**
 * The substance of a text without who said it: each is one payer, one practice or one participant throughout, counted in the order in which
 * this text names them, so that two texts laid side by side do not tell who is who.
 *
 * Example: `Summit uses lists; Keystone does not` becomes `a payer uses lists; another payer does not`.
 */
export function holdBack(text: string, participants: readonly SilentParticipant[]): string {
  const folded = foldText(text)
  const met: { participant: number; side: Side }[] = []
  let shown = ''
  let place = 0
  for (const { start, end, participant, side } of nameReader(participants)(folded)) {
    const from = folded.at[start] ?? 0
    const until = folded.at[end] ?? text.length
    if (!met.some((one) => one.participant === participant)) met.push({ participant, side })
    const number = met.filter((one) => one.side === side).findIndex((one) => one.participant === participant)
    const neutral = `${side === 'convener' ? 'the' : (ORDER[number] ?? 'one more')} ${NEUTRAL[side]}`
    const begins = /(?:^|[.!?:]\s+|\n\s*(?:[-*]\s+)?)$/.test(text.slice(0, from))
    shown += text.slice(place, from) + (begins ? neutral.charAt(0).toUpperCase() + neutral.slice(1) : neutral)
    place = until
  }
  return shown + text.slice(place)
}
