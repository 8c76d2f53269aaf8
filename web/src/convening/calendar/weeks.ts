import type { CalendarEntry } from '../../api/convening/calendar.ts'

export type Week = { monday: string; entries: CalendarEntry[] }

const DAY = 86_400_000
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** The Monday on or before a day. `mondayOf('2026-03-04')` is `2026-03-02`. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
export const sundayOf = (monday: string): string => addDays(monday, 6)

/** Entries under the week in which they begin; what began before is under the first week that is shown. */
export function weeksOf(entries: readonly CalendarEntry[], from: string): Week[] {
  const weeks = new Map<string, CalendarEntry[]>()
  for (const entry of entries) {
    const starts = entry.starts.slice(0, 10)
    const monday = mondayOf(starts < from ? from : starts)
    weeks.set(monday, [...(weeks.get(monday) ?? []), entry])
  }
  return [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([monday, own]) => ({ monday, entries: own }))
}
