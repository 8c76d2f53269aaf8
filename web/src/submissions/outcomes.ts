/** The six things that can become of a record. */
import type { Outcomes } from '../api/received/submissions.ts'

export const OUTCOMES: { outcome: Exclude<keyof Outcomes, 'received'>; color: string; means: string }[] = [
  { outcome: 'accepted', color: '#107b0d', means: 'in use' },
  { outcome: 'warned', color: '#ae8916', means: 'in use, with a finding' },
  { outcome: 'quarantined', color: '#c73103', means: 'set aside until mended' },
  { outcome: 'superseded', color: '#6c3fa0', means: 'replaced or voided by a later record' },
  { outcome: 'duplicate', color: '#5a5a5a', means: 'seen before' },
  { outcome: 'control', color: '#a6a6a6', means: 'headers and trailers' },
]

/** Counts of several deliveries together; unknown where one of them is. */
export function sumOf(deliveries: Outcomes[]): Outcomes {
  const sum = (key: keyof Outcomes) =>
    deliveries.reduce<number | null>((total, one) => {
      const next = one[key]
      return total === null || next === null ? null : total + next
    }, 0)
  return {
    received: sum('received'),
    accepted: sum('accepted'),
    warned: sum('warned'),
    quarantined: sum('quarantined'),
    superseded: sum('superseded'),
    duplicate: sum('duplicate'),
    control: sum('control'),
  }
}
