import { exact } from '../../money.ts'
import { addMonthsToDay } from './calendar.ts'
import type { ExpectedDelivery } from './expected-deliveries.ts'

/** One row per payer: how well it kept what it owed over the last twelve months. Null where nothing was owed. */
export type ServiceLevel = {
  payer: string
  /** Periods that fell due and were not waived. */
  owed: number
  received: number
  on_time: number
  /** On time of owed. */
  timeliness_share: string | null
  /** Received of owed. */
  completeness_share: string | null
  /** Periods with a refused delivery, and how many were mended since. */
  refused: number
  mended: number
  /** Mean days from a refusal to what mended it; null where nothing was mended. */
  resubmission_days: string | null
  waived: number
  late_now: number
}

/** Counts periods that fell due in the twelve months up to `today`, this day included. */
export function serviceLevels(expected: readonly ExpectedDelivery[], today: string): ServiceLevel[] {
  const since = addMonthsToDay(today, -12)
  const recent = expected.filter((one) => one.due_date > since && one.due_date <= today)
  return [...new Set(expected.map((one) => one.payer))].map((payer) =>
    levelOf(
      payer,
      recent.filter((one) => one.payer === payer),
    ),
  )
}

function levelOf(payer: string, periods: readonly ExpectedDelivery[]): ServiceLevel {
  const count = (holds: (one: ExpectedDelivery) => boolean) => periods.filter(holds).length
  const waived = count((one) => one.state === 'waived')
  const owed = periods.length - waived
  const received = count((one) => one.received_on !== null)
  const on_time = count((one) => one.received_on !== null && one.received_on <= one.due_date)
  const mends = periods.flatMap((one) => one.days_to_mend ?? [])
  return {
    payer,
    owed,
    received,
    on_time,
    timeliness_share: share(on_time, owed),
    completeness_share: share(received, owed),
    refused: count((one) => one.days_to_mend !== null || one.mend_by !== null),
    mended: mends.length,
    resubmission_days:
      mends.length === 0
        ? null
        : exact(mends.reduce((a, b) => a + b, 0))
            .div(mends.length)
            .toFixed(1),
    waived,
    late_now: count((one) => one.state === 'late' || (one.state === 'refused' && one.days_late !== null)),
  }
}

const share = (part: number, whole: number): string | null => (whole === 0 ? null : exact(part).div(whole).toFixed(4))
