import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from 'ical-generator'
import type { Said } from './changes.ts'
import { CALENDAR_KINDS, type CalendarEntry } from './entry.ts'

export type IcsGiven = {
  name: string
  /** What tells this subscription's entries from those of every other. */
  subscription: string
  /** How readers reach the product; null where that was not said. */
  address: string | null
  entries: readonly CalendarEntry[]
  stand: ReadonlyMap<string, Said>
}

const DAY = 86_400_000
/** How often a program that subscribed looks again, where it goes by that (RFC 7986, section 5.7). */
const AGAIN_SECONDS = 3600
const midnight = (day: string): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`)

/** A calendar as RFC 5545 has it. What was dropped says that it is cancelled, and nothing of what it was. */
export function icsOf({ name, subscription, address, entries, stand }: IcsGiven): string {
  const calendar = ical({
    name,
    prodId: { company: 'Wholepanel', product: 'calendar' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: AGAIN_SECONDS,
  })
  const given = new Map(entries.map((one) => [one.uid, one]))
  for (const [uid, said] of [...stand].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entry = said.dropped_at === null ? given.get(uid) : undefined
    const modified = new Date(said.modified_at)
    calendar.createEvent({
      id: `${uid}@${subscription}`,
      sequence: said.sequence,
      stamp: modified,
      lastModified: modified,
      ...timesOf(entry ?? { starts: said.starts, ends: said.ends, all_day: said.starts.length === 10 }),
      ...(entry
        ? contentOf(entry, address)
        : { summary: 'No longer in the calendar', status: ICalEventStatus.CANCELLED }),
    })
  }
  return calendar.toString()
}

function contentOf({ kind, title, late, whose, link }: CalendarEntry, address: string | null) {
  const about = [CALENDAR_KINDS[kind], whose].filter(Boolean).join(', ')
  return {
    summary: late ? `Late: ${title}` : title,
    description: about,
    status: ICalEventStatus.CONFIRMED,
    ...(address === null ? {} : { url: `${address}${link}` }),
  }
}

/**
 * Days are dates without a zone, the same days wherever they are read; the end of a span is the day after its last. What
 * is to be done by a day takes up nobody's time on it. A time is in UTC, which each program shows as its own.
 */
const timesOf = ({ starts, ends, all_day }: Pick<CalendarEntry, 'starts' | 'ends' | 'all_day'>) =>
  all_day
    ? {
        ...{ allDay: true, transparency: ICalEventTransparency.TRANSPARENT },
        start: midnight(starts),
        end: new Date(midnight(ends ?? starts).getTime() + DAY),
      }
    : { start: new Date(starts), ...(ends === null ? {} : { end: new Date(ends) }) }
