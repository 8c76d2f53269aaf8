import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { WholepanelError } from '../../../error.ts'
import { refused } from '../../../governance/permit.ts'
import type { RegisterTransaction } from '../../../register/open.ts'
import { grantsInForce } from '../../../register/people/access-grants.ts'
import { accountOf } from '../../../register/people/accounts.ts'
import { addCredentials, credentialsOf, removePasskey } from '../../../register/people/credentials.ts'
import { linksOf } from '../../../register/people/identity-links.ts'
import { endSession, endSessionsIn, sessionsOf } from '../../../register/people/sessions.ts'
import { addressOf, atOwnDoor, type House, type Server } from '../../house.ts'
import { problems } from '../../problem.ts'
import { today } from '../../sign-in/enter.ts'
import { newCodeGenerator, newGenerator, newPassword, recoveryCodes } from '../../sign-in/new-password.ts'
import { recordOwnAct, recordOwnActIn } from '../../sign-in/own-act.ts'
import { newPasskey, newPasskeyOptions, passkeysWork } from '../../sign-in/passkeys.ts'
import { proveCurrentPassword } from '../../sign-in/prove-password.ts'
import type { Session } from '../../sign-in/sessions.ts'
import { LONGEST_PASSWORD } from '../../sign-in/strong-password.ts'
import { text } from '../shapes.ts'
import { CodeGenerator, RecoveryCodes } from './accept-invitation.ts'
import { AccessGrantShape, grantsShown, NewPasskeyAnswer, Options, Ticket, typed } from './sign-in-shapes.ts'

const Account = z
  .object({
    account: z.string(),
    name: z.string(),
    email: text,
    access_grant: z.number().int(),
    grants: z.array(AccessGrantShape),
    passkeys: z.array(
      z.object({ credential: z.number().int(), label: z.string(), created_at: z.string(), last_used_at: text }),
    ),
    passkeys_work: z.boolean().describe('Whether this address is one that a passkey can be bound to'),
    password_set_at: text,
    code_generator_set_at: text,
    recovery_codes_left: z.number().int(),
    identity_providers: z.array(z.object({ issuer: z.string(), linked_at: z.string() })),
    sessions: z.array(
      z.object({
        session: z.string(),
        this_one: z.boolean(),
        method: z.string(),
        started_at: z.string(),
        seen_at: z.string(),
        ends_at: z.string(),
      }),
    ),
  })
  .meta({ id: 'Account' })

/** A session by the start of its hash: enough to name it, of no use to enter. */
const nameOf = (session_hash: string): string => session_hash.slice(0, 16)
const Nothing = { 204: z.null(), ...problems }

export function accountRoutes(server: Server, house: House): void {
  server.get(
    '/api/account',
    { schema: { summary: 'One’s own account', response: { 200: Account, ...problems } } },
    async (request) => shown(house, request, await atOwnDoor(house, request)),
  )
  sessionsOfAccount(server, house)
  passkeysOfAccount(server, house)
  passwordOfAccount(server, house)
}

function sessionsOfAccount(server: Server, house: House): void {
  server.delete(
    '/api/account/sessions',
    { schema: { summary: 'Signs out everywhere else', response: Nothing } },
    async (request, reply) => {
      const session = await atOwnDoor(house, request)
      await house.register.engine(async (tx) => {
        const ended = await endOthersIn(tx, house, session)
        await recordOwnActIn(tx, session, { act: 'end-sessions', detail: { ended }, at: house.now() })
      })
      return reply.code(204).send(null)
    },
  )
  server.delete(
    '/api/account/sessions/:session',
    {
      schema: {
        summary: 'Ends one of one’s sessions',
        params: z.object({ session: z.string().length(16) }),
        response: Nothing,
      },
    },
    async (request, reply) => {
      const { account, viewer } = await atOwnDoor(house, request)
      const own = await sessionsOf(house.register, account, house.now())
      const found = own.find((one) => nameOf(one.session_hash) === request.params.session)
      if (!found) throw refused()
      await endSession(house.register, found.session_hash, 'revoked', house.now())
      await recordOwnAct(house, { account, viewer }, 'end-sessions', { ended: 1 })
      return reply.code(204).send(null)
    },
  )
}

function passkeysOfAccount(server: Server, house: House): void {
  server.post(
    '/api/account/passkey-options',
    { schema: { summary: 'What another passkey is made with', response: { 200: Options, ...problems } } },
    async (request) => {
      const { account } = await atOwnDoor(house, request, { proven: true })
      return newPasskeyOptions(house, request, await personOf(house, account), await passkeysOf(house, account))
    },
  )
  server.post(
    '/api/account/passkeys',
    {
      schema: {
        summary: 'Adds a passkey',
        body: z.strictObject({ passkey: NewPasskeyAnswer, ticket: Ticket, label: typed(60) }),
        response: Nothing,
      },
    },
    async (request, reply) => {
      const session = await atOwnDoor(house, request, { proven: true })
      const { passkey, ticket, label } = request.body
      const added = await newPasskey(house, request, { ticket, response: passkey, label, whom: session.account })
      await change(house, session, 'add-passkey', (tx) => addCredentials(tx, session.account, [added], house.now()))
      return reply.code(204).send(null)
    },
  )
  server.delete(
    '/api/account/passkeys/:credential',
    {
      schema: {
        summary: 'Takes a passkey away, unless it is the only way in. Signs out everywhere else',
        params: z.object({ credential: z.coerce.number().int() }),
        response: Nothing,
      },
    },
    async (request, reply) => {
      const session = await atOwnDoor(house, request, { proven: true })
      await change(house, session, 'remove-passkey', async (tx) => {
        const removed = await removePasskey(tx, session.account, request.params.credential)
        if (removed === 'none') throw refused()
        if (removed === 'only-way-in')
          throw new WholepanelError('input-argument', {
            got: 'the only way into this account',
            fix: 'add another passkey or a password first',
          })
        await endOthersIn(tx, house, session)
      })
      return reply.code(204).send(null)
    },
  )
}

