import { z } from 'zod'
import { readPayments } from '../../../disclosure/reads/payment/payments.ts'
import type { Released } from '../../../disclosure/release.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { StepShape, TermShape } from '../explain.ts'
import { decimal, Format, PracticeParams, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const Line = z.object({
  component: z.string(),
  label: z.string(),
  amount_usd: decimal,
  formula: text,
  says: text,
  steps: z.array(StepShape).nullable(),
  terms: z.array(TermShape).nullable(),
  explain_id: text,
})

const Statement = z
  .object({
    payer: z.string(),
    payer_name: z.string(),
    model: z.string(),
    track: text,
    status: text,
    reason: text,
    total_usd: decimal,
    explain_id: text,
    lines: z.array(Line),
    withheld: Withheld,
  })
  .meta({ id: 'Statement' })

const Payments = z
  .object({
    practice_id: z.string(),
    practice_name: text,
    period: z.string(),
    model: z.object({
      model: text,
      title: text,
      tracks: z.array(z.object({ track: z.string(), label: z.string(), about: z.string() })),
      sources: z.array(z.object({ title: z.string(), by: z.string(), url: text })),
    }),
    total_usd: decimal,
    statements: z.array(Statement),
    of_contracts: z.array(Statement).describe('Contracts that are settled as a whole, over all their practices'),
    withheld: Withheld,
  })
  .meta({ id: 'Payments' })

const COLUMNS = ['payer', 'payer_name', 'model', 'component', 'label', 'amount_usd', 'formula', 'explain_id']

export function paymentsRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What each payer’s contract pays the practice, with its working',
    params: PracticeParams,
    querystring: Format,
    response: { 200: Payments, ...problems },
  }
  server.get('/api/practices/:practice_id/payments', { schema }, async (request, reply) => {
    const { practice_id } = request.params
    const found = shaped<z.infer<typeof Payments>>(
      await throughDoor(house, request, practice_id, (reading, door) => readPayments(reading, door, practice_id)),
    )
    if (request.query.format !== 'csv') return found
    const lines = found.statements.flatMap(({ payer, payer_name, model, lines, withheld }) =>
      lines.map((line) => ({ withheld, ...line, payer, payer_name, model })),
    )
    return sendCsv(reply, 'payments', shaped<Released[]>(lines), COLUMNS)
  })
}
