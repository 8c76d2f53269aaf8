import { z } from 'zod'
import { answerRefusal, askSteward } from '../../../convening/silence/refused/answering.ts'
import { readRefusedWords } from '../../../disclosure/reads/convening/refusals.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { Done, done, Finding, Key, paragraph } from './shapes.ts'

const Refused = z
  .object({
    refusal: z.string(),
    at: z.string(),
    by: text.describe('Who wrote it; null where nobody was signed in'),
    form: z.string(),
    page: z.string().describe('Where its author sends the form again'),
    texts: z.array(z.object({ field: z.string(), words: z.string(), findings: z.array(Finding) })),
    tries: z.number().int().describe('How often the author was refused within the day up to it'),
    state: z.enum(['refused', 'asked', 'released', 'upheld', 'passed']),
    asked_at: text,
    because: text.describe('Why the steward released or upheld it'),
    answered_at: text,
    own: z.boolean(),
    may_ask: z.boolean(),
    may_answer: z.boolean(),
    withheld: Withheld,
  })
  .meta({ id: 'RefusedWords' })

const RefusalParams = z.object({ refusal: Key })

/** Words of forms that the check refused: their author asks, the steward answers. */
export function refusalsRoutes(server: Server, house: House): void {
  const list = {
    summary: 'Words of forms that the check refused, the latest first; all to the steward, to authors their own',
    response: { 200: z.array(Refused), ...problems },
  }
  server.get('/api/refused-words', { schema: list }, async (request) =>
    shaped<z.infer<typeof Refused>[]>(
      await throughRegisterDoor(house, request, (door) =>
        readRefusedWords(door, { register: house.register, now: house.now() }),
      ),
    ),
  )
  const params = RefusalParams
  const response = { 200: Done, ...problems }
  const ask = { summary: 'Their author asks the steward whether they were refused for nothing', params, response }
  server.post('/api/refused-words/:refusal/question', { schema: ask }, async (request) => {
    await acting(house, request, (act) => askSteward(act, request.params.refusal))
    return done
  })
  const body = z.strictObject({ released: z.boolean(), because: paragraph })
  const answer = {
    summary: 'The steward lets them pass when they are sent again, or upholds it',
    params,
    body,
    response,
  }
  server.post('/api/refused-words/:refusal/answer', { schema: answer }, async (request) => {
    await acting(house, request, (act) => answerRefusal(act, request.params.refusal, request.body))
    return done
  })
}