function passwordOfAccount(server: Server, house: House): void {
  server.post(
    '/api/account/code-generator',
    { schema: { summary: 'A key for a code generator', response: { 200: CodeGenerator, ...problems } } },
    async (request) => {
      const { account } = await atOwnDoor(house, request, { proven: true })
      return newCodeGenerator(house, await personOf(house, account))
    },
  )
  server.post(
    '/api/account/second-factor',
    {
      schema: {
        summary:
          'Takes a code generator that has shown a code, in place of any before, with new recovery codes. Signs out everywhere else',
        body: z.strictObject({ code: typed(40), ticket: Ticket }),
        response: { 200: RecoveryCodes, ...problems },
      },
    },
    async (request) => {
      const session = await atOwnDoor(house, request, { proven: true })
      const generator = await newGenerator(house, session.account, request.body)
      const recovery = recoveryCodes(house, session.account)
      await change(house, session, 'change-second-factor', async (tx) => {
        await addCredentials(tx, session.account, [generator, ...recovery.credentials], house.now())
        await endOthersIn(tx, house, session)
      })
      return { recovery_codes: recovery.codes }
    },
  )
  server.post(
    '/api/account/password',
    {
      schema: {
        summary: 'Sets a password; a second factor must be there. Signs out everywhere else',
        body: z.strictObject({
          password: typed(LONGEST_PASSWORD * 2),
          current: typed(LONGEST_PASSWORD * 2)
            .optional()
            .describe('The password until now: wanted of whoever signed in by it'),
        }),
        response: Nothing,
      },
    },
    async (request, reply) => {
      const session = await atOwnDoor(house, request, { proven: true })
      const { account, method } = session
      if (!(await credentialsOf(house.register, account)).some((one) => one.kind === 'totp'))
        throw new WholepanelError('input-second-factor', { fix: 'set up a code generator first' })
      if (method === 'password') await proveCurrentPassword(house, request, account, request.body.current ?? '')
      const password = await newPassword(house, await personOf(house, account), request.body.password)
      await change(house, session, 'change-password', async (tx) => {
        await addCredentials(tx, account, [password], house.now())
        await endOthersIn(tx, house, session)
      })
      return reply.code(204).send(null)
    },
  )
  server.post(
    '/api/account/recovery-codes',
    {
      schema: {
        summary: 'Makes new recovery codes; those before are worth nothing',
        response: { 200: RecoveryCodes, ...problems },
      },
    },
    async (request) => {
      const session = await atOwnDoor(house, request, { proven: true })
      const recovery = recoveryCodes(house, session.account)
      await change(house, session, 'make-recovery-codes', (tx) =>
        addCredentials(tx, session.account, recovery.credentials, house.now()),
      )
      return { recovery_codes: recovery.codes }
    },
  )
}

async function shown(house: House, request: FastifyRequest, session: Session): Promise<z.infer<typeof Account>> {
  const { register } = house
  const { account } = session
  const person = await personOf(house, account)
  const credentials = await credentialsOf(register, account)
  const setAt = (kind: string): string | null => credentials.find((one) => one.kind === kind)?.created_at ?? null
  return {
    account,
    name: person.name,
    email: person.email === account ? null : person.email,
    access_grant: session.access_grant,
    grants: await grantsShown(register, await grantsInForce(register, account, today(house))),
    passkeys: credentials.filter((one) => one.kind === 'passkey'),
    passkeys_work: passkeysWork(addressOf(house, request)),
    password_set_at: setAt('password'),
    code_generator_set_at: setAt('totp'),
    recovery_codes_left: credentials.filter((one) => one.kind === 'recovery-code').length,
    identity_providers: await linksOf(register, account),
    sessions: (await sessionsOf(register, account, house.now())).map((one) => ({
      ...one,
      session: nameOf(one.session_hash),
      this_one: one.session_hash === session.session_hash,
    })),
  }
}

async function personOf(house: House, key: string): Promise<{ account: string; name: string; email: string }> {
  const account = await accountOf(house.register, key)
  if (!account) throw refused()
  return { account: key, name: account.name, email: account.email ?? key }
}

const passkeysOf = async ({ register }: House, account: string) =>
  (await credentialsOf(register, account)).filter((one) => one.kind === 'passkey')

/** What somebody changes of their own account, with the sessions that it ends and its event: all of it or nothing. */
const change = (
  { register, now }: House,
  session: Session,
  act: string,
  work: (tx: RegisterTransaction) => Promise<unknown>,
): Promise<void> =>
  register.engine(async (tx) => {
    await work(tx)
    await recordOwnActIn(tx, session, { act, detail: {}, at: now() })
  })

/** Whoever came in by what is no longer a way in has to come again. */
const endOthersIn = (tx: RegisterTransaction, { now }: House, { account, session_hash }: Session): Promise<number> =>
  endSessionsIn(tx, account, 'revoked', now(), session_hash)
