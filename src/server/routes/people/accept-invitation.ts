import { z } from 'zod'
import { grantsInForce } from '../../../register/people/access-grants.ts'
import type { House, Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { acceptInvitation, invitedBy, named } from '../../sign-in/accept-invitation.ts'
import { enter, today } from '../../sign-in/enter.ts'
import { newCodeGenerator } from '../../sign-in/new-password.ts'
import { newPasskeyOptions } from '../../sign-in/passkeys.ts'
import { LONGEST_PASSWORD } from '../../sign-in/strong-password.ts'
import {
  AccessGrantShape,
  grantsShown,
  InvitationToken,
  NewPasskeyAnswer,
  Options,
  Ticket,
  typed,
} from './sign-in-shapes.ts'

const Invited = z
  .object({
    kind: z.enum(['first-operator', 'invitation']),
    name: z.string(),
    email: z.string(),
    grants: z.array(AccessGrantShape),
  })
  .meta({ id: 'Invited' })

const Who = z.strictObject({
  token: InvitationToken,
  name: typed(120).optional().describe('Of the first operator; everybody else has one'),
  email: typed(254).optional(),
})
const label = typed(60).default('Passkey')
const Accept = z.union([
  Who.extend({ password: typed(LONGEST_PASSWORD * 2), code: typed(40), ticket: Ticket }),
  Who.extend({ passkey: NewPasskeyAnswer, ticket: Ticket, label }),
])

export const CodeGenerator = z
  .object({ ticket: z.string(), key: z.string(), uri: z.string() })
  .meta({ id: 'CodeGenerator' })
export const RecoveryCodes = z
  .object({ recovery_codes: z.array(z.string()).describe('Shown this once') })
  .meta({ id: 'RecoveryCodes' })

/** The token stands behind the # of the link, which browsers send to nobody; it comes here in a body. */
export function acceptInvitationRoutes(server: Server, house: House): void {
  server.post(
    '/api/invitation',
    {
      schema: {
        summary: 'For whom a link opens; it is not used up',
        body: z.strictObject({ token: InvitationToken }),
        response: { 200: Invited, ...problems },
      },
    },
    async (request) => {
      const { kind, account, name, email } = await invitedBy(house, request, request.body.token)
      const grants = account ? await grantsInForce(house.register, account, today(house)) : []
      return { kind, name, email, grants: await grantsShown(house.register, grants) }
    },
  )
  server.post(
    '/api/invitation/passkey-options',
    { schema: { summary: 'What a new passkey is made with', body: Who, response: { 200: Options, ...problems } } },
    async (request) => {
      const invited = await named(house, await invitedBy(house, request, request.body.token), request.body)
      return newPasskeyOptions(house, request, invited)
    },
  )
  server.post(
    '/api/invitation/code-generator',
    { schema: { summary: 'A key for a code generator', body: Who, response: { 200: CodeGenerator, ...problems } } },
    async (request) =>
      newCodeGenerator(house, await named(house, await invitedBy(house, request, request.body.token), request.body)),
  )
  server.post(
    '/api/invitation/accept',
    {
      schema: {
        summary: 'Uses the link up: the account gets its way in, and its person is signed in',
        body: Accept,
        response: { 200: RecoveryCodes, ...problems },
      },
    },
    async (request, reply) => {
      const { token } = request.body
      const invited = await named(house, await invitedBy(house, request, token), request.body)
      const accepted = await acceptInvitation(house, request, { token, invited, way: request.body })
      const [first] = await grantsInForce(house.register, invited.account, today(house))
      const method = 'password' in request.body ? 'password' : 'passkey'
      if (first) await enter(house, request, reply, { account: invited.account, method }, first.access_grant)
      return accepted
    },
  )
}
