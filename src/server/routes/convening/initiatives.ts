import { z } from 'zod'
import { ADOPTION_PUBLIC } from '../../../convening/adoption/stages.ts'
import * as acts from '../../../convening/initiative/acts.ts'
import { BASES } from '../../../convening/initiative/cost-shares.ts'
import { FOOTINGS } from '../../../convening/initiative/footing.ts'
import { readGoals } from '../../../disclosure/reads/convening/goals.ts'
import { readInitiatives } from '../../../disclosure/reads/convening/initiatives.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { onPaper } from '../alignment/on-paper.ts'
import { shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { Committee } from './committees.ts'
import { body, Done, done, InitiativeParams, Key, paragraph, Serial, side, title } from './shapes.ts'

const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/)

const Initiative = z
  .object({
    initiative: z.string(),
    title: z.string(),
    about: z.string(),
    footing: z.enum(FOOTINGS),
    footing_rule: z.object({
      title: z.string(),
      says: z.string(),
      sources: z.array(z.object({ title: z.string(), citation: z.string() })),
    }),
    authority: z.string(),
    supervisor: text,
    supervision: text,
    start_date: z.string(),
    end_date: text,
    charter: z.array(
      z.object({
        version: z.number(),
        body: z.string(),
        adopted_on: z.string(),
        adoption_public: z.enum(ADOPTION_PUBLIC).describe('When everybody reads what payers said they adopt'),
      }),
    ),
    participants: z.array(
      z.object({
        participant: z.string(),
        name: z.string(),
        side,
        lines_of_business: z.array(z.string()),
        start_date: z.string(),
        end_date: text,
      }),
    ),
    memorandum: z
      .object({
        version: z.number(),
        body: z.string(),
        body_hash: z.string().describe('sha256 of the text, which a signature names'),
        issued_on: z.string(),
        signatures: z.array(
          z.object({
            version: z.number(),
            participant: z.string(),
            name: z.string(),
            signed_name: z.string(),
            signed_at: z.string(),
          }),
        ),
      })
      .nullable(),
    committees: z.array(Committee),
    costs: z.array(
      z.object({
        year: z.number(),
        basis: z.enum(BASES),
        budget_usd: z.string(),
        shares: z.array(z.object({ participant: z.string(), name: z.string(), share_usd: z.string(), working: text })),
        missing: z.array(z.string()),
        because: text,
      }),
    ),
    waivers: z.array(
      z.object({
        legal_waiver: z.number(),
        payer: z.string(),
        organization_id: z.string(),
        law: z.string(),
        citation: z.string(),
        document: z.string(),
        claimed_on: z.string(),
        ended_on: text,
      }),
    ),
    own: z.object({ participant: z.string(), side }).nullable(),
    withheld: Withheld,
  })
  .meta({ id: 'Initiative' })
type Initiatives = z.infer<typeof Initiative>[]

const Goal = z
  .object({
    goal: z.number(),
    initiative: z.string(),
    title: z.string(),
    measured_by: z.string(),
    baseline: text,
    target: z.string(),
    better: z.enum(['higher', 'lower']),
    by_date: z.string(),
    ended_on: text,
    because: text,
    now: text,
    as_of: text,
    reached: z.boolean().nullable(),
    working: z.string(),
    withheld: Withheld,
  })
  .meta({ id: 'SharedGoal' })
type Goals = z.infer<typeof Goal>[]

export function initiativesRoutes(server: Server, house: House): void {
  const read = {
    summary: 'Initiatives: footing, charter, who takes part, what they signed, who sits where',
    response: { 200: z.array(Initiative), ...problems },
  }
  server.get('/api/initiatives', { schema: read }, async (request) =>
    shaped<Initiatives>(
      await throughRegisterDoor(house, request, (door) => readInitiatives(door, { ...house, now: house.now() })),
    ),
  )
  const goals = {
    summary: 'What the participants want to reach, and how far they are',
    response: { 200: z.array(Goal), ...problems },
  }
  server.get('/api/goals', { schema: goals }, async (request) =>
    shaped<Goals>(await throughRegisterDoor(house, request, (door) => readGoals(door, onPaper(house, undefined)))),
  )
  keepRoutes(server, house)
  moneyRoutes(server, house)
}

