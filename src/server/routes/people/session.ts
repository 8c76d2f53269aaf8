import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { grantsInForce } from '../../../register/people/access-grants.ts'
import { accountOf, demonstrationPeople } from '../../../register/people/accounts.ts'
import { operatorHasAccount } from '../../../register/people/credentials.ts'
import { IDLE_MINUTES } from '../../../register/people/sessions.ts'
import { addressOf, atOwnDoor, type House, type Server } from '../../house.ts'
import { isLocal } from '../../own-address.ts'
import { problems } from '../../problem.ts'
import { type Entered, enter, enterByTicket, notProven, type Proof, refuse, today } from '../../sign-in/enter.ts'
import { recordOwnAct } from '../../sign-in/own-act.ts'
import { passkeyOptions, passkeysWork, provePasskey } from '../../sign-in/passkeys.ts'
import { provePassword } from '../../sign-in/prove-password.ts'
import { text } from '../shapes.ts'
import { AccessGrantShape, grantsShown, Options, PasskeyAnswer, Ticket, typed } from './sign-in-shapes.ts'

const ViewerShape = z
  .object({
    person: z.string(),
    name: z.string(),
    role: z.string(),
    purpose: z.string(),
    organization_id: text,
    practice_ids: z.array(z.string()),
    administers: z.boolean().describe('Says who of its own participant may look'),
  })
  .meta({ id: 'Viewer' })

const SessionShape = z
  .object({
    region: z.string(),
    demonstration: z.boolean(),
    viewer: ViewerShape.nullable(),
    access_grant: z.number().int().nullable(),
    grants: z.array(AccessGrantShape).describe('As whom the person may look instead'),
    idle_minutes: z.number().int(),
    ends_at: text.describe('When the session ends, however busy'),
    choose: z
      .object({ ticket: z.string(), grants: z.array(AccessGrantShape) })
      .nullable()
      .describe('Who one is is proved; as whom one looks is still to be chosen, by this ticket'),
    ways: z.object({ passkey: z.boolean(), identity_provider: text }).describe('How one may sign in here'),
    first_operator: z.boolean().describe('Nobody can sign in yet: the server printed a link for the first operator'),
    people: z
      .array(
        z.object({
          person: z.string(),
          name: z.string(),
          role: z.string(),
          organization_name: text,
          about: z.string(),
        }),
      )
      .describe('Who may be chosen without a password: in a demonstration, on this machine'),
  })
  .meta({ id: 'Session' })

const SignIn = z.union([
  z.strictObject({ person: z.string().max(100) }),
  z.strictObject({ email: typed(254), password: typed(400), code: typed(40) }),
  z.strictObject({ passkey: PasskeyAnswer, ticket: Ticket }),
  z.strictObject({ ticket: Ticket, access_grant: z.number().int().optional() }),
])

const NOBODY: Entered = { session: null, choose: null }

export function sessionRoutes(server: Server, house: House): void {
  const schema = {
    summary: 'Who is signed in, how one may sign in, and in a demonstration who one may be',
    response: { 200: SessionShape, ...problems },
  }
  server.get('/api/session', { schema }, async (request) =>
    shown(house, request, { session: await house.sessions.of(request), choose: null }),
  )
  server.post(
    '/api/session',
    {
      schema: {
        ...schema,
        summary:
          'Signs in: by password and code, by passkey, by the ticket of a choice between grants, or in a demonstration by choosing a person',
        body: SignIn,
      },
    },
    async (request, reply) => shown(house, request, await signIn(house, request, reply, request.body)),
  )
  server.post(
    '/api/session/passkey-options',
    { schema: { summary: 'What a passkey is asked', response: { 200: Options, ...problems } } },
    async (request) => {
      house.signIn.attempts.refuseTooMany(request.ip)
      return passkeyOptions(house, request)
    },
  )
  server.post(
    '/api/session/grant',
    {
      schema: {
        ...schema,
        summary: 'Looks by another of one’s grants, with a new key',
        body: z.strictObject({ access_grant: z.number().int() }),
      },
    },
    async (request, reply) =>
      shown(house, request, await changeGrant(house, request, reply, request.body.access_grant)),
  )
  server.delete('/api/session', { schema: { ...schema, summary: 'Signs out' } }, async (request, reply) => {
    const session = await house.sessions.of(request)
    await house.sessions.end(request, reply)
    if (session) await recordOwnAct(house, session, 'sign-out', {})
    return shown(house, request, NOBODY)
  })
}

async function signIn(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  given: z.infer<typeof SignIn>,
): Promise<Entered> {
  if ('person' in given) return enter(house, request, reply, await chosen(house, request, given.person))
  if ('email' in given) return enter(house, request, reply, await provePassword(house, request, given))
  if (!('passkey' in given)) return enterByTicket(house, request, reply, given)
  return enter(
    house,
    request,
    reply,
    await provePasskey(house, request, { ticket: given.ticket, response: given.passkey }),
  )
}

/** Without a password only in a region the demonstration made, and only when both ends are this machine. */
const mayChoose = (house: House, request: FastifyRequest): boolean =>
  house.region.settings.demonstration && isLocal(request)

async function chosen(house: House, request: FastifyRequest, person: string): Promise<Proof> {
  const account = mayChoose(house, request) ? await accountOf(house.register, person) : undefined
  if (account && account.about !== null) return { account: account.account, method: 'demonstration' }
  throw await refuse(house, request, { account: null, method: 'demonstration', because: 'not-here' })
}

async function changeGrant(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  access_grant: number,
): Promise<Entered> {
  const before = await atOwnDoor(house, request)
  const grants = await grantsInForce(house.register, before.account, today(house))
  if (!grants.some((one) => one.access_grant === access_grant)) throw notProven()
  const { account, method, ends_at } = before
  await recordOwnAct(house, before, 'change-grant', { access_grant })
  const session = await house.sessions.start(request, reply, { account, method, ends_at, access_grant })
  return { session, choose: null }
}

async function shown(house: House, request: FastifyRequest, { session, choose }: Entered) {
  const { register, region, signIn } = house
  const viewer = session?.viewer ?? null
  const own = session ? await grantsInForce(register, session.account, today(house)) : []
  return {
    region: region.settings.region,
    demonstration: region.settings.demonstration,
    viewer: viewer && {
      ...viewer,
      practice_ids: [...viewer.practice_ids],
      administers: viewer.administers ?? false,
    },
    access_grant: session?.access_grant ?? null,
    grants: await grantsShown(register, own),
    idle_minutes: IDLE_MINUTES,
    ends_at: session?.ends_at ?? null,
    choose: choose && { ticket: choose.ticket, grants: await grantsShown(register, choose.grants) },
    ways: {
      passkey: passkeysWork(addressOf(house, request)),
      identity_provider: signIn.provider?.settings.name ?? null,
    },
    first_operator: !region.settings.demonstration && !session && !(await operatorHasAccount(register)),
    people: mayChoose(house, request) ? await demonstrationPeople(register) : [],
  }
}
