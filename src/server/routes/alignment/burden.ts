import { z } from 'zod'
import { BURDEN_COLUMNS, readBurden } from '../../../disclosure/reads/alignment/burden.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, decimal, Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { Day, onPaper } from './on-paper.ts'

const things = {
  before: count,
  after: count.describe('What would be left if all payers did as the common model says'),
  less: count,
  at_least: z.boolean().describe('Some payer does not state it, or says two things'),
  withheld: Withheld,
}
const amounts = { before: decimal, after: decimal, saved: decimal, saved_low: decimal, saved_high: decimal }

const Shape = z
  .object({
    day: z.string(),
    reference: text,
    without_payers: z.number().int().describe('Practices over which no payer has a contract'),
    amounts: z.array(
      z.object({
        unit: z.enum(['hours', 'usd']),
        ...amounts,
        practices: z.number().int().describe('Practices in the sum'),
        not_said: z.number().int().describe('Practices of which it cannot be said'),
        without: z.array(z.string()).describe('Burdens that nobody priced'),
        partly_without: z.array(z.string()).describe('Burdens left out at some practices'),
      }),
    ),
    counts: z.array(z.object({ count: z.string(), label: z.string(), practices: count, ...things })),
    elements: z.array(
      z.object({
        area: z.string(),
        area_label: z.string(),
        element: z.string(),
        label: z.string(),
        count: z.string(),
        count_label: z.string(),
        ...things,
      }),
    ),
    practices: z.array(
      z.object({
        practice_id: z.string(),
        practice_name: z.string(),
        payers: count,
        physicians: count,
        things_before: count,
        things_after: count,
        at_least: z.boolean(),
        hours_before: decimal,
        hours_after: decimal,
        usd_before: decimal,
        usd_after: decimal,
        withheld: Withheld,
      }),
    ),
    priced: z.array(
      z.object({
        estimate: z.string(),
        label: z.string(),
        value: z.string(),
        unit: z.string(),
        per: z.string(),
        by: z.array(z.string()).describe('What the figure is taken by'),
        of: z.string().describe('Of whom it was a figure'),
        year: z.number().int(),
        because: z.string(),
        status: z.enum(['confirmed', 'unconfirmed']),
        sources: z.array(z.object({ title: z.string(), by: z.string(), url: text })),
      }),
    ),
    vary: z.string().describe('By which share every figure is made smaller and larger'),
  })
  .meta({ id: 'AlignmentBurden' })

export function burdenRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What all payers together ask of practices now, and what would be left if all were aligned',
    querystring: Format.extend({
      ...Day.shape,
      table: z.enum(['practices', 'counts', 'elements']).default('practices'),
    }),
    response: { 200: Shape, ...problems },
  }
  server.get('/api/alignment/burden', { schema }, async (request, reply) => {
    const { format, table, day } = request.query
    const found = await throughDoor(house, request, null, (reading, door) =>
      readBurden(reading, door, onPaper(house, day)),
    )
    return format === 'csv'
      ? sendCsv(reply, `alignment-burden-${table}`, found[table], BURDEN_COLUMNS[table])
      : shaped<z.infer<typeof Shape>>(found)
  })
}
