type Recorded = { recorded_at: string; recorded_by: string }

/** An initiative looks for practices. `about` is what an invited practice reads. */
export type RecruitmentRow = Recorded & {
  recruitment: string
  initiative: string
  title: string
  about: string
  ended_on: string | null
  because: string | null
}

/** What was agreed that a practice meets; the next agreement is another version. */
export type RecruitmentCriteriaRow = Recorded & {
  recruitment: string
  version: number
  /** Least share of the panel under the payers, as an exact decimal of the ladder. */
  least_share: string
  least_people: number
  most_people: number | null
  /** Fewest of the payers with a contract over the practice. */
  least_payers: number
  /** Questions of readiness that have to be answered with yes before a practice is handed over. */
  ready: string[]
  /** Payers of the initiative on the day. */
  payers: string[]
  /** The period of the run that it was asked of. */
  period: string
  agreed_on: string
}

export type RecruitedPracticeRow = {
  recruitment: string
  practice_id: string
  organization_id: string
  /** Of the criteria that it met when it was found. */
  version: number
  /** Steps of the ladder, for who convenes. */
  share_class: string
  size_class: string
  state: string
  because: string | null
  found_on: string
  invited_on: string | null
  answered_on: string | null
  answered_by: string | null
  handed_over_on: string | null
}

/** Which criteria of a version a practice met, on the steps of the ladder; null where it reaches none that may be told. */
export type RecruitmentCheckRow = {
  recruitment: string
  version: number
  practice_id: string
  organization_id: string
  share_class: string | null
  size_class: string | null
  /** Payers that take part and have a contract over it. */
  contracted: number
  /** share, people, payers: those that it does not meet, as far as may be told. */
  unmet: string[]
}

export type ReadinessAnswerRow = {
  recruitment: string
  practice_id: string
  organization_id: string
  question: string
  /** yes, partly or no */
  answer: string
  answered_at: string
  answered_by: string
}

/** A practice that is interested, and one payer that was told of it. Each payer sees its own. */
export type HandoverRow = {
  recruitment: string
  practice_id: string
  organization_id: string
  payer: string
  told_on: string
  taken_up_on: string | null
  signed_on: string | null
  ended_on: string | null
  because: string | null
}

export type RecruitmentSchema = {
  recruitment: RecruitmentRow
  recruitment_criteria: RecruitmentCriteriaRow
  recruited_practice: RecruitedPracticeRow
  recruitment_check: RecruitmentCheckRow
  readiness_answer: ReadinessAnswerRow
  handover: HandoverRow
}
