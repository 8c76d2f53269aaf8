import type { Named } from '../names.ts'
import type { Piece } from '../pieces.ts'
import type { Found, Read } from '../rules/by-rules.ts'
import { tokensOf } from './tokens.ts'

/** What is seen in a window, how much of it, and the place in the text where it is seen first. */
export type Feature = { name: string; value: number; start: number; end: number }

/** A sentence stands with its neighbours, which say whom it speaks of; they count less. */
const NEIGHBOUR = 0.5
/** How far two words may stand apart to be one feature together. */
const REACH = 3

/** Of one piece: its words, beginnings of words, neighbouring words, words near each other, and classes of words. */
function featuresOf({ text, start: offset }: Piece, names: readonly Named[]): Feature[] {
  const tokens = tokensOf(text, offset, names)
  const seen = new Map<string, Feature>()
  const see = (name: string, start: number, end: number) => {
    if (!seen.has(name)) seen.set(name, { name, value: 1, start: offset + start, end: offset + end })
  }
  for (const [place, { word, start, end, classes }] of tokens.entries()) {
    see(word, start, end)
    if (/^[a-z]{5}/.test(word)) see(`${word.slice(0, 4)}-`, start, end)
    if (/^[a-z]{6}/.test(word)) see(`${word.slice(0, 5)}-`, start, end)
    if (place === 0) see(`^ ${word}`, start, end)
    const next = tokens[place + 1]
    see(`${word} ${next?.word ?? '$'}`, start, next?.end ?? end)
    for (const other of tokens.slice(place + 2, place + 1 + REACH)) see(`${word} .. ${other.word}`, start, other.end)
    for (const name of classes) see(`[${name}]`, start, end)
  }
  return [...seen.values()]
}

/**
 * The windows of a text, one to each piece: its own features whole, its neighbours' in part, as one vector of length one,
 * and beside that what the rules found in it.
 */
export function windowsOf({ pieces, names }: Read, byRules: readonly Found[]): Feature[][] {
  const own = pieces.map((piece) => featuresOf(piece, namesIn(names, piece)))
  return pieces.map((piece, at) => {
    const all = new Map<string, Feature>()
    const take = (features: readonly Feature[], share: number) => {
      for (const one of features) if (!all.has(one.name)) all.set(one.name, { ...one, value: one.value * share })
    }
    take(own[at] ?? [], 1)
    take(own[at - 1] ?? [], NEIGHBOUR)
    take(own[at + 1] ?? [], NEIGHBOUR)
    const kinds = new Set(byRules.filter((one) => meets(one, piece)).map(({ kind }) => `{${kind}}`))
    const rules = kinds.size > 0 ? ['{found}', ...kinds] : ['{nothing found}']
    return [
      ...ofLengthOne([...all.values()]),
      ...rules.map((name) => ({ name, value: 1, start: piece.start, end: piece.start })),
    ]
  })
}

/** Its name tells that a rule saw it. */
export const isOfRules = ({ name }: Feature) => name.startsWith('{')

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
