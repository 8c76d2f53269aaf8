import { z } from 'zod'
import { readExhibit } from '../../../disclosure/reads/payment/exhibit.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { documentHtml } from '../../../payment/print/document-html.ts'
import { documentPdf } from '../../../payment/print/document-pdf.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'

const Params = z.object({ arrangement: z.string().min(1).max(200).describe('Key of a contract') })
const Query = z.object({
  format: z.enum(['html', 'pdf']).default('html').describe('A page, or PDF'),
  period: z
    .string()
    .regex(/^\d{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$/)
    .optional()
    .describe('A year, quarter or month (default: the year in which the contract begins)'),
})

export function exhibitRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'A contract with its own amounts as a document to sign, for its two parties',
    params: Params,
    querystring: Query,
    response: { 200: z.string(), ...problems },
  }
  server.get('/api/arrangements/:arrangement/exhibit', { schema }, async (request, reply) => {
    const { arrangement } = request.params
    const { format, period } = request.query
    const folders = [house.region.models, LIBRARY]
    const document = await throughRegisterDoor(
      house,
      request,
      (door) => readExhibit(door, { register: house.register, folders }, { arrangement, period }),
      { arrangement },
    )
    const name = `${arrangement.replaceAll(/[^\w-]/g, '-')}-exhibit.${format}`
    return reply
      .type(format === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .serializer((body) => body as never)
      .send((format === 'pdf' ? await documentPdf(document) : documentHtml(document)) as never)
  })
}
