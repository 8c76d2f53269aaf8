import { z } from 'zod'
import { payersFor } from '../../disclosure/reads/reading.ts'
import { release } from '../../disclosure/release.ts'
import { type House, type Server, throughDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { decimal, shaped, text } from './shapes.ts'

const Periods = z
  .object({
    run_id: z.string(),
    period: z.string(),
    baseline: z.string(),
    finished_at: text,
    payers: z.array(z.object({ payer: z.string(), payer_name: z.string(), line_of_business: text })),
    measures: z.array(
      z.object({
        measure: z.string(),
        title: z.string(),
        unit: z.string(),
        direction: z.string(),
        target_share: decimal,
        counts: z.enum(['people', 'stays']),
        audited: z.literal(false),
      }),
    ),
  })
  .meta({ id: 'Periods' })

const PAYERS = {
  name: 'payers',
  columns: { payer: 'public', payer_name: 'public', line_of_business: 'public' },
  parties: () => ({}),
} as const

export function periodsRoutes(server: Server, house: House): void {
  server.get(
    '/api/periods',
    {
      schema: {
        summary: 'The period, payers and measures of the last finished run',
        response: { 200: Periods, ...problems },
      },
    },
    (request) =>
      throughDoor(house, request, null, async (reading, door) => ({
        run_id: reading.run_id,
        period: reading.period.id,
        baseline: reading.baseline.id,
        finished_at: reading.finished_at,
        payers: shaped<z.infer<typeof Periods>['payers']>(
          await release(
            door,
            PAYERS,
            (door.viewer.role === 'payer' ? reading.payers : payersFor(reading, door.viewer)).map((one) => ({
              ...one,
            })),
          ),
        ),
        measures: reading.measures.map((one) => ({ ...one, audited: false as const })),
      })),
  )
}
