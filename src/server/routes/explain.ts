import { z } from 'zod'
import { readExplanation } from '../../disclosure/reads/explain.ts'
import { type House, type Server, throughDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { shaped, text, Withheld } from './shapes.ts'

const withheld = z.literal(true).optional().describe('The viewer may not see the value')

export const TermShape = z
  .object({
    name: z.string(),
    label: z.string(),
    value: text,
    unit: z.string(),
    kind: z.string(),
    source: text,
    explain_id: text,
    withheld,
  })
  .meta({ id: 'Term' })

export const StepShape = z
  .object({
    component: z.string(),
    label: z.string(),
    value: text.describe('Null where it is not known, or withheld'),
    unit: z.string(),
    formula: z.string(),
    says: text,
    source: text,
    withheld,
  })
  .meta({ id: 'Step' })

const ExplainedShape = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    value: text,
    unit: z.string(),
    because: z.string(),
    reason: text,
    rule: text,
    formula: text,
    says: text,
    steps: z.array(StepShape),
    terms: z.array(TermShape),
    records: z.array(
      z.object({
        submission_id: z.string(),
        file_id: z.string(),
        file_name: z.string(),
        payer: z.string(),
        record_number: z.number().int(),
        layout: z.string(),
        fields: z.array(z.object({ name: z.string(), value: text })),
      }),
    ),
    more: z.object({ terms: z.number().int(), records: z.number().int() }),
    border: text,
    withheld: Withheld,
  })
  .meta({ id: 'Explained' })

export function explainRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Takes one number apart, as far as the viewer’s right goes',
    params: z.object({
      id: z.string().min(1).max(500).describe('The explain_id that a page, a table or another explanation gives'),
    }),
    response: { 200: ExplainedShape, ...problems },
  }
  server.get('/api/explain/:id', { schema }, async (request) =>
    shaped<z.infer<typeof ExplainedShape>>(
      await throughDoor(house, request, null, (reading, door) =>
        readExplanation(reading, door, request.params.id, house.records(reading.engine)),
      ),
    ),
  )
}
