import { z } from 'zod'
import type { Act } from '../../../convening/act.ts'
import * as acts from '../../../convening/recruitment/acts.ts'
import { CRITERIA, SHARES, SIZES, type SizeStep } from '../../../convening/recruitment/criteria.ts'
import { ANSWERS, CONVENER_STEPS, HANDOVER_STEPS, STATES } from '../../../convening/recruitment/process.ts'
import { READINESS_ANSWERS, readReadiness } from '../../../convening/recruitment/readiness.ts'
import { readCandidates } from '../../../disclosure/reads/convening/recruitment/candidates.ts'
import {
  HANDOVER_COLUMNS,
  PRACTICE_COLUMNS,
  type RecruitmentRead,
  readRecruitment,
} from '../../../disclosure/reads/convening/recruitment/recruitment.ts'
import type { Door } from '../../../disclosure/release.ts'
import { WholepanelError } from '../../../error.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { type House, type Server, throughDoor, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { staffOf } from '../../staff.ts'
import { Format, PracticeParams, sendCsv, shaped, text } from '../shapes.ts'
import { acting, actOf } from './acting.ts'
import { Done, done, Key, paragraph, title } from './shapes.ts'

const whole = z.number().int()
const answer = z.object({ question: z.string(), answer: z.enum(READINESS_ANSWERS) })
const CriterionShown = z.object({
  criterion: z.enum(CRITERIA),
  wants: z.string(),
  has: text.describe('On the steps of the ladder; null where it may not be told'),
  meets: z.boolean().nullable(),
})
const invited = {
  recruitment: z.string(),
  practice_id: z.string(),
  practice_name: z.string(),
  state: z.enum(STATES),
  because: text,
  invited_on: text,
  answered_on: text,
  answered_by: text,
  handed_over_on: text,
  answers: z.array(answer),
}

const Recruitment = z
  .object({
    recruitments: z.array(
      z.object({
        recruitment: z.string(),
        initiative: z.string(),
        initiative_title: z.string(),
        title: z.string(),
        about: z.string(),
        ended_on: text,
        because: text,
      }),
    ),
    criteria: z
      .array(
        z.object({
          recruitment: z.string(),
          version: whole,
          least_share: z.string(),
          least_people: whole,
          most_people: whole.nullable(),
          least_payers: whole,
          ready: z.array(z.string()),
          payers: z.array(z.string()),
          words: z.array(z.string()),
          period: z.string(),
          agreed_on: z.string(),
        }),
      )
      .describe('To who convenes: each version that was agreed'),
    practices: z
      .array(
        z.object({
          ...invited,
          version: whole,
          share_class: z.string().describe('The step of the ladder that its share reaches'),
          size_class: z.string(),
          found_on: z.string(),
        }),
      )
      .describe('To who convenes: practices that met the criteria'),
    checks: z
      .array(
        z.object({
          recruitment: z.string(),
          version: whole,
          practice_id: z.string(),
          practice_name: z.string(),
          meets: z.boolean(),
          criteria: z.array(CriterionShown),
        }),
      )
      .describe('To who convenes: each practice against each criterion of the newest version, as far as may be told'),
    invitations: z
      .array(
        z.object({
          ...invited,
          words: z.array(z.string()),
          ready: z.array(z.string()),
          criteria: z.array(CriterionShown),
        }),
      )
      .describe('To a practice: its own'),
    handovers: z
      .array(
        z.object({
          recruitment: z.string(),
          title: z.string(),
          practice_id: z.string(),
          practice_name: z.string(),
          payer: z.string(),
          payer_name: z.string(),
          state: z.enum(['told', 'taken-up', 'signed', 'ended']),
          told_on: z.string(),
          taken_up_on: text,
          signed_on: text,
          ended_on: text,
          because: text,
        }),
      )
      .describe('To a payer: practices handed over to it'),
    questions: z.array(z.object({ question: z.string(), asks: z.string(), why: z.string() })),
  })
  .meta({ id: 'Recruitment' })
type Recruitment = z.infer<typeof Recruitment>

const share = z.enum(SHARES).describe('A step of the ladder')
const size = z
  .number()
  .refine((given): given is SizeStep => (SIZES as readonly number[]).includes(given), `want one of ${SIZES.join(', ')}`)
const Criteria = z.strictObject({
  least_share: share,
  least_people: size,
  most_people: size.nullable().default(null),
  least_payers: z.number().int().min(1).max(50),
  ready: z.array(z.string().max(80)).max(50).default([]),
})
const because = z.string().trim().min(1).max(500).nullable().default(null)
const RecruitmentParams = z.object({ recruitment: Key })
const OfPractice = RecruitmentParams.extend(PracticeParams.shape)
const ok = { 200: Done, ...problems }

