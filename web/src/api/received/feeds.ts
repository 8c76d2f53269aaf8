/** What is owed and by when, what was waived, and by what right it is here. */
import type { Withheld } from '../answer.ts'

export type DeliveryState = 'received-on-time' | 'received-late' | 'held' | 'refused' | 'due' | 'late' | 'waived'
export type ExpectedDelivery = {
  payer: string
  payer_name: string
  feed: string
  about: string
  cadence: string
  period_start: string
  period_end: string
  due_date: string
  state: DeliveryState
  says: string
  received_on: string | null
  days_late: number | null
  mend_by: string | null
  days_to_mend: number | null
  submission_ids: string[]
  tables_missing: string[]
  waiver: number | null
}
export type ServiceLevel = {
  payer: string
  payer_name: string
  owed: number
  received: number
  on_time: number
  timeliness_share: string | null
  completeness_share: string | null
  refused: number
  mended: number
  resubmission_days: string | null
  waived: number
  late_now: number
}
export type Threshold = {
  threshold: string
  payer: string | null
  rule: string
  most_share: string
  start_date: string
  end_date: string | null
  source: string
}
export type SourceOfNumbers = {
  payer: string
  payer_name: string
  in_numbers: boolean
  newest_service_date: string | null
  received_at: string | null
  newer_received_at: string | null
  next_due_date: string | null
  state: string
  says: string
}
export type Feeds = {
  today: string
  expected: ExpectedDelivery[]
  service_levels: ServiceLevel[]
  thresholds: Threshold[]
  sources: SourceOfNumbers[]
}
export type Waiver = {
  waiver: number
  payer: string
  payer_name: string
  feed: string | null
  rule: string | null
  reason: string
  start_date: string
  end_date: string
  asked_at: string
  asked_by: string
  decision: 'asked' | 'granted' | 'refused' | 'ended'
  decided_at: string | null
  decided_by: string | null
  because: string | null
}
export type Agreement = {
  agreement: string
  payer: string
  payer_name: string
  title: string
  parties: string[]
  purposes: string[]
  lines_of_business: string[]
  start_date: string
  end_date: string | null
  withdrawn_on: string | null
  on_end: string
  document: string
  state: string
}
export type LeftOut = {
  payer: string
  payer_name: string
  reason: string
  members: number | null
  rows: number | null
  /** False where counts are rounded and small ones withheld. */
  exact: boolean
  withheld?: Withheld[]
}

type Found = {
  finding: string
  severity: 'warned' | 'note'
  reason: string
  fix: string
  /** How many there are; the first of them are listed. */
  of_kind: number
  first_date: string | null
  last_date: string | null
  file_name: string
  submission_id: string
  record_number: number
  payer?: string
  payer_name?: string
  line_of_business?: string
}
export type CoverageFound = Found & { member_id: string; plan: string; lines: number | null }
export type DirectoryFound = Found & { practice_id: string; npi: string | null }
export type RunFindings = { period: string; coverage: CoverageFound[]; directory: DirectoryFound[] }
