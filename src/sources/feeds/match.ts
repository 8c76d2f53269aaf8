import type { FeedRow } from '../../register/schema.ts'
import { addDays, addMonthsToDay } from './calendar.ts'

/** What came, as far as it matters to what was owed. */
export type Delivery = {
  submission_id: string
  payer: string
  received_on: string
  received_at: string
  /** accepted, held, refused or duplicate */
  status: string
  /** Tables of the common data model that it filled; for a refused one, that its like fills; null where nobody knows. */
  tables: readonly string[] | null
  newest_service_date: string | null
  mends: string | null
}

/** A span of days that a feed owes a delivery for; both ends are in it. */
export type OwedPeriod = { period_start: string; period_end: string; due_date: string }

/** Tables whose rows are dated by service: their newest day tells which period a delivery is for. */
const DATED_BY_SERVICE: ReadonlySet<string> = new Set([
  'medical_claim',
  'pharmacy_claim',
  'lab_result',
  'non_claims_payment',
])

const MONTHS: Readonly<Record<string, number>> = { monthly: 1, quarterly: 3, yearly: 12 }

/** The periods a feed owes, the first that has not ended on `today` included: it is the one expected next. */
export function owedPeriods(feed: FeedRow, today: string): OwedPeriod[] {
  const last = feed.last_period_end
  const periods: OwedPeriod[] = []
  for (let place = 0; ; place += 1) {
    const period_end = periodEnd(feed, place)
    if (last !== null && period_end > last) return periods
    const period_start = addDays(periodEnd(feed, place - 1), 1)
    periods.push({ period_start, period_end, due_date: addDays(period_end, feed.due_days) })
    if (period_end >= today) return periods
  }
}

const periodEnd = ({ cadence, first_period_end }: FeedRow, place: number): string =>
  cadence === 'weekly'
    ? addDays(first_period_end, 7 * place)
    : addMonthsToDay(first_period_end, (MONTHS[cadence] ?? 1) * place)

/**
 * The period of a feed that a delivery is for; undefined when it is for none of it.
 *
 * 1. It is for the feed when it fills at least one of the feed's tables, or when nobody can tell what it holds.
 * 2. A feed of claims: the period that holds its newest service date. One that runs on past the last period that had
 *    ended on the day it came counts for that period.
 * 3. Any other feed, or without a service date: what a mended delivery was for; else the last period that had ended on
 *    the day it came.
 *
 * Before the end of the first period nothing is owed, and it counts for none.
 */
export function periodMet(
  feed: FeedRow,
  periods: readonly OwedPeriod[],
  delivery: Delivery,
  mended: OwedPeriod | undefined,
): OwedPeriod | undefined {
  const fills = delivery.tables === null || delivery.tables.some((table) => feed.tables.includes(table))
  if (delivery.payer !== feed.payer || !fills) return undefined
  const ended = periods.filter((one) => one.period_end <= delivery.received_on)
  const last = ended.at(-1)
  const newest = delivery.newest_service_date
  const dated = newest !== null && feed.tables.some((table) => DATED_BY_SERVICE.has(table))
  if (!dated) return mended ?? last
  if (last && newest > last.period_end) return last
  return ended.find((one) => one.period_start <= newest && newest <= one.period_end)
}
