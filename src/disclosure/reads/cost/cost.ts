import type { Door, Released } from '../../release.ts'
import { practiceOf, type Reading } from '../reading.ts'
import { releasedCost } from '../scorecard.ts'
import { readCategories, readCategoryUse, readTruncation } from './categories.ts'
import { type How, howOf } from './how.ts'
import { readOutliers } from './outliers.ts'
import { readCompleteness, readPracticeCosts, readRegionCost } from './practices.ts'
import { readDriversAt, readSpent, type Spent } from './spent.ts'
import { readUse } from './use.ts'

export type Cost = Spent & {
  period: string
  baseline: string
  region: Released[]
  practices: Released[]
  completeness: Released[]
  use: Released[]
  categories: Released[]
  category_use: Released[]
  truncation: Released[]
  outliers: Released[]
  how: How[]
}

const RULES = ['total-cost-of-care', 'service-categories', 'completion', 'price-use-mix', 'spending']

/** What was spent, as far as the viewer may see it; which part is whose is decided in each of the tables. */
export async function readCost(reading: Reading, door: Door): Promise<Cost> {
  return {
    period: reading.period.id,
    baseline: reading.baseline.id,
    ...(await readSpent(reading, door)),
    region: await readRegionCost(reading, door),
    practices: await readPracticeCosts(reading, door),
    completeness: await readCompleteness(reading, door),
    use: await readUse(reading, door, null),
    categories: await readCategories(reading, door),
    category_use: await readCategoryUse(reading, door, null),
    truncation: await readTruncation(reading, door),
    outliers: await readOutliers(reading, door),
    how: howOf(reading, RULES),
  }
}

export type PracticeCost = {
  practice_id: string
  practice_name: string | null
  period: string
  baseline: string
  cost: Released[]
  drivers: Released[]
  use: Released[]
  category_use: Released[]
  how: How[]
}

/** A practice's cost as its scorecard shows it, what moved a payer's own there, and use over all payers. */
export async function readPracticeCost(reading: Reading, door: Door, practice_id: string): Promise<PracticeCost> {
  const practice = await practiceOf(reading, practice_id)
  return {
    practice_id,
    practice_name: practice?.practice_name ?? null,
    period: reading.period.id,
    baseline: reading.baseline.id,
    cost: await releasedCost(reading, door, practice_id, practice?.organization_id ?? ''),
    drivers: await readDriversAt(reading, door, practice_id),
    use: await readUse(reading, door, practice_id),
    category_use: await readCategoryUse(reading, door, practice_id),
    how: howOf(reading, ['total-cost-of-care', 'service-categories', 'price-use-mix']),
  }
}
