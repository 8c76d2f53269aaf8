import { z } from 'zod'
import { readAttestations, STANDINGS, STATEMENT_COLUMNS } from '../../../disclosure/reads/attestation/attestations.ts'
import type { Door } from '../../../disclosure/release.ts'
import { WholepanelError } from '../../../error.ts'
import { mendStatement, withdrawStatement } from '../../../register/rights/attestation/statements.ts'
import { type House, type Server, throughDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { Format, PracticeParams, sendCsv, shaped, text } from '../shapes.ts'
import { Mended } from './shapes.ts'

const Attestation = z
  .object({
    statement: z.string(),
    standing: z.enum(STANDINGS),
    because: text.describe('The rule that matched it, or why none did'),
    first_name: z.string(),
    last_name: z.string(),
    birth_date: z.string(),
    member_number: text,
    zip_code: text,
    phone_last_four: text,
    clinician: text,
    clinician_found: z.boolean(),
    stated_by: z.string(),
    proxy_name: text,
    method: z.string(),
    form_number: text,
    attestation_code: text,
    consent_words: z.string(),
    attested_on: z.string(),
    received_at: z.string(),
    withdrawn_on: text,
    withdrawn_by: text,
    checked_at: text,
    mended_at: text,
    mended_by: text,
  })
  .meta({ id: 'Attestation' })
const Attestations = z.array(Attestation)
type Attestations = z.infer<typeof Attestations>

const StatementParams = PracticeParams.extend({ statement: z.string().regex(/^a-[0-9a-f]{16}$/) })
const Withdrawn = z.strictObject({
  withdrawn_on: z.iso.date().optional().describe('The day from which it is taken back; today when not given'),
})

/** What staff of a practice see of the statements for it, and what they may do: mend what was typed, and take it back. */
export function attestationsRoutes(server: Server, house: House): void {
  const { register, now } = house
  const response = { 200: Attestations, ...problems }
  /** The event of a change names the statement of its address, and none of the rows that come back. */
  const read = async (door: Door, practice_id: string): Promise<{ rows: Attestations }> => ({
    rows: shaped<Attestations>(await readAttestations(door, register, practice_id)),
  })
  const list = {
    summary: 'Statements of patients that this practice is theirs, and where each stands',
    params: PracticeParams,
    querystring: Format,
    response,
  }
  server.get('/api/practices/:practice_id/attestations', { schema: list }, async (request, reply) => {
    const { practice_id } = request.params
    const rows = await throughDoor(house, request, practice_id, (_reading, door) =>
      readAttestations(door, register, practice_id),
    )
    return request.query.format === 'csv'
      ? sendCsv(reply, 'attestations', rows, STATEMENT_COLUMNS)
      : shaped<Attestations>(rows)
  })
  const mend = {
    summary: 'Mends what a patient typed of themselves; it is checked anew',
    params: StatementParams,
    body: Mended,
    response,
  }
  server.post('/api/practices/:practice_id/attestations/:statement/mended', { schema: mend }, async (request) => {
    const { practice_id, statement } = request.params
    const { rows } = await throughDoor(house, request, practice_id, async (_reading, door) => {
      const of = { statement, practice_id, mended: request.body }
      if (!(await mendStatement(register, of, door.viewer.person, now()))) throw notOpen()
      return read(door, practice_id)
    })
    return rows
  })
  const withdraw = {
    summary: 'Takes a statement back for a patient who asked for it',
    params: StatementParams,
    body: Withdrawn,
    response,
  }
  server.post(
    '/api/practices/:practice_id/attestations/:statement/withdrawal',
    { schema: withdraw },
    async (request) => {
      const { practice_id, statement } = request.params
      const { rows } = await throughDoor(house, request, practice_id, async (_reading, door) => {
        const today = now().slice(0, 10)
        const withdrawn_on = request.body.withdrawn_on ?? today
        if (withdrawn_on > today)
          throw new WholepanelError('input-argument', { got: 'a day to come', want: 'today or earlier' })
        const of = { statement, practice_id, withdrawn_on }
        if (!(await withdrawStatement(register, of, door.viewer.person, now()))) throw notOpen()
        return read(door, practice_id)
      })
      return rows
    },
  )
}

const notOpen = (): WholepanelError =>
  new WholepanelError('input-argument', {
    got: 'no statement of this practice that is open to it',
    want: 'one that is not taken back, and to be mended not matched',
  })
