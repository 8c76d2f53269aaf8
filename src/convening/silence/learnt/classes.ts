import { AHEAD, BY_ITSELF, FAMILIES } from '../rules/market-words.ts'
import {
  CARE_WORDS,
  COST_OF_CONVENING,
  EITHER_WORDS,
  MONEY_WORDS,
  PUBLIC_VOICE,
  SUPPOSED,
  UNNAMED,
} from '../rules/words.ts'

const anyOf = (parts: readonly string[]) => new RegExp(`(?<![\\w'-])(?:${parts.join('|')})(?![\\w])`, 'g')

/** The rules' own lists of words: a word that was never seen in a labelled text still is one of its class. */
const CLASSES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['money', MONEY_WORDS],
  ['care', CARE_WORDS],
  ['either', EITHER_WORDS],
  ['public', PUBLIC_VOICE],
  ['unnamed', UNNAMED],
  ['convening', COST_OF_CONVENING],
  ['supposed', SUPPOSED],
  ['ahead', anyOf(AHEAD)],
  ['market', anyOf(BY_ITSELF)],
  ...FAMILIES.map(({ acts }, place) => [`act-${place}`, anyOf(acts)] as const),
  ...[...new Set(FAMILIES.map(({ objects }) => objects))].map((one, place) => [`object-${place}`, anyOf(one)] as const),
]

export type Classed = { start: number; end: number; name: string }

export const classesIn = (text: string): Classed[] =>
  CLASSES.flatMap(([name, pattern]) =>
    [...text.matchAll(pattern)].map(({ index, 0: hit }) => ({ start: index, end: index + hit.length, name })),
  )
