import type { ColumnType, Generated } from 'kysely'
import type { AdoptionSchema } from './convening/adoption-schema.ts'
import type { CalendarSchema } from './convening/calendar/schema.ts'
import type { CoachingSchema } from './convening/coaching-schema.ts'
import type { InitiativeSchema } from './convening/initiative-schema.ts'
import type { MeetingsSchema } from './convening/meetings/schema.ts'
import type { NotifySchema } from './convening/notify/schema.ts'
import type { RecommendationSchema } from './convening/recommendation-schema.ts'
import type { RecruitmentSchema } from './convening/recruitment-schema.ts'
import type { RefusalSchema } from './convening/silence/schema.ts'
import type { EventText } from './log/event-chain.ts'
import type { PeopleSchema } from './people/schema.ts'
import type { AttestationSchema } from './rights/attestation/schema.ts'
import type { DisclosureSchema } from './rights/disclosure/schema.ts'

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

export type ArrangementFactRow = {
  arrangement: string
  payer: string
  organization_id: string
  fact: string
  period: string
  value: string
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
  /** The earlier submission whose files this one corrects; null when it corrects none. */
  mends: string | null
  /** How good it is as a whole: A to D, or F where it was refused. */
  score: string | null
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
  /** How values were written, never a person's value: 99/99/9999. */
  example: string | null
  /** What was counted or measured, where the rule is about the file as a whole. */
  observed: string | null
}

/** A data agreement with a sender: without one in force its submissions are held. */
export type AgreementRow = {
  agreement: string
  /** The sender whose data it covers. */
  payer: string
  title: string
  parties: string[]
  /** treatment, payment, operations, public-health, oversight, research or public-reporting */
  purposes: string[]
  /** Lines of business it covers; none named is all. */
  lines_of_business: string[]
  start_date: string
  end_date: string | null
  withdrawn_on: string | null
  /** What happens to the data at its end: return, destroy, return-or-destroy or keep. */
  on_end: string
  /** Where the signed text is kept. */
  document: string
  recorded_at: string
  recorded_by: string
}

/** What of an agreement decides whether it permits something on a day. */
export type AgreementTerms = Pick<
  AgreementRow,
  'agreement' | 'payer' | 'purposes' | 'lines_of_business' | 'start_date' | 'end_date' | 'withdrawn_on'
>

/** A self-funded group that lets its plan share its members' claims. */
export type GroupOptInRow = {
  payer: string
  group_id: string
  start_date: string
  end_date: string | null
  document: string
  recorded_at: string
}

/** What a sender owes, how often, and by when. */
export type FeedRow = {
  payer: string
  feed: string
  about: string
  /** Tables of the common data model that a delivery of it fills. */
  tables: string[]
  /** weekly, monthly, quarterly or yearly */
  cadence: string
  /** Last day of the first period that is owed. */
  first_period_end: string
  last_period_end: string | null
  /** Days after the end of a period until its delivery is late. */
  due_days: number
  /** Days after a refusal until a mended one is late. */
  resubmit_days: number
  recorded_at: string
}

/** How much of a delivery may break a rule; for one payer, or for all. */
export type ThresholdRow = {
  threshold: string
  payer: string | null
  rule: string
  most_share: string
  start_date: string
  end_date: string | null
  source: string
}

/** A feed or a rule that is let off for a time. */
export type WaiverRow = {
  waiver: Generated<number>
  payer: string
  feed: string | null
  rule: string | null
  reason: string
  start_date: string
  end_date: string
  asked_at: string
  asked_by: string
  /** asked, granted, refused or ended */
  decision: Generated<string>
  decided_at: string | null
  decided_by: string | null
  because: string | null
}

/** What a payer says of one element of its arrangements, from a day on. */
export type ProfileAnswerRow = {
  payer: string
  element: string
  from_date: string
  /** The answer as JSON, in the form of a file of answers; null: it is not stated any more. */
  answer: string | null
  stated_at: string
  stated_by: string
}

/** What was agreed that a payer changes, who sees to it, and by when. */
export type AlignmentActionRow = {
  action: Generated<number>
  payer: string
  element: string
  /** The answer to reach, as JSON. */
  target: string
  /** The step as a sentence. */
  says: string
  owner: string
  due_date: string
  recorded_at: string
  recorded_by: string
  /** Given up, or taken as done, on a day and why. */
  ended_on: string | null
  because: string | null
}

/** Whether a submission is good enough for one purpose. */
export type SubmissionUseRow = {
  submission_id: string
  /** attribution, cost, quality, risk or payment */
  purpose: string
  /** fit, fit-with-care, not-yet or not-in-it */
  grade: string
  because: string
}

/** What was destroyed, by whose authority: never whose it was. */
export type TombstoneRow = {
  tombstone: Generated<number>
  kind: string
  payer: string
  submission_id: string | null
  file_id: string | null
  what: string
  records: number
  bytes: number
  sha256: string
  authority: string
  purged_at: string
  purged_by: string
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
  /** The day as of which it read the lake; null reads all that had arrived. */
  as_of: string | null
  /** The submissions it read. */
  submissions: string[]
  /** The run whose results it took over where nothing had changed; null for one from scratch. */
  built_on: string | null
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
  /** Random, so that the hash of the release in the log tells nobody its address. */
  salt: Generated<string>
}

export type OperatorTokenRow = { token_hash: string; made_at: string; used_at: string | null }

/** One event of the log; its detail is written as JSON text. */
export type EventTable = Omit<EventText, 'detail'> & {
  detail: ColumnType<EventText['detail'], string, never>
  hash: string
}

export type Schema = PeopleSchema &
  DisclosureSchema &
  AttestationSchema &
  AdoptionSchema &
  CoachingSchema &
  MeetingsSchema &
  InitiativeSchema &
  RecommendationSchema &
  RecruitmentSchema &
  RefusalSchema &
  NotifySchema &
  CalendarSchema & {
    payer: PayerRow
    organization: OrganizationRow
    practice: PracticeRow
    arrangement: ArrangementRow
    arrangement_amount: ArrangementAmountRow
    arrangement_fact: ArrangementFactRow
    submission: SubmissionRow
    submission_file: SubmissionFileRow
    finding: FindingRow
    run: RunRow
    release: ReleaseRow
    operator_token: OperatorTokenRow
    agreement: AgreementRow
    group_opt_in: GroupOptInRow
    feed: FeedRow
    threshold: ThresholdRow
    waiver: WaiverRow
    submission_use: SubmissionUseRow
    tombstone: TombstoneRow
    profile_answer: ProfileAnswerRow
    alignment_action: AlignmentActionRow
    event: EventTable
  }
