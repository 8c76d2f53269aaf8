import type { Generated } from 'kysely'

type Recorded = { recorded_at: string; recorded_by: string }

export type InitiativeRow = Recorded & {
  initiative: string
  title: string
  about: string
  /** state-action, private-convener or federal-model: by what right competitors sit at one table. */
  footing: string
  /** The statute, the by-laws or the model agreement. */
  authority: string
  /** Of state action: who supervises actively, and how. */
  supervisor: string | null
  supervision: string | null
  start_date: string
  end_date: string | null
}

export type InitiativeCharterRow = Recorded & {
  initiative: string
  version: number
  body: string
  adopted_on: string
  /** When everybody reads what payers said they adopt: at-once, or after-the-year. */
  adoption_public: string
}

export type InitiativeParticipantRow = Recorded & {
  initiative: string
  participant: string
  side: string
  /** With which lines it takes part; none named is all. */
  lines_of_business: string[]
  start_date: string
  end_date: string | null
}

/** What the participants want to reach, in a figure that the lake holds. */
export type SharedGoalRow = Recorded & {
  goal: Generated<number>
  initiative: string
  title: string
  /** `measure:<id>`, `aligned-share`, `stated-share` or `market-growth`. */
  measured_by: string
  baseline: string | null
  target: string
  better: string
  by_date: string
  ended_on: string | null
  because: string | null
}

export type MemorandumRow = Recorded & {
  initiative: string
  version: number
  body: string
  /** sha256 of the text: a signature names it, so that nobody signed another. */
  body_hash: string
  issued_on: string
}

export type MemorandumSignatureRow = {
  initiative: string
  version: number
  participant: string
  body_hash: string
  signed_by: string
  signed_name: string
  signed_at: string
}

export type CostShareRow = Recorded & { initiative: string; year: number; basis: string; budget_usd: string }

/** What a participant's share is in proportion to: its own, and the convener's to know. */
export type CostShareWeightRow = Recorded & { initiative: string; year: number; participant: string; weight: string }

/** A waiver or safe harbor that a payer and an organization claim for their arrangement. */
export type LegalWaiverRow = Recorded & {
  legal_waiver: Generated<number>
  initiative: string
  payer: string
  organization_id: string
  law: string
  citation: string
  document: string
  claimed_on: string
  ended_on: string | null
}

export type CommitteeRow = Recorded & {
  committee: string
  initiative: string
  title: string
  charge: string
  /** all-sides, payers or providers: who sits in it. */
  room: string
  decides_by: string
  /** Of the seats that may vote, how many must. Exact decimals as text. */
  quorum_share: string
  /** Of yes and no, how much must be yes: more than half where it is 0.5. */
  passes_share: string
  /** No side holds more of the filled seats. */
  most_side_share: string
  least_consumer_seats: number
  ended_on: string | null
  /** Its chair decides for the initiative on what committees passed. */
  governs: boolean
}

export type SeatRow = Recorded & {
  seat: Generated<number>
  committee: string
  side: string
  votes: boolean
  ended_on: string | null
}

export type SeatTermRow = Recorded & {
  seat_term: Generated<number>
  seat: number
  account: string
  participant: string | null
  chair: boolean
  start_date: string
  end_date: string
  ended_on: string | null
  because: string | null
}

export type ConflictRow = {
  conflict: Generated<number>
  committee: string
  account: string
  interest: string
  declared_at: string
  ended_on: string | null
}

export type InitiativeSchema = {
  initiative: InitiativeRow
  initiative_charter: InitiativeCharterRow
  initiative_participant: InitiativeParticipantRow
  shared_goal: SharedGoalRow
  memorandum: MemorandumRow
  memorandum_signature: MemorandumSignatureRow
  cost_share: CostShareRow
  cost_share_weight: CostShareWeightRow
  legal_waiver: LegalWaiverRow
  committee: CommitteeRow
  seat: SeatRow
  seat_term: SeatTermRow
  conflict: ConflictRow
}
