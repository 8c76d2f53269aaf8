import { exact } from '../../../../money.ts'
import type { Period } from '../../../../period.ts'
import type { CountFor } from '../../attribution/counts.ts'

/** How many people months make, on average over a period, rounded as counts of people are. */
export function peopleOf({ start, end }: Period, of: CountFor): (months: unknown) => number {
  const length =
    (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7))
  return (months) => of(Math.round(Number(months ?? 0) / Math.max(1, length)))
}

/** A part of a whole, both rounded; null where either side of it is of few. */
export function shareOf(part: number, whole: number): string | null {
  if (part <= 0 || whole <= 0) return null
  return part >= whole ? null : (part / whole).toFixed(2)
}

/** Months by a share of all of them. */
export const partOf = (share: unknown, months: unknown): number =>
  exact(String(share ?? 0))
    .times(String(months ?? 0))
    .toNumber()
