import { type CalendarEntry, type DayRange, inOrder, isWithin } from '../../../../convening/calendar/entry.ts'
import { listDates } from '../../../../register/convening/calendar/dates.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { each, partyOf } from '../../received/received.ts'
import { agreements, contracts, publications } from './contracts.ts'
import { alignmentSteps, commentWindows, initiatives, otherDates, terms, votes } from './convened.ts'
import { deliveries } from './deliveries.ts'
import { meetings } from './meetings.ts'
import { recruitment } from './recruitment.ts'
import type { CalendarGiven, CalendarSource } from './source.ts'
import { adoptions, coaching, planSteps } from './worked.ts'

/** A part that has dates adds its source, under the words that say what is missing where it cannot be read. */
const SOURCES: Readonly<Record<string, CalendarSource>> = {
  deliveries,
  contracts,
  'data agreements': agreements,
  'steps of alignment': alignmentSteps,
  publications,
  initiatives,
  'comment periods': commentWindows,
  votes,
  meetings,
  'terms of seats': terms,
  adoption: adoptions,
  'steps of the plan': planSteps,
  coaching,
  recruitment,
  'other dates': otherDates,
}

export const CALENDAR_COLUMNS = [
  ...['uid', 'kind', 'title', 'starts', 'ends', 'all_day', 'link', 'late', 'whose'],
] as const
const CALENDAR = { name: 'calendar', columns: each(CALENDAR_COLUMNS, 'public'), parties: () => ({}) }

export type CalendarRead = {
  entries: (CalendarEntry & Pick<Released, 'withheld'>)[]
  /** Sources that could not be read; the entries are without them. */
  unread: { source: string; error: unknown }[]
}

/** What awaits and what is to come, as far as the viewer may know it: what is late first, then by day. */
export async function readCalendar(door: Door, given: CalendarGiven, range: DayRange): Promise<CalendarRead> {
  const entries: CalendarEntry[] = []
  const unread: CalendarRead['unread'] = []
  for (const [source, read] of Object.entries(SOURCES))
    try {
      entries.push(...(await read(door, given, range)))
    } catch (error) {
      unread.push({ source, error })
    }
  // Where nothing at all can be read it is no fault of a source.
  if (unread.length === Object.keys(SOURCES).length) throw unread[0]?.error
  const rows = inOrder(entries.filter((one) => isWithin(one, range)))
  // Every column is public to who got this far, so that each row is whole.
  return { entries: (await release(door, CALENDAR, rows)) as unknown as CalendarRead['entries'], unread }
}

const DATES = {
  name: 'calendar dates',
  columns: each(['calendar_date', 'title', 'about', 'day', 'end_date', 'source_url', 'audience'], 'public'),
  parties: () => ({}),
}

/** The dates that the convener keeps, with what they are about and where it stands. */
export const readDates = async (door: Door, { register }: Pick<CalendarGiven, 'register'>): Promise<Released[]> =>
  release(door, DATES, await listDates(register, partyOf(door.viewer)))
