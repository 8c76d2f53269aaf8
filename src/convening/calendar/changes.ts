import { createHash } from 'node:crypto'
import type { CalendarEntry, DayRange } from './entry.ts'

/** What a subscription said of an entry the last time. */
export type Said = {
  uid: string
  said: string
  starts: string
  ends: string | null
  sequence: number
  modified_at: string
  dropped_at: string | null
}

/** So long a reader is told that something was dropped. */
const TOLD_DAYS = 30

export type Changes = {
  /** What to write down: those that are new, changed or dropped. */
  write: Said[]
  /** What is past or was told long enough. */
  forget: string[]
  /** How each entry stands, by uid; dropped ones too. */
  stand: Map<string, Said>
}

/**
 * What became of each entry since the last time: one that says something else gets the next number, one that is not
 * there any more is dropped, and what is dropped and comes back goes on counting (RFC 5546, section 2.1.4). Where some of
 * it could not be read, what is not there is neither dropped nor forgotten: nobody knows.
 */
export function changesOf(
  before: readonly Said[],
  entries: readonly CalendarEntry[],
  { from }: DayRange,
  now: string,
  whole = true,
): Changes {
  const known = new Map(before.map((one) => [one.uid, one]))
  const stand = new Map<string, Said>()
  const write: Said[] = []
  const forget: string[] = []
  const put = (one: Said, changed: boolean) => {
    stand.set(one.uid, one)
    if (changed) write.push(one)
  }
  for (const entry of entries) {
    const { uid, starts, ends } = entry
    const said = saidOf(entry)
    const last = known.get(uid)
    if (last && last.said === said && last.dropped_at === null) put(last, false)
    else
      put({ uid, said, starts, ends, sequence: last ? last.sequence + 1 : 0, modified_at: now, dropped_at: null }, true)
  }
  for (const one of before) {
    if (stand.has(one.uid)) continue
    if (!whole && one.dropped_at === null) continue
    if ((one.ends ?? one.starts).slice(0, 10) < from || isTold(one, now)) forget.push(one.uid)
    else if (one.dropped_at !== null) put(one, false)
    else put({ ...one, sequence: one.sequence + 1, modified_at: now, dropped_at: now }, true)
  }
  return { write, forget, stand }
}

const isTold = ({ dropped_at }: Said, now: string): boolean =>
  dropped_at !== null && Date.parse(now) - Date.parse(dropped_at) > TOLD_DAYS * 86_400_000

const saidOf = ({ uid: _uid, ...entry }: CalendarEntry): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(entry).sort()))
    .digest('base64url')
