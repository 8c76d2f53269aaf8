import type { Named } from './names.ts'
import { NOT_OWN, OWN_VOICE, PUBLIC_VOICE, SUPPOSED, UNNAMED } from './rules/words.ts'

/** Whose a figure or a plan may be: a payer by name, a payer that speaks, one that is not named, or nobody's own. */
export type Owner = { start: number; end: number; who: 'named' | 'own' | 'unnamed' | 'public'; participant?: number }

const PRACTICE_SPEAKS =
  /\b(?:we(?:'re| are| run| have| own)|i(?:'m| am| run| have| own)|as) an? (?:[\w-]+ ){0,3}(?:practice|clinic|office|doctor|nurse|physician|pediatrician)\b/

/** Those in one piece of the text, in the order of their places. */
export function ownersIn(text: string, offset: number, names: readonly Named[]): Owner[] {
  // What a practice is paid is said by who pays it, so that its own name decides nothing.
  const owners: Owner[] = names
    .filter(({ side }) => side !== 'provider')
    .map(({ start, end, participant, side }) => ({
      ...{ start: start - offset, end: end - offset, participant },
      who: side === 'payer' ? 'named' : 'public',
    }))
  const practice = PRACTICE_SPEAKS.test(text)
  const supposed = SUPPOSED.test(text)
  SUPPOSED.lastIndex = 0
  const add = (who: Owner['who'], pattern: RegExp, take: (index: number, hit: string) => boolean = () => true) => {
    for (const { index, 0: hit } of text.matchAll(pattern)) {
      const one = { start: index, end: index + hit.length, who }
      if (take(index, hit) && !owners.some((other) => other.start < one.end && one.start < other.end)) owners.push(one)
    }
  }
  add('unnamed', UNNAMED, () => !supposed)
  add(
    'own',
    OWN_VOICE,
    (index, hit) =>
      !(hit === 'us' && text.slice(index + 2).startsWith(' $')) && !NOT_OWN.test(text.slice(index)) && !practice,
  )
  add('public', PUBLIC_VOICE)
  return owners.toSorted((a, b) => a.start - b.start)
}

export const isPayer = ({ who }: Owner) => who !== 'public'

/** The last before a place, else the first after it. */
export function ownerOf(owners: readonly Owner[], start: number, end: number): Owner | undefined {
  return owners.findLast((one) => one.end <= start) ?? owners.find((one) => one.start >= end)
}
