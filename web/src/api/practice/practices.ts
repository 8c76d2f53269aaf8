/** The last run, and the practices in it. */
import type { Withheld } from '../answer.ts'

export type Payer = { payer: string; payer_name: string; line_of_business: string | null }
export type Measure = {
  measure: string
  title: string
  unit: string
  direction: string
  target_share: string | null
  counts: 'people' | 'stays'
  audited: false
}
export type Periods = {
  run_id: string
  period: string
  baseline: string | null
  finished_at: string | null
  payers: Payer[]
  measures: Measure[]
}
export type PracticeRow = {
  practice_id: string
  practice_name: string
  organization_id: string | null
  organization_name: string | null
  people: number | null
}
export type Practice = {
  practice_id: string
  practice_name: string
  organization_name: string | null
  city: string | null
  people: number | null
  payers: { payer: string; payer_name: string; people: number | null; member_months: number | null }[]
  changes: { new: number | null; continuing: number | null; dropped: number | null }
  reasons: { reason: string; people: number | null }[]
  as_of: { payer: string; payer_name: string; newest_service_date: string | null; received_at: string | null }[]
  withheld?: Withheld[]
}
