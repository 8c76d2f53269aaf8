/** Practices that an initiative looks for. */
import type { CriterionShown } from '../../../../src/convening/recruitment/criteria.ts'
import { at, practicePath } from '../queries.ts'

export type RecruitedState =
  | 'found'
  | 'passed-over'
  | 'invited'
  | 'not-now'
  | 'interested'
  | 'declined'
  | 'withdrawn'
  | 'handed-over'
export type Ready = 'yes' | 'partly' | 'no'
export type RecruitedPractice = {
  recruitment: string
  practice_id: string
  practice_name: string
  state: RecruitedState
  because: string | null
  share_class: string
  size_class: string
  version: number
  found_on: string
  invited_on: string | null
  answered_on: string | null
  answered_by: string | null
  handed_over_on: string | null
  answers: { question: string; answer: Ready }[]
}
export type Invitation = Omit<RecruitedPractice, 'share_class' | 'size_class' | 'version' | 'found_on'> & {
  words: string[]
  ready: string[]
  criteria: CriterionShown[]
}
export type { CriterionShown }
export type Check = {
  recruitment: string
  practice_id: string
  practice_name: string
  meets: boolean
  criteria: CriterionShown[]
}
export type Handover = {
  recruitment: string
  title: string
  practice_id: string
  practice_name: string
  payer: string
  payer_name: string
  state: 'told' | 'taken-up' | 'signed' | 'ended'
  told_on: string
  taken_up_on: string | null
  signed_on: string | null
  ended_on: string | null
  because: string | null
}
export type Question = { question: string; asks: string; why: string }
export type RecruitmentEntry = {
  recruitment: string
  initiative_title: string
  title: string
  about: string
  ended_on: string | null
  because: string | null
}
export type Criteria = {
  recruitment: string
  version: number
  words: string[]
  ready: string[]
  agreed_on: string
  period: string
}
export type Recruitment = {
  recruitments: RecruitmentEntry[]
  criteria: Criteria[]
  practices: RecruitedPractice[]
  checks: Check[]
  invitations: Invitation[]
  handovers: Handover[]
  questions: Question[]
}

export const initiativesAskedQuery = at<{ initiative: string; title: string }[]>('/api/initiatives')
export const RECRUITMENT_PATH = '/api/recruitments'
export const recruitmentQuery = at<Recruitment>(RECRUITMENT_PATH)
export const recruitmentPath = (recruitment: string) => `${RECRUITMENT_PATH}/${encodeURIComponent(recruitment)}`
export const invitationPath = (practice_id: string, recruitment: string) =>
  `${practicePath(practice_id)}/invitations/${encodeURIComponent(recruitment)}`
