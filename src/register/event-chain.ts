import { createHash } from 'node:crypto'

/** What an event says, apart from its hash. Never a person's name, number, search text or what was sent. */
export type EventText = {
  /** 1, 2, 3 …, without a gap. */
  number: number
  /** UTC, to the thousandth of a second: 2026-01-05T10:00:00.000Z. */
  at: string
  /** An account, an API client, or `operator` for whoever types commands; `unknown` where nobody signed in. */
  actor: string
  role: string | null
  participant: string | null
  purpose: string | null
  /** A verb phrase in kebab-case: sign-in, read-panel, grant-access. */
  act: string
  /** Keys of what it was about, joined by spaces: `practice:elm-street`. */
  about: string
  detail: EventDetail
  previous_hash: string
}
/** Short values under names in snake_case; numbers are whole. */
export type EventDetail = Readonly<Record<string, string | number | boolean | null>>
export type EventRow = EventText & { hash: string }

/** What stands before the first event. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/**
 * The text that is hashed: the ten fields as one JSON object after RFC 8785, that is with sorted names, no white space,
 * and only what JSON must escape escaped.
 */
export function canonicalText(event: EventText): string {
  const { number, at, actor, role, participant, purpose, act, about, detail, previous_hash } = event
  const sorted = Object.fromEntries(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({
    about,
    act,
    actor,
    at,
    detail: sorted,
    number,
    participant,
    previous_hash,
    purpose,
    role,
  })
}

/** sha256 over the UTF-8 bytes of the canonical text, in hex. */
export const eventHash = (event: EventText): string =>
  createHash('sha256').update(canonicalText(event), 'utf8').digest('hex')
