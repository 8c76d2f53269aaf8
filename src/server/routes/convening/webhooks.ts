import { z } from 'zod'
import {
  endWebhook,
  registerWebhook,
  resumeWebhook,
  rotateSecret,
  tryWebhook,
} from '../../../convening/notify/webhooks.ts'
import { readWebhooks } from '../../../disclosure/reads/convening/webhooks.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { shaped, text, Withheld } from '../shapes.ts'
import { acting } from './acting.ts'
import { Done, done, Key } from './shapes.ts'

const Webhook = z
  .object({
    webhook: z.string(),
    participant: z.string(),
    address: z.string(),
    state: z.enum(['active', 'disabled', 'ended']),
    made_at: z.string(),
    made_by: z.string(),
    earlier_until: text.describe('Until when calls are signed with the secret before, too'),
    failing_since: text,
    waiting: z.number().int().describe('Calls that wait'),
    last_sent_at: text,
    last_problem: text,
    withheld: Withheld,
  })
  .meta({ id: 'Webhook' })
const Secret = z
  .object({ webhook: z.string(), secret: z.string().describe('Shown this once') })
  .meta({ id: 'WebhookSecret' })

/** Addresses of a participant that are called when something awaits it; its administrators keep them. */
export function webhooksRoutes(server: Server, house: House): void {
  const list = {
    summary: 'Webhooks of the participant, and how calls went',
    response: { 200: z.array(Webhook), ...problems },
  }
  server.get('/api/webhooks', { schema: list }, async (request) =>
    shaped<z.infer<typeof Webhook>[]>(
      await throughRegisterDoor(house, request, (door) => readWebhooks(door, house.register)),
    ),
  )
  const make = {
    summary: 'Register an address to be called',
    body: z.strictObject({
      address: z.string().min(1).max(500).describe('https://NAME/PATH'),
      participant: Key.optional().describe('For the operator; an administrator registers for its own'),
    }),
    response: { 200: Secret, ...problems },
  }
  server.post('/api/webhooks', { schema: make }, (request) =>
    acting(house, request, (act) => {
      const { address, participant = act.by.organization_id } = request.body
      return registerWebhook(act, { address, participant }, house.signIn.seal)
    }),
  )
  const params = z.object({ webhook: Key })
  const renew = { summary: 'Another secret; for a day calls are signed with both', params }
  server.post(
    '/api/webhooks/:webhook/secret',
    { schema: { ...renew, response: { 200: Secret, ...problems } } },
    (request) => acting(house, request, (act) => rotateSecret(act, request.params.webhook, house.signIn.seal)),
  )
  const change = {
    summary: 'Try a webhook out, switch it on again, or end it for good',
    params,
    body: z.strictObject({ act: z.enum(['try', 'resume', 'end']) }),
    response: { 200: Done, ...problems },
  }
  const acts = { try: tryWebhook, resume: resumeWebhook, end: endWebhook }
  server.post('/api/webhooks/:webhook', { schema: change }, async (request) => {
    await acting(house, request, (act) => acts[request.body.act](act, request.params.webhook))
    return done
  })
}
