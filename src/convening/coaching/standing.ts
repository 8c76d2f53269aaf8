import type { CoachingRequest, CoachingTask, CoachingVisit } from '../../register/convening/coaching.ts'

export const REQUEST_STATES = ['asked', 'taken-up', 'closed'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** A request waits until a coach takes it up, and is over when one of the two closes it. */
export function requestState({
  taken_up_at,
  closed_at,
}: Pick<CoachingRequest, 'taken_up_at' | 'closed_at'>): RequestState {
  if (closed_at !== null) return 'closed'
  return taken_up_at === null ? 'asked' : 'taken-up'
}

export const TASK_STATES = ['open', 'late', 'done', 'dropped'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** A task is late from the day after the one it is due on. */
export function taskState(
  { due_on, done_on, dropped_on }: Pick<CoachingTask, 'due_on' | 'done_on' | 'dropped_on'>,
  today: string,
): TaskState {
  if (dropped_on !== null) return 'dropped'
  if (done_on !== null) return 'done'
  return due_on < today ? 'late' : 'open'
}

export const VISIT_STATES = ['planned', 'to-write-up', 'held', 'called-off'] as const
export type VisitState = (typeof VISIT_STATES)[number]

/** A visit was held when what was agreed is written down; one whose day is past waits for that. */
export function visitState(
  { visit_on, agreed, called_off_on }: Pick<CoachingVisit, 'visit_on' | 'agreed' | 'called_off_on'>,
  today: string,
): VisitState {
  if (called_off_on !== null) return 'called-off'
  if (agreed !== null) return 'held'
  return visit_on < today ? 'to-write-up' : 'planned'
}

export const RESULTS = ['helped', 'partly', 'not-helped'] as const
export const VISIT_KINDS = ['in-person', 'video', 'phone'] as const
export const SIDES = ['practice', 'coach'] as const
export type Side = (typeof SIDES)[number]
