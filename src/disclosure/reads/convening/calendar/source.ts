import type { CalendarEntry, DayRange } from '../../../../convening/calendar/entry.ts'
import type { Region } from '../../../../region.ts'
import type { Door } from '../../../release.ts'
import type { OnPaper } from '../../alignment/seen.ts'

/** What sources of the calendar work on: the register, the files of models, where the lake lies, and the time it is. */
export type CalendarGiven = OnPaper & { region: Pick<Region, 'lake'>; now: string }

/** The dates of one part that the viewer may know, in no order. Each asks the register in the viewer's own name. */
export type CalendarSource = (door: Door, given: CalendarGiven, range: DayRange) => Promise<CalendarEntry[]>

/** A whole day, or a span of them. */
export const allDay = (
  given: Omit<CalendarEntry, 'all_day' | 'late' | 'ends' | 'whose'> & Partial<CalendarEntry>,
): CalendarEntry => ({ ends: null, whose: null, late: false, ...given, all_day: true })
