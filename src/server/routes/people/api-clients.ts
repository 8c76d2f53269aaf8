import { z } from 'zod'
import { readApiClients } from '../../../disclosure/reads/people.ts'
import { registerClient, setClientStatus } from '../../../governance/access/clients.ts'
import { LONGEST_KEY_SET } from '../../../governance/access/key-set.ts'
import { ALL_SCOPES, SCOPES } from '../../../governance/scopes.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { actOf } from '../../staff.ts'
import { shaped, text } from '../shapes.ts'

const Client = z
  .object({
    client_id: z.string(),
    client_name: z.string(),
    role: z.string(),
    purpose: z.string(),
    participant: text,
    practice_ids: z.array(z.string()),
    scopes: z.array(z.string()),
    keys: z.number().int().nullable().describe('How many public keys it was registered with'),
    jwks_url: text,
    status: z.string(),
    registered_at: z.string(),
    registered_by: z.string(),
  })
  .meta({ id: 'ApiClient' })

const Clients = z
  .object({ clients: z.array(Client), scopes: z.array(z.object({ scope: z.string(), about: z.string() })) })
  .meta({ id: 'ApiClients' })

const Asked = z.strictObject({
  client_name: z.string().trim().min(1).max(120),
  role: z.enum(['practice', 'provider-organization', 'payer', 'convener', 'purchaser', 'state', 'coach']),
  participant: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
    .optional()
    .describe('For the operator; an administrator asks for its own'),
  practice_ids: z.array(z.string().min(1).max(100)).max(500).optional(),
  scopes: z.array(z.string().max(100)).min(1).max(20),
  jwks: z.string().max(LONGEST_KEY_SET).optional().describe('A JSON Web Key Set with public keys, as text'),
  jwks_url: z.string().max(500).optional().describe('Where the key set stands, over https'),
})

export function apiClientsRoutes(server: Server, house: House): void {
  const list = { summary: 'Programs that read, and what they may ask for', response: { 200: Clients, ...problems } }
  server.get('/api/api-clients', { schema: list }, async (request) =>
    shaped<z.infer<typeof Clients>>({
      clients: await throughRegisterDoor(house, request, (door) => readApiClients(door, house)),
      scopes: [
        { scope: ALL_SCOPES, about: 'All of these' },
        ...Object.entries(SCOPES).map(([scope, { about }]) => ({ scope, about })),
      ],
    }),
  )
  const create = {
    summary: 'Register a program by its public keys',
    body: Asked,
    response: { 200: z.object({ client_id: z.string() }), ...problems },
  }
  server.post('/api/api-clients', { schema: create }, async (request) =>
    throughRegisterDoor(house, request, ({ viewer }) => {
      const { participant = viewer.organization_id, ...given } = request.body
      return registerClient(actOf(house, viewer), { ...given, participant })
    }),
  )
  const status = {
    summary: 'Suspend a program, take it back in, or end it for good',
    params: z.object({ client_id: z.string().min(1).max(100) }),
    body: z.strictObject({ status: z.enum(['active', 'suspended', 'ended']) }),
    response: { 200: z.object({ done: z.literal(true) }), ...problems },
  }
  server.post('/api/api-clients/:client_id/status', { schema: status }, async (request) => {
    await throughRegisterDoor(house, request, ({ viewer }) =>
      setClientStatus(actOf(house, viewer), request.params.client_id, request.body.status),
    )
    return { done: true as const }
  })
}
