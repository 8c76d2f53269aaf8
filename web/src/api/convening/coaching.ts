/** Coaching: who asked for help, what practice and coach do, and lessons of others. */
import type { Withheld } from '../answer.ts'
import { at, practicePath } from '../queries.ts'

export type CoachingRequest = {
  coaching_request: number
  practice_id: string
  practice_name: string
  state: 'asked' | 'taken-up' | 'closed'
  asks: string
  asked_at: string
  asked_by: string
  participant_name: string | null
  taken_up_at: string | null
  let_in: boolean | null
  closed_at: string | null
  result: 'helped' | 'partly' | 'not-helped' | 'withdrawn' | null
  because: string | null
}
export type CoachingPlan = {
  practice_id: string
  practice_name: string
  tasks_open: number
  tasks_late: number
  tasks_done: number
  next_visit: string | null
  visits_to_write_up: number
}
export type CoachingCounts = {
  practices_asked: number
  practices_taken_up: number
  practices_coached: number
  requests_closed: number
  helped: number
  tasks_open: number
  tasks_late: number
  tasks_done: number
  tasks_dropped: number
}
export type CoachingOverview = { requests: CoachingRequest[]; plans: CoachingPlan[]; counts: CoachingCounts | null }

export type Gap = {
  measure: string
  title: string
  rate_share: string | null
  target_share: string | null
  behind_share: string | null
  better_share: string | null
  withheld: Withheld[]
}
export type CoachedPractice = { practice_id: string; practice_name: string; gaps: Gap[] }

export type CoachingTask = {
  coaching_task: number
  says: string
  serves: string | null
  whose: 'practice' | 'coach'
  who: string
  due_on: string
  state: 'open' | 'late' | 'done' | 'dropped'
  done_on: string | null
  because: string | null
}
export type CoachingVisit = {
  coaching_visit: number
  visit_on: string
  kind: 'in-person' | 'video' | 'phone'
  who: string
  agreed: string | null
  state: 'planned' | 'to-write-up' | 'held' | 'called-off'
  because: string | null
}
export type CoachingNote = {
  coaching_note: number
  side: 'practice' | 'coach'
  shared: boolean
  note: string
  written_at: string
  written_by: string
}
export type LessonOffered = {
  lesson: string
  title: string
  says: string
  try: string
  where: string
  because: string[]
  sources: { title: string; by: string; published: string | null; url: string | null }[]
}
export type PracticeCoaching = {
  practice_name: string
  may_let_in: boolean
  coaches: { participant: string; participant_name: string; since: string; until: string | null }[]
  requests: CoachingRequest[]
  tasks: CoachingTask[]
  visits: CoachingVisit[]
  notes: CoachingNote[]
  gaps: Gap[]
  elements: { element: string; label: string }[]
  lessons: LessonOffered[]
}

export const COACHING_PATH = '/api/coaching'
export const coachingQuery = at<CoachingOverview>(COACHING_PATH)
export const coachedQuery = at<CoachedPractice[]>('/api/coaching/practices')
export const practiceCoachingPath = (practiceId: string) => `${practicePath(practiceId)}/coaching`
export const practiceCoachingQuery = (practiceId: string) => at<PracticeCoaching>(practiceCoachingPath(practiceId))