function keepRoutes(server: Server, house: House): void {
  const given = z.strictObject({
    title,
    about: paragraph,
    footing: z.enum(FOOTINGS),
    authority: paragraph.describe('The statute, the by-laws, or the agreement of the model'),
    supervisor: paragraph.nullable().default(null),
    supervision: paragraph.nullable().default(null).describe('How the state supervises actively'),
    start_date: z.iso.date(),
  })
  const found = { summary: 'Begins an initiative', body: given, response: { 200: InitiativeParams, ...problems } }
  server.post('/api/initiatives', { schema: found }, (request) =>
    acting(house, request, (act) => acts.foundInitiative(act, request.body)),
  )
  const params = InitiativeParams
  const Version = z.object({ version: z.number() })
  const adopted = z.strictObject({
    body,
    adopted_on: z.iso.date(),
    adoption_public: z.enum(ADOPTION_PUBLIC).default('at-once'),
  })
  const charter = {
    ...{ summary: 'The next version of the charter', params, body: adopted },
    response: { 200: Version, ...problems },
  }
  server.post('/api/initiatives/:initiative/charter', { schema: charter }, (request) =>
    acting(house, request, (act) => acts.adoptCharter(act, request.params.initiative, request.body)),
  )
  const part = z.strictObject({
    participant: Key,
    side,
    lines_of_business: z.array(z.string().min(1).max(60)).max(20).default([]),
    start_date: z.iso.date(),
    end_date: z.iso.date().nullable().default(null),
  })
  const takes = { summary: 'Somebody takes part', params, body: part, response: { 200: Done, ...problems } }
  server.post('/api/initiatives/:initiative/participants', { schema: takes }, async (request) => {
    await acting(house, request, (act) => acts.takePart(act, request.params.initiative, request.body))
    return done
  })
  const goal = z.strictObject({
    title,
    measured_by: z.string().max(100).describe('measure:<id>, aligned-share or stated-share'),
    baseline: decimal.nullable().default(null),
    target: decimal,
    better: z.enum(['higher', 'lower']),
    by_date: z.iso.date(),
  })
  const set = { summary: 'A goal that the lake measures', params, body: goal }
  server.post(
    '/api/initiatives/:initiative/goals',
    { schema: { ...set, response: { 200: z.object({ goal: z.number() }), ...problems } } },
    (request) => acting(house, request, (act) => acts.setGoal(act, request.params.initiative, request.body)),
  )
  const end = { summary: 'Gives a goal up', params: params.extend({ goal: Serial }) }
  const because = z.strictObject({ because: paragraph })
  server.post(
    '/api/initiatives/:initiative/goals/:goal/end',
    { schema: { ...end, body: because, response: { 200: Done, ...problems } } },
    async (request) => {
      const { initiative, goal: number } = request.params
      await acting(house, request, (act) => acts.endGoal(act, initiative, number, request.body.because))
      return done
    },
  )
  const memorandum = { summary: 'The next version of the memorandum of understanding', params }
  server.post(
    '/api/initiatives/:initiative/memorandum',
    { schema: { ...memorandum, body: z.strictObject({ body }), response: { 200: Version, ...problems } } },
    (request) =>
      acting(house, request, (act) => acts.issueMemorandum(act, request.params.initiative, request.body.body)),
  )
  const signed = z.strictObject({ version: z.number().int().min(1), body_hash: z.string().regex(/^[0-9a-f]{64}$/) })
  const sign = { summary: 'Signs it for one’s participant', params, body: signed, response: { 200: Done, ...problems } }
  server.post('/api/initiatives/:initiative/signature', { schema: sign }, async (request) => {
    await acting(house, request, (act) => acts.signMemorandum(act, request.params.initiative, request.body))
    return done
  })
}

function moneyRoutes(server: Server, house: House): void {
  const params = InitiativeParams
  const year = z.number().int().min(2000).max(2999)
  const response = { 200: Done, ...problems }
  const costs = {
    ...{ summary: 'What the initiative costs in a year, and by what it is shared', params, response },
    body: z.strictObject({ year, basis: z.enum(BASES), budget_usd: z.string().regex(/^\d{1,12}\.\d{2}$/) }),
  }
  server.post('/api/initiatives/:initiative/cost-shares', { schema: costs }, async (request) => {
    await acting(house, request, (act) => acts.setCostShare(act, request.params.initiative, request.body))
    return done
  })
  const weights = {
    ...{ summary: 'What a participant’s share is in proportion to: its own to say and to read', params, response },
    body: z.strictObject({ year, participant: Key, weight: z.string().regex(/^\d{1,15}(\.\d{1,2})?$/) }),
  }
  server.post('/api/initiatives/:initiative/weights', { schema: weights }, async (request) => {
    await acting(house, request, (act) => acts.stateWeight(act, request.params.initiative, request.body))
    return done
  })
  const waivers = {
    ...{ summary: 'A waiver or safe harbor that an arrangement claims', params, response },
    body: z.strictObject({
      payer: Key,
      organization_id: Key,
      law: z.enum(['anti-kickback', 'physician-self-referral']),
      citation: title.describe('42 CFR 1001.952(ee), 42 CFR 411.357(aa) …'),
      document: title,
      claimed_on: z.iso.date(),
    }),
  }
  server.post('/api/initiatives/:initiative/waivers', { schema: waivers }, async (request) => {
    await acting(house, request, (act) => acts.claimWaiver(act, request.params.initiative, request.body))
    return done
  })
}
