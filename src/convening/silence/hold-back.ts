import { foldText } from './fold.ts'
import { nameReader, type SilentParticipant } from './names.ts'

const COUNTED = ['a payer', 'another payer', 'a third payer', 'a fourth payer', 'a fifth payer', 'a sixth payer']

/**
 * The substance of a text without who said it: each participant is one payer throughout, counted in the order in which
 * this text names them, so that two texts laid side by side do not tell who is who.
 *
 * Example: `Summit uses lists; Keystone does not` becomes `a payer uses lists; another payer does not`.
 */
export function holdBack(text: string, participants: readonly SilentParticipant[]): string {
  const folded = foldText(text)
  const met: number[] = []
  let shown = ''
  let place = 0
  for (const { start, end, participant } of nameReader(participants)(folded)) {
    const from = folded.at[start] ?? 0
    const until = folded.at[end] ?? text.length
    if (!met.includes(participant)) met.push(participant)
    const neutral = COUNTED[met.indexOf(participant)] ?? 'one more payer'
    const begins = /(?:^|[.!?:]\s+|\n\s*(?:[-*]\s+)?)$/.test(text.slice(0, from))
    shown += text.slice(place, from) + (begins ? neutral.charAt(0).toUpperCase() + neutral.slice(1) : neutral)
    place = until
  }
  return shown + text.slice(place)
}
