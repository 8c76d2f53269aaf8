/** What was spent, how it grew, and what support of practices costs and brings. */
import type { Withheld } from '../answer.ts'

type Line = { payer: string; payer_name: string; line_of_business: string; withheld: Withheld[] }
type Interval = { completed_pmpm_usd: string | null; low_pmpm_usd: string | null; high_pmpm_usd: string | null }
export type Source = { title: string; by: string; published?: string; url?: string; says?: string }
export type How = { rule: string; title: string; about: string; sources: Source[] }

export type Spending = Line &
  Interval & {
    period: string
    member_months: number | null
    claims_pmpm_usd: string | null
    non_claims_pmpm_usd: string | null
    total_pmpm_usd: string | null
    claims_usd: string | null
    non_claims_usd: string | null
    total_usd: string | null
    lines_without_amount: number | null
    completeness: string | null
    paid_through: string | null
    paid_share: string | null
    growth: string | null
    low_share: string | null
    high_share: string | null
    explain_id: string | null
    completed_explain_id: string | null
  }
export type MonthOfCost = Line &
  Interval & {
    period: string
    year_month: string
    member_months: number | null
    paid_pmpm_usd: string | null
    paid_share: string | null
    completeness: string
    reason: string | null
    explain_id: string | null
  }
export type CostDriver = Line & {
  practice_id: string
  practice_name: string
  member_months: number | null
  baseline_pmpm_usd: string | null
  pmpm_usd: string | null
  change_usd: string | null
  price_usd: string | null
  use_usd: string | null
  mix_usd: string | null
  reason: string | null
  explain_id: string | null
}
export type ShareOfSpending = Line & {
  period: string
  kind: string
  definition: string
  share: string | null
  explain_id: string | null
}
export type OfPayer = {
  payer: string
  payer_name: string
  people: number | null
  member_months: number | null
  pmpm_usd: string | null
  as_of: string | null
  explain_id: string | null
  withheld: Withheld[]
}
export type AtPractice = OfPayer & { practice_id: string; practice_name: string }
export type Use = {
  practice_id: string
  practice_name: string
  services_per_1000: number | null
  baseline_services_per_1000: number | null
  withheld: Withheld[]
}
export type CategoryOfCost = Line & {
  category: string
  category_label: string
  baseline_pmpm_usd: string | null
  pmpm_usd: string | null
  change_usd: string | null
  lines_per_1000: number | null
  baseline_lines_per_1000: number | null
  explain_id: string | null
}
export type CategoryUse = {
  practice_id: string
  category: string
  category_label: string
  lines_per_1000: number | null
  baseline_lines_per_1000: number | null
  withheld: Withheld[]
}
export type Truncation = Line & {
  period: string
  member_months: number | null
  spend_pmpm_usd: string | null
  truncated_pmpm_usd: string | null
}
export type CostOutlier = Line & {
  person_id: string | null
  practice_id: string
  practice_name: string
  category: string | null
  reason: string
  spend_usd: string | null
  practice_share: string | null
  category_usd: string | null
  explain_id: string | null
}
export type Completeness = Line & { period: string; year_month: string; completeness: string }
export type Cost = {
  period: string
  baseline: string
  spending: Spending[]
  months: MonthOfCost[]
  drivers: CostDriver[]
  shares: ShareOfSpending[]
  region: { payer: string; payer_name: string; region_pmpm_usd: string | null; withheld: Withheld[] }[]
  practices: AtPractice[]
  completeness: Completeness[]
  use: Use[]
  categories: CategoryOfCost[]
  category_use: CategoryUse[]
  truncation: Truncation[]
  outliers: CostOutlier[]
  how: How[]
}
export type PracticeCost = {
  practice_id: string
  practice_name: string | null
  period: string
  baseline: string
  cost: OfPayer[]
  drivers: CostDriver[]
  use: Use[]
  category_use: CategoryUse[]
  how: How[]
}

export type Target = {
  model: string
  model_title: string
  track: string
  label: string
  about: string
  target_share: string
  source: string | null
}
export type GrowthRow = Line & {
  people: number | null
  growth: string | null
  low_share: string | null
  high_share: string | null
  verdict: string | null
  baseline_tme_per_person_usd: string | null
  tme_per_person_usd: string | null
  tme_growth: string | null
  thce_per_person_usd: string | null
  completeness: string | null
  as_of: string | null
  explain_id: string | null
}
export type Growth = {
  period: string
  baseline: string
  targets: Target[]
  /** What the region says it is held to, where it is in force. */
  region_target: Target | null
  target: Target | null
  target_sources: Source[]
  not_published: string[]
  how: How[]
  rows: GrowthRow[]
}

export type SupportYear = {
  period: string
  basis: string | null
  support_usd: string | null
  support_pmpm_usd: string | null
  practices: number | null
  member_months: number | null
  people: number | null
  shared_months: number | null
  explain_id: string | null
  withheld: Withheld[]
}
export type BesideAll = {
  period: string
  panel_share: string | null
  support_share: string | null
  support_ratio: string | null
  as_of: string | null
  withheld: Withheld[]
}
export type BusinessCase = {
  payer: string
  payer_name: string
  period: string
  baseline: string
  years: SupportYear[]
  beside_all: BesideAll[]
  churn: {
    supported_people: number | null
    stayed: number | null
    gone: number | null
    explain_id: string | null
    withheld: Withheld[]
  }
  gone: { to_other_payers_share: string | null; as_of: string | null; withheld: Withheld[] }
  cost: {
    explain_id: string | null
    supported_explain_id: string | null
    other_explain_id: string | null
    supported_people: number | null
    supported_baseline_pmpm_usd: string | null
    supported_period_pmpm_usd: string | null
    supported_change_usd: string | null
    other_people: number | null
    other_baseline_pmpm_usd: string | null
    other_period_pmpm_usd: string | null
    other_change_usd: string | null
    difference_usd: string | null
    low_usd: string | null
    high_usd: string | null
    warning: string
    withheld: Withheld[]
  }
}
