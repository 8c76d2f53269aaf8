import { z } from 'zod'
import { readPractice, readPractices } from '../../disclosure/reads/practices.ts'
import { type House, type Server, throughDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { count, Format, months, PracticeParams, sendCsv, shaped, text, Withheld } from './shapes.ts'

const Practice = z
  .object({
    practice_id: z.string(),
    practice_name: z.string(),
    organization_id: z.string(),
    organization_name: text,
    people: count,
    withheld: Withheld,
  })
  .meta({ id: 'Practice' })

const PracticeHead = Practice.extend({
  city: text,
  payers: z.array(
    z.object({
      payer: z.string(),
      payer_name: z.string(),
      people: count,
      member_months: months,
      withheld: Withheld,
    }),
  ),
  changes: z.object({ new: count, continuing: count, dropped: count, withheld: Withheld }),
  reasons: z.array(z.object({ reason: z.string(), people: count, withheld: Withheld })),
  as_of: z.array(z.object({ payer: z.string(), payer_name: z.string(), newest_service_date: text, received_at: text })),
}).meta({ id: 'PracticeHead' })

export function practicesRoutes(server: Server, house: House): void {
  const list = {
    summary: 'The practices this viewer may open',
    querystring: Format,
    response: { 200: z.array(Practice), ...problems },
  }
  server.get('/api/practices', { schema: list }, async (request, reply) => {
    const rows = await throughDoor(house, request, null, readPractices)
    return request.query.format === 'csv'
      ? sendCsv(reply, 'practices', rows, [
          'practice_id',
          'practice_name',
          'organization_id',
          'organization_name',
          'people',
        ])
      : shaped<z.infer<typeof Practice>[]>(rows)
  })
  const one = {
    summary: 'A practice: its people by payer, reason and change, and how recent they are',
    params: PracticeParams,
    response: { 200: PracticeHead, ...problems },
  }
  server.get('/api/practices/:practice_id', { schema: one }, async (request) => {
    const { practice_id } = request.params
    return shaped<z.infer<typeof PracticeHead>>(
      await throughDoor(house, request, practice_id, (reading, door) => readPractice(reading, door, practice_id)),
    )
  })
}
