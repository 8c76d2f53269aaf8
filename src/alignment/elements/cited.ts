import { z } from 'zod'
import { Source } from '../../model/rule-head.ts'
import { Word } from './element.ts'

/** The texts that a file of alignment cites, each by a key of its own. */
export const CitedSources = z.record(
  Word,
  Source.extend({ read: z.string().optional().describe('How far it was read') }),
)

/**
 * What a citation names that its file does not declare; null where all is declared. A citation is keys of `sources`, each
 * perhaps with a place: `section-7: A.2; scan: Exhibit 3`. Words after a semicolon that are no key belong to what is before.
 */
export function undeclared(citation: string, sources: Readonly<Record<string, unknown>>): string | null {
  const keys = wordsOf(citation)
  const missing = keys.find((key, i) => sources[key] === undefined && (i === 0 || /^[a-z0-9-]+$/.test(key)))
  return missing ?? null
}

/** The keys that a citation names. */
export const citedIn = (citation: string, sources: Readonly<Record<string, unknown>>): string[] =>
  [...new Set(wordsOf(citation))].filter((key) => sources[key] !== undefined)

const wordsOf = (citation: string): string[] => citation.split(';').map((part) => part.split(':')[0]?.trim() ?? '')
