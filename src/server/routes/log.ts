import { Readable } from 'node:stream'
import { z } from 'zod'
import { EVENTS, readLog } from '../../disclosure/reads/log.ts'
import { EVENT_KINDS, eventHead } from '../../register/events.ts'
import { logLines } from '../../register/log/log-file.ts'
import { type House, type Server, throughRegisterDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { receivedOf } from './received/submissions.ts'
import { Format, sendCsv, shaped, text, Withheld } from './shapes.ts'

const Event = z
  .object({
    number: z.number().int(),
    at: z.string(),
    actor: z.string().describe('An account, an API client, `operator`, or `unknown` where nobody was signed in'),
    role: text,
    participant: text,
    purpose: text,
    act: z.string(),
    about: z.string().describe('Keys, never of a person of the panel'),
    outcome: text.describe('begun, done, failed or refused'),
    route: text.describe('The pattern of the address, or the command'),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    hash: z.string(),
    withheld: Withheld,
  })
  .meta({ id: 'Event' })
const Log = z
  .object({
    head: z
      .object({ number: z.number().int(), hash: z.string() })
      .describe('Where the whole log stands: keep it, and no event up to it can be changed unnoticed'),
    events: z.array(Event).describe('Newest first; an act that ended is listed once, by its end'),
    next: z.number().int().nullable().describe('Give it as `before` for the next page; null at the end'),
  })
  .meta({ id: 'Log' })
const Filter = Format.extend({
  since: z.iso.date().optional().describe('From this day on (UTC)'),
  until: z.iso.date().optional().describe('Up to the end of this day (UTC)'),
  actor: z.string().min(1).max(200).optional(),
  act: z.string().min(1).max(100).optional(),
  kind: z.enum(EVENT_KINDS).optional(),
  before: z.coerce.number().int().min(1).optional().describe('Only events with a smaller number'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

export function logRoutes(server: Server, house: House): void {
  const list = {
    summary: 'What was done, by whom, when and for which purpose: one’s own people, or all for the operator',
    querystring: Filter,
    response: { 200: Log, ...problems },
  }
  server.get('/api/log', { schema: list }, async (request, reply) => {
    const { format, limit, ...filter } = request.query
    const found = await throughRegisterDoor(house, request, async (door) => ({
      rows: await readLog(door, receivedOf(house), { ...filter, limit: limit + 1 }),
      head: await eventHead(house.register),
    }))
    const events = shaped<z.infer<typeof Event>[]>(found.rows.slice(0, limit))
    if (format === 'csv') return sendCsv(reply, 'log', found.rows.slice(0, limit), EVENTS)
    return { head: found.head, events, next: found.rows.length > limit ? (events.at(-1)?.number ?? null) : null }
  })
  const whole = {
    summary: 'The whole log, one canonical JSON object a line, for an outsider to check',
    response: { 200: z.string(), ...problems },
  }
  server.get('/api/log/export', { schema: whole }, async (request, reply) => {
    const head = await throughRegisterDoor(house, request, () => eventHead(house.register))
    const lines = Readable.from(logLines(house.register, house.region.settings.region, head))
    return reply
      .type('application/x-ndjson')
      .header('content-disposition', 'attachment; filename="log.ndjson"')
      .send(lines as never)
  })
}
