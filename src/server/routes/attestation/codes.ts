import { z } from 'zod'
import { readCodes } from '../../../disclosure/reads/attestation/attestations.ts'
import type { Door } from '../../../disclosure/release.ts'
import { refused } from '../../../governance/permit.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { listCodes, makeCode, withdrawCode } from '../../../register/rights/attestation/codes.ts'
import { addressOf, type House, type Server, throughRegisterDoor } from '../../house.ts'
import { problems } from '../../problem.ts'
import { staffOf } from '../../staff.ts'
import { shaped, text } from '../shapes.ts'
import { CodeKey, CodeParams } from './shapes.ts'

const Code = z.object({
  attestation_code: z.string(),
  practice_id: text,
  practice_name: text,
  label: z.string(),
  link: z.string(),
  made_at: z.string(),
  made_by: z.string(),
  withdrawn_at: text,
  withdrawn_by: text,
})
const Codes = z
  .object({
    codes: z.array(Code),
    practices: z
      .array(z.object({ practice_id: z.string(), practice_name: z.string() }))
      .describe('For which the viewer may make one'),
    campaigns: z.boolean().describe('Whether the viewer may make one in which the patient chooses the practice'),
  })
  .meta({ id: 'AttestationCodes' })
type Codes = z.infer<typeof Codes>

const NewCode = z.strictObject({
  practice_id: z.string().min(1).max(100).nullable().default(null),
  label: z.string().trim().min(1).max(80).describe('Where it hangs, for staff'),
  attestation_code: CodeKey.optional().describe('To be remembered; drawn when not given'),
})

type Known = Awaited<ReturnType<typeof staffOf>>['practices']

/** Links by which patients say which practice is theirs: a practice makes its own; who convenes also those of a campaign. */
export function codesRoutes(server: Server, house: House): void {
  const { register, now } = house
  const response = { 200: Codes, ...problems }
  const answer = async (door: Door, origin: string): Promise<Codes> => {
    const { practices } = await staffOf(house)
    const named = [...practices].filter(([practice_id]) => mayMake(door.viewer, practices, practice_id))
    return {
      codes: shaped<Codes['codes']>(await readCodes(door, register, { practices, origin })),
      practices: named.map(([practice_id, { practice_name }]) => ({ practice_id, practice_name })),
      campaigns: mayMake(door.viewer, practices, null),
    }
  }
  const list = { summary: 'Links by which patients say which practice is theirs', response }
  server.get('/api/attestation-codes', { schema: list }, (request) =>
    throughRegisterDoor(house, request, (door) => answer(door, addressOf(house, request).origin)),
  )
  const make = { summary: 'Makes such a link', body: NewCode, response }
  server.post('/api/attestation-codes', { schema: make }, (request) =>
    throughRegisterDoor(house, request, async (door) => {
      const { practices } = await staffOf(house)
      const { practice_id } = request.body
      if (!mayMake(door.viewer, practices, practice_id)) throw refused()
      const organization_id = practice_id === null ? null : (practices.get(practice_id)?.organization_id ?? null)
      const given = { ...request.body, organization_id }
      const { attestation_code } = await makeCode(register, given, door.viewer.person, now())
      // For the event, which names what was made.
      return { ...(await answer(door, addressOf(house, request).origin)), attestation_code }
    }),
  )
  const withdraw = { summary: 'Withdraws a link: it takes no more statements', params: CodeParams, response }
  server.post('/api/attestation-codes/:attestation_code/withdrawal', { schema: withdraw }, (request) =>
    throughRegisterDoor(house, request, async (door) => {
      const { practices } = await staffOf(house)
      const { attestation_code } = request.params
      const found = (await listCodes(register, door.viewer)).find((one) => one.attestation_code === attestation_code)
      if (!found || !mayMake(door.viewer, practices, found.practice_id)) throw refused()
      await withdrawCode(register, attestation_code, door.viewer.person, now())
      return answer(door, addressOf(house, request).origin)
    }),
  )
}

/** A practice for those of its own; who convenes and the operator for any of the directory, and for a campaign. */
function mayMake({ role, practice_ids }: Viewer, practices: Known, practice_id: string | null): boolean {
  const convenes = role === 'convener' || role === 'operator'
  if (practice_id === null) return convenes
  return practices.has(practice_id) && (convenes || practice_ids.includes(practice_id))
}
