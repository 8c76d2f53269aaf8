import type { Generated } from 'kysely'

/** A practice asks for help, in its own words; a coaching organization takes it up, and one of the two closes it. */
export type CoachingRequestRow = {
  coaching_request: Generated<number>
  practice_id: string
  organization_id: string
  asks: string
  asked_at: string
  asked_by: string
  /** The coaching organization that took it up. */
  participant: string | null
  taken_up_at: string | null
  taken_up_by: string | null
  closed_at: string | null
  closed_by: string | null
  /** helped, partly, not-helped or withdrawn */
  result: string | null
  because: string | null
}

/** One thing of a practice's plan: what, for which measure or element, whose it is and by when. */
export type CoachingTaskRow = {
  coaching_task: Generated<number>
  practice_id: string
  organization_id: string
  participant: string
  says: string
  measure: string | null
  element: string | null
  /** practice or coach */
  whose: string
  who: string
  due_on: string
  done_on: string | null
  dropped_on: string | null
  /** Why it was dropped. */
  because: string | null
  recorded_at: string
  recorded_by: string
}

/** A day on which coach and practice meet; `agreed` once they have. */
export type CoachingVisitRow = {
  coaching_visit: Generated<number>
  practice_id: string
  organization_id: string
  participant: string
  visit_on: string
  /** in-person, video or phone */
  kind: string
  who: string
  agreed: string | null
  called_off_on: string | null
  /** Why it was called off. */
  because: string | null
  recorded_at: string
  recorded_by: string
}

/** What one of the two wrote down: for both, or for its own side alone. It is not rewritten; another one corrects it. */
export type CoachingNoteRow = {
  coaching_note: Generated<number>
  practice_id: string
  organization_id: string
  participant: string
  /** practice or coach: who wrote it */
  side: string
  shared: boolean
  note: string
  written_at: string
  written_by: string
}

export type CoachingSchema = {
  coaching_request: CoachingRequestRow
  coaching_task: CoachingTaskRow
  coaching_visit: CoachingVisitRow
  coaching_note: CoachingNoteRow
}
