import { z } from 'zod'
import { OVERVIEW_COLUMNS } from '../../../alignment/degree/overview.ts'
import { readMatrix } from '../../../disclosure/reads/alignment/matrix.ts'
import { ordersOf } from '../../../disclosure/reads/alignment/orders-in-run.ts'
import { readTrend } from '../../../disclosure/reads/alignment/trend.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Degree, degreeCounts, overviewShape } from '../library/overview-shape.ts'
import { Format, sendCsv, shaped, text } from '../shapes.ts'
import { Day, onPaper, PayerKey } from './on-paper.ts'

const Matrix = z
  .object({
    ...overviewShape,
    day: z.string(),
    common_model: z.object({
      title: z.string(),
      about: z.string(),
      state: z.enum(['set', 'none', 'withdrawn']),
      because: text,
    }),
    differing: z
      .array(
        z.object({
          payer: z.string(),
          element: z.string(),
          label: z.string(),
          says: z.string(),
          contracts: z.string(),
        }),
      )
      .describe('Where what a payer says of itself is not what its contracts say; for itself and who oversees'),
    faults: z
      .array(z.object({ payer: z.string(), element: z.string(), fault: z.string() }))
      .describe('Answers that are none any more; for the payer itself and who oversees'),
  })
  .meta({ id: 'AlignmentMatrix' })

const TrendShape = z
  .object({
    days: z.array(z.string()),
    standings: z.array(
      z.object({
        day: z.string(),
        payer: z.string(),
        counts: degreeCounts,
        areas: z.array(z.object({ area: z.string(), degree: Degree, counts: degreeCounts })),
      }),
    ),
    changes: z.array(
      z.object({
        day: z.string(),
        payer: z.string(),
        element: z.string(),
        label: z.string(),
        before: z.string(),
        after: z.string(),
        degree_before: Degree,
        degree: Degree,
        because: z.string(),
        move: z.enum(['nearer', 'farther', 'stated', 'no-longer-stated', 'as-far']),
      }),
    ),
  })
  .meta({ id: 'AlignmentTrend' })

const Query = Format.extend({
  ...Day.shape,
  reference: PayerKey.optional().describe('The payer that the others are compared with; else the common model'),
})

export function alignmentRoutes(server: Server, house: House): void {
  const schema = {
    summary:
      'How far payers are from the common model, or from one of them, as far as the viewer may know their answers',
    querystring: Query,
    response: { 200: Matrix, ...problems },
  }
  server.get('/api/alignment', { schema }, async (request, reply) => {
    const { format, day, reference } = request.query
    const { matrix, rows } = await throughRegisterDoor(house, request, async (door) =>
      readMatrix(
        door,
        onPaper(house, day),
        { reference },
        await ordersOf((work) => house.source.read(work), door.viewer),
      ),
    )
    return format === 'csv'
      ? sendCsv(reply, 'alignment', rows, OVERVIEW_COLUMNS)
      : shaped<z.infer<typeof Matrix>>(matrix)
  })
  const trend = {
    summary: 'How far payers were on each day on which something changed, and what changed: nearer, or drifted away',
    querystring: Day,
    response: { 200: TrendShape, ...problems },
  }
  server.get('/api/alignment/trend', { schema: trend }, async (request) =>
    shaped<z.infer<typeof TrendShape>>(
      await throughRegisterDoor(house, request, async (door) =>
        readTrend(
          door,
          onPaper(house, request.query.day),
          await ordersOf((work) => house.source.read(work), door.viewer),
        ),
      ),
    ),
  )
}
