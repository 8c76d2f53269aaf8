import { refused } from '../../governance/permit.ts'
import { letInTo } from '../../register/convening/coaching.ts'
import type { CoachingTaskRow, CoachingVisitRow } from '../../register/convening/coaching-schema.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, dayOf, notNow, wrong } from '../act.ts'
import { requireSilenceIn } from '../silence/in-room.ts'
import type { Typed } from '../silence/require-silence.ts'
import type { Place } from './requests.ts'
import type { Side } from './standing.ts'

/** The coaching organization that is meant; needed only of a practice that lets several in. */
type Asked = { participant?: string | undefined }

export type TaskGiven = Pick<CoachingTaskRow, 'says' | 'measure' | 'element' | 'who' | 'due_on'> & { whose: Side }

/** Adds to the plan of practice and coach. Either of the two may. */
export function addTask(act: Act, at: Place, { participant, ...given }: TaskGiven & Asked) {
  if (given.measure !== null && given.element !== null)
    throw wrong('a measure and an element', 'one of the two, or neither')
  return working(act, at, participant, { says: given.says }, (tx, coach) =>
    tx
      .insertInto('coaching_task')
      .values({ ...at, ...given, participant: coach, ...OPEN_TASK, recorded_at: act.now, recorded_by: act.by.name })
      .returning('coaching_task')
      .executeTakeFirstOrThrow(),
  )
}
const OPEN_TASK = { done_on: null, dropped_on: null, because: null }

export type TaskChange = { done: true } | { dropped: true; because: string } | { due_on: string }

/** Done, dropped with the reason, or due on another day. What is over stays over. */
export async function changeTask(act: Act, at: Place, coaching_task: number, change: TaskChange): Promise<void> {
  const today = dayOf(act)
  await reworking(act, at, async (tx, coaches) => {
    const found = await tx
      .selectFrom('coaching_task')
      .selectAll()
      .where('coaching_task', '=', coaching_task)
      .where('practice_id', '=', at.practice_id)
      .forUpdate()
      .executeTakeFirst()
    if (!found || !coaches(found.participant)) throw refused()
    if (found.done_on !== null || found.dropped_on !== null) throw notNow('a task that is over', 'one that is open')
    if ('because' in change) await requireSilenceIn(tx, act, { because: change.because })
    const set =
      'done' in change
        ? { done_on: today }
        : 'dropped' in change
          ? { dropped_on: today, because: change.because }
          : change
    await tx.updateTable('coaching_task').set(set).where('coaching_task', '=', coaching_task).execute()
  })
}

export type VisitGiven = Pick<CoachingVisitRow, 'visit_on' | 'kind' | 'who' | 'agreed'>

/** A visit that is planned, or one that was held, with what was agreed. */
export function addVisit(act: Act, at: Place, { participant, ...given }: VisitGiven & Asked) {
  requireNotAhead(act, given.visit_on, given.agreed)
  return working(act, at, participant, { agreed: given.agreed }, (tx, coach) =>
    tx
      .insertInto('coaching_visit')
      .values({ ...at, ...given, participant: coach, ...NOT_OFF, recorded_at: act.now, recorded_by: act.by.name })
      .returning('coaching_visit')
      .executeTakeFirstOrThrow(),
  )
}
const NOT_OFF = { called_off_on: null, because: null }

export type VisitChange = { agreed: string } | { called_off: true; because: string } | { visit_on: string }

/** What was agreed there, why it is called off, or another day. */
export async function changeVisit(act: Act, at: Place, coaching_visit: number, change: VisitChange): Promise<void> {
  await reworking(act, at, async (tx, coaches) => {
    const found = await tx
      .selectFrom('coaching_visit')
      .selectAll()
      .where('coaching_visit', '=', coaching_visit)
      .where('practice_id', '=', at.practice_id)
      .forUpdate()
      .executeTakeFirst()
    if (!found || !coaches(found.participant)) throw refused()
    if (found.agreed !== null || found.called_off_on !== null) throw notNow('a visit that is over', 'one that is ahead')
    if ('agreed' in change) requireNotAhead(act, found.visit_on, change.agreed)
    if (!('visit_on' in change))
      await requireSilenceIn(tx, act, 'agreed' in change ? { agreed: change.agreed } : { because: change.because })
    const set = 'called_off' in change ? { called_off_on: dayOf(act), because: change.because } : change
    await tx.updateTable('coaching_visit').set(set).where('coaching_visit', '=', coaching_visit).execute()
  })
}

function requireNotAhead(act: Act, visit_on: string, agreed: string | null): void {
  if (agreed !== null && visit_on > dayOf(act)) throw wrong('what was agreed on a day to come', 'today or a day past')
}

/** A note for both, or for the writer's own side alone. Nobody rewrites it. */
export function writeNote(
  act: Act,
  at: Place,
  { participant, note, shared }: { note: string; shared: boolean } & Asked,
) {
  const side: Side = isCoach(act) ? 'coach' : 'practice'
  return working(act, at, participant, { note }, (tx, coach) =>
    tx
      .insertInto('coaching_note')
      .values({ ...at, participant: coach, side, shared, note, written_at: act.now, written_by: act.by.name })
      .returning('coaching_note')
      .executeTakeFirstOrThrow(),
  )
}

const isCoach = ({ by }: Pick<Act, 'by'>): boolean => by.role === 'coach'

/** Work stands on the consent of today, asked for in the transaction that writes it: who was shut out a moment ago writes nothing. */
function working<Result>(
  act: Act,
  { practice_id }: Place,
  participant: string | undefined,
  typed: Typed,
  work: (tx: RegisterTransaction, coach: string) => Promise<Result>,
): Promise<Result> {
  return act.register.engine(async (tx) => {
    const in_today = await letInTo(tx, practice_id, dayOf(act))
    const asked = isCoach(act) ? (act.by.organization_id ?? '') : participant
    if (asked !== undefined && !in_today.includes(asked)) {
      if (isCoach(act)) throw refused()
      throw notNow('a coaching organization that is not let in', 'one that is')
    }
    const [first, second] = in_today
    if (asked === undefined && first === undefined)
      throw notNow('no coach is let in', 'a coaching organization that is let in', 'an administrator lets it in')
    if (asked === undefined && second !== undefined) throw wrong('several coaches', 'the coaching organization meant')
    await requireSilenceIn(tx, act, typed)
    return work(tx, asked ?? first ?? '')
  })
}

/** The same for what stands already: a coach changes its own organization's, while it is let in; the practice all of it. */
function reworking(
  act: Act,
  { practice_id }: Place,
  work: (tx: RegisterTransaction, coaches: (participant: string) => boolean) => Promise<void>,
): Promise<void> {
  return act.register.engine(async (tx) => {
    const in_today = isCoach(act) ? await letInTo(tx, practice_id, dayOf(act)) : []
    const own = act.by.organization_id ?? ''
    await work(tx, (participant) => !isCoach(act) || (participant === own && in_today.includes(own)))
  })
}
