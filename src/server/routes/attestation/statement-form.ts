import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { WholepanelError } from '../../../error.ts'
import { openCode } from '../../../register/rights/attestation/codes.ts'
import { EARLIEST_BIRTH } from '../../../register/rights/attestation/fields.ts'
import { readReceipt } from '../../../register/rights/attestation/receipt.ts'
import type { AttestationCodeRow } from '../../../register/rights/attestation/schema.ts'
import { keepStatement, statementsSince, withdrawByReceipt } from '../../../register/rights/attestation/statements.ts'
import type { House, Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { eventOf } from '../../recording.ts'
import { Attempts } from '../../sign-in/attempts.ts'
import { staffOf } from '../../staff.ts'
import { CodeParams, Made } from './shapes.ts'

const Form = z
  .object({
    form: z.string().describe('Goes back with what is sent'),
    practice_id: z.string().nullable().describe('The practice that the link names'),
    practices: z.array(z.object({ practice_id: z.string(), practice_name: z.string() })),
  })
  .meta({ id: 'StatementForm' })
const Received = z.object({ receipt: z.string().describe('Shown this once') }).meta({ id: 'StatementReceived' })
const TakenBack = z.object({ taken: z.literal(true) }).meta({ id: 'WithdrawalReceived' })

/** No form is longer. */
const MOST_BYTES = 4_000
/** A waiting room shares one address, and fills in a form in two minutes at the least. */
const MOST_FORMS = 30
const MOST_WITHDRAWALS = 10
/** A link that took so many in a day is not a waiting room. */
const MOST_A_DAY = 1_000
const DAY = 86_400_000

/**
 * The page for patients: without an account, and without a word of whether the person is known. A statement is kept and
 * looked at later, so that neither the answer nor its time depends on who it is.
 */
export function statementFormRoutes(server: Server, house: House): void {
  const made = new Attempts(house.now, MOST_FORMS)
  const withdrawn = new Attempts(house.now, MOST_WITHDRAWALS)
  const form = { summary: 'What a patient needs to say which practice is theirs', params: CodeParams }
  server.get(
    '/api/attest/:attestation_code',
    { schema: { ...form, response: { 200: Form, ...problems } } },
    async (request) => {
      const code = await requireOpen(house, request.params.attestation_code)
      const { practices } = await staffOf(house)
      return {
        form: randomBytes(16).toString('hex'),
        practice_id: code.practice_id,
        practices: [...practices].map(([practice_id, { practice_name }]) => ({ practice_id, practice_name })),
      }
    },
  )
  const make = { summary: 'A patient, or who speaks for them, says which practice is theirs', params: CodeParams }
  server.post(
    '/api/attest/:attestation_code',
    { bodyLimit: MOST_BYTES, schema: { ...make, body: Made, response: { 200: Received, ...problems } } },
    async (request) => {
      made.refuseTooMany(request.ip)
      made.failed(request.ip)
      const { attestation_code } = await requireOpen(house, request.params.attestation_code)
      await refuseFlood(house, attestation_code)
      const { agreed: _agreed, ...given } = request.body
      const practice = (await staffOf(house)).practices.get(given.practice_id)
      if (!practice || given.birth_date > today(house) || given.birth_date < EARLIEST_BIRTH)
        throw new WholepanelError('input-argument', {
          got: practice ? 'a birth date that cannot be' : 'no practice of this key',
          want: practice ? 'the day of birth' : 'one of those listed',
        })
      const { organization_id } = practice
      const { receipt } = await keepStatement(
        house.register,
        {
          ...{ ...given, attestation_code, organization_id, attested_on: today(house) },
          ...{ method: 'portal', form_number: null, received_by: 'patient' },
        },
        eventOf(house, null, 'make-statement', '', { stated_by: given.stated_by, method: 'portal', outcome: 'done' }),
      )
      return { receipt }
    },
  )
  const back = { summary: 'Takes a statement back by the code that was given for it' }
  const body = z.strictObject({ receipt: z.string().min(1).max(60) })
  server.post(
    '/api/attest/withdrawal',
    { bodyLimit: MOST_BYTES, schema: { ...back, body, response: { 200: TakenBack, ...problems } } },
    async (request) => {
      withdrawn.refuseTooMany(request.ip)
      withdrawn.failed(request.ip)
      const receipt = readReceipt(request.body.receipt)
      if (receipt === null)
        throw new WholepanelError('input-receipt', { want: '20 letters and digits, as they stand on the receipt' })
      await withdrawByReceipt(
        house.register,
        receipt,
        eventOf(house, null, 'withdraw-statement', '', { by: 'receipt' }),
      )
      return { taken: true as const }
    },
  )
}

const today = (house: House): string => house.now().slice(0, 10)

async function requireOpen(house: House, code: string): Promise<AttestationCodeRow> {
  const found = await openCode(house.register, code)
  if (!found) throw new WholepanelError('input-no-code', { fix: 'ask your practice for its link' })
  return found
}

async function refuseFlood(house: House, code: string): Promise<void> {
  const since = new Date(Date.parse(house.now()) - DAY).toISOString()
  if ((await statementsSince(house.register, code, since)) >= MOST_A_DAY)
    throw new WholepanelError('access-too-many-tries', {
      fix: 'try again tomorrow, or ask the practice for the paper form',
    })
}
