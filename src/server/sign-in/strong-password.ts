import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { WholepanelError } from '../../error.ts'
import { asCompared, leakedPasswords, SHORTEST_PASSWORD } from './leaked-passwords.ts'

export const LONGEST_PASSWORD = 200
/** Guesses, as a power of ten, that a password must stand: above it even a stolen hash is not worth the work. */
const STANDS = 10
/** Characters looked at: what these stand, the whole stands, and a long text keeps the server busy for seconds. */
const LOOKED_AT = 64
const PRODUCT = 'wholepanel'
/** Years, and what stands between words: they are added without a thought, and tried so. */
const COUNTS_FOR_NOTHING = /(?:19|20)\d\d|[\s.,;:_/'"-]/g

/** What a password is, where it is nothing else, by the name that zxcvbn has for it. */
const BECAUSE: Readonly<Record<string, string>> = {
  topTen: 'one that is tried first',
  topHundred: 'one that is tried first',
  common: 'one that is tried first',
  similarToCommon: 'one like those that are tried first',
  userInputs: 'mostly names of this place and person',
  wordByItself: 'a single word',
  straightRow: 'a row of keys',
  keyPattern: 'a pattern of keys',
  simpleRepeat: 'a repetition',
  extendedRepeat: 'a repetition',
  sequences: 'a count or an alphabet',
  recentYears: 'mostly a date',
  dates: 'mostly a date',
}

/**
 * Refuses a password that is short, or that is found early by whoever guesses: the 49,000 commonest and what is like
 * them, rows of keys, counting, dates, repetition. The words around this account count for nothing. Length counts; kinds
 * of characters do not (NIST SP 800-63B).
 */
export function requireStrong(password: string, around: readonly string[]): void {
  const length = [...password].length
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD)
    throw weak(
      length < SHORTEST_PASSWORD ? 'a short one' : 'a very long one',
      `${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
    )
  const words = wordsOf([PRODUCT, ...around])
  const plain = asCompared(password)
  const rest = without(plain, words)
  const found = strength().check(rest.replaceAll(COUNTS_FOR_NOTHING, '').slice(0, LOOKED_AT), words)
  if (found.guessesLog10 < STANDS) throw weak(rest === plain ? because(found) : BECAUSE.userInputs, UNRELATED)
}

/** Refuses what was leaked often, and what stands in the operator's own list of passwords, one a line. */
export async function requireUnlisted(password: string, list: string): Promise<void> {
  const plain = asCompared(password)
  if ((await leakedPasswords()).has(plain)) throw weak('one of a list of leaked ones', UNRELATED)
  if (!existsSync(list)) return
  for await (const line of createInterface({ input: createReadStream(list), crlfDelay: Number.POSITIVE_INFINITY }))
    if (asCompared(line) === plain) throw weak('one of the list that this region refuses', UNRELATED)
}

const UNRELATED = 'something less easily guessed; four unrelated words do well'

const because = ({ feedback }: ZxcvbnResult): string =>
  BECAUSE[feedback.warning ?? ''] ?? 'one that is found in few tries'

let made: ZxcvbnFactory | undefined
/** Made when the first password is set: unpacking the words takes a moment. */
const strength = (): ZxcvbnFactory => {
  made ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, useLevenshteinDistance: false })
  return made
}

const wordsOf = (around: readonly string[]): string[] =>
  [
    ...new Set(
      around.flatMap((one) =>
        one
          .normalize('NFKC')
          .toLowerCase()
          .split(/[^\p{L}\p{N}]+/u),
      ),
    ),
  ]
    .filter((word) => word.length >= 3)
    .sort((one, other) => other.length - one.length)

const without = (text: string, words: readonly string[]): string =>
  words.reduce((rest, word) => rest.replaceAll(word, ''), text)

const weak = (got: string | undefined, want: string): WholepanelError =>
  new WholepanelError('input-password', { ...(got ? { got } : {}), want })
