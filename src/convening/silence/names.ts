import { type Folded, foldText } from './fold.ts'

/**
 * Who sits in the room, and every name it goes by. `side` is taken from the name where it is not said; `called` is what
 * stands in the place of its name, where that is not the word of its side. A person's name has a capital letter.
 */
export type SilentParticipant = {
  name: string
  aliases: readonly string[]
  side?: Side
  called?: string
  person?: true
}

/** `side`: whether it is a payer, whose amounts are its own; else it is the convener, or somebody who is paid. */
export type Side = 'payer' | 'convener' | 'provider' | 'person'
export type Named = { start: number; end: number; participant: number; side: Side }

/** Words that many payers carry in their names, and none is known by. */
const SHARED = new Set(
  `a an and the of for in at by to health healthcare healthplan plan plans care caring insurance insurer assurance mutual
  choice choices company co corp corporation inc incorporated llc group partners partnership network networks
  solutions services system systems community communities state county city regional region national american america
  united first general medical medicare medicaid advantage commercial employer employers benefit benefits life value blue
  quality family senior total best one new north south east west northern southern eastern western central coast
  collaborative coalition alliance association foundation trust office policy department commission hmo ppo`
    .split(/\s+/)
    .filter(Boolean),
)
/** What belongs to nobody in the room, though a participant may be called so: its amounts are public. */
const PUBLIC = new Set(['medicare', 'medicaid', 'cms', 'tricare'])
/** Two capitals that stand for something else in this field: Medicare Advantage, prior authorization, a state, a degree. */
const OTHER_PAIRS = new Set(
  `ma pa oh ed er md do np rn pt ot it ai hr qi qa pr pc ce ca or in me hi ok ia id la mo mi mn ms ne nm nd nc sc sd tn tx
  ut vt va wa wv wi wy ak al ar az co ct dc de fl ga il ks ky nh nj nv ny ri us uk eu am pm tv ii iv vi id bp bh sw ip op`.split(
    /\s+/,
  ),
)
const AS_LETTER: Readonly<Record<string, string>> = {
  ...{ a: 'a4@', b: 'b8', e: 'e3', g: 'g9', i: 'i1!|l', l: 'l1|!i', o: 'o0', s: 's5$', t: 't7+', z: 'z2' },
}

const PROVIDER =
  /\b(?:practices?|clinics?|medical (?:group|associates|center)|(?:family|internal) medicine|primary care|pediatrics?|physicians?|hospitals?|doctors|ipa|health center|associates|coaching|employers)\b/i
const CONVENER =
  /\b(?:collaborative|coalition|convener|alliance|association|institute|foundation|policy office|department)\b/i

/** Taken from the name, so that whoever keeps a list of names need not say it; who is neither is a payer. */
export const sideOfName = (name: string): Side =>
  CONVENER.test(name) ? 'convener' : PROVIDER.test(name) ? 'provider' : 'payer'

export type NameReader = (folded: Folded) => Named[]

/** Reads names as they are written, spaced out, or with digits for letters; in the order of their places, the longest first. */
export function nameReader(participants: readonly SilentParticipant[]): NameReader {
  const names = participants.flatMap(({ name, aliases, side = sideOfName(name) }, participant) =>
    [...new Set([name, ...aliases, ...shortOf(name)].map((one) => foldText(one).text.trim()))]
      .filter((one) => squeezed(one).length > 1 && !PUBLIC.has(one))
      .map((one) => ({ participant, side, squeezed: squeezed(one), pattern: patternOf(one) })),
  )
  const pairs = participants.flatMap(({ name, side = sideOfName(name) }, participant) => {
    const initials = initialsOf(name)
    return side === 'payer' && initials.length === 2 && !OTHER_PAIRS.has(initials)
      ? [{ participant, side, initials }]
      : []
  })
  return (folded) => {
    const found: Named[] = []
    for (const { participant, side, pattern, squeezed: letters } of names) {
      for (const { index, 0: hit } of folded.text.matchAll(pattern))
        found.push({ start: index, end: index + hit.length, participant, side })
      if (letters.length > 3)
        for (const { start, end } of folded.joined) {
          const within = folded.text.slice(start, end).indexOf(letters)
          if (within >= 0)
            found.push({ start: start + within, end: start + within + letters.length, participant, side })
        }
    }
    for (const { participant, side, initials } of pairs)
      for (const { index } of folded.text.matchAll(new RegExp(`(?<![\\w.'-])${initials}(?![\\w'-])`, 'g')))
        if (folded.given.slice(folded.at[index], folded.at[index + 2]) === initials.toUpperCase())
          found.push({ start: index, end: index + 2, participant, side })
    const inOrder = found.toSorted((a, b) => a.start - b.start || b.end - a.end)
    let until = 0
    return inOrder.filter(({ start, end }) => {
      const apart = start >= until
      until = Math.max(until, end)
      return apart
    })
  }
}

/** `Summit Health` is also called Summit, and `Lakeshore Community Care Plan` LCCP. */
function shortOf(name: string): string[] {
  const words = foldText(name)
    .text.split(/[^a-z0-9']+/)
    .filter(Boolean)
  const own = words.filter((word) => !SHARED.has(word) && word.length > 3)
  const initials = initialsOf(name)
  return [...own.slice(0, 1), ...(own.length > 1 ? [own.join(' ')] : []), ...(initials.length > 2 ? [initials] : [])]
}

const initialsOf = (name: string) =>
  foldText(name)
    .text.split(/[^a-z0-9']+/)
    .filter((word) => word !== '' && !['and', 'of', 'the', 'for'].includes(word))
    .map((word) => word[0])
    .join('')

const squeezed = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

/** A short name is met as it is; a longer one also with something between its letters. */
function patternOf(name: string): RegExp {
  const letters = [...squeezed(name)]
  const loose = letters.length > 4
  const one = (letter: string) => {
    const set = (loose ? AS_LETTER[letter] : undefined) ?? letter
    return `[${set.replace(/[\\\]^-]/g, '\\$&')}]`
  }
  const gap = loose ? '[\\s._*\'"-]{0,2}' : '[\\s.-]?'
  return new RegExp(`(?<![\\p{L}\\p{N}])${letters.map(one).join(gap)}(?![\\p{L}\\p{N}])`, 'gu')
}
