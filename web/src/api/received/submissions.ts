/** What was received, how it ended, and what was found in it. */
import type { Withheld } from '../answer.ts'

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
