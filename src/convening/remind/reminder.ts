import { addDays, daysBetween } from '../../sources/feeds/calendar.ts'
import type { NotificationKind } from '../notify/kinds.ts'
import type { Recipient } from '../notify/notify.ts'

/** What somebody has to be told because a day has come, and nobody did anything. */
export type Reminder = {
  kind: NotificationKind
  /** Kind and key of what it is about: a later reminder of the same takes the place of an earlier one. */
  about: string
  /** The day from which on it is to be told: it is told once, whenever the next look comes. */
  mark: string
  link: string
  to: readonly Recipient[]
}

/** Of several days the last that has come: what was missed before it is not told any more. */
export const latest = (marks: readonly string[], day: string): string | null =>
  marks.filter((mark) => mark <= day).reduce<string | null>((a, b) => (a === null || b > a ? b : a), null)

const WEEK = 7
const MONTH = 30

/** The last day to say that something is late: the day after it was due, a week after that, then every thirty days. */
export function lateMark(due: string, day: string): string | null {
  const first = addDays(due, 1)
  if (day < first) return null
  const months = Math.floor(daysBetween(first, day) / MONTH)
  return latest([first, addDays(first, WEEK), addDays(first, months * MONTH)], day)
}

/** The last of several days before a day on which it is told that it comes; null once it is past. */
export const beforeMark = (due: string, daysBefore: readonly number[], day: string): string | null =>
  day > due
    ? null
    : latest(
        daysBefore.map((days) => addDays(due, -days)),
        day,
      )
