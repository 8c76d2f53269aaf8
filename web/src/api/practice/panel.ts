/** Who is on a panel, and what is known of one person. */
import type { Withheld } from '../answer.ts'

export type PanelRow = {
  person_id: string
  name: string | null
  age: number | null
  gender: string | null
  payers: string[] | null
  reason: string | null
  step: number | null
  change: 'new' | 'continuing' | 'dropped'
  member_months: number | null
  visits: number | null
  last_visit: string | null
  own_paid_usd: string | null
  gaps: string[] | null
  met: string[] | null
  explain_id: string | null
  withheld: Withheld[]
}
export type Panel = { total: number; rows: PanelRow[] }
export type Coverage = {
  payer: string
  payer_name: string
  plan: string | null
  line_of_business: string | null
  member_id: string | null
  first_month: string | null
  last_month: string | null
  months: number | null
  explain_id: string | null
}
export type Candidate = {
  practice_id: string
  practice_name: string | null
  place: number
  visits: number | null
  last_visit: string | null
  chosen: boolean
}
export type MeasureStatus = {
  measure: string
  title: string
  event_id: string
  status: string | null
  reason: string | null
  because: string | null
  evidence_date: string | null
  evidence_value: string | null
  explain_id: string | null
}
export type Care = {
  service_date: string | null
  payer: string
  what: string
  where: string | null
  own: boolean
  paid_usd: string | null
  /** The region's mean for this kind of service, where the price paid is not the viewer's to see. */
  standard_usd: string | null
  explain_id: string | null
  withheld?: Withheld[]
}
export type Person = {
  person_id: string
  name: string | null
  birth_date: string | null
  age: number | null
  gender: string | null
  coverage: Coverage[]
  attribution: {
    practice_id: string | null
    practice_name: string | null
    npi: string | null
    reason: string | null
    because: string | null
    rule: string | null
    explain_id: string | null
  } | null
  candidates: Candidate[]
  linkage: { payer: string; member_id: string | null; rule: string; reason: string }[]
  measures: MeasureStatus[]
  care: Care[]
  withheld: Withheld[]
}
