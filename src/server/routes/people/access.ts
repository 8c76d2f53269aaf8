import { z } from 'zod'
import { readAboutPerson } from '../../../disclosure/access/about-person.ts'
import { ACCESS, type AskedAbout, readAccess } from '../../../disclosure/access/access.ts'
import { practiceOf } from '../../../disclosure/reads/reading.ts'
import { payersInRun, practiceSubject, submissionSubject } from '../../../disclosure/reads/subject.ts'
import { type House, type Server, throughDoor, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { count, Format, PracticeParams, sendCsv, shaped, text, Withheld } from '../shapes.ts'

const Access = z
  .object({
    who: text.describe('The name, for those who administer them; null for everybody else'),
    program: z.boolean(),
    participant: text,
    participant_name: text,
    role: z.string(),
    purpose: z.string(),
    because: z.string(),
    citation: text,
    granted_by: text,
    until: text,
    opens: z.array(z.string()),
    agreement: z.array(z.string()).describe('What an agreement of a payer must cover for its records to be shown'),
    sees: z.array(z.string()),
    does_not_see: z.array(z.object({ what: z.string(), because: z.string() })),
    says: z.string().describe('The same in sentences'),
    withheld: Withheld,
  })
  .meta({ id: 'Access' })

const key = z.string().min(1).max(100).optional()
const Asked = Format.extend({
  practice_id: key.describe('Who can see this practice: panel, scorecard, payments'),
  payer: key.describe('With a practice: who can see the statement of this payer'),
  submission_id: key.describe('Who can see this delivery'),
}).refine(
  (one) => (one.practice_id === undefined) !== (one.submission_id === undefined),
  'a practice or a delivery, one of them',
)

const names = z.array(z.string()).nullable()
const AboutPerson = z
  .object({
    person_id: z.string(),
    name: text,
    printed_on: z.string(),
    of_practice: z.boolean().describe('It holds no more than the practice that prints it may see'),
    sent: z.array(
      z.object({ payer: text, payer_name: text, what: text, records: count, first_date: text, last_date: text }),
    ),
    seers: z.array(
      z.object({
        participant_name: text,
        role: text,
        because: text,
        citation: text,
        sees: names,
        does_not_see: z.array(z.object({ what: z.string(), because: z.string() })).nullable(),
      }),
    ),
    disclosures: z.array(
      z.object({ released_on: text, participant_name: text, role: text, what: text, purpose: text, times: count }),
    ),
  })
  .meta({ id: 'AboutPerson' })

export function accessRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Who can see this now, and why: by which grant and permission, and what is withheld from each',
    querystring: Asked,
    response: { 200: z.array(Access), ...problems },
  }
  server.get('/api/access', { schema }, async (request, reply) => {
    const { format, practice_id, submission_id, payer } = request.query
    const { register } = house
    const rows =
      practice_id !== undefined
        ? await throughDoor(house, request, practice_id, async (reading, door) => {
            const practice = await practiceOf(reading, practice_id)
            const about: AskedAbout = {
              actions: payer === undefined ? [...OF_PRACTICE] : ['read-payments'],
              subject: await practiceSubject(reading, practice_id),
              at: { practice_id, organization_id: practice?.organization_id, payer },
              payers: await payersInRun(reading),
            }
            return readAccess(door, register, house.now(), about)
          })
        : await throughRegisterDoor(
            house,
            request,
            async (door) => {
              const subject = await submissionSubject(register, submission_id ?? '')
              return readAccess(door, register, house.now(), {
                actions: ['read-submission', 'read-submission-content'],
                subject,
                at: { payer: subject.sender },
                payers: [],
              })
            },
            { submission_id: submission_id ?? '' },
          )
    return format === 'csv' ? sendCsv(reply, 'access', rows, ACCESS) : shaped<z.infer<typeof Access>[]>(rows)
  })
  const about = {
    summary: 'For a person to read: what is held of them, who can see it and why, and who has been shown it',
    params: PracticeParams.extend({ person_id: z.string().min(1).max(100) }),
    response: { 200: AboutPerson, ...problems },
  }
  server.get('/api/practices/:practice_id/panel/:person_id/access', { schema: about }, async (request) =>
    shaped<z.infer<typeof AboutPerson>>(
      await throughDoor(house, request, request.params, (reading, door) =>
        readAboutPerson(reading, door, house.register, house.now(), request.params),
      ),
    ),
  )
}

/** What is asked about a practice as a whole. */
export const OF_PRACTICE = ['read-practice', 'read-panel', 'read-scorecard', 'read-payments'] as const
