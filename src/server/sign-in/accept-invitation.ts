import type { RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyRequest } from 'fastify'
import { WholepanelError } from '../../error.ts'
import { appendEventIn } from '../../register/events.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { insertAccessGrant } from '../../register/people/access-grants.ts'
import { accountByEmail, accountOf, insertAccount } from '../../register/people/accounts.ts'
import { addCredentials, type NewCredential, operatorHasAccount } from '../../register/people/credentials.ts'
import { hasProof, readInvitation, useInvitation } from '../../register/people/invitations.ts'
import { clearFailuresIn } from '../../register/people/lock-out.ts'
import { isOperatorToken, useOperatorToken } from '../../register/people/operator-token.ts'
import type { House } from '../house.ts'
import { passwordAndCode } from './new-password.ts'
import { newPasskey } from './passkeys.ts'

/** For whom a link opens: an account that was made for somebody, or the first operator's, which is yet to be made. */
export type Invited = { kind: 'first-operator' | 'invitation'; account: string; name: string; email: string }

export type Way =
  | { password: string; code: string; ticket: string }
  | { passkey: RegistrationResponseJSON; ticket: string; label: string }

/** Whoever can prove who they are needs no invitation: a link never takes over an account that is in use. */
export async function invitedBy(house: House, request: FastifyRequest, token: string): Promise<Invited> {
  const { register, signIn } = house
  signIn.attempts.refuseTooMany(request.ip)
  const found = await readInvitation(register, token, house.now())
  if (found && !(await register.engine((tx) => hasProof(tx, found.account)))) {
    const account = await accountOf(register, found.account)
    return { kind: 'invitation', account: found.account, name: found.name, email: account?.email ?? '' }
  }
  if (!found && (await isOperatorToken(register, token)) && !(await operatorHasAccount(register)))
    return { kind: 'first-operator', account: '', name: '', email: '' }
  signIn.attempts.failed(request.ip)
  throw opensNothing()
}

/** The invited person as they are about to be: the first operator says name and address, the others have them. */
export async function named(
  house: House,
  invited: Invited,
  { name, email }: { name?: string | undefined; email?: string | undefined },
): Promise<Invited> {
  if (invited.kind === 'invitation') return invited
  if (!name?.trim() || !email?.trim())
    throw new WholepanelError('input-argument', { got: 'no name or no address', want: 'both, for the first operator' })
  if (await accountByEmail(house.register, email.trim()))
    throw new WholepanelError('conflict-account', { fix: 'use another address' })
  return { ...invited, name: name.trim(), email: email.trim(), account: await freeKey(house, name) }
}

async function freeKey({ register }: House, name: string): Promise<string> {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
  const wanted = plain || 'operator-account'
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? wanted : `${wanted}-${number}`
    if (!(await accountOf(register, key))) return key
  }
}

/**
 * Uses the link up and gives the account its first way in, with the event of it: all of it or nothing, so that a link
 * is never used up for an account that nobody can enter. The recovery codes are shown once and kept as marks.
 */
export async function acceptInvitation(
  house: House,
  request: FastifyRequest,
  { token, invited, way }: { token: string; invited: Invited; way: Way },
): Promise<{ recovery_codes: string[] }> {
  const { register } = house
  const { credentials, recovery_codes } =
    'password' in way
      ? await passwordAndCode(house, invited, way)
      : { credentials: [await passkeyWay(house, request, invited, way)], recovery_codes: [] }
  const now = house.now()
  await register.engine(async (tx) => {
    await useUp(tx, { token, invited, now })
    await addCredentials(tx, invited.account, credentials, now)
    await clearFailuresIn(tx, invited.account)
    await appendEventIn(tx, {
      at: now,
      actor: invited.account,
      role: null,
      participant: null,
      purpose: null,
      act: 'accept-invitation',
      about: `account:${invited.account}`,
      detail: { way: 'password' in way ? 'password' : 'passkey' },
    })
  })
  return { recovery_codes }
}

/** The link is used before anything is changed, so that of two at once only one goes on. */
export async function useUp(
  tx: RegisterTransaction,
  { token, invited, now }: { token: string; invited: Invited; now: string },
): Promise<void> {
  if (invited.kind === 'invitation') {
    if ((await useInvitation(tx, token, now)) !== invited.account) throw opensNothing()
    return
  }
  if (!(await useOperatorToken(tx, token, now))) throw opensNothing()
  const { account } = await insertAccount(tx, invited, 'operator', now)
  const start_date = now.slice(0, 10)
  const first = { account, role: 'operator', purpose: 'oversight', participant: null, start_date, administers: true }
  await insertAccessGrant(tx, first, 'operator', now)
}

const passkeyWay = (
  house: House,
  request: FastifyRequest,
  { account }: Invited,
  way: Extract<Way, { passkey: unknown }>,
): Promise<NewCredential> =>
  newPasskey(house, request, { ticket: way.ticket, response: way.passkey, label: way.label, whom: account })

const opensNothing = (): WholepanelError =>
  new WholepanelError('access-invitation', {
    fix: 'a link is good once and for a limited time; ask whoever sent it for another',
  })
