import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { WholepanelError } from '../../../error.ts'
import { appendEventIn } from '../../../register/events.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { accountOf } from '../../../register/people/accounts.ts'
import { linkedAccount, linkIdentity } from '../../../register/people/identity-links.ts'
import { CALLBACK } from '../../guard.ts'
import { addressOf, atOwnDoor, type House, type Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { invitedBy, useUp } from '../../sign-in/accept-invitation.ts'
import { cookieOf, setCookie } from '../../sign-in/cookies.ts'
import { enter, refuse } from '../../sign-in/enter.ts'
import type { Identity, IdentityProvider } from '../../sign-in/identity-provider.ts'
import { readTicket, useTicket, writeTicket } from '../../sign-in/ticket.ts'
import { InvitationToken, typed } from './sign-in-shapes.ts'

/** Comes back from another site, hence SameSite=Lax; it opens nothing by itself. */
const COOKIE = 'wholepanel-provider'
const MINUTES = 10

const Ask = z.strictObject({
  from: typed(2000).default('/').describe('Where to go on afterwards, on this site'),
  invitation: InvitationToken.optional().describe('Accepts an invitation by the provider’s word'),
  link: z.boolean().default(false).describe('Adds the provider to the account that is signed in'),
})

export function identityProviderRoutes(server: Server, house: House): void {
  server.post(
    '/api/identity-provider',
    {
      schema: {
        summary: 'The address at which the identity provider asks who one is',
        body: Ask,
        response: { 200: z.object({ url: z.string() }), ...problems },
      },
    },
    async (request, reply) => ({ url: await ask(house, request, reply, request.body) }),
  )
  server.get(
    CALLBACK,
    {
      schema: {
        summary: 'Where the identity provider sends the browser back to; leads on to a page',
        response: { 302: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const to = await back(house, request, reply).catch((error: unknown) => {
        if (error instanceof WholepanelError) return `/?refused=${error.code}`
        throw error
      })
      return reply.code(302).header('location', to).send(null)
    },
  )
}

const providerOf = ({ signIn }: House): IdentityProvider => {
  if (signIn.provider) return signIn.provider
  throw new WholepanelError('access-identity-provider', { got: 'none is set up', fix: 'set identity_provider' })
}

async function ask(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  { from, invitation, link }: z.infer<typeof Ask>,
): Promise<string> {
  const provider = providerOf(house)
  house.signIn.attempts.refuseTooMany(request.ip)
  if (invitation) await requireInvitation(house, request, invitation)
  const session = link ? (await atOwnDoor(house, request, { proven: true })).session_hash : null
  const own = addressOf(house, request)
  const { url, ...question } = await provider.ask(own.origin + CALLBACK)
  const holds = { ...question, from: ownPath(from), invitation: invitation ?? null, session }
  const ticket = writeTicket(house.signIn.seal, 'identity-provider', holds, house.now())
  reply.header('set-cookie', setCookie(COOKIE, ticket, own, { sameSite: 'lax', maxAge: MINUTES * 60 }))
  return url
}

async function requireInvitation(house: House, request: FastifyRequest, token: string): Promise<void> {
  if ((await invitedBy(house, request, token)).kind === 'first-operator')
    throw new WholepanelError('access-identity-provider', {
      got: 'the first operator',
      fix: 'make that account with a passkey or a password, then link the provider to it',
    })
}

/** Where the browser goes on. The state was given to this browser, and comes back once. */
async function back(house: House, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const provider = providerOf(house)
  const { register, signIn } = house
  const own = addressOf(house, request)
  const ticket = cookieOf(request, COOKIE, own) ?? ''
  const asked = readTicket(signIn.seal, 'identity-provider', ticket, house.now())
  reply.header('set-cookie', setCookie(COOKIE, '', own, { sameSite: 'lax', maxAge: 0 }))
  const fits = asked && new URL(request.url, own.origin).searchParams.get('state') === asked.state
  if (!fits || !(await useTicket({ register, seal: signIn.seal, now: house.now() }, 'identity-provider', ticket)))
    throw new WholepanelError('access-identity-provider', {
      got: 'an answer to a question that this browser did not ask',
    })
  const identity = await provider.answer(new URL(request.url, own.origin), asked)
  if (asked.session !== null) {
    await linkToSession(house, request, identity, asked.session)
    return asked.from
  }
  const account = await accountFor(house, request, identity, asked.invitation)
  const { choose } = await enter(house, request, reply, { account, method: 'identity-provider' })
  return choose ? `/#choose=${choose.ticket}` : asked.from
}

/** A person of the provider is an account's by a link made before or by an invitation; never by an address alone. */
async function accountFor(
  house: House,
  request: FastifyRequest,
  identity: Identity,
  invitation: string | null,
): Promise<string> {
  const known = await linkedAccount(house.register, identity.issuer, identity.subject)
  const method = 'identity-provider'
  if (invitation !== null && known === null) {
    const invited = await invitedBy(house, request, invitation)
    const now = house.now()
    await house.register.engine(async (tx) => {
      await useUp(tx, { token: invitation, invited, now })
      await link(tx, identity, invited.account, now)
    })
    return invited.account
  }
  const account = known === null ? undefined : await accountOf(house.register, known)
  if (account?.status !== 'active')
    throw await refuse(house, request, { account: account?.account ?? null, method, because: 'not-linked' })
  return account.account
}

/** The session that asked must still hold in the register; a cookie of strict kind does not come along from elsewhere. */
async function linkToSession(
  house: House,
  request: FastifyRequest,
  identity: Identity,
  session_hash: string,
): Promise<void> {
  const session = await house.sessions.byHash(session_hash)
  if (!session)
    throw await refuse(house, request, { account: null, method: 'identity-provider', because: 'session-over' })
  await house.register.engine((tx) => link(tx, identity, session.account, house.now()))
}

/** The link and its event, together. */
async function link(
  tx: RegisterTransaction,
  { issuer, subject }: Identity,
  account: string,
  linked_at: string,
): Promise<void> {
  if (!(await linkIdentity(tx, { issuer, subject, account, linked_at })))
    throw new WholepanelError('access-identity-provider', {
      got: 'somebody whose sign-in belongs to an account already',
    })
  await appendEventIn(tx, {
    at: linked_at,
    actor: account,
    role: null,
    participant: null,
    purpose: null,
    act: 'link-identity',
    about: `account:${account}`,
    detail: {},
  })
}

/** An address on this site, so that signing in cannot lead a reader elsewhere. */
const ownPath = (from: string): string => (/^\/(?![/\\])[^\\\s]*$/.test(from) && !from.startsWith('/api') ? from : '/')
