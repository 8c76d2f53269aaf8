import { sql } from '../../../lake/sql.ts'
import { addMonths } from '../../../period.ts'
import { listFeeds } from '../../../register/feeds/feeds.ts'
import type { FeedRow } from '../../../register/schema.ts'
import { listSubmissions } from '../../../register/submissions.ts'
import { addDays, daysBetween } from '../../../sources/feeds/calendar.ts'
import { owedPeriods } from '../../../sources/feeds/match.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { ownPayer, payerName, type Reading } from '../reading.ts'
import { betweenThem, each, ofSender, partyOf, type Received } from '../received/received.ts'

export const LATENESS_COLUMNS = [
  ...['payer', 'payer_name', 'line_of_business', 'year_month', 'state', 'says', 'received_on', 'submission_id'],
  ...['days_into_month', 'feed', 'due_date', 'days_late', 'corrected_on'],
]

type Came = { payer: string; line_of_business: string; year_month: string; submission_id: string }
type Delivered = { received_on: string; submission_id: string }

/**
 * When each payer's list of a month came: its first delivery beside the month that it is for and the day by which the
 * payer's feed owes it. Months of the run in which the payer covers people and no list came stand there too. A payer reads
 * its own; those who oversee all. Counts of members are in none of it.
 */
export async function readLateness(reading: Reading, door: Door, received: Received): Promise<Released[]> {
  const { viewer } = door
  const party = partyOf(viewer)
  const submissions = await listSubmissions(received.register, viewer.role === 'operator' ? undefined : party)
  const feeds = await listFeeds(received.register, viewer.role === 'operator' ? undefined : party)
  const receivedOn = new Map(submissions.map((one) => [one.submission_id, one.received_at.slice(0, 10)]))
  const came = await reading.engine.rows<Came>(sql`
    select payer, line_of_business, year_month, submission_id from payer_list_month where ${ownPayer(viewer, 'payer')}`)
  const owed = await reading.engine.rows<Omit<Came, 'submission_id'>>(sql`
    select distinct payer, line_of_business, year_month from member_month where ${ownPayer(viewer, 'payer')}`)
  const lists = new Map<string, Delivered[]>()
  for (const one of came) {
    const received_on = receivedOn.get(one.submission_id)
    if (received_on === undefined || !isMonth(one.year_month)) continue
    const key = keyOf(one)
    lists.set(key, [...(lists.get(key) ?? []), { received_on, submission_id: one.submission_id }])
  }
  const months = new Map([...owed, ...came.filter((one) => lists.has(keyOf(one)))].map((one) => [keyOf(one), one]))
  const rows = [...months.entries()]
    .toSorted(([x], [y]) => (x < y ? -1 : 1))
    .map(([key, one]) => lateness(one, lists, lists.get(key) ?? [], feeds, received.today))
  return release(
    door,
    ofSender('lateness of lists', each(LATENESS_COLUMNS, betweenThem(viewer))),
    rows.map((row) => ({ ...row, payer_name: payerName(reading, String(row.payer)) })),
  )
}

const isMonth = (code: string): boolean => /^\d{4}(0[1-9]|1[0-2])$/.test(code)
const keyOf = ({ payer, line_of_business, year_month }: Omit<Came, 'submission_id'>): string =>
  `${payer} ${line_of_business} ${year_month}`

/** The first and the last day of a month. */
function daysOf(year_month: string): [first: string, last: string] {
  const first = `${year_month.slice(0, 4)}-${year_month.slice(4)}-01`
  return [first, addDays(addMonths(first, 1), -1)]
}

/** One row per month: what came for it, else what is owed. */
function lateness(
  { payer, line_of_business, year_month }: Omit<Came, 'submission_id'>,
  lists: ReadonlyMap<string, readonly Delivered[]>,
  own: readonly Delivered[],
  feeds: readonly FeedRow[],
  today: string,
): Row {
  const [month, last] = daysOf(year_month)
  const feed = feeds.find((one) => one.payer === payer && one.tables.includes('provider_attribution'))
  const owed =
    feed &&
    owedPeriods(feed, last < today ? today : last).find((one) => one.period_start <= last && last <= one.period_end)
  const [first, ...more] = own.toSorted((x, y) =>
    x.received_on + x.submission_id < y.received_on + y.submission_id ? -1 : 1,
  )
  const elsewhere =
    owed !== undefined &&
    [...lists.keys()].some((key) => {
      const [of, line, code = ''] = key.split(' ')
      const [, day] = daysOf(code)
      return of === payer && line === line_of_business && owed.period_start <= day && day <= owed.period_end
    })
  const due_date = owed?.due_date ?? null
  const until = first?.received_on ?? (elsewhere ? null : today)
  const days_late = due_date === null || until === null ? null : Math.max(0, daysBetween(due_date, until))
  const state = first ? cameIn(days_late) : missing(owed !== undefined, elsewhere, days_late)
  return {
    ...{ payer, line_of_business, year_month, state, says: inWords(state, days_late) },
    ...{ received_on: first?.received_on ?? null, submission_id: first?.submission_id ?? null },
    days_into_month: first ? daysBetween(month, first.received_on) : null,
    ...{ feed: feed?.feed ?? null, due_date, days_late: days_late === 0 ? null : days_late },
    corrected_on: more.at(-1)?.received_on ?? null,
  }
}

export const LATENESS_STATES = ['came', 'came-late', 'other-month', 'not-owed', 'due', 'missing'] as const
export type LatenessState = (typeof LATENESS_STATES)[number]

const cameIn = (days_late: number | null): LatenessState => (days_late !== null && days_late > 0 ? 'came-late' : 'came')

function missing(owed: boolean, elsewhere: boolean, days_late: number | null): LatenessState {
  if (elsewhere) return 'other-month'
  if (!owed) return 'not-owed'
  return days_late !== null && days_late > 0 ? 'missing' : 'due'
}

function inWords(state: LatenessState, days_late: number | null): string {
  const days = `${days_late} ${days_late === 1 ? 'day' : 'days'}`
  switch (state) {
    case 'came':
      return 'the list of this month came'
    case 'came-late':
      return `the list came ${days} late`
    case 'other-month':
      return 'no list of this month; the feed’s period has one of another month'
    case 'not-owed':
      return 'no list of this month, and no feed owes one'
    case 'due':
      return 'no list of this month yet'
    case 'missing':
      return `no list of this month, ${days} overdue`
  }
}
