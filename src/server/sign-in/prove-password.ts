import type { FastifyRequest } from 'fastify'
import { appendEvent } from '../../register/events.ts'
import { accountByEmail } from '../../register/people/accounts.ts'
import { type Credential, credentialsOf, useCounter, useRecoveryCode } from '../../register/people/credentials.ts'
import { clearFailures, countAttempt } from '../../register/people/lock-out.ts'
import type { House } from '../house.ts'
import { type Proof, refuse } from './enter.ts'
import { recoveryCodeAsWritten, stepOfCode } from './one-time-code.ts'
import { passwordFits } from './password.ts'
import type { Seal } from './seal.ts'

export type PasswordGiven = { email: string; password: string; code: string }

/**
 * A password and a second factor, judged together: no answer says which was wrong. The same steps are walked for an
 * address that nobody has, so that neither words nor time tell.
 */
export async function provePassword(house: House, request: FastifyRequest, given: PasswordGiven): Promise<Proof> {
  const { register, signIn } = house
  const method = 'password'
  signIn.attempts.refuseTooMany(request.ip)
  const found = await accountByEmail(register, given.email.trim())
  const account = found?.account ?? ''
  const { attempt, locked_until } = await countAttempt(register, account, house.now())
  const credentials = await credentialsOf(register, account)
  const fits = await passwordFits(credentials.find((one) => one.kind === 'password')?.secret, given.password)
  const open = found?.status === 'active' && attempt === 'may-try'
  if (open && fits && (await secondFactorFits(house, credentials, account, given.code))) {
    await clearFailures(register, account)
    return { account, method }
  }
  if (locked_until) await writeDownLock(house, account, locked_until)
  throw await refuse(house, request, {
    account: found?.account ?? null,
    method,
    because: attempt === 'locked' && found ? 'locked' : 'wrong',
  })
}

/**
 * The password that is about to be changed: asked of whoever signed in by it, so that a browser left open gives nobody
 * the account. Guesses count as at signing in.
 */
export async function proveCurrentPassword(
  house: House,
  request: FastifyRequest,
  account: string,
  current: string,
): Promise<void> {
  const { register, signIn } = house
  signIn.attempts.refuseTooMany(request.ip)
  const { attempt, locked_until } = await countAttempt(register, account, house.now())
  const kept = (await credentialsOf(register, account)).find((one) => one.kind === 'password')?.secret
  if ((await passwordFits(kept, current)) && attempt === 'may-try') return clearFailures(register, account)
  if (locked_until) await writeDownLock(house, account, locked_until)
  throw await refuse(house, request, { account, method: 'password', because: attempt === 'locked' ? attempt : 'wrong' })
}

/** A code of the generator, or a recovery code in its place; either counts once. */
async function secondFactorFits(
  { register, signIn: { seal }, now }: House,
  credentials: readonly Credential[],
  account: string,
  code: string,
): Promise<boolean> {
  const generator = credentials.find((one) => one.kind === 'totp')
  const key = generator && openCodeKey(seal, account, generator.secret)
  const step = key ? stepOfCode(key, code, generator.counter, now()) : null
  if (generator && step !== null) return useCounter(register, generator, step, now())
  const recovery = recoveryCodeAsWritten(code)
  return recovery.length === 16 && useRecoveryCode(register, account, recoveryMark(seal, account, recovery))
}

async function writeDownLock(house: House, account: string, until: string): Promise<void> {
  await appendEvent(house.register, {
    at: house.now(),
    actor: 'unknown',
    role: null,
    participant: null,
    purpose: null,
    act: 'lock-account',
    about: `account:${account}`,
    detail: { until },
  })
}

export const sealCodeKey = (seal: Seal, account: string, key: string): string => seal.seal(`totp ${account}`, key)
const openCodeKey = (seal: Seal, account: string, sealed: string): string | null => seal.open(`totp ${account}`, sealed)
export const recoveryMark = (seal: Seal, account: string, code: string): string =>
  seal.mark(`recovery-code ${account}`, recoveryCodeAsWritten(code))
