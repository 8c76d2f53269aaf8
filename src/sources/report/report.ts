import type { FileCounts } from '../landing/submissions.ts'

/** Whether a delivery is good enough for a purpose: fit, with care (say so beside the number), not yet, or nothing of it is in it. */
export type Grade = 'fit' | 'fit-with-care' | 'not-yet' | 'not-in-it'

export type Use = { purpose: string; grade: Grade; because: string }

/** One rule broken in one column of one file. */
export type ReportFinding = {
  rule: string
  severity: string
  file_id: string
  file_name: string
  column: string
  /** Records that break it; where it is about the file as a whole, the records it is about. */
  records: number
  /** Of the file's records, headers and trailers left out, four decimals; null where the file has none. */
  share: string | null
  expected: string
  fix: string
  /** How the value was written, never a person's value. */
  example: string | null
  observed: string | null
  /** Up to ten, in the order of the file; none where the file as a whole is meant. */
  first_records: number[]
}

export type ReportMonth = {
  table_name: string
  month: string
  rows: number
  members: number
  paid_usd: string | null
  /** Paid, over the members with coverage in the month. */
  pmpm_usd: string | null
  /** Claims per 1,000 members and year. */
  per_1000: number | null
  with_diagnosis_share: string | null
  verdict: string
}

/** What became of a delivery, what is wrong with it and how to mend it, and what it may be used for. */
export type SubmissionReport = {
  submission_id: string
  payer: string
  payer_name: string
  received_at: string
  layout: string | null
  status: string
  /** A to D; F where it was refused; null where it only repeats what came before. */
  score: string | null
  mends: string | null
  mended_by: string | null
  files: FileCounts[]
  uses: Use[]
  findings: ReportFinding[]
  months: ReportMonth[]
}
