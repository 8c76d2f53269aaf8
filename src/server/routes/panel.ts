import { z } from 'zod'
import { readPanel, SORTS } from '../../disclosure/reads/panel.ts'
import { readPerson } from '../../disclosure/reads/person.ts'
import { type House, type Server, throughDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { count, decimal, Format, months, PracticeParams, sendCsv, shaped, text, Withheld } from './shapes.ts'

const names = z.array(z.string()).nullable()

const PanelRow = z
  .object({
    person_id: z.string(),
    name: z.string(),
    age: count,
    gender: text,
    payers: names,
    reason: text,
    step: count,
    change: z.enum(['new', 'continuing', 'dropped']),
    member_months: months,
    visits: count,
    last_visit: text,
    own_paid_usd: decimal,
    gaps: names,
    met: names,
    explain_id: text,
    withheld: Withheld,
  })
  .meta({ id: 'PanelRow' })
const Panel = z.object({ total: z.number().int(), rows: z.array(PanelRow) }).meta({ id: 'Panel' })

const key = z.string().max(100).optional()
const PanelQuery = Format.extend({
  search: key.describe('Part of a name'),
  payer: key.describe('Only people whom this payer covers'),
  reason: key.describe('Only people attributed for this reason'),
  change: z
    .enum(['new', 'continuing', 'dropped'])
    .optional()
    .describe('Against the year before; dropped lists those who left'),
  gap: key.describe('Only people with a gap in this measure'),
  sort: z.enum(Object.keys(SORTS) as [keyof typeof SORTS]).default('name'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).default(0),
})

const Measure = z.object({
  measure: z.string(),
  title: z.string(),
  event_id: z.string(),
  status: text,
  reason: text,
  because: text,
  evidence_date: text,
  evidence_value: text,
  explain_id: text,
  withheld: Withheld,
})

const Person = z
  .object({
    person_id: z.string(),
    name: z.string(),
    birth_date: text,
    age: count,
    gender: text,
    coverage: z.array(
      z.object({
        payer: z.string(),
        payer_name: z.string(),
        plan: z.string(),
        line_of_business: z.string(),
        member_id: z.string(),
        first_month: z.string(),
        last_month: z.string(),
        months: z.number(),
        explain_id: text,
      }),
    ),
    attribution: z
      .object({
        practice_id: text,
        practice_name: text,
        npi: text,
        reason: text,
        because: text,
        rule: text,
        explain_id: text,
        withheld: Withheld,
      })
      .nullable(),
    candidates: z.array(
      z.object({
        practice_id: z.string(),
        practice_name: text,
        place: z.number().int(),
        visits: count,
        last_visit: text,
        chosen: z.boolean(),
      }),
    ),
    linkage: z.array(z.object({ payer: z.string(), member_id: z.string(), rule: z.string(), reason: z.string() })),
    measures: z.array(Measure),
    care: z.array(
      z.object({
        service_date: z.string(),
        payer: z.string(),
        what: z.string(),
        where: text,
        own: z.boolean(),
        paid_usd: decimal,
        standard_usd: decimal.describe('The mean price of the region for this kind of service: not what was paid'),
        explain_id: text,
        withheld: Withheld,
      }),
    ),
    withheld: Withheld,
  })
  .meta({ id: 'Person' })

export function panelRoutes(server: Server, house: House): void {
  const panel = {
    summary: 'The people of a practice, with the reason each is on its panel',
    params: PracticeParams,
    querystring: PanelQuery,
    response: { 200: Panel, ...problems },
  }
  server.get('/api/practices/:practice_id/panel', { schema: panel }, async (request, reply) => {
    const { practice_id } = request.params
    const { format, limit, ...asked } = request.query
    const query = { ...asked, limit: format === 'csv' ? null : limit, offset: format === 'csv' ? 0 : asked.offset }
    const found = await throughDoor(house, request, practice_id, (reading, door) =>
      readPanel(reading, door, practice_id, query),
    )
    return format === 'csv'
      ? sendCsv(
          reply,
          'panel',
          found.rows,
          Object.keys(PanelRow.shape).filter((one) => one !== 'withheld'),
        )
      : shaped<z.infer<typeof Panel>>(found)
  })
  const params = PracticeParams.extend({ person_id: z.string().min(1).max(100) })
  const person = {
    summary: 'One person: coverage, why this practice, measures with evidence, care',
    params,
    response: { 200: Person, ...problems },
  }
  server.get('/api/practices/:practice_id/panel/:person_id', { schema: person }, async (request) => {
    const { practice_id, person_id } = request.params
    return shaped<z.infer<typeof Person>>(
      await throughDoor(house, request, request.params, (reading, door) =>
        readPerson(reading, door, practice_id, person_id),
      ),
    )
  })
}
