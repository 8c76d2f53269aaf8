import type { Generated } from 'kysely'

/**
 * The register's rows as they are read: dates and times as ISO text, whole numbers as numbers, exact decimals as
 * text, on PGlite and PostgreSQL alike.
 */
export type PayerRow = {
  payer: string
  payer_name: string
  /** payer, practice or convener: who sends files under this key. */
  kind: string
  line_of_business: string | null
  /** Names by which files call the payer, so that a file of another payer is met at the door. */
  names_in_files: string[]
  registered_at: string
}

export type OrganizationRow = {
  organization_id: string
  organization_name: string
  parent_organization_id: string | null
}

export type PracticeRow = { practice_id: string; practice_name: string; organization_id: string }

export type DemonstrationPersonRow = {
  person: string
  name: string
  role: string
  purpose: string
  organization_id: string | null
  organization_name: string | null
  practice_ids: string[]
  about: string
  place: number
}

export type ArrangementRow = {
  arrangement: string
  payer: string
  organization_id: string
  model: string
  track: string
  start_date: string
  end_date: string | null
}

export type ArrangementAmountRow = {
  arrangement: string
  payer: string
  organization_id: string
  parameter: string
  value: string
  unit: string
  /** own, recommended or structure: what the model says the parameter is. */
  kind: string
  source: string
}

/** How the physical records of a file or submission ended. They add up to `received`. */
export type Outcomes = {
  received: number
  accepted: number
  warned: number
  quarantined: number
  superseded: number
  duplicate: number
  control: number
}

export type SubmissionRow = Outcomes & {
  submission_id: string
  payer: string
  /** Null when no layout recognized any of it. */
  layout: string | null
  /** accepted, refused or duplicate */
  status: string
  received_at: string
  /** sha256 over the sorted hashes of its files: the same delivery twice is recognized by it. */
  content_hash: string
  newest_service_date: string | null
  /** Why it was refused; null when it was not. */
  because: string | null
}

export type SubmissionFileRow = Outcomes & {
  submission_id: string
  file_id: string
  file_name: string
  layout: string | null
  /** The file of the layout: cclf1, eligibility. */
  layout_file: string | null
  data_source: string | null
  /** accepted, refused or duplicate */
  status: string
  because: string | null
  sha256: string
  bytes: number
}

/** What was noticed, by rule: never a member's value. */
export type FindingRow = {
  submission_id: string
  file_id: string
  rule: string
  severity: string
  column: string
  records: number
  expected: string
  fix: string
  first_record: number | null
}

export type RunRow = {
  run_id: string
  period: string
  /** pending, finished or failed */
  status: string
  inputs_hash: string
  version: string
  started_at: string
  finished_at: string | null
  /** Step, rows, fingerprint and milliseconds of each step. */
  steps: unknown
  because: string | null
}

export type ReleaseRow = {
  release_id: Generated<number>
  viewer: string
  role: string
  organization_id: string | null
  purpose: string
  /** The address, or the command, by which it left. */
  path: string
  policy: string
  /** What was held back: the column, why, from how many rows. */
  withheld: string[]
  released_at: string
}

export type OperatorTokenRow = { token_hash: string; made_at: string; used_at: string | null }

export type Schema = {
  payer: PayerRow
  organization: OrganizationRow
  practice: PracticeRow
  demonstration_person: DemonstrationPersonRow
  arrangement: ArrangementRow
  arrangement_amount: ArrangementAmountRow
  submission: SubmissionRow
  submission_file: SubmissionFileRow
  finding: FindingRow
  run: RunRow
  release: ReleaseRow
  operator_token: OperatorTokenRow
}
