import type { Selectable } from 'kysely'
import type { Register, RegisterTransaction } from '../open.ts'
import type { Party } from '../party.ts'
import type { CoachingNoteRow, CoachingRequestRow, CoachingTaskRow, CoachingVisitRow } from './coaching-schema.ts'

export type CoachingRequest = Selectable<CoachingRequestRow>
export type CoachingTask = Selectable<CoachingTaskRow>
export type CoachingVisit = Selectable<CoachingVisitRow>
export type CoachingNote = Selectable<CoachingNoteRow>

/** Newest first: to a practice's organization its own, to a coaching organization those nobody took up and its own. */
export const listCoachingRequests = (register: Register, party: Party): Promise<CoachingRequest[]> =>
  register.as(party, (tx) =>
    tx.selectFrom('coaching_request').selectAll().orderBy('coaching_request', 'desc').execute(),
  )

export type CoachingWork = { tasks: CoachingTask[]; visits: CoachingVisit[]; notes: CoachingNote[] }

/** What of the work of these practices the party may read: tasks and visits by their days, the newest note first. */
export async function coachingWork(
  register: Register,
  party: Party,
  practice_ids: readonly string[],
): Promise<CoachingWork> {
  if (practice_ids.length === 0) return { tasks: [], visits: [], notes: [] }
  return register.as(party, async (tx) => ({
    tasks: await tx
      .selectFrom('coaching_task')
      .selectAll()
      .where('practice_id', 'in', practice_ids)
      .orderBy('due_on')
      .orderBy('coaching_task')
      .execute(),
    visits: await tx
      .selectFrom('coaching_visit')
      .selectAll()
      .where('practice_id', 'in', practice_ids)
      .orderBy('visit_on')
      .orderBy('coaching_visit')
      .execute(),
    notes: await tx
      .selectFrom('coaching_note')
      .selectAll()
      .where('practice_id', 'in', practice_ids)
      .orderBy('coaching_note', 'desc')
      .execute(),
  }))
}

/** Every request and task, of which only numbers leave. */
export const allCoaching = (register: Register): Promise<{ requests: CoachingRequest[]; tasks: CoachingTask[] }> =>
  register.engine(async (tx) => ({
    requests: await tx.selectFrom('coaching_request').selectAll().execute(),
    tasks: await tx.selectFrom('coaching_task').selectAll().execute(),
  }))

/** Coaching organizations that the practice's lets in on this day; none of them is shut out while the transaction lasts. */
export async function letInTo(tx: RegisterTransaction, practice_id: string, today: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('coaching')
    .select('participant')
    .where('practice_id', '=', practice_id)
    .where('ended_at', 'is', null)
    .where('start_date', '<=', today)
    .where((e) => e.or([e('end_date', 'is', null), e('end_date', '>=', today)]))
    .forShare()
    .execute()
  return [...new Set(rows.map((one) => one.participant))].sort()
}
