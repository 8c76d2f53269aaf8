/** What reporting to all payers costs practices, now and if all were aligned. */
import type { AmountOfRegion } from '../../../../src/alignment/burden/of-region.ts'
import type { BurdenOverAll, Priced } from '../../../../src/disclosure/reads/alignment/burden.ts'
import { at } from '../queries.ts'

type Things = { before: number; after: number | null; less: number | null; at_least: boolean }
export type CountRow = Things & { count: string; label: string; practices: number }
export type ElementRow = Things & {
  area: string
  area_label: string
  element: string
  label: string
  count: string
  count_label: string
}
export type PracticeRow = {
  practice_id: string
  practice_name: string
  payers: number
  physicians: number | null
  things_before: number
  things_after: number | null
  at_least: boolean
  hours_before: string | null
  hours_after: string | null
  usd_before: string | null
  usd_after: string | null
}
export type Burden = Omit<BurdenOverAll, 'counts' | 'elements' | 'practices'> & {
  counts: CountRow[]
  elements: ElementRow[]
  practices: PracticeRow[]
}
export type { AmountOfRegion, Priced }

const BURDEN_PATH = '/api/alignment/burden'
export const burdenPath = (table: string) => `${BURDEN_PATH}?${new URLSearchParams({ table })}`
export const burdenQuery = at<Burden>(BURDEN_PATH)
