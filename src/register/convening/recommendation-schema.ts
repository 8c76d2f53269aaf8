import type { ColumnType, Generated } from 'kysely'

export type RecommendationRow = {
  recommendation: string
  initiative: string
  /** Which votes on it. */
  committee: string
  title: string
  /** model, measure-set, rubric or reference: what it changes, and which. */
  changes_kind: string
  changes_what: string
  state: string
  /** How often it went to public comment. */
  round: number
  version: number
  /** The published recommendation that this one takes the place of, once it is published itself. */
  supersedes: string | null
  /** Why it was withdrawn. */
  because: string | null
  /** No act may be dated before it: a clock set back is met here. */
  touched_at: string
  recorded_at: string
  /** Who drafted it. */
  recorded_by: string
  /** Drafted by who holds a seat, and not by who convenes. */
  by_member: boolean
}

/** One change of what a recommendation changes: an element or a parameter, what it was and what it shall be. */
export type Change = {
  element: string
  now: string | null
  becomes: string
  /** The answer to an element of alignment in the form in which payers state it; null where it is none. */
  value: string | boolean | string[] | null
  /** An amount is recommended, public and voluntary; never a payer's own. */
  recommended_amount: boolean
}

export type RecommendationVersionRow = {
  recommendation: string
  version: number
  body: string
  changes: ColumnType<Change[], string, never>
  written_at: string
  written_by: string
}

export type CommentWindowRow = {
  recommendation: string
  round: number
  version: number
  opens_on: string
  /** The last day on which a comment is taken. */
  closes_on: string
}

export type PublicCommentRow = {
  comment: Generated<number>
  recommendation: string
  round: number
  name: string
  affiliation: string | null
  account: string | null
  body: string
  received_at: string
  /** waiting, shown or hidden */
  moderation: string
  moderated_at: string | null
  moderated_by: string | null
  /** Why it was taken from view. */
  because: string | null
}

export type CommentAnswerRow = {
  comment_answer: Generated<number>
  comment: number
  body: string
  answered_at: string
  answered_by: string
}

export type BallotRow = {
  ballot: Generated<number>
  recommendation: string
  round: number
  version: number
  /** consensus or vote */
  method: string
  quorum_share: string
  passes_share: string
  opened_at: string
  opened_by: string
  closes_at: string
  closed_at: string | null
  closed_by: string | null
  /** passed, failed, no-quorum or void */
  outcome: string | null
  because: string | null
  /** How it was counted when it closed: what happens later changes nothing of it. */
  tally: ColumnType<TallyKept | null, string | null, string | null>
}

type Count = { seats: number; yes: number; no: number; abstain: number; silent: number }
export type TallyKept = Count & {
  needed: number
  outcome: string
  because: string
  by_side: (Count & { side: string })[]
}

/** Who could vote when the ballot opened. */
export type BallotSeatRow = { ballot: number; seat: number; side: string; account: string }

export type RecusalRow = {
  recommendation: string
  round: number
  seat: number
  because: string
  recused_at: string
  recused_by: string
}

export type VoteRow = {
  ballot: number
  seat: number
  choice: string
  reason: string | null
  cast_at: string
  cast_by: string
}

export type DecisionRow = {
  recommendation: string
  round: number
  outcome: string
  because: string
  decided_at: string
  decided_by: string
}

export type RecommendationPublicationRow = {
  recommendation: string
  version: number
  round: number
  published_at: string
  published_by: string
}

export type RecommendationSchema = {
  recommendation: RecommendationRow
  recommendation_version: RecommendationVersionRow
  comment_window: CommentWindowRow
  public_comment: PublicCommentRow
  comment_answer: CommentAnswerRow
  ballot: BallotRow
  ballot_seat: BallotSeatRow
  recusal: RecusalRow
  vote: VoteRow
  decision: DecisionRow
  recommendation_publication: RecommendationPublicationRow
}
