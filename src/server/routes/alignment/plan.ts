import { z } from 'zod'
import { boardPdf } from '../../../alignment/print/board-pdf.ts'
import { readBoard, readPlan } from '../../../disclosure/reads/alignment/plan.ts'
import { readPayersOfPractice } from '../../../disclosure/reads/alignment/practice.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Degree, saysShape } from '../library/overview-shape.ts'
import { Format, PracticeParams, sendCsv, shaped, text } from '../shapes.ts'
import { Day, onPaper } from './on-paper.ts'

const Gain = z.object({
  points: z.string(),
  things: z
    .array(z.object({ count: z.string(), label: z.string(), number: z.number().int() }))
    .describe('What falls away over all practices; below zero where there is more'),
  practices: z.number().int(),
  touched: z.number().int(),
  usd: z.string(),
  effect: z.string().describe('Share of its members whom its rules would then treat as the reference does'),
  extent: z.string().describe('Share of members that it reaches'),
})
const Said = {
  payer: z.string(),
  name: z.string(),
  element: z.string(),
  area: z.string(),
  from: z.string(),
  to: z.string(),
  towards: z.enum(['reference', 'plurality']),
  effort: z.string(),
  says: z.string(),
  unsure: z.number().int().describe('Practices at which another payer does not state the element'),
  gain: Gain,
}
const Plan = z
  .object({
    day: z.string(),
    reference: text,
    practices: z.number().int(),
    years: z.number().int(),
    yearly_changes: z.number().int(),
    steps: z.array(z.object({ ...Said, year: z.number().int(), note: text })),
    singles: z.array(z.object({ ...Said, per_effort: z.string() })),
    total: Gain,
    proof: z.object({ kind: z.enum(['exact', 'bound']), value: z.string(), bound: z.string(), gap: z.string() }),
    none: z.array(
      z.object({
        payer: text,
        element: z.string(),
        area: z.string(),
        why: z.enum(['not-stated', 'disputed', 'no-target']),
        because: z.string(),
      }),
    ),
    limits: z.array(z.string()),
    rests_on: z
      .object({
        first: text,
        changes: z.boolean(),
        trials: z.array(z.object({ coefficient: text, factor: z.string(), first: text, changes: z.boolean() })),
      })
      .describe('Whether another step would be first with each coefficient half as large and half as large again'),
  })
  .meta({ id: 'AlignmentPathway' })

const PlanQuery = Format.extend({
  ...Day.shape,
  years: z.coerce.number().int().min(1).max(5).optional(),
  changes: z.coerce.number().int().min(1).max(5).optional().describe('How many elements a payer changes in a year'),
})
const STEP_COLUMNS = ['year', 'payer', 'element', 'area', 'from', 'to', 'says', 'effort', 'points', 'practices']

const Thing = z.object({ key: z.string(), says: z.string(), payers: z.array(z.string()) })
const Silent = z.array(z.object({ element: z.string(), payers: z.array(z.string()) }))
const Estimated = z.object({
  estimate: z.string(),
  label: z.string(),
  unit: z.enum(['hours', 'usd']),
  value: text,
  at_least: z.boolean(),
  working: z.string(),
  because: z.string(),
  status: z.enum(['confirmed', 'unconfirmed']),
  sources: z.array(z.string()),
})

const OfPractice = z
  .object({
    practice_id: z.string(),
    practice_name: z.string(),
    day: z.string(),
    payers: z.array(z.object({ payer: z.string(), name: z.string() })),
    areas: z.array(z.object({ area: z.string(), label: z.string() })),
    elements: z.array(
      z.object({
        area: z.string(),
        element: z.string(),
        label: z.string(),
        asks: z.string(),
        degree: Degree.describe('Of the two payers that are farthest apart'),
        answers: z.array(z.object({ payer: z.string(), says: z.array(saysShape) })),
        reference_says: z.array(saysShape),
      }),
    ),
    burden: z.object({
      counts: z.array(
        z.object({
          count: z.string(),
          label: z.string(),
          number: z.number().int(),
          at_least: z.boolean(),
          things: z.array(Thing),
          silent: Silent,
          disputed: Silent,
          if_aligned: z
            .number()
            .int()
            .nullable()
            .describe('What would be left if all payers did as the common model says'),
        }),
      ),
      priced: z.object({ estimates: z.array(Estimated) }),
    }),
  })
  .meta({ id: 'PayersOfPractice' })

export function planRoutes(server: Server, house: House): void {
  const plan = {
    summary: 'The changes that help most: the best sequence under a yearly limit, each as a sentence with its gain',
    querystring: PlanQuery,
    response: { 200: Plan, ...problems },
  }
  server.get('/api/alignment/pathway', { schema: plan }, async (request, reply) => {
    const { format, day, years, changes } = request.query
    const found = await throughDoor(house, request, null, (reading, door) =>
      readPlan(reading, door, onPaper(house, day), { years, changes }),
    )
    if (format === 'json') return shaped<z.infer<typeof Plan>>(found)
    const rows = found.steps.map(({ gain, ...step }) => ({
      ...{ year: step.year, payer: step.payer, element: step.element, area: step.area, from: step.from, to: step.to },
      ...{ says: step.says, effort: step.effort, points: gain.points, practices: gain.practices, withheld: [] },
    }))
    return sendCsv(reply, 'alignment-pathway', rows, STEP_COLUMNS)
  })
  const board = {
    summary: 'The sheet for a board as PDF: one page, of what payers said of themselves',
    querystring: Day,
    response: { 200: z.unknown().describe('A PDF of one page'), ...problems },
  }
  server.get('/api/alignment/board.pdf', { schema: board }, async (request, reply) => {
    const found = await throughDoor(house, request, null, (reading, door) =>
      readBoard(reading, door, onPaper(house, request.query.day)),
    )
    return reply
      .type('application/pdf')
      .header('content-disposition', 'attachment; filename="alignment-board.pdf"')
      .serializer((body) => body as never)
      .send((await boardPdf(found)) as never)
  })
  const practice = {
    summary: 'What the payers of a practice want of it, side by side, and what that comes to',
    params: PracticeParams,
    querystring: Day,
    response: { 200: OfPractice, ...problems },
  }
  server.get('/api/practices/:practice_id/alignment', { schema: practice }, async (request) => {
    const { practice_id } = request.params
    const paper = onPaper(house, request.query.day)
    return shaped<z.infer<typeof OfPractice>>(
      await throughDoor(house, request, practice_id, (reading, door) =>
        readPayersOfPractice(reading, door, paper, practice_id),
      ),
    )
  })
}
