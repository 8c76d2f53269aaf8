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

/** Where a log stands: the number and hash of its newest event. */
export type EventHead = { number: number; hash: string }

/** What stands before the first event. */
export const BEFORE_THE_FIRST: EventHead = { number: 0, hash: '0'.repeat(64) }

/**
 * One JSON object after RFC 8785: names sorted, no white space, nothing escaped that need not be. Names are ASCII and
 * numbers whole, so that `JSON.stringify` writes just that.
 */
export function canonicalText(object: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(object, (_name, value: unknown) =>
    value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
}

/** sha256 over the UTF-8 bytes of a text, in hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The hash of an event: over the canonical text of its ten other fields, the previous hash among them. */
export function eventHash({ number, at, actor, role, participant, purpose, act, about, ...rest }: EventText): string {
  const { detail, previous_hash } = rest
  return sha256(canonicalText({ number, at, actor, role, participant, purpose, act, about, detail, previous_hash }))
}

/** What is wrong at the next place of a log, which this event should fill, or null. */
export function faultOf(event: EventRow, before: EventHead): string | null {
  if (event.number > before.number + 1) return `it is missing; event ${event.number} stands in its place`
  if (event.number !== before.number + 1) return `event ${event.number} stands in its place`
  if (event.previous_hash !== before.hash)
    return `it does not continue event ${before.number}: one of the two was changed`
  if (event.hash !== eventHash(event)) return 'its text was changed: the hash does not fit it'
  return null
}
