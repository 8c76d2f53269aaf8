import type { Waiver } from '../../register/feeds/waivers.ts'
import type { FeedRow } from '../../register/schema.ts'
import { addDays, daysBetween } from './calendar.ts'
import { type Delivery, type OwedPeriod, owedPeriods, periodMet } from './match.ts'

export const DELIVERY_STATES = [
  'received-on-time',
  'received-late',
  'held',
  'refused',
  'due',
  'late',
  'waived',
] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** One row per feed and period. */
export type ExpectedDelivery = OwedPeriod & {
  payer: string
  feed: string
  about: string
  cadence: string
  state: DeliveryState
  /** The state in words, with its day or days: late by 12 days. */
  says: string
  /** The day the first usable delivery came; null while none has. */
  received_on: string | null
  /** Days past the due date, or past the day a refused one was to be mended; null where not late. */
  days_late: number | null
  /** After a refusal: the day until which a mended one is wanted, never before the due date. */
  mend_by: string | null
  /** Every delivery that was for this period, in the order of arrival; those refused too. */
  submission_ids: string[]
  tables_missing: string[]
  /** Days from the first refusal to the delivery that mended it. */
  days_to_mend: number | null
  waiver: number | null
}

/** What was owed, what came of it, and how it stands on a day. Waivers that were not granted count for nothing. */
export function expectedDeliveries(
  feeds: readonly FeedRow[],
  deliveries: readonly Delivery[],
  waivers: readonly Waiver[],
  today: string,
): ExpectedDelivery[] {
  const arrived = deliveries.filter((one) => one.status !== 'duplicate' && one.received_on <= today).toSorted(byArrival)
  return feeds.flatMap((feed) => {
    const periods = owedPeriods(feed, today)
    const met = new Map<string, OwedPeriod>()
    for (const delivery of arrived) {
      const period = periodMet(feed, periods, delivery, met.get(delivery.mends ?? ''))
      if (period) met.set(delivery.submission_id, period)
    }
    return periods.map((period) => {
      const came = arrived.filter((one) => met.get(one.submission_id)?.period_end === period.period_end)
      const waiver = waivers.find((one) => lets(one, feed, period))
      return stateOf(feed, period, came, waiver, today)
    })
  })
}

/** A waiver lets a period off when it is in force on the day the period falls due. */
const lets = (
  { payer, feed, decision, start_date, end_date }: Waiver,
  of: FeedRow,
  { due_date }: OwedPeriod,
): boolean =>
  decision === 'granted' && payer === of.payer && feed === of.feed && start_date <= due_date && due_date <= end_date

function stateOf(
  feed: FeedRow,
  period: OwedPeriod,
  came: readonly Delivery[],
  waiver: Waiver | undefined,
  today: string,
): ExpectedDelivery {
  const usable = came.filter((one) => one.status === 'accepted' || one.status === 'held')
  const first = usable[0]
  const refusal = came.find((one) => one.status === 'refused')
  const mended = refusal && usable.find((one) => one.received_at > refusal.received_at)
  const filled = new Set(usable.flatMap((one) => one.tables ?? []))
  const mended_by = refusal && !first ? addDays(refusal.received_on, feed.resubmit_days) : null
  const mend_by = mended_by !== null && mended_by < period.due_date ? period.due_date : mended_by
  const until = mend_by ?? period.due_date
  const tables_missing = first ? feed.tables.filter((table) => !filled.has(table)) : []
  const state = stateFrom({ usable, first, refusal, waiver, period, today })
  const late = state === 'received-late' && first ? first.received_on : state === 'late' || mend_by ? today : null
  const days_late = late === null ? null : daysBetween(state === 'received-late' ? period.due_date : until, late)
  return {
    payer: feed.payer,
    feed: feed.feed,
    about: feed.about,
    cadence: feed.cadence,
    ...period,
    state,
    says: inWords(state, { ...period, mend_by, days_late, waived_until: waiver?.end_date ?? null, tables_missing }),
    received_on: first?.received_on ?? null,
    days_late: days_late !== null && days_late > 0 && state !== 'waived' ? days_late : null,
    mend_by,
    submission_ids: came.map((one) => one.submission_id),
    tables_missing,
    days_to_mend: refusal && mended ? daysBetween(refusal.received_on, mended.received_on) : null,
    waiver: waiver?.waiver ?? null,
  }
}

type Standing = {
  usable: readonly Delivery[]
  first: Delivery | undefined
  refusal: Delivery | undefined
  waiver: Waiver | undefined
  period: OwedPeriod
  today: string
}

/** What came counts before what was let off, and what was refused before what is only missing. */
function stateFrom({ usable, first, refusal, waiver, period, today }: Standing): DeliveryState {
  if (first && usable.every((one) => one.status === 'held')) return 'held'
  if (first) return first.received_on <= period.due_date ? 'received-on-time' : 'received-late'
  if (waiver) return 'waived'
  if (refusal) return 'refused'
  return today <= period.due_date ? 'due' : 'late'
}

type Said = Pick<ExpectedDelivery, 'due_date' | 'mend_by' | 'days_late' | 'tables_missing'> & {
  waived_until: string | null
}

function inWords(state: DeliveryState, said: Said): string {
  const { due_date, mend_by, days_late, waived_until, tables_missing } = said
  const without = tables_missing.length > 0 ? `, without ${tables_missing.join(', ')}` : ''
  const days = `${days_late} ${days_late === 1 ? 'day' : 'days'}`
  switch (state) {
    case 'received-on-time':
      return `received on time${without}`
    case 'received-late':
      return `received ${days} late${without}`
    case 'held':
      return 'held: no agreement in force'
    case 'refused':
      return days_late !== null && days_late > 0
        ? `refused: was to be mended by ${mend_by}, late by ${days}`
        : `refused: mend by ${mend_by}`
    case 'due':
      return `due by ${due_date}`
    case 'late':
      return `late by ${days}`
    case 'waived':
      return `waived until ${waived_until}`
  }
}

const byArrival = (a: Delivery, b: Delivery): number =>
  a.received_at === b.received_at
    ? a.submission_id < b.submission_id
      ? -1
      : 1
    : a.received_at < b.received_at
      ? -1
      : 1
