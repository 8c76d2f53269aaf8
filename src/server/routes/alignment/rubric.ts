import { z } from 'zod'
import { LEVELS } from '../../../alignment/rubric/judge.ts'
import { RUBRIC_COLUMNS, readRubricOfPayers } from '../../../disclosure/reads/alignment/rubric.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'
import { Day, onPaper, PayerKey } from './on-paper.ts'

const entry = { rubric: z.string(), title: z.string(), by: z.string(), from: z.string(), until: text }
const Level = z.enum(LEVELS)

const Shape = z
  .object({
    day: z.string(),
    rubrics: z.array(z.object(entry)),
    rubric: z.object({
      ...entry,
      about: z.string(),
      in_force: z.enum(['not-yet', 'in-force', 'ended']),
      not_asked: z.array(z.string()),
      members: z
        .enum(['not-asked', 'of-the-run', 'not-told'])
        .describe('Where shares of members are from that a criterion asks for'),
    }),
    payers: z.array(z.object({ payer: z.string(), name: z.string(), counts: z.record(Level, z.number().int()) })),
    criteria: z.array(
      z.object({
        criterion: z.string(),
        label: z.string(),
        levels: z.array(z.object({ reading: text, preferred: z.string(), acceptable: text })),
        preferred_by: text.describe('The last day on which acceptable is enough, or yearly'),
        preferred_by_because: text,
        evidence: z.string(),
        source: z.string(),
      }),
    ),
    standings: z.array(
      z.object({
        payer: z.string(),
        payer_name: z.string(),
        criterion: z.string(),
        label: z.string(),
        reading: text.describe('Where texts say two things, one of them; null for the criterion as a whole'),
        line: text,
        level: Level,
        preferred_by: text,
        late: z.boolean().nullable(),
        unconfirmed: z.boolean().nullable(),
        because: z.string(),
        silent: z.string().describe('Elements that are not stated'),
        withheld: Withheld,
      }),
    ),
  })
  .meta({ id: 'AlignmentRubric' })

export function rubricRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Payers held to a rubric, criterion by criterion, as far as the viewer may know their answers',
    querystring: Format.extend({ ...Day.shape, rubric: PayerKey.optional().describe('Else the first in force') }),
    response: { 200: Shape, ...problems },
  }
  server.get('/api/alignment/rubric', { schema }, async (request, reply) => {
    const { format, day, rubric } = request.query
    const found = await throughDoor(house, request, null, (reading, door) =>
      readRubricOfPayers(reading, door, onPaper(house, day), { rubric }),
    )
    return format === 'csv'
      ? sendCsv(reply, `alignment-rubric-${found.rubric.rubric}`, found.standings, RUBRIC_COLUMNS)
      : shaped<z.infer<typeof Shape>>(found)
  })
}
