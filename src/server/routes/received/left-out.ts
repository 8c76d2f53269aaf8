import { z } from 'zod'
import { LEFT_OUT, readLeftOut } from '../../../disclosure/reads/received/left-out.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, Format, sendCsv, shaped, Withheld } from '../shapes.ts'

const LeftOut = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    reason: z
      .string()
      .describe('not-agreed, opted-out, group-not-opted-in, the name of a set of sensitive records, or sensitive'),
    members: count.describe('At least so many: those with the most in one table'),
    rows: count,
    exact: z.boolean().describe('False where counts are rounded and small ones withheld'),
    withheld: Withheld,
  })
  .meta({ id: 'LeftOut' })

export function leftOutRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What the last run left out before the panel was built, by payer and reason',
    querystring: Format,
    response: { 200: z.array(LeftOut), ...problems },
  }
  server.get('/api/left-out', { schema }, async (request, reply) => {
    const rows = await throughDoor(house, request, null, readLeftOut)
    return request.query.format === 'csv'
      ? sendCsv(reply, 'left-out', rows, LEFT_OUT)
      : shaped<z.infer<typeof LeftOut>[]>(rows)
  })
}
