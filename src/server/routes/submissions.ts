import { z } from 'zod'
import { readSubmissions } from '../../disclosure/reads/submissions.ts'
import { listFindings, listSubmissions, submissionFiles } from '../../register/submissions.ts'
import { type House, type Server, throughDoor } from '../house.ts'
import { problems } from '../problem.ts'
import { count, Format, sendCsv, shaped, text, Withheld } from './shapes.ts'

const outcomes = {
  received: count,
  accepted: count,
  warned: count,
  quarantined: count,
  superseded: count,
  duplicate: count,
  control: count,
}

const Submission = z
  .object({
    submission_id: z.string(),
    payer: z.string(),
    payer_name: z.string(),
    layout: text,
    received_at: z.string(),
    newest_service_date: text,
    status: text,
    ...outcomes,
    findings: z.array(
      z.object({
        rule: text,
        severity: text,
        file_name: text,
        column: text,
        records: count,
        expected: text,
        fix: text,
        first_record: count,
      }),
    ),
    files: z.array(z.object({ file_id: text, file_name: text, layout_file: text, ...outcomes })),
    withheld: Withheld,
  })
  .meta({ id: 'Submission' })

export function submissionsRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'What payers sent, and what became of each record',
    querystring: Format,
    response: { 200: z.array(Submission), ...problems },
  }
  server.get('/api/submissions', { schema }, async (request, reply) => {
    const rows = await throughDoor(house, request, null, async (_reading, door) => {
      const files = await submissionFiles(house.register)
      const findings = await listFindings(house.register)
      const nameOf = new Map(files.map((one) => [one.file_id, one.file_name]))
      return readSubmissions(door, await listSubmissions(house.register), (submission_id) => ({
        files: files.filter((one) => one.submission_id === submission_id),
        findings: findings
          .filter((one) => one.submission_id === submission_id)
          .map((one) => ({ ...one, file_name: nameOf.get(one.file_id) ?? null })),
      }))
    })
    return request.query.format === 'csv'
      ? sendCsv(reply, 'submissions', rows, [
          'submission_id',
          'payer',
          'payer_name',
          'layout',
          'received_at',
          'status',
          ...Object.keys(outcomes),
        ])
      : shaped<z.infer<typeof Submission>[]>(rows)
  })
}
