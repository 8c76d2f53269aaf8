/** A practice's people by one list of one rule, and by three lists beside each other. */
import type { Withheld } from '../answer.ts'

export type RosterState = 'new' | 'changed' | 'unchanged' | 'dropped'
export type RosterRow = {
  person_id: string
  name: string | null
  birth_date: string | null
  /** Payer and number, parted by a blank. */
  members: string[] | null
  state: RosterState
  since: string | null
  since_at_least: boolean | null
  elsewhere: string | null
  because: string | null
  step: number | null
  reason: string | null
  visits: number | null
  last_visit: string | null
  explain_id: string | null
  withheld: Withheld[]
}
export type Roster = {
  practice_id: string
  practice_name: string | null
  rule: string | null
  list: string | null
  previous_list: string | null
  kind: string | null
  effective_from: string | null
  effective_until: string | null
  known_on: string | null
  lists: string[]
  counts: Record<RosterState, number>
  reasons: { state: RosterState; because: string; people: number }[]
  not_on_panel: number
  rows: RosterRow[]
}

export type Outcome = 'here' | 'elsewhere' | 'nowhere'
export type ReconciledRow = {
  person_id: string
  name: string | null
  members: string[] | null
  state: string
  named_by: string
  outcome: Outcome
  plan: string | null
  plan_payers: string[] | null
  practice: string | null
  claims: string | null
  decided: string | null
  decision: string
  decision_says: string | null
  /** Kind of list and why the record does not count, parted by a blank. */
  left_out: string[] | null
  birth_date_known: boolean | null
  covered_last_month: boolean | null
  withheld: Withheld[]
}
export type UnnamedRecord = {
  source: string
  payer: string
  member_id: string
  year_month: string
  state: string
  file_id: string
  record_number: number
}
export type Reconciliation = {
  practice_id: string
  practice_name: string | null
  period: string
  rule: string
  steps: { step: string; says: string; source: string }[]
  agreement: { named_by: string; people: number }[]
  decisions: { decision: string; outcome: Outcome; people: number }[]
  lists: { source: 'plan' | 'practice'; payer: string; payer_name: string; year_month: string }[]
  total: number
  rows: ReconciledRow[]
  unnamed: UnnamedRecord[]
}
