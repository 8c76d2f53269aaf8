import { z } from 'zod'
import { addStep, changeStep } from '../../../convening/plan/acts.ts'
import { STUCK_RULES } from '../../../convening/plan/stuck.ts'
import { PLAN_COLUMNS, readPlan, STEP_STATES } from '../../../disclosure/reads/convening/plan.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { onPaper } from '../alignment/on-paper.ts'
import { Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { Done, done, InitiativeParams, Key, Serial, title } from './shapes.ts'

const PlanStep = z
  .object({
    plan_step: z.number(),
    initiative: z.string(),
    title: z.string(),
    owner: z.string().describe('What who sees to it is called'),
    participant: text.describe('Which participant that is; null where a name was written before'),
    resources: text,
    due_date: z.string(),
    goal: z.number().nullable(),
    goal_title: text,
    alignment_action: z.number().nullable(),
    action_says: text,
    action_state: text,
    recommendation: text,
    recommendation_title: text,
    recommendation_state: text,
    waits_for: z.number().nullable(),
    waits_for_title: text,
    state: z.enum(STEP_STATES),
    stuck: text.describe('Why nothing moves'),
    stuck_rule: z.enum(STUCK_RULES).nullable(),
    waits: text.describe('What has to be before it, where nothing is wrong yet'),
    done_on: text,
    dropped_on: text,
    because: text,
    recorded_at: z.string(),
    withheld: Withheld,
  })
  .meta({ id: 'PlanStep' })
type Plan = z.infer<typeof PlanStep>[]

const resources = z.string().trim().min(1).max(1_000)

export function planStepsRoutes(server: Server, house: House): void {
  const list = {
    summary: 'The plan: who does what by when, what it serves, and what is stuck',
    querystring: Format,
    response: { 200: z.array(PlanStep), ...problems },
  }
  server.get('/api/plan', { schema: list }, async (request, reply) => {
    const rows = await throughRegisterDoor(house, request, (door) => readPlan(door, onPaper(house, undefined)))
    return request.query.format === 'csv' ? sendCsv(reply, 'plan', rows, PLAN_COLUMNS) : shaped<Plan>(rows)
  })
  const given = z.strictObject({
    title,
    owner: Key.describe('Which participant sees to it'),
    resources: resources.nullable().default(null),
    due_date: z.iso.date(),
    goal: Serial.nullable().default(null),
    alignment_action: Serial.nullable().default(null),
    recommendation: Key.nullable().default(null),
    waits_for: Serial.nullable().default(null).describe('A step of the plan that has to be done first'),
  })
  const add = { summary: 'One more step of the plan', params: InitiativeParams, body: given }
  server.post(
    '/api/initiatives/:initiative/plan-steps',
    { schema: { ...add, response: { 200: z.object({ plan_step: z.number() }), ...problems } } },
    (request) => acting(house, request, (act) => addStep(act, request.params.initiative, request.body)),
  )
  const change = z.strictObject({
    owner: Key.optional(),
    resources: resources.optional(),
    due_date: z.iso.date().optional(),
    done: z.literal(true).optional(),
    because: title.optional().describe('It is given up, for this reason'),
  })
  const mend = {
    ...{ summary: 'Another owner or day, done, or given up', params: z.object({ plan_step: Serial }), body: change },
    response: { 200: Done, ...problems },
  }
  server.post('/api/plan-steps/:plan_step', { schema: mend }, async (request) => {
    await acting(house, request, (act) => changeStep(act, request.params.plan_step, request.body))
    return done
  })
}
