import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Received } from '../../../disclosure/reads/received/received.ts'
import { MOST_RECORDS, RECORDS, readSubmissionRecords } from '../../../disclosure/reads/received/submission-records.ts'
import { readSubmissionReport, requireContent } from '../../../disclosure/reads/received/submission-report.ts'
import { OUTCOMES, readSubmissions } from '../../../disclosure/reads/received/submissions.ts'
import { reportCsv } from '../../../sources/report/report-csv.ts'
import { reportPdf } from '../../../sources/report/report-pdf.ts'
import { type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { reportOf } from '../../report.ts'
import { withLake } from '../../with-lake.ts'
import { Format, sendCsv, shaped } from '../shapes.ts'
import { SubmissionReport as Report, Submission } from './submission-shapes.ts'

const Params = z.object({ submission_id: z.string().min(1).max(100).describe('Key of a submission') })
const Records = z.object({
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .describe(`Rows to pass over; an answer has at most ${MOST_RECORDS}`),
})

/** What every read of received files works on. */
export const receivedOf = ({ register, region, now }: House): Received => ({
  register,
  region,
  today: now().slice(0, 10),
})

export function submissionsRoutes(server: Server, house: House): void {
  const list = {
    summary: 'What payers sent, and what became of each record',
    querystring: Format,
    response: { 200: z.array(Submission), ...problems },
  }
  server.get('/api/submissions', { schema: list }, async (request, reply) => {
    const rows = await throughRegisterDoor(house, request, (door, standing) =>
      readSubmissions(door, receivedOf(house), standing),
    )
    return request.query.format === 'csv'
      ? sendCsv(reply, 'submissions', rows, [
          ...['submission_id', 'payer', 'payer_name', 'layout', 'received_at', 'newest_service_date', 'status'],
          ...['state', 'score', 'mends', 'mended_by', ...OUTCOMES],
        ])
      : shaped<z.infer<typeof Submission>[]>(rows)
  })
  const one = {
    summary: 'One submission: grade, fitness by purpose, findings with how to mend each, files, months',
    params: Params,
    response: { 200: Report, ...problems },
  }
  server.get('/api/submissions/:submission_id', { schema: one }, async (request) =>
    shaped<z.infer<typeof Report>>(
      await throughRegisterDoor(
        house,
        request,
        (door) =>
          readSubmissionReport(door, receivedOf(house), request.params.submission_id, (id) => reportOf(house, id)),
        request.params,
      ),
    ),
  )
  contentRoutes(server, house)
}

/** What is taken away as a file: for the sender and the operator alone. */
function contentRoutes(server: Server, house: House): void {
  const file = (summary: string) => ({ summary, params: Params, response: { 200: z.string(), ...problems } })
  server.get(
    '/api/submissions/:submission_id/report.pdf',
    { schema: file('The report of one submission as PDF') },
    async (request, reply) => {
      const { submission_id } = request.params
      const report = await reportToTakeAway(house, request, submission_id)
      const pdf = await reportPdf(report)
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="${fileName(submission_id)}-report.pdf"`)
        .serializer((body) => body as never)
        .send(Buffer.from(pdf) as never)
    },
  )
  server.get(
    '/api/submissions/:submission_id/report.csv',
    { schema: file('The findings of one submission as CSV') },
    async (request, reply) => {
      const { submission_id } = request.params
      const report = await reportToTakeAway(house, request, submission_id)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName(submission_id)}-report.csv"`)
        .serializer(String)
        .send(reportCsv(report))
    },
  )
  server.get(
    '/api/submissions/:submission_id/records.csv',
    { schema: { ...file('Each record that is not plainly accepted, by its number, as CSV'), querystring: Records } },
    async (request, reply) => {
      const { submission_id } = request.params
      const rows = await throughRegisterDoor(
        house,
        request,
        (door) =>
          readSubmissionRecords(door, receivedOf(house), submission_id, request.query.offset, (work) =>
            withLake(house.region, work),
          ),
        { submission_id },
      )
      return sendCsv(reply, `${fileName(submission_id)}-records`, rows, RECORDS) as never
    },
  )
}

const reportToTakeAway = (house: House, request: FastifyRequest, submission_id: string) =>
  throughRegisterDoor(
    house,
    request,
    async (door) => {
      await requireContent(door, receivedOf(house), submission_id)
      return reportOf(house, submission_id)
    },
    { submission_id },
  )

/** A name of a file holds nothing that a header could be split with. */
const fileName = (submission_id: string): string => submission_id.replaceAll(/[^\w-]/g, '')
