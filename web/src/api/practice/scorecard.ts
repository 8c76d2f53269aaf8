/** Rates and costs of a practice. */
import type { Withheld } from '../answer.ts'

export type Rate = {
  rate_share: string | null
  reliability?: string | null
  end?: string | null
  as_of?: string | null
  numerator: number | null
  denominator: number | null
  excluded: number | null
  low_share: string | null
  high_share: string | null
  explain_id: string | null
  withheld: Withheld[]
}
export type PayerRate = Rate & { payer: string; payer_name: string }
export type ScoredMeasure = {
  measure: string
  title: string
  about: string | null
  direction: string
  target_share: string | null
  counts: 'people' | 'stays'
  all: Rate
  baseline: Rate | null
  by_payer: PayerRate[]
}
export type PayerCost = {
  payer: string
  payer_name: string
  people: number | null
  member_months: number | null
  pmpm_usd: string | null
  as_of?: string | null
  region_pmpm_usd: string | null
  explain_id: string | null
  withheld: Withheld[]
}
export type Scorecard = {
  practice_id: string
  practice_name: string | null
  period: string
  measures: ScoredMeasure[]
  cost: PayerCost[]
}
