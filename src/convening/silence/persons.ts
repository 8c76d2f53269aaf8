import type { Folded } from './fold.ts'
import type { Named, SilentParticipant } from './names.ts'

/** First and last names that are words too: alone they are nobody's name. */
const WORDS = new Set(
  `will may mark grant price bill rich hope faith grace frank art page case chance young best rate long short do an so in
  he of on or my us we it is as at be by go no to up am all any can day for had has her him his how its new not now old one
  our out see she the two way who why you rose dean king law english west north read reed stone green brown white black`.split(
    /\s+/,
  ),
)
const TITLE = /^(?:dr|mr|mrs|ms|prof|md|phd|rn|np|do|jr|sr|ii|iii)\.?$/i

/** A person as a text may name them: `Dr. Helen Marsh` is Helen Marsh, Helen and Marsh. */
export function personNamed(name: string): SilentParticipant {
  const parts = name.split(/[\s,]+/).filter((part) => part !== '' && !TITLE.test(part))
  const alone = parts.filter((part) => part.length > 1 && !WORDS.has(part.toLowerCase()))
  return { name, aliases: parts.length > 1 ? [parts.join(' '), ...alone] : alone, side: 'person', person: true }
}

/** A person's name has a capital: a grace period and a marsh are nobody. */
export const isCapital = ({ given, at }: Folded, { start }: Pick<Named, 'start'>): boolean =>
  /^\P{Ll}/u.test(given.slice(at[start] ?? 0))
