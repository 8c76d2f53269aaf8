/** What stands in the calendar, and how it is called there. */
export const CALENDAR_KINDS = {
  delivery: 'Delivery',
  contract: 'Contract',
  agreement: 'Data agreement',
  'alignment-step': 'Step of alignment',
  publication: 'Publication',
  comment: 'Public comment',
  vote: 'Vote',
  meeting: 'Meeting',
  term: 'Term of a seat',
  adoption: 'Adoption',
  'plan-step': 'Step of the plan',
  coaching: 'Coaching',
  recruitment: 'Recruitment of practices',
  goal: 'Shared goal',
  initiative: 'Initiative',
  date: 'Other date',
} as const
export type CalendarKind = keyof typeof CALENDAR_KINDS

/** One day, span of days or time. It holds no figure. */
export type CalendarEntry = {
  /** The same as long as it is the same thing, whatever becomes of its day. */
  uid: string
  kind: CalendarKind
  title: string
  /** A day, or a time in UTC where `all_day` is false. */
  starts: string
  /** Its last day, or its end; null for one day or moment. */
  ends: string | null
  all_day: boolean
  /** Where in the product it stands. */
  link: string
  late: boolean
  /** Whose it is, by name; null for everybody's. */
  whose: string | null
}

/** Both days are in it. */
export type DayRange = { from: string; to: string }

/** What a file says of a part of the calendar that could not be read: an entry of today. */
export const unreadEntry = (source: string, today: string): CalendarEntry => ({
  uid: `unread-${source.replaceAll(' ', '-')}`,
  kind: 'date',
  title: `Not in this calendar now, because they could not be read: ${source}`,
  ...{ starts: today, ends: null, all_day: true, link: '/calendar', late: false, whose: null },
})

const dayOf = (time: string): string => time.slice(0, 10)

/** What is late is in every range: it awaits until it is done. */
export const isWithin = ({ starts, ends, late }: CalendarEntry, { from, to }: DayRange): boolean =>
  late || (dayOf(starts) <= to && dayOf(ends ?? starts) >= from)

/** What is late first, then by day. */
export function inOrder(entries: readonly CalendarEntry[]): CalendarEntry[] {
  return entries.toSorted(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      compare(dayOf(a.starts), dayOf(b.starts)) ||
      Number(b.all_day) - Number(a.all_day) ||
      compare(a.starts, b.starts) ||
      compare(a.uid, b.uid),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
