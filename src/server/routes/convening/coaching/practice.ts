import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Act } from '../../../../convening/act.ts'
import type { Place } from '../../../../convening/coaching/requests.ts'
import { SIDES, VISIT_KINDS } from '../../../../convening/coaching/standing.ts'
import { addTask, addVisit, changeTask, changeVisit, writeNote } from '../../../../convening/coaching/work.ts'
import { readPracticeCoaching, TASK_COLUMNS } from '../../../../disclosure/reads/convening/coaching/practice.ts'
import { type House, type Server, throughDoor } from '../../../house.ts'
import { problems } from '../../../problem.ts'
import { staffOf } from '../../../staff.ts'
import { onPaper } from '../../alignment/on-paper.ts'
import { Format, PracticeParams, sendCsv, shaped } from '../../shapes.ts'
import { actOf } from '../acting.ts'
import { placeOf } from './requests.ts'
import { DONE, Done, id, key, OfPractice, words } from './shapes.ts'

const done = { 200: Done, ...problems }
const participant = key.optional().describe('Which coach is meant; needed of a practice that lets several in')
const day = z.iso.date()

const TaskGiven = z.strictObject({
  says: words(500),
  measure: words(100).nullable().default(null),
  element: words(100).nullable().default(null),
  whose: z.enum(SIDES),
  who: words(200),
  due_on: day,
  participant,
})
const TaskChange = z.union([
  z.strictObject({ done: z.literal(true) }),
  z.strictObject({ dropped: z.literal(true), because: words(500) }),
  z.strictObject({ due_on: day }),
])
const VisitGiven = z.strictObject({
  visit_on: day,
  kind: z.enum(VISIT_KINDS),
  who: words(500),
  agreed: words(4000).nullable().default(null),
  participant,
})
const VisitChange = z.union([
  z.strictObject({ agreed: words(4000) }),
  z.strictObject({ called_off: z.literal(true), because: words(500) }),
  z.strictObject({ visit_on: day }),
])
const NoteGiven = z.strictObject({
  note: words(4000),
  shared: z.boolean().describe('Whether the other side reads it too'),
  participant,
})

/** An act at a practice, through the door: who may is asked before, and the consent of today with it. */
const working =
  (house: House) =>
  <Result>(
    request: FastifyRequest,
    practice_id: string,
    work: (act: Act, at: Place) => Promise<Result>,
  ): Promise<Result> =>
    throughDoor(house, request, practice_id, async (reading, { viewer }) =>
      work(actOf(house, request, viewer), await placeOf(reading, practice_id)),
    )

export function practiceCoachingRoutes(server: Server, house: House): void {
  const read = {
    summary: 'What practice and coach agreed, do and wrote down, and lessons of others that bear on the practice',
    params: PracticeParams,
    querystring: Format,
    response: { 200: OfPractice, ...problems },
  }
  server.get('/api/practices/:practice_id/coaching', { schema: read }, async (request, reply) => {
    const { practice_id } = request.params
    const found = await throughDoor(house, request, practice_id, async (reading, door) =>
      readPracticeCoaching(
        reading,
        door,
        { paper: onPaper(house, undefined), staff: await staffOf(house) },
        practice_id,
      ),
    )
    return request.query.format === 'csv'
      ? sendCsv(reply, 'coaching-tasks', found.tasks, TASK_COLUMNS)
      : shaped<OfPractice>(found)
  })
  tasks(server, house)
  visits(server, house)
  const note = {
    summary: 'Write a note, for both or for one’s own side',
    params: PracticeParams,
    body: NoteGiven,
    response: { 200: z.object({ coaching_note: z.number().int() }), ...problems },
  }
  server.post('/api/practices/:practice_id/coaching/notes', { schema: note }, async (request) =>
    working(house)(request, request.params.practice_id, (act, at) => writeNote(act, at, request.body)),
  )
}

function tasks(server: Server, house: House): void {
  const add = {
    summary: 'Add a task to the plan',
    params: PracticeParams,
    body: TaskGiven,
    response: { 200: z.object({ coaching_task: z.number().int() }), ...problems },
  }
  server.post('/api/practices/:practice_id/coaching/tasks', { schema: add }, async (request) =>
    working(house)(request, request.params.practice_id, (act, at) => addTask(act, at, request.body)),
  )
  const change = {
    summary: 'A task is done, dropped with a reason, or due on another day',
    params: PracticeParams.extend({ coaching_task: id }),
    body: TaskChange,
    response: done,
  }
  server.post('/api/practices/:practice_id/coaching/tasks/:coaching_task', { schema: change }, async (request) => {
    const { practice_id, coaching_task } = request.params
    await working(house)(request, practice_id, (act, at) => changeTask(act, at, coaching_task, request.body))
    return DONE
  })
}

function visits(server: Server, house: House): void {
  const add = {
    summary: 'Plan a visit, or write up one that was held',
    params: PracticeParams,
    body: VisitGiven,
    response: { 200: z.object({ coaching_visit: z.number().int() }), ...problems },
  }
  server.post('/api/practices/:practice_id/coaching/visits', { schema: add }, async (request) =>
    working(house)(request, request.params.practice_id, (act, at) => addVisit(act, at, request.body)),
  )
  const change = {
    summary: 'What was agreed at a visit, why it is called off, or another day',
    params: PracticeParams.extend({ coaching_visit: id }),
    body: VisitChange,
    response: done,
  }
  server.post('/api/practices/:practice_id/coaching/visits/:coaching_visit', { schema: change }, async (request) => {
    const { practice_id, coaching_visit } = request.params
    await working(house)(request, practice_id, (act, at) => changeVisit(act, at, coaching_visit, request.body))
    return DONE
  })
}
