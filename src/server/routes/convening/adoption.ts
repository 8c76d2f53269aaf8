import { z } from 'zod'
import { callForAdoption, stateAdoption } from '../../../convening/adoption/acts.ts'
import { DEGREES, STAGES } from '../../../convening/adoption/stages.ts'
import { VERDICTS } from '../../../convening/adoption/verdict.ts'
import { ADOPTION_COLUMNS, readAdoption } from '../../../disclosure/reads/convening/adoption.ts'
import { readFlows } from '../../../disclosure/reads/convening/flows.ts'
import { SHOWS_RULES } from '../../../disclosure/reads/convening/shown.ts'
import { refused } from '../../../governance/permit.ts'
import { type House, type Server, throughDoor, throughOpenDoor, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { onPaper } from '../alignment/on-paper.ts'
import { Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { Done, done, Key, paragraph, RecommendationParams } from './shapes.ts'

const degree = z.enum(DEGREES)
const stands = z.enum(['not-asked-yet', 'open', 'late', 'said', 'said-late'])

const Adoption = z
  .object({
    recommendation: z.string(),
    title: z.string(),
    year: z.number().describe('The measurement year'),
    intent_by: z.string(),
    actual_by: z.string(),
    payer: z.string(),
    payer_name: z.string(),
    element: z.string(),
    label: z.string(),
    becomes: z.string().describe('What was recommended'),
    intent: degree.nullable(),
    intent_because: text,
    intent_stated_at: text,
    intent_standing: stands,
    actual: degree.nullable(),
    actual_because: text,
    actual_stated_at: text,
    actual_standing: stands,
    shows: text.describe('What its contracts say, to the payer itself and to who convenes or oversees'),
    area: text.describe('Of alignment: where the two texts stand'),
    shows_degree: text,
    shows_rule: z.enum(SHOWS_RULES).describe('Why there is a comparison, or none'),
    shows_because: text,
    contracts: z
      .array(
        z.object({
          model: z.string(),
          model_title: z.string(),
          track: z.string(),
          says: text,
          source: text,
          degree: text,
          because: text,
          with: z.array(
            z.object({
              organization_id: z.string(),
              organization_name: z.string(),
              arrangement: text.describe('To who may open it'),
            }),
          ),
        }),
      )
      .describe('Contracts in force by model, to the payer itself and to who convenes or oversees'),
    verdict: z.enum(VERDICTS).nullable().describe('Whether what it said is what its contracts show'),
    verdict_rule: text,
    verdict_because: text,
    public_after: text.describe('The day after which everybody reads it; null where everybody does at once'),
    withheld: Withheld,
  })
  .meta({ id: 'Adoption' })
const Flow = z
  .object({
    period: z.string(),
    payer: z.string(),
    payer_name: z.string(),
    model: z.string(),
    model_title: z.string(),
    flows: z.enum(['all', 'some', 'none']),
    because: z.string(),
    statements: z
      .array(
        z.object({
          practice_id: z.string(),
          about: z.string().describe('The practice, or the organization where the contract is settled as a whole'),
          pays: z.boolean(),
          because: text.describe('Why it is not complete'),
          explain_id: z.string(),
        }),
      )
      .describe('The statements behind it, to the payer itself'),
    withheld: Withheld,
  })
  .meta({ id: 'PaymentFlow' })
type Adoptions = z.infer<typeof Adoption>[]

export function adoptionRoutes(server: Server, house: House): void {
  const list = {
    summary: 'What payers said they would adopt of what was published, what they did, and what their contracts show',
    querystring: Format,
    response: { 200: z.array(Adoption), ...problems },
  }
  server.get('/api/adoption', { schema: list }, async (request, reply) => {
    const rows = await throughRegisterDoor(house, request, (door) => readAdoption(door, onPaper(house, undefined)))
    return request.query.format === 'csv' ? sendCsv(reply, 'adoption', rows, ADOPTION_COLUMNS) : shaped<Adoptions>(rows)
  })
  const flows = {
    summary: 'Whether money follows each payer’s models in the last run, without an amount or a count',
    response: { 200: z.array(Flow), ...problems },
  }
  server.get('/api/adoption/flows', { schema: flows }, async (request) =>
    shaped<z.infer<typeof Flow>[]>(await throughDoor(house, request, null, readFlows)),
  )
  const open = {
    summary: 'The same as payers reported it, for everybody in one place',
    response: { 200: z.array(Adoption), ...problems },
  }
  server.get('/api/open/adoption', { schema: open }, async (request) =>
    shaped<Adoptions>(await throughOpenDoor(house, request, (door) => readAdoption(door, onPaper(house, undefined)))),
  )
  const params = RecommendationParams
  const response = { 200: Done, ...problems }
  const year = z.number().int().min(2000).max(2999)
  const call = {
    ...{ summary: 'Asks payers what they adopt in a year, and until when they say so', params, response },
    body: z.strictObject({ year, intent_by: z.iso.date(), actual_by: z.iso.date() }),
  }
  server.post('/api/recommendations/:recommendation/adoption-calls', { schema: call }, async (request) => {
    await acting(house, request, (act) => callForAdoption(act, request.params.recommendation, request.body))
    return done
  })
  const said = z.strictObject({
    payer: Key.optional().describe('For whom; one’s own payer where none is named'),
    year,
    stage: z.enum(STAGES),
    elements: z
      .array(
        z.strictObject({
          element: z.string().min(1).max(100),
          degree,
          because: paragraph.nullable().default(null).describe('Why not in full'),
        }),
      )
      .min(1)
      .max(100),
  })
  const state = { summary: 'A payer says what it adopts, element by element', params, body: said, response }
  server.post('/api/recommendations/:recommendation/adoption', { schema: state }, async (request) => {
    const { payer: named, ...given } = request.body
    await acting(house, request, (act) => {
      const payer = act.by.role === 'operator' ? named : (act.by.organization_id ?? undefined)
      if (payer === undefined || (named !== undefined && named !== payer)) throw refused()
      return stateAdoption(act, request.params.recommendation, payer, given)
    })
    return done
  })
}
