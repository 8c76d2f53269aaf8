import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Classed } from './classes.ts'

const MEANINGS = join(import.meta.dirname, '..', '..', '..', '..', 'silence', 'meanings.yaml')

let read: readonly (readonly [name: string, pattern: RegExp])[] | undefined

/** Longer wordings first: `not renew` is one thing where `renew` is another. */
function patterns(): readonly (readonly [name: string, pattern: RegExp])[] {
  read ??= Object.entries(parse(readFileSync(MEANINGS, 'utf8')) as Record<string, string>).map(([name, words]) => {
    const longestFirst = words.split(', ').toSorted((a, b) => b.length - a.length)
    return [name, new RegExp(`(?<![\\w'])(?:${longestFirst.join('|')})(?![\\w])`, 'g')]
  })
  return read
}

/** What the words of a text may mean, in the order of their places: a word that no labelled text had still means something. */
export const meaningsIn = (text: string): Classed[] =>
  patterns()
    .flatMap(([name, pattern]) =>
      [...text.matchAll(pattern)].map(({ index, 0: hit }) => ({ start: index, end: index + hit.length, name })),
    )
    .toSorted((a, b) => a.start - b.start)
