import type { FastifyReply, FastifyRequest } from 'fastify'
import { WholepanelError } from '../../error.ts'
import { appendEvent } from '../../register/events.ts'
import { type AccessGrant, grantsInForce } from '../../register/people/access-grants.ts'
import type { House } from '../house.ts'
import type { Attempts } from './attempts.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { Seal } from './seal.ts'
import type { Session } from './sessions.ts'
import { readTicket, useTicket, writeTicket } from './ticket.ts'

/** What signing in needs beside the register. */
export type SignIn = { seal: Seal; attempts: Attempts; provider: IdentityProvider | null }

export type Method = 'password' | 'passkey' | 'identity-provider' | 'demonstration'
/** Somebody who has proved who they are, and by what. */
export type Proof = { account: string; method: Method }

/** Who comes in, or between which grants they still have to choose. */
export type Entered = { session: Session | null; choose: { ticket: string; grants: AccessGrant[] } | null }

export const today = (house: House): string => house.now().slice(0, 10)

/** The one refusal of a proof, whatever was wrong, whether or not there is such an account. */
export const notProven = (): WholepanelError =>
  new WholepanelError('access-not-proven', {
    fix: 'check the address, the password and the code; after five failures an account rests for a while, and for longer after each further one',
  })

/** Lets a proven person in by the chosen grant, or by the only one. */
export async function enter(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  { account, method }: Proof,
  access_grant?: number,
): Promise<Entered> {
  const grants = await grantsInForce(house.register, account, today(house))
  const chosen = grants.length === 1 ? grants[0] : grants.find((one) => one.access_grant === access_grant)
  if (!chosen && grants.length > 1 && access_grant === undefined)
    return {
      session: null,
      choose: { ticket: writeTicket(house.signIn.seal, 'choose-grant', { account, method }, house.now()), grants },
    }
  if (!chosen)
    throw new WholepanelError('access-denied', {
      got: 'an account without a grant in force',
      fix: 'ask the administrator of your organization',
    })
  // Before it begins: who comes in unrecorded does not come in.
  await appendEvent(house.register, {
    at: house.now(),
    actor: account,
    role: chosen.role,
    participant: chosen.participant,
    purpose: chosen.purpose,
    act: 'sign-in',
    about: `account:${account}`,
    detail: { method, access_grant: chosen.access_grant },
  })
  const session = await house.sessions.start(request, reply, { account, access_grant: chosen.access_grant, method })
  return { session, choose: null }
}

/** Goes on where a person with several grants was asked for one. */
export async function enterByTicket(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  { ticket, access_grant }: { ticket: string; access_grant?: number | undefined },
): Promise<Entered> {
  const { seal } = house.signIn
  const proof = readTicket(seal, 'choose-grant', ticket, house.now())
  if (!proof) throw notProven()
  if (access_grant === undefined)
    return {
      session: null,
      choose: { ticket, grants: await grantsInForce(house.register, proof.account, today(house)) },
    }
  if (!(await useTicket({ register: house.register, seal, now: house.now() }, 'choose-grant', ticket)))
    throw notProven()
  return enter(house, request, reply, proof as Proof, access_grant)
}

/** Writes down that nobody came in: the account where there is one, never what was typed. */
export async function refuse(
  house: House,
  request: FastifyRequest,
  { account, method, because }: { account: string | null; method: Method; because: string },
): Promise<WholepanelError> {
  house.signIn.attempts.failed(request.ip)
  await appendEvent(house.register, {
    at: house.now(),
    actor: 'unknown',
    role: null,
    participant: null,
    purpose: null,
    act: 'sign-in-failed',
    about: account ? `account:${account}` : '',
    detail: { method, because },
  })
  return notProven()
}
