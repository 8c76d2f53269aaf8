import { z } from 'zod'
import { EXPECTED, LEVELS, readFeeds, SOURCES, THRESHOLDS } from '../../../disclosure/reads/received/feeds.ts'
import { isCare } from '../../../disclosure/reads/received/received.ts'
import { readWaivers, releaseWaivers, WAIVERS } from '../../../disclosure/reads/received/waivers.ts'
import type { Door } from '../../../disclosure/release.ts'
import { WholepanelError } from '../../../error.ts'
import { refused } from '../../../governance/permit.ts'
import { askWaiver, decideWaiver } from '../../../register/feeds/waivers.ts'
import { DELIVERY_STATES } from '../../../sources/feeds/expected-deliveries.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, decimal, Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { receivedOf } from './submissions.ts'

const Expected = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    feed: text,
    about: text,
    cadence: text,
    period_start: text,
    period_end: text,
    due_date: text,
    state: z.enum(DELIVERY_STATES).nullable(),
    says: text.describe('The state in words, with its days'),
    received_on: text,
    days_late: count,
    mend_by: text,
    days_to_mend: count,
    submission_ids: z.array(z.string()).nullable(),
    tables_missing: z.array(z.string()).nullable(),
    waiver: count,
    withheld: Withheld,
  })
  .meta({ id: 'ExpectedDelivery' })
const Level = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    owed: count.describe('Periods that fell due in the last twelve months and were not waived'),
    received: count,
    on_time: count,
    timeliness_share: decimal,
    completeness_share: decimal,
    refused: count,
    mended: count,
    resubmission_days: decimal.describe('Mean days from a refusal to what mended it'),
    waived: count,
    late_now: count,
    withheld: Withheld,
  })
  .meta({ id: 'ServiceLevel' })
const Threshold = z
  .object({
    threshold: z.string(),
    payer: text,
    rule: text,
    most_share: decimal,
    start_date: text,
    end_date: text,
    source: text,
    withheld: Withheld,
  })
  .meta({ id: 'Threshold' })
const SourceOfNumbers = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    in_numbers: z.boolean().nullable(),
    newest_service_date: text,
    received_at: text,
    newer_received_at: text,
    next_due_date: text,
    state: text,
    says: text,
    withheld: Withheld,
  })
  .meta({ id: 'SourceOfNumbers' })
const Feeds = z
  .object({
    today: z.string(),
    expected: z.array(Expected),
    service_levels: z.array(Level),
    thresholds: z.array(Threshold),
    sources: z.array(SourceOfNumbers),
  })
  .meta({ id: 'Feeds' })

const Waiver = z
  .object({
    waiver: z.number().int(),
    payer: z.string(),
    payer_name: z.string(),
    feed: text,
    rule: text,
    reason: text,
    start_date: text,
    end_date: text,
    asked_at: text,
    asked_by: text,
    decision: text,
    decided_at: text,
    decided_by: text,
    because: text,
    withheld: Withheld,
  })
  .meta({ id: 'Waiver' })

const COLUMNS = { expected: EXPECTED, service_levels: LEVELS, thresholds: THRESHOLDS, sources: SOURCES } as const
const FeedsQuery = Format.extend({
  table: z.enum(['expected', 'service_levels', 'thresholds', 'sources']).default('expected'),
})

const key = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/)
const day = z.iso.date()
const Asked = z
  .strictObject({
    payer: key.optional().describe('For the operator; a payer asks for itself'),
    feed: key.optional(),
    rule: key.optional(),
    reason: z.string().trim().min(1).max(500),
    start_date: day,
    end_date: day,
  })
  .refine((one) => one.feed !== undefined || one.rule !== undefined, 'a feed or a rule')
const Decided = z.strictObject({
  decision: z.enum(['granted', 'refused', 'ended']),
  because: z.string().trim().min(1).max(500),
})
const WaiverParams = z.object({ waiver: z.coerce.number().int().min(1).max(2_147_483_647) })

export function feedsRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What is owed and when, what came of it, service levels, and whose data is in the numbers',
    querystring: FeedsQuery,
    response: { 200: Feeds, ...problems },
  }
  server.get('/api/feeds', { schema }, async (request, reply) => {
    const { format, table } = request.query
    const found = await throughRegisterDoor(house, request, async (door) => ({
      feeds: await readFeeds(door, receivedOf(house)),
      table: isCare(door.viewer) ? ('sources' as const) : table,
    }))
    return format === 'csv'
      ? sendCsv(reply, found.table, found.feeds[found.table], COLUMNS[found.table])
      : shaped<z.infer<typeof Feeds>>(found.feeds)
  })
  waiverRoutes(server, house)
}

function waiverRoutes(server: Server, house: House): void {
  const list = {
    summary: 'What was asked to be let off, and what was decided',
    querystring: Format,
    response: { 200: z.array(Waiver), ...problems },
  }
  server.get('/api/waivers', { schema: list }, async (request, reply) => {
    const rows = await throughRegisterDoor(house, request, (door) => readWaivers(door, receivedOf(house)))
    return request.query.format === 'csv' ? sendCsv(reply, 'waivers', rows, WAIVERS) : shaped<Waivers>(rows)
  })
  const ask = {
    summary: 'Ask that a feed or a rule be let off for a time',
    body: Asked,
    response: { 200: Waiver, ...problems },
  }
  server.post('/api/waivers', { schema: ask }, async (request) => {
    const { payer, feed, rule, ...given } = request.body
    const asked = await throughRegisterDoor(house, request, async (door) => {
      const asking = {
        payer: senderOf(door, payer),
        feed: feed ?? null,
        rule: rule ?? null,
        asked_by: door.viewer.name,
      }
      const waiver = await askWaiver(house.register, { ...given, ...asking }, door.viewer, house.now())
      return releaseWaivers(door, house.register, [waiver])
    })
    return shaped<Waivers>(asked)[0] as Waivers[number]
  })
  const decide = {
    summary: 'Grant or refuse what was asked, or end what was granted',
    params: WaiverParams,
    body: Decided,
    response: { 200: Waiver, ...problems },
  }
  server.post('/api/waivers/:waiver/decision', { schema: decide }, async (request) => {
    const decided = await throughRegisterDoor(house, request, async (door) => {
      const decision = { ...request.body, decided_by: door.viewer.name }
      const waiver = await decideWaiver(house.register, request.params.waiver, decision, door.viewer, house.now())
      return releaseWaivers(door, house.register, [waiver])
    })
    return shaped<Waivers>(decided)[0] as Waivers[number]
  })
}

type Waivers = z.infer<typeof Waiver>[]

/** A payer asks for itself, whatever it says; the operator says for whom. */
function senderOf({ viewer }: Door, named: string | undefined): string {
  if (viewer.role === 'payer') {
    if (viewer.organization_id === null || (named !== undefined && named !== viewer.organization_id)) throw refused()
    return viewer.organization_id
  }
  if (named === undefined) throw new WholepanelError('input-argument', { got: 'no payer', want: 'whose waiver it is' })
  return named
}
