import type { FindingKind } from '../kinds.ts'
import type { Named } from '../names.ts'
import type { Piece } from '../pieces.ts'
import type { Found, Read } from '../rules/by-rules.ts'
import { meaningsIn } from './meanings.ts'
import { type Token, tokensOf } from './tokens.ts'

type Span = { start: number; end: number }
/** What is seen in a window, how much of it, and where in the text it is seen first: a pair has two places. */
export type Feature = { name: string; value: number; at: readonly Span[] }
type See = (name: string, ...at: readonly Span[]) => void

/** A sentence stands with its neighbours, which say whom it speaks of; they count less. */
const NEIGHBOUR = 0.7
/** How far two words may stand apart to be one feature together. */
const REACH = 3

/** Of one piece: its words and what they mean, which of these stand beside each other, and which in one sentence. */
function featuresOf({ text, start: offset }: Piece, names: readonly Named[], kinds: readonly FindingKind[]): Feature[] {
  const tokens = tokensOf(text, offset, names)
  const seen = new Map<string, Feature>()
  const see: See = (name, ...at) => {
    if (!seen.has(name))
      seen.set(name, { name, value: 1, at: at.map(({ start, end }) => ({ start: offset + start, end: offset + end })) })
  }
  seeWords(tokens, see)
  seeMeanings(text, tokens, kinds, see)
  return [...seen.values()]
}

/** Words, beginnings of words, neighbouring words, words near each other, and the rules' classes of words. */
function seeWords(tokens: readonly Token[], see: See): void {
  for (const [place, { word, start, end, classes }] of tokens.entries()) {
    see(word, { start, end })
    if (/^[a-z]{5}/.test(word)) see(`${word.slice(0, 4)}-`, { start, end })
    if (/^[a-z]{6}/.test(word)) see(`${word.slice(0, 5)}-`, { start, end })
    if (place === 0) see(`^ ${word}`, { start, end })
    const next = tokens[place + 1]
    see(`${word} ${next?.word ?? '$'}`, { start, end: next?.end ?? end })
    for (const other of tokens.slice(place + 2, place + 1 + REACH))
      see(`${word} .. ${other.word}`, { start, end: other.end })
    for (const name of classes) see(`[${name}]`, { start, end })
  }
}

/** What the words mean, with the word before and the word after; and each two meanings, participants, figures and rules' findings. */
function seeMeanings(text: string, tokens: readonly Token[], kinds: readonly FindingKind[], see: See): void {
  const met = new Map<string, readonly Span[]>(tokens.filter(isSomebody).map((one) => [one.word, [one]]))
  for (const { name, start, end } of meaningsIn(text)) {
    if (!met.has(name)) met.set(name, [{ start, end }])
    see(`[${name}]`, { start, end })
    const first = tokens.findIndex((one) => one.start <= start && start < one.end)
    const before = tokens[first - 1]
    const after = tokens.slice(Math.max(first, 0)).find((one) => one.end > end)
    if (first >= 0 && before) see(`${before.word} [${name}]`, { start: before.start, end })
    if (first >= 0 && after) see(`[${name}] ${after.word}`, { start, end: after.end })
  }
  for (const kind of kinds) met.set(`{${kind}}`, [])
  const all = [...met].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [place, [one, at]] of all.entries())
    for (const [other, there] of all.slice(place + 1)) see(`${one} & ${other}`, ...at, ...there)
}

/** A participant, a figure or a question mark, and no word. */
const isSomebody = ({ word }: Token) => /^[<?]/.test(word)

/**
 * The windows of a text, one to each piece: its own features whole, its neighbours' in part, as one vector of length one,
 * and beside that what the rules found in it.
 */
export function windowsOf({ pieces, names }: Read, byRules: readonly Found[]): Feature[][] {
  const kindsIn = (piece: Piece) => [...new Set(byRules.filter((one) => meets(one, piece)).map(({ kind }) => kind))]
  const own = pieces.map((piece) => featuresOf(piece, namesIn(names, piece), kindsIn(piece)))
  return pieces.map((piece, at) => {
    const all = new Map<string, Feature>()
    const take = (features: readonly Feature[], share: number) => {
      for (const one of features) if (!all.has(one.name)) all.set(one.name, { ...one, value: one.value * share })
    }
    take(own[at] ?? [], 1)
    take(own[at - 1] ?? [], NEIGHBOUR)
    take(own[at + 1] ?? [], NEIGHBOUR)
    const kinds = kindsIn(piece).map((kind) => `{${kind}}`)
    const rules = kinds.length > 0 ? ['{found}', ...kinds] : ['{nothing found}']
    return [...ofLengthOne([...all.values()]), ...rules.map((name) => ({ name, value: 1, at: [] }))]
  })
}

/** Its name tells that a rule saw it, or something beside it. */
export const isOfRules = ({ name }: Pick<Feature, 'name'>) => name.includes('{')

export const meets = (one: { start: number; end: number }, other: { start: number; end: number }) =>
  one.start < other.end && other.start < one.end

const namesIn = (names: readonly Named[], { start, end }: Piece) =>
  names.filter((one) => start <= one.start && one.end <= end)

/** As long as a sentence of about seven words: of fewer words each weighs no more than in such a sentence. */
const SHORT = 50

function ofLengthOne(features: readonly Feature[]): Feature[] {
  let sum = 0
  for (const { value } of features) sum += value * value
  const length = Math.sqrt(Math.max(sum, SHORT))
  return features.map((one) => ({ ...one, value: one.value / length }))
}
