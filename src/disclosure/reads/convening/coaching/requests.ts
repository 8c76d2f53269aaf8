import { requestState, taskState, visitState } from '../../../../convening/coaching/standing.ts'
import {
  allCoaching,
  type CoachingRequest,
  type CoachingTask,
  coachingWork,
  listCoachingRequests,
} from '../../../../register/convening/coaching.ts'
import type { Dataset } from '../../../dataset.ts'
import { type Door, type Released, release } from '../../../release.ts'
import type { Staff } from '../../people.ts'
import { each, isCare, partyOf } from '../../received/received.ts'

const rowsOf = (name: string, columns: readonly string[]): Dataset => ({
  name,
  columns: each(columns, 'public'),
  parties: () => ({}),
})

export const REQUEST_COLUMNS = [
  ...['coaching_request', 'practice_id', 'practice_name', 'organization_id', 'state', 'asks', 'asked_at', 'asked_by'],
  ...['participant', 'participant_name', 'taken_up_at', 'taken_up_by', 'let_in', 'closed_at', 'closed_by', 'result'],
  'because',
]
const REQUESTS = rowsOf('requests for coaching', REQUEST_COLUMNS)
const PLANS = rowsOf('plans of coaching', [
  ...['practice_id', 'practice_name', 'tasks_open', 'tasks_late', 'tasks_done', 'next_visit', 'visits_to_write_up'],
])
const COUNTS = rowsOf('coaching in numbers', [
  ...['practices_asked', 'practices_taken_up', 'practices_coached', 'requests_closed', 'helped'],
  ...['tasks_open', 'tasks_late', 'tasks_done', 'tasks_dropped'],
])

export type CoachingOverview = { requests: Released[]; plans: Released[]; counts: Released | null }

/**
 * A coach reads who asked and nobody took up, what it took up, and the plans of the practices that let it in; a practice what it
 * asked. Who convenes reads numbers over all practices, and of no practice.
 */
export async function readCoaching(door: Door, staff: Staff): Promise<CoachingOverview> {
  const { viewer } = door
  const own = viewer.role === 'coach' || isCare(viewer)
  if (!own)
    return { requests: [], plans: [], counts: (await release(door, COUNTS, [await countsOf(staff)]))[0] ?? null }
  const found = await listCoachingRequests(staff.register, partyOf(viewer))
  const seen = found.filter((one) => viewer.role === 'coach' || viewer.practice_ids.includes(one.practice_id))
  return { requests: await releaseRequests(door, staff, seen), plans: await plansOf(door, staff), counts: null }
}

export async function releaseRequests(
  door: Door,
  { practices, register }: Staff,
  requests: readonly CoachingRequest[],
): Promise<Released[]> {
  const participants = await register.as(partyOf(door.viewer), (tx) =>
    tx.selectFrom('participant').select(['participant', 'participant_name']).where('kind', '=', 'coach').execute(),
  )
  return release(
    door,
    REQUESTS,
    requests.map((one) => ({
      ...one,
      state: requestState(one),
      practice_name: practices.get(one.practice_id)?.practice_name ?? one.practice_id,
      participant_name:
        participants.find(({ participant }) => participant === one.participant)?.participant_name ?? one.participant,
      // To a coach: whether the practice's numbers are open to it today.
      let_in: door.viewer.role === 'coach' ? door.viewer.practice_ids.includes(one.practice_id) : null,
    })),
  )
}

async function plansOf(door: Door, { register, now, practices }: Staff): Promise<Released[]> {
  const { viewer } = door
  const today = now.slice(0, 10)
  const { tasks, visits } = await coachingWork(register, partyOf(viewer), viewer.practice_ids)
  return release(
    door,
    PLANS,
    viewer.practice_ids.map((practice_id) => {
      const ahead = visits.filter((one) => one.practice_id === practice_id)
      const states = ahead.map((one) => visitState(one, today))
      return {
        practice_id,
        practice_name: practices.get(practice_id)?.practice_name ?? practice_id,
        ...tallied(
          tasks.filter((one) => one.practice_id === practice_id),
          today,
        ),
        next_visit: ahead.find((_one, i) => states[i] === 'planned')?.visit_on ?? null,
        visits_to_write_up: states.filter((one) => one === 'to-write-up').length,
      }
    }),
  )
}

function tallied(tasks: readonly CoachingTask[], today: string) {
  const states = tasks.map((one) => taskState(one, today))
  const of = (state: string) => states.filter((one) => one === state).length
  return {
    tasks_open: of('open') + of('late'),
    tasks_late: of('late'),
    tasks_done: of('done'),
    tasks_dropped: of('dropped'),
  }
}

async function countsOf({ register, now }: Staff) {
  const today = now.slice(0, 10)
  const { requests, tasks } = await allCoaching(register)
  const coached = await register.engine((tx) =>
    tx
      .selectFrom('coaching')
      .select('practice_id')
      .distinct()
      .where('ended_at', 'is', null)
      .where('start_date', '<=', today)
      .where((e) => e.or([e('end_date', 'is', null), e('end_date', '>=', today)]))
      .execute(),
  )
  const of = (state: string) => requests.filter((one) => requestState(one) === state)
  return {
    practices_asked: new Set(requests.map((one) => one.practice_id)).size,
    practices_taken_up: of('taken-up').length,
    practices_coached: coached.length,
    requests_closed: of('closed').length,
    helped: requests.filter(({ result }) => result === 'helped').length,
    ...tallied(tasks, today),
  }
}