export function recruitmentRoutes(server: Server, house: House): void {
  const folders = [house.region.models, LIBRARY]
  const read = async (door: Door): Promise<RecruitmentRead> =>
    readRecruitment(door, { staff: await staffOf(house), folders })
  const list = {
    summary: 'Practices that an initiative looks for: to who convenes, to an invited practice, and to a payer its own',
    querystring: Format,
    response: { 200: Recruitment, ...problems },
  }
  server.get('/api/recruitments', { schema: list }, async (request, reply) => {
    const found = await throughRegisterDoor(house, request, read)
    if (request.query.format !== 'csv') return shaped<Recruitment>(found)
    return found.practices.length > 0
      ? sendCsv(reply, 'recruited-practices', found.practices, PRACTICE_COLUMNS)
      : sendCsv(reply, 'handed-over-practices', found.handovers, HANDOVER_COLUMNS)
  })
  convening(server, house, folders)
  answering(server, house, folders)
}

function convening(server: Server, house: House, folders: readonly string[]): void {
  const { register } = house
  const open = {
    summary: 'Begin to look for practices',
    body: z.strictObject({ initiative: Key, title, about: paragraph }),
    response: { 200: z.object({ recruitment: z.string() }), ...problems },
  }
  server.post('/api/recruitments', { schema: open }, async (request) =>
    acting(house, request, (act) => acts.openRecruitment(act, request.body)),
  )
  const end = {
    summary: 'Stop looking for practices',
    params: RecruitmentParams,
    body: z.strictObject({ because: z.string().trim().min(1).max(500) }),
    response: ok,
  }
  server.post('/api/recruitments/:recruitment/end', { schema: end }, async (request) => {
    await acting(house, request, (act) => acts.endRecruitment(act, request.params.recruitment, request.body.because))
    return done
  })
  const agree = {
    summary: 'Agree on criteria, as the next version, and find the practices that meet them',
    params: RecruitmentParams,
    body: Criteria,
    response: { 200: z.object({ version: whole, found: whole }), ...problems },
  }
  server.post('/api/recruitments/:recruitment/criteria', { schema: agree }, async (request) => {
    const criteria = request.body
    refuseUnknown(criteria.ready, folders)
    return throughDoor(house, request, null, async (reading, door) => {
      const act: Act = { register, by: door.viewer, now: house.now() }
      const payers = await acts.payersOf(act, request.params.recruitment)
      const candidates = await readCandidates(reading, door, { register, payers, day: act.now.slice(0, 10) })
      const agreed = { criteria, period: reading.period.id, payers, candidates }
      return acts.agreeCriteria(act, request.params.recruitment, agreed)
    })
  })
  const step = {
    summary: 'Invite a practice, pass it over, or hand it over to the payers',
    params: OfPractice,
    body: z.strictObject({ step: z.enum(CONVENER_STEPS), because }),
    response: ok,
  }
  server.post('/api/recruitments/:recruitment/practices/:practice_id', { schema: step }, async (request) => {
    const { recruitment, practice_id } = request.params
    await acting(house, request, (act) => acts.stepPractice(act, recruitment, practice_id, request.body))
    return done
  })
  const handover = {
    summary: 'A payer says how it stands with a practice that was handed over to it',
    params: OfPractice,
    body: z.strictObject({ step: z.enum(HANDOVER_STEPS), because }),
    response: ok,
  }
  server.post('/api/recruitments/:recruitment/handovers/:practice_id', { schema: handover }, async (request) => {
    await acting(house, request, (act) => acts.stepHandover(act, request.params, request.body))
    return done
  })
}

function answering(server: Server, house: House, folders: readonly string[]): void {
  const schema = {
    summary: 'A practice answers its invitation, and what it is asked about itself',
    params: OfPractice,
    body: z.strictObject({
      answer: z.enum(ANSWERS).nullable().default(null),
      because,
      readiness: z.array(answer.strict()).max(50).default([]),
    }),
    response: ok,
  }
  server.post('/api/practices/:practice_id/invitations/:recruitment', { schema }, async (request) => {
    const { practice_id } = request.params
    refuseUnknown(
      request.body.readiness.map(({ question }) => question),
      folders,
    )
    await throughDoor(house, request, practice_id, (_reading, { viewer }) =>
      acts.answerInvitation(actOf(house, request, viewer), request.params, request.body),
    )
    return done
  })
}

function refuseUnknown(asked: readonly string[], folders: readonly string[]): void {
  const known = readReadiness(folders).questions.map(({ question }) => question)
  const unknown = asked.find((one) => !known.includes(one))
  if (unknown !== undefined)
    throw new WholepanelError('input-argument', { got: `no question ${unknown}`, want: known.join(', ') })
}
