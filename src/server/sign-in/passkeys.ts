import { isIP } from 'node:net'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import { WholepanelError } from '../../error.ts'
import { accountOf } from '../../register/people/accounts.ts'
import { type Credential, type NewCredential, passkeyOf, useCounter } from '../../register/people/credentials.ts'
import { newToken } from '../../register/people/token.ts'
import { addressOf, type House } from '../house.ts'
import type { OwnAddress } from '../own-address.ts'
import { type Proof, refuse } from './enter.ts'
import { useTicket, writeTicket } from './ticket.ts'

/** A passkey is bound to a name; an address of numbers is none. */
export const passkeysWork = ({ hostname }: OwnAddress): boolean => isIP(hostname.replaceAll(/[[\]]/g, '')) === 0

export type NewPasskeyOptions = { options: PublicKeyCredentialCreationOptionsJSON; ticket: string }

/** Asks the authenticator to check who holds it: a passkey counts as both factors. */
export async function newPasskeyOptions(
  house: House,
  request: FastifyRequest,
  whom: { account: string; name: string; email: string },
  has: readonly Credential[] = [],
): Promise<NewPasskeyOptions> {
  const own = addressOf(house, request)
  requirePasskeys(own)
  const options = await generateRegistrationOptions({
    rpName: house.region.settings.region,
    rpID: own.hostname,
    userName: whom.email,
    userDisplayName: whom.name,
    userID: new Uint8Array(handleOf(house, whom.account)),
    challenge: new Uint8Array(Buffer.from(newToken(), 'base64url')),
    excludeCredentials: has.flatMap((one) => (one.external_id ? [{ id: one.external_id }] : [])),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const holds = { challenge: options.challenge, whom: whom.account }
  return { options, ticket: writeTicket(house.signIn.seal, 'new-passkey', holds, house.now()) }
}

/** The passkey as it is kept, once its answer fits the question that this account was asked. */
export async function newPasskey(
  house: House,
  request: FastifyRequest,
  given: { ticket: string; response: RegistrationResponseJSON; label: string; whom: string },
): Promise<NewCredential> {
  const own = addressOf(house, request)
  const { register, signIn, now } = house
  const asked = await useTicket({ register, seal: signIn.seal, now: now() }, 'new-passkey', given.ticket)
  if (!asked || asked.whom !== given.whom) throw unfit()
  const verified = await verifyRegistrationResponse({
    response: given.response,
    expectedChallenge: asked.challenge,
    expectedOrigin: own.origin,
    expectedRPID: own.hostname,
    requireUserVerification: true,
  }).catch(() => null)
  if (!verified?.verified) throw unfit()
  const { id, publicKey, counter } = verified.registrationInfo.credential
  if (await passkeyOf(register, id)) throw unfit()
  const secret = Buffer.from(publicKey).toString('base64url')
  return { kind: 'passkey', external_id: id, secret, counter, label: given.label }
}

/** Any passkey of this place may answer: who it is comes with the answer, so that nothing tells which accounts there are. */
export async function passkeyOptions(
  house: House,
  request: FastifyRequest,
): Promise<{ options: PublicKeyCredentialRequestOptionsJSON; ticket: string }> {
  const own = addressOf(house, request)
  requirePasskeys(own)
  const options = await generateAuthenticationOptions({
    rpID: own.hostname,
    userVerification: 'required',
    challenge: new Uint8Array(Buffer.from(newToken(), 'base64url')),
  })
  const { challenge } = options
  return { options, ticket: writeTicket(house.signIn.seal, 'passkey-sign-in', { challenge }, house.now()) }
}

export async function provePasskey(
  house: House,
  request: FastifyRequest,
  given: { ticket: string; response: AuthenticationResponseJSON },
): Promise<Proof> {
  const { register, signIn } = house
  const method = 'passkey'
  signIn.attempts.refuseTooMany(request.ip)
  const ours = { register, seal: signIn.seal, now: house.now() }
  const asked = await useTicket(ours, 'passkey-sign-in', given.ticket)
  const passkey = await passkeyOf(register, given.response.id)
  const account = passkey ? await accountOf(register, passkey.account) : undefined
  const fits =
    asked &&
    passkey &&
    account?.status === 'active' &&
    (await answers(house, request, asked.challenge, passkey, given.response))
  if (!fits) throw await refuse(house, request, { account: account?.account ?? null, method, because: 'wrong' })
  return { account: passkey.account, method }
}

async function answers(
  house: House,
  request: FastifyRequest,
  challenge: string,
  passkey: Credential,
  response: AuthenticationResponseJSON,
): Promise<boolean> {
  const own = addressOf(house, request)
  const { userHandle } = response.response
  if (userHandle && userHandle !== handleOf(house, passkey.account).toString('base64url')) return false
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: own.origin,
    expectedRPID: own.hostname,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(Buffer.from(passkey.secret, 'base64url')),
      counter: passkey.counter,
    },
  }).catch(() => null)
  return (
    verified?.verified === true &&
    (await useCounter(house.register, passkey, verified.authenticationInfo.newCounter, house.now()))
  )
}

/** What an authenticator keeps of an account: nothing that names a person. */
const handleOf = ({ signIn }: House, account: string): Buffer =>
  Buffer.from(signIn.seal.mark('passkey-of', account), 'base64url')

function requirePasskeys(own: OwnAddress): void {
  if (!passkeysWork(own))
    throw new WholepanelError('input-argument', {
      got: 'an address of numbers',
      want: 'a name, which a passkey can be bound to',
      fix: 'open the pages at http://localhost, or set public_url',
    })
}

const unfit = (): WholepanelError =>
  new WholepanelError('input-argument', {
    got: 'a passkey that does not answer what was asked',
    fix: 'start again; a question is good for ten minutes, and once',
  })
