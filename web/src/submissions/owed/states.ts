/** How a period that was owed stands: a sign, a few words, and a tone that only helps. */
import type { DeliveryState, ExpectedDelivery } from '../../api/received/feeds.ts'
import type { Tone } from '../../design/words/badge.tsx'
import { day, month } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'

export const SIGN: Record<DeliveryState, { sign: string; tone: Tone; means: string }> = {
  'received-on-time': { sign: '✓', tone: 'good', means: 'received on time' },
  'received-late': { sign: '✓', tone: 'quiet', means: 'received, after the due date' },
  held: { sign: '‖', tone: 'open', means: 'received and held: no agreement is in force' },
  refused: { sign: '✕', tone: 'bad', means: 'refused, to be mended' },
  due: { sign: '○', tone: 'note', means: 'not due yet' },
  late: { sign: '!', tone: 'bad', means: 'late' },
  waived: { sign: '–', tone: 'quiet', means: 'let off by a waiver' },
}

/** `Jan 2026`, `Q1 2026`, `2026`, or `week to Jan 4, 2026`. */
export function periodName({ cadence, period_end }: Pick<ExpectedDelivery, 'cadence' | 'period_end'>): string {
  if (cadence === 'weekly') return `week to ${day(period_end)}`
  if (cadence === 'yearly') return period_end.slice(0, 4)
  if (cadence === 'quarterly') return `Q${Math.ceil(Number(period_end.slice(5, 7)) / 3)} ${period_end.slice(0, 4)}`
  return month(period_end)
}

const shortDay = (iso: string | null): string => day(iso).replace(/, \d{4}$/, '')
export const daysText = (days: number | null): string => `${days ?? 0} ${plural(days ?? 0, 'day')}`

/** Few enough words for a cell of the calendar. */
export function briefly(one: ExpectedDelivery): string {
  const without = one.tables_missing.length > 0 ? ', incomplete' : ''
  switch (one.state) {
    case 'received-on-time':
      return `on time${without}`
    case 'received-late':
      return `${daysText(one.days_late)} late${without}`
    case 'held':
      return 'held'
    case 'refused':
      return one.days_late === null
        ? `refused, mend by ${shortDay(one.mend_by)}`
        : `refused, ${daysText(one.days_late)} over`
    case 'due':
      return `due ${shortDay(one.due_date)}`
    case 'late':
      return `late, ${daysText(one.days_late)}`
    case 'waived':
      return 'waived'
  }
}

/** What needs someone comes first: refused, late, held, incomplete; then what is due, by its day. */
export function needs(expected: readonly ExpectedDelivery[]): ExpectedDelivery[] {
  const rank = (one: ExpectedDelivery) =>
    one.state === 'refused'
      ? 0
      : one.state === 'late'
        ? 1
        : one.state === 'held'
          ? 2
          : one.tables_missing.length > 0
            ? 3
            : 9
  return expected
    .filter((one) => rank(one) < 9)
    .toSorted((a, b) => rank(a) - rank(b) || (a.due_date < b.due_date ? -1 : 1))
}
