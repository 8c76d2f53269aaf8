import { type CalendarEntry, type DayRange, inOrder, isWithin } from '../../../../convening/calendar/entry.ts'
import { listDates } from '../../../../register/convening/calendar/dates.ts'
import { type Door, type Released, release } from '../../../release.ts'
import { each, partyOf } from '../../received/received.ts'
import { agreements, contracts, publications } from './contracts.ts'
import { alignmentSteps, commentWindows, initiatives, otherDates, terms, votes } from './convened.ts'
import { deliveries } from './deliveries.ts'
import { meetings } from './meetings.ts'
import type { CalendarGiven, CalendarSource } from './source.ts'
import { adoptions, coaching, planSteps } from './worked.ts'

/** A part that has dates adds its source. */
const SOURCES: readonly CalendarSource[] = [
  deliveries,
  contracts,
  agreements,
  alignmentSteps,
  publications,
  initiatives,
  commentWindows,
  votes,
  meetings,
  terms,
  adoptions,
  planSteps,
  coaching,
  otherDates,
]

export const CALENDAR_COLUMNS = [
  ...['uid', 'kind', 'title', 'starts', 'ends', 'all_day', 'link', 'late', 'whose'],
] as const
const CALENDAR = { name: 'calendar', columns: each(CALENDAR_COLUMNS, 'public'), parties: () => ({}) }

/** What awaits and what is to come, as far as the viewer may know it: what is late first, then by day. */
export async function readCalendar(
  door: Door,
  given: CalendarGiven,
  range: DayRange,
): Promise<(CalendarEntry & Pick<Released, 'withheld'>)[]> {
  const entries: CalendarEntry[] = []
  for (const source of SOURCES) entries.push(...(await source(door, given, range)))
  const rows = inOrder(entries.filter((one) => isWithin(one, range)))
  // Every column is public to who got this far, so that each row is whole.
  return (await release(door, CALENDAR, rows)) as unknown as (CalendarEntry & Pick<Released, 'withheld'>)[]
}

const DATES = {
  name: 'calendar dates',
  columns: each(['calendar_date', 'title', 'about', 'day', 'end_date', 'source_url', 'audience'], 'public'),
  parties: () => ({}),
}

/** The dates that the convener keeps, with what they are about and where it stands. */
export const readDates = async (door: Door, { register }: Pick<CalendarGiven, 'register'>): Promise<Released[]> =>
  release(door, DATES, await listDates(register, partyOf(door.viewer)))
