import { z } from 'zod'
import {
  COVERAGE_COLUMNS,
  DIRECTORY_COLUMNS,
  MOST_OF_A_KIND,
  readRunFindings,
} from '../../../disclosure/reads/received/run-findings.ts'
import { submissionFiles } from '../../../register/submissions.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, Format, sendCsv, shaped, text, Withheld } from '../shapes.ts'

/** A page shows so many of a kind; the CSV has more. */
const ON_PAGE = 25

const said = {
  finding: text,
  severity: text,
  reason: text,
  fix: text.describe('What the sender can do'),
  of_kind: count.describe('How many there are of this finding; the first of them are listed'),
  first_date: text,
  last_date: text,
  file_name: text,
  submission_id: text,
  record_number: count.describe('Record of the file, from 1'),
  withheld: Withheld,
}
const Found = z
  .object({
    period: z.string(),
    coverage: z.array(
      z.object({
        payer: text,
        payer_name: text,
        line_of_business: text,
        plan: text,
        member_id: text,
        lines: count,
        ...said,
      }),
    ),
    directory: z.array(z.object({ practice_id: text, npi: text, ...said })),
  })
  .meta({ id: 'RunFindings' })

export function runFindingsRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What the last run found odd in the sender’s own records, with file, record and how to mend it',
    querystring: Format.extend({ table: z.enum(['coverage', 'directory']).default('coverage').describe('As csv') }),
    response: { 200: Found, ...problems },
  }
  server.get('/api/findings', { schema }, async (request, reply) => {
    const { format, table } = request.query
    const most = format === 'csv' ? MOST_OF_A_KIND : ON_PAGE
    const found = await throughDoor(house, request, null, (reading, door) =>
      readRunFindings(reading, door, { filesOf: (party) => submissionFiles(house.register, undefined, party), most }),
    )
    if (format !== 'csv') return shaped(found)
    return sendCsv(
      reply,
      `findings-${table}`,
      found[table],
      table === 'coverage' ? COVERAGE_COLUMNS : DIRECTORY_COLUMNS,
    )
  })
}
