/** Who is whose patient by several rules, on the same people. */
import type { Withheld } from '../answer.ts'

export type RuleDescribed = {
  rule: string
  title: string
  about: string
  /** Where the file cannot say what its source says. */
  differs: string[]
  unconfirmed: boolean
  file: string
  lists: string
  population: string
  steps: RuleStep[]
}
/** A row's step is the place here, from 1. */
export type RuleStep = { says: string; source: string; line: number }
export type RuleList = {
  rule: string
  list: string
  kind: string
  period: string
  effective_from: string
  effective_until: string
  known_on: string
  previous_list: string | null
  compared_in: string | null
  people: number | null
  attributed: number | null
  withheld: Withheld[]
}
export type Rules = { period: string; baseline: string; rules: RuleList[]; described: RuleDescribed[] }

type About = { payer: string; payer_name: string; line_of_business: string | null; withheld: Withheld[] }
export type Agreement = About & {
  people: number | null
  same_practice: number | null
  same_none: number | null
  moved: number | null
  only_a: number | null
  only_b: number | null
  agree_share: string | null
  kappa: string | null
  total_usd: string | null
  moved_usd: string | null
  moved_usd_share: string | null
}
export type AtPractice = About & {
  practice_id: string
  practice_name: string | null
  people_a: number | null
  people_b: number | null
  same: number | null
  gained: number | null
  lost: number | null
  gained_usd: string | null
  lost_usd: string | null
}
export type RuleFlow = About & {
  practice_a: string
  practice_b: string
  people: number | null
  truncated_usd: string | null
}
export type Comparison = {
  a: string
  b: string
  period: string
  agreement: Agreement[]
  practices: AtPractice[]
  flows: RuleFlow[]
}

export type ChurnFlow = {
  list: string
  practice_id: string
  practice_name: string | null
  flow: string
  reason: string
  people: number | null
  withheld: Withheld[]
}
export type Stability = {
  kind: string
  practice_id: string
  practice_name: string | null
  lists: number
  list: string
  months: number
  started: number | null
  stayed: number | null
  stayed_share: string | null
  median_months: number | null
  withheld: Withheld[]
}
export type Churn = { rule: string; flows: ChurnFlow[]; stability: Stability[] }

export type Minimum = {
  rule: string
  minimum: string
  label: string | null
  source: string | null
  lines_of_business: string
  unit: 'practice' | 'organization' | 'aco'
  unit_id: string
  unit_name: string | null
  payer: string
  payer_name: string
  people: number | null
  least_people: number | null
  short_people: number | null
  organization_people: number | null
  aco_people: number | null
  payers_people: number | null
  reached_by: 'alone' | 'organization' | 'aco' | 'payers' | 'none' | null
  withheld: Withheld[]
}
export type Lateness = {
  payer: string
  payer_name: string
  line_of_business: string
  year_month: string
  state: 'came' | 'came-late' | 'other-month' | 'not-owed' | 'due' | 'missing'
  says: string
  received_on: string | null
  submission_id: string | null
  days_into_month: number | null
  due_date: string | null
  days_late: number | null
  corrected_on: string | null
  withheld: Withheld[]
}
