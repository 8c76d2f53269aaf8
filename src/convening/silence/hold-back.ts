import { type Folded, foldText } from './fold.ts'
import { type Named, nameReader, type SilentParticipant } from './names.ts'
import { isCapital } from './persons.ts'

const NEUTRAL = { payer: 'payer', provider: 'practice', convener: 'convener', person: 'participant' } as const
const ORDER = ['a', 'another', 'a third', 'a fourth', 'a fifth', 'a sixth']

/** Reads who is named in a text: organizations as they are called, persons where their name has a capital. */
export function whoIsNamed(participants: readonly SilentParticipant[]): (folded: Folded) => Named[] {
  const isPerson = ({ participant }: Named) => participants[participant]?.person === true
  const reader = nameReader(participants)
  return (folded) => reader(folded).filter((one) => !isPerson(one) || isCapital(folded, one))
}

/**
 * The substance of a text without who said it: each is one payer, one practice or one participant throughout, counted in the order in which
 * this text names them, so that two texts laid side by side do not tell who is who.
 *
 * Example: `Summit uses lists; Keystone does not` becomes `a payer uses lists; another payer does not`.
 */
export function holdBack(text: string, participants: readonly SilentParticipant[]): string {
  const folded = foldText(text)
  const met: { participant: number; called: string }[] = []
  let shown = ''
  let place = 0
  for (const { start, end, participant, side } of whoIsNamed(participants)(folded)) {
    const from = folded.at[start] ?? 0
    const until = folded.at[end] ?? text.length
    const called = participants[participant]?.called ?? NEUTRAL[side]
    if (!met.some((one) => one.participant === participant)) met.push({ participant, called })
    const number = met.filter((one) => one.called === called).findIndex((one) => one.participant === participant)
    const lead = text.slice(Math.max(0, from - 12), from)
    const which = called === 'convener' ? 'the' : (ORDER[number] ?? 'one more')
    const neutral = /\bthe\s+$/i.test(lead)
      ? `${which.replace(/^(?:an?|the)\s*/, '')} ${called}`.trim()
      : `${which} ${called}`
    const begins = from === 0 || /(?:[.!?:]\s+|\n\s*(?:[-*]\s+)?)$/.test(lead)
    shown += text.slice(place, from) + (begins ? neutral.charAt(0).toUpperCase() + neutral.slice(1) : neutral)
    place = until
  }
  return shown + text.slice(place)
}
