/** What the server answers. Column names are the lake's; amounts and shares are text, unknown is null. */

import type { Explained, Term } from '../../../src/explain/explained.ts'
import type { Viewer } from '../../../src/governance/viewer.ts'

export type { Explained, SourceRecord, Term, Unit } from '../../../src/explain/explained.ts'
export type { Role, Viewer } from '../../../src/governance/viewer.ts'

/** A field that the door held back: its value is null and this says why, in plain words. */
export type Withheld = { field: string; because: string }

/** application/problem+json */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  at?: string | null
  fix?: string | null
}

export type Someone = {
  person: string
  name: string
  role: Viewer['role']
  organization_name: string | null
  about: string
}
export type AccessGrant = {
  access_grant: number
  role: string
  purpose: string
  participant: string | null
  participant_name: string | null
  practice_ids: string[]
  end_date: string | null
}
export type Choice = { ticket: string; grants: AccessGrant[] }
export type Session = {
  region: string
  demonstration: boolean
  viewer: Viewer | null
  access_grant: number | null
  grants: AccessGrant[]
  idle_minutes: number
  ends_at: string | null
  choose: Choice | null
  ways: { passkey: boolean; identity_provider: string | null }
  first_operator: boolean
  people: Someone[]
}
export type Invited = {
  kind: 'first-operator' | 'invitation'
  name: string
  email: string
  grants: AccessGrant[]
}
export type CodeGenerator = { ticket: string; key: string; uri: string }
export type Account = {
  account: string
  name: string
  email: string | null
  access_grant: number
  grants: AccessGrant[]
  passkeys: { credential: number; label: string; created_at: string; last_used_at: string | null }[]
  passkeys_work: boolean
  password_set_at: string | null
  code_generator_set_at: string | null
  recovery_codes_left: number
  identity_providers: { issuer: string; linked_at: string }[]
  sessions: {
    session: string
    this_one: boolean
    method: string
    started_at: string
    seen_at: string
    ends_at: string
  }[]
}

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

export type Policy = {
  name: string
  title: string
  about: string
  version: string
  chosen_by: string
  agreement: string | null
  from: string
  until: string | null
  because: string
  values: {
    value_name: string
    value: string
    says: string
    about: string
    whom: string
    source: string
    looser: boolean
  }[]
}
export type Publication = {
  period: string
  published_at: string
  withdrawn_at: string | null
  because: string | null
  rates: { measure: string; title: string; rate_share: string; end: string | null; reliability: string }[]
}
export type Publications = {
  /** Of the last run: the one that may be published. */
  period: string | null
  /** Why its rates and costs wait for those whose they are not. */
  embargo: string | null
  publications: Publication[]
}
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

export type Track = { track: string; label: string; about: string }
export type Source = { title: string; by: string; url: string | null }
export type StatementLine = {
  component: string
  label: string
  amount_usd: string | null
  formula: string | null
  terms: Term[] | null
  explain_id: string | null
}
export type Statement = {
  payer: string
  payer_name: string
  model: string
  track: string | null
  status: string | null
  reason: string | null
  total_usd: string | null
  explain_id: string | null
  lines: StatementLine[]
  withheld: Withheld[]
}
export type Payments = {
  practice_id: string
  practice_name: string | null
  period: string
  model: { model: string | null; title: string | null; tracks: Track[]; sources: Source[] }
  total_usd: string | null
  statements: Statement[]
  withheld?: Withheld[]
}

export type ExplainedHere = Explained & { withheld?: Withheld[] }

export type Finding = {
  rule: string | null
  severity: string | null
  file_name: string | null
  column: string | null
  records: number | null
  expected: string | null
  fix: string | null
  first_record: number | null
}
export type Outcomes = {
  received: number | null
  accepted: number | null
  warned: number | null
  quarantined: number | null
  superseded: number | null
  duplicate: number | null
  control: number | null
}
export type SubmittedFile = Outcomes & {
  file_id: string | null
  file_name: string | null
  layout_file?: string | null
  status?: string | null
  because?: string | null
}
type SubmissionHead = Outcomes & {
  submission_id: string
  payer: string
  payer_name: string
  layout: string | null
  received_at: string | null
  newest_service_date?: string | null
  status: string | null
  /** in-use, held, refused or duplicate, as agreements stand today. */
  state: string | null
  state_because: string | null
  score: string | null
  mends: string | null
  mended_by: string | null
  withheld?: Withheld[]
}
export type Submission = SubmissionHead & { findings: Finding[] | null; files: SubmittedFile[] | null }

export type ReportFinding = Omit<Finding, 'first_record'> & {
  file_id: string | null
  share: string | null
  example: string | null
  observed: string | null
  first_records: number[] | null
}
export type Use = { purpose: string | null; grade: string | null; because: string | null; withheld?: Withheld[] }
export type ReportMonth = {
  table_name: string | null
  month: string | null
  rows: number | null
  members: number | null
  paid_usd: string | null
  pmpm_usd: string | null
  per_1000: number | null
  with_diagnosis_share: string | null
  verdict: string | null
}
export type SubmissionReport = SubmissionHead & {
  uses: Use[]
  findings: ReportFinding[]
  files: SubmittedFile[]
  months: ReportMonth[]
}

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

export type LogEvent = {
  number: number
  /** UTC */
  at: string
  actor: string
  role: string | null
  participant: string | null
  purpose: string | null
  act: string
  about: string
  outcome: 'begun' | 'done' | 'failed' | 'refused' | null
  route: string | null
  detail: Record<string, string | number | boolean | null>
  hash: string
}
export type Log = { head: { number: number; hash: string }; events: LogEvent[]; next: number | null }
