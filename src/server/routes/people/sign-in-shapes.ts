import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import type { Register } from '../../../register/open.ts'
import type { AccessGrant } from '../../../register/people/access-grants.ts'
import { listParticipants } from '../../../register/people/participants.ts'
import { text } from '../shapes.ts'

/** What somebody typed or pasted: long enough for anyone, too short to keep the server busy. */
export const typed = (most: number) => z.string().min(1).max(most)
export const Ticket = z.string().min(20).max(2000).describe('As it came with the question; good for ten minutes')
export const InvitationToken = z.string().min(20).max(200).describe('What stands behind the # of the link')

/** Options of WebAuthn pass through as the browser's own function takes them. */
export const Options = z.object({ options: z.custom<object>(), ticket: z.string() })

const answer = z.looseObject({
  id: z.string().max(2000),
  rawId: z.string().max(2000),
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(10_000) }),
  clientExtensionResults: z.looseObject({}),
})
/** Checked in full where it is verified: signature, origin, question and name. */
export const PasskeyAnswer = answer.transform((one) => one as unknown as AuthenticationResponseJSON)
export const NewPasskeyAnswer = answer.transform((one) => one as unknown as RegistrationResponseJSON)

export const AccessGrantShape = z
  .object({
    access_grant: z.number().int(),
    role: z.string(),
    purpose: z.string(),
    participant: text,
    participant_name: text,
    practice_ids: z.array(z.string()),
    end_date: text,
  })
  .meta({ id: 'AccessGrant' })

export async function grantsShown(
  register: Register,
  grants: readonly AccessGrant[],
): Promise<z.infer<typeof AccessGrantShape>[]> {
  const participants = grants.length === 0 ? [] : await listParticipants(register)
  return grants.map((one) => ({
    ...one,
    participant_name: participants.find(({ participant }) => participant === one.participant)?.participant_name ?? null,
  }))
}
