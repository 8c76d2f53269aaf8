/** What awaits and what is to come, and the reader's own subscription to it. */
import { at } from '../queries.ts'

export type CalendarEntry = {
  uid: string
  kind: string
  title: string
  starts: string
  ends: string | null
  all_day: boolean
  link: string
  late: boolean
  whose: string | null
}
export type KeptDate = {
  calendar_date: number
  title: string
  about: string
  day: string
  end_date: string | null
  source_url: string | null
  audience: string
}
export type Calendar = {
  today: string
  from: string
  to: string
  kinds: { kind: string; label: string }[]
  entries: CalendarEntry[]
  /** What could not be read, and is not among the entries. */
  unread: string[]
  dates: KeptDate[]
}
export type Subscription = {
  made_at: string | null
  read_at: string | null
  as: { role: string; participant: string | null } | null
}

export const CALENDAR_PATH = '/api/calendar'
export const calendarQuery = at<Calendar>(CALENDAR_PATH)
export const SUBSCRIPTION_PATH = '/api/calendar/subscription'
export const subscriptionQuery = at<Subscription>(SUBSCRIPTION_PATH)
