import { z } from 'zod'
import { AGREEMENTS, readAgreements } from '../../../disclosure/reads/received/agreements.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { receivedOf } from './submissions.ts'

const names = z.array(z.string()).nullable()
const Agreement = z
  .object({
    agreement: z.string(),
    payer: z.string(),
    payer_name: z.string(),
    title: text,
    parties: names,
    purposes: names,
    lines_of_business: names.describe('None named is all'),
    start_date: text,
    end_date: text,
    withdrawn_on: text,
    on_end: text.describe('What happens to the data at its end: return, destroy, return-or-destroy or keep'),
    document: text.describe('Where the signed text is kept'),
    state: text,
    withheld: Withheld,
  })
  .meta({ id: 'Agreement' })

export function agreementsRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'By what right data is here: data agreements with their purposes and days',
    querystring: Format,
    response: { 200: z.array(Agreement), ...problems },
  }
  server.get('/api/agreements', { schema }, async (request, reply) => {
    const rows = await throughRegisterDoor(house, request, (door) => readAgreements(door, receivedOf(house)))
    return request.query.format === 'csv'
      ? sendCsv(reply, 'agreements', rows, AGREEMENTS)
      : shaped<z.infer<typeof Agreement>[]>(rows)
  })
}
