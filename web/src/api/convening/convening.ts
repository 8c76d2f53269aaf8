/** Initiatives, their committees and goals, and recommendations, as the server tells of them to who asks. */
import type { AdoptionPublic } from '../../../../src/convening/adoption/stages.ts'
import type { Basis } from '../../../../src/convening/initiative/cost-shares.ts'
import type { Footing, Room, Side } from '../../../../src/convening/initiative/footing.ts'
import type { State } from '../../../../src/convening/recommendation/process.ts'
import type { Count, Method, Outcome } from '../../../../src/convening/recommendation/tally.ts'
import type { ChangeSeen, VersionSeen as Version } from '../../../../src/disclosure/reads/convening/recommendations.ts'
import type { Change } from '../../../../src/register/convening/recommendation-schema.ts'
import { at } from '../queries.ts'

export type { AdoptionPublic, Count, Footing, Method, Outcome, Room, Side, State }

export type Seat = {
  seat: number
  side: Side
  votes: boolean
  holder: {
    seat_term: number
    name: string
    participant: string | null
    chair: boolean
    start_date: string
    end_date: string
    own: boolean
  } | null
}
export type Committee = {
  committee: string
  title: string
  charge: string
  room: Room
  decides_by: Method
  quorum_share: string
  passes_share: string
  most_side_share: string
  least_consumer_seats: number
  ended_on: string | null
  /** Its chair decides on what committees passed. */
  governs: boolean
  seats: Seat[]
  faults: { rule: string; says: string }[]
  conflicts: { name: string; interest: string; declared_at: string }[]
}
export type Participant = {
  participant: string
  name: string
  side: Side
  lines_of_business: string[]
  start_date: string
  end_date: string | null
}
export type Signature = {
  version: number
  participant: string
  name: string
  signed_name: string
  signed_at: string
}
export type Memorandum = {
  version: number
  body: string
  body_hash: string
  issued_on: string
  signatures: Signature[]
}
export type Costs = {
  year: number
  basis: Basis
  budget_usd: string
  shares: { participant: string; name: string; share_usd: string; working: string | null }[]
  missing: string[]
  because: string | null
}
export type LegalWaiver = {
  legal_waiver: number
  payer: string
  organization_id: string
  law: string
  citation: string
  document: string
  claimed_on: string
  ended_on: string | null
}
export type Initiative = {
  initiative: string
  title: string
  about: string
  footing: Footing
  footing_rule: { title: string; says: string; sources: { title: string; citation: string }[] }
  authority: string
  supervisor: string | null
  supervision: string | null
  start_date: string
  end_date: string | null
  charter: { version: number; body: string; adopted_on: string; adoption_public: AdoptionPublic }[]
  participants: Participant[]
  memorandum: Memorandum | null
  committees: Committee[]
  costs: Costs[]
  waivers: LegalWaiver[]
  own: { participant: string; side: Side } | null
}

export type Goal = {
  goal: number
  initiative: string
  title: string
  measured_by: string
  baseline: string | null
  target: string
  better: 'higher' | 'lower'
  by_date: string
  ended_on: string | null
  because: string | null
  now: string | null
  as_of: string | null
  reached: boolean | null
  working: string
}

export type { Change, ChangeSeen, Version }
export type Comment = {
  comment: number
  round: number
  name: string
  affiliation: string | null
  body: string
  received_at: string
  moderation: 'waiting' | 'shown' | 'hidden'
  because: string | null
  answers: { body: string; answered_at: string }[]
}
export type Ballot = {
  ballot: number
  round: number
  version: number
  method: Method
  opened_at: string
  closes_at: string
  closed_at: string | null
  outcome: Outcome | null
  because: string | null
  tally: (Count & { needed: number; by_side: (Count & { side: Side })[] }) | null
  seats: number
  cast: number
  votes: { seat: number; name: string; side: Side; choice: 'yes' | 'no' | 'abstain'; reason: string | null }[]
}
export type Recommendation = {
  recommendation: string
  initiative: string
  committee: string
  title: string
  changes_kind: 'model' | 'measure-set' | 'rubric' | 'reference'
  changes_what: string
  state: State
  round: number
  version: number
  supersedes: string | null
  superseded_by: string | null
  because: string | null
  by_member: boolean
  /** The member who drafted it. */
  drafted_by: string | null
  own_draft: boolean
  /** The committee that governs, where one does, and whether the reader decides. */
  decided_by: { title: string | null; own: boolean }
  window: { version: number; opens_on: string; closes_on: string } | null
  published: { version: number; published_at: string } | null
  versions: Version[]
  comments: Comment[]
  ballots: Ballot[]
  decisions: { round: number; outcome: string; because: string; decided_at: string }[]
  recusals: { seat: number; name: string; because: string }[]
  own: { seat: number; votes: boolean; recused: boolean; vote: string | null } | null
  /** Comments of this round to look at, and those in view to answer. */
  waits: { look: number; answer: number }
}

export const INITIATIVES_PATH = '/api/initiatives'
export const conveningQuery = at<Initiative[]>(INITIATIVES_PATH)
export const goalsQuery = at<Goal[]>('/api/goals')
export const RECOMMENDATIONS_PATH = '/api/recommendations'
export const recommendationsQuery = at<Recommendation[]>(RECOMMENDATIONS_PATH)
export const recommendationPath = (key: string) => `${RECOMMENDATIONS_PATH}/${encodeURIComponent(key)}`
export const recommendationQuery = (key: string) => at<Recommendation>(recommendationPath(key))
const OPEN_PATH = '/api/open/recommendations'
export const openRecommendationsQuery = at<Recommendation[]>(OPEN_PATH)
export const openRecommendationPath = (key: string) => `${OPEN_PATH}/${encodeURIComponent(key)}`
export const openRecommendationQuery = (key: string) => at<Recommendation>(openRecommendationPath(key))
