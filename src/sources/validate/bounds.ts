/**
 * From where a figure is looked at. None is published: each is ours, wide enough that ordinary months pass, and says why.
 */
export const BOUNDS = {
  /** Rows of a table and month, or of a delivery, below which shares and sums swing by themselves. */
  enough_rows: 50,
  /** Other months that a month is compared with at least: a median of fewer is one month's word. */
  enough_months: 5,
  /** Scaled median absolute deviations from the median of the other months: five are met by chance almost never. */
  deviations: 5,
  /** And at least this far: a series that hardly varies makes every month an outlier by deviations alone. */
  least_ratio: 2,
  /** The newest months are not held to volume and cost: claims of a month arrive for two more (run-out). */
  open_months: 2,
  /** A share that falls by this much has lost part of its source. */
  share_points: 0.3,
  /** A column that was filled this much and is empty now went blank. */
  filled_before: 0.2,
  /** Half of all rows under other codes than before is another translation, not another mix. */
  code_distance: 0.5,
  zero_paid: 0.9,
  negative: 0.1,
  first_of_month: 0.9,
  /** Fewer other payers would give one of them away. */
  other_payers: 3,
  /** Beyond the others' own range by half: payers differ. */
  others_margin: 1.5,
  /** Months of coverage that are counted, back from the day of receipt. */
  months_back: 36,
} as const

/** The middle of the numbers; of an even count the mean of the two in the middle. Null for none. */
export function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** Far below or above the others, by their median and median absolute deviation (scaled to a normal's by 1.4826). */
export function outlier(value: number, others: readonly number[]): 'low' | 'high' | null {
  const middle = median(others)
  if (middle === null || others.length < BOUNDS.enough_months || middle <= 0) return null
  const deviation = (median(others.map((one) => Math.abs(one - middle))) ?? 0) * 1.4826 * BOUNDS.deviations
  if (value < middle / BOUNDS.least_ratio && value < middle - deviation) return 'low'
  if (value > middle * BOUNDS.least_ratio && value > middle + deviation) return 'high'
  return null
}
