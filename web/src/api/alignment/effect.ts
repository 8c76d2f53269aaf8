/** What payers' rules do to the same people, how far alignment reaches, and who could move the market. */
import type { Verdict } from '../../../../src/alignment/effect/paper-and-effect.ts'
import type { Degree } from '../../../../src/alignment/elements/degree.ts'
import type { Withheld } from '../answer.ts'

export type { Degree, Verdict }

type Pair = { payer: string; payer_name: string; other: string; other_name: string; withheld: Withheld[] }
type Rules = Pair & { rule: string; other_rule: string; members: 'all' | 'own' }

export type PaperAndEffect = Pair & {
  area: string
  area_label: string
  degree: Degree
  verdict: Verdict
  figure: string | null
  value: string | null
  bound: string | null
  because: string
}
export type EffectOfAttribution = Rules & {
  state: string
  people: number | null
  same_practice: number | null
  same_none: number | null
  moved: number | null
  only_payer: number | null
  only_other: number | null
  agree_share: string | null
  kappa: string | null
  moved_usd: string | null
  moved_usd_share: string | null
  explain_id: string | null
}
export type EffectAtPractice = Rules & {
  practice_id: string
  practice_name: string | null
  by_payer: number | null
  by_other: number | null
  by_both: number | null
  differ: number | null
}
export type EffectOfMeasure = Pair & {
  explain_id: string | null
  concept: string
  measure: string
  other_measure: string
  members: 'all' | 'own'
  state: string
  counted: number | null
  agree_share: string | null
  kappa: string | null
  rate_share: string | null
  other_rate_share: string | null
}
export type OrderOfPractices = Pair & {
  explain_id: string | null
  state: string
  practices: number | null
  spearman: string | null
  same_fifth: number | null
  next_fifth: number | null
  farther: number | null
}
export type PlaceOfPractice = {
  explain_id: string | null
  payer: string
  payer_name: string
  practice_id: string
  practice_name: string | null
  practices: number | null
  place: number | null
  fifth: number | null
  fifth_all: number | null
  withheld: Withheld[]
}
export type EffectOfPayment = {
  explain_id: string | null
  payer: string
  payer_name: string
  model: string
  track: string
  savings: string
  quality: string
  earned_usd: string | null
  earned_share: string | null
  needs: string
  borrowed: string
}
export type Effect = {
  period: string
  reference: { title: string; state: string; because: string | null; rule: string | null; amounts_of: string | null }
  paper: PaperAndEffect[]
  attribution: EffectOfAttribution[]
  practices: EffectAtPractice[]
  measures: EffectOfMeasure[]
  ranks: OrderOfPractices[]
  places: PlaceOfPractice[]
  payment: EffectOfPayment[]
}

type InArea = { area: string; area_label: string; withheld: Withheld[] }
export type ExtentOfArea = InArea & {
  line_of_business: string
  payers: number | null
  aligned_payers: number | null
  open_payers: number | null
  aligned_lives: number | null
  lives: number | null
  aligned_share: string | null
  open_share: string | null
  spend_share: string | null
  practices: number | null
  practices_reached: number | null
  type: string | null
}
export type ExtentAtPractice = InArea & {
  practice_id: string
  practice_name: string | null
  payers: number | null
  aligned_payers: number | null
  panel_share: string | null
  spend_share: string | null
  type: string | null
  critical_mass: string | null
  explain_id: string | null
}
export type Extent = {
  period: string
  critical_mass: { share: string | null; of: string[]; least_degree: string; source: string | null }
  extent: ExtentOfArea[]
  practices: ExtentAtPractice[]
}

type Placed = { place: string; line_of_business: string; withheld: Withheld[] }
export type MarketShare = Placed & {
  payer: string
  payer_name: string
  lives: number | null
  share: string | null
  explain_id: string | null
}
export type MarketRow = Placed & {
  payers: number | null
  lives: number | null
  concentration: string | null
  hhi: string | null
  largest_share: string | null
  movers: number | null
  self_funded_share: string | null
  practices: number | null
  shared_practices: number | null
}
export type Market = { period: string; critical_share: string | null; shares: MarketShare[]; markets: MarketRow[] }
