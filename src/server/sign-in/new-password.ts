import { WholepanelError } from '../../error.ts'
import type { NewCredential } from '../../register/people/credentials.ts'
import type { AccountRow } from '../../register/people/schema.ts'
import type { House } from '../house.ts'
import { codeUri, newCodeKey, newRecoveryCodes, stepOfCode } from './one-time-code.ts'
import { hashPassword } from './password.ts'
import { recoveryMark, sealCodeKey } from './prove-password.ts'
import { requireStrong, requireUnlisted } from './strong-password.ts'
import { readTicket, useTicket, writeTicket } from './ticket.ts'

type Whom = Pick<AccountRow, 'account' | 'name' | 'email'>

/** A password never stands alone: with it come a code generator and the codes for the day on which that is lost. */
export async function passwordAndCode(
  house: House,
  whom: Whom,
  { password, code, ticket }: { password: string; code: string; ticket: string },
): Promise<{ credentials: NewCredential[]; recovery_codes: string[] }> {
  // First: the ticket of the code generator is used up by the next.
  const secret = await newPassword(house, whom, password)
  const generator = await newGenerator(house, whom.account, { code, ticket })
  const recovery = recoveryCodes(house, whom.account)
  return { recovery_codes: recovery.codes, credentials: [secret, generator, ...recovery.credentials] }
}

export async function newPassword(house: House, whom: Whom, password: string): Promise<NewCredential> {
  requireStrong(password, around(house, whom))
  await requireUnlisted(password, house.region.refusedPasswords)
  return { kind: 'password', secret: await hashPassword(password), label: 'Password' }
}

/** Words that anyone who knows the place or the person would try. */
const around = ({ region }: House, { account, name, email }: Whom): string[] => [
  region.settings.region,
  account,
  name,
  email ?? '',
]

/** Shown once; the register keeps what finds them again and nothing that makes them. */
export function recoveryCodes({ signIn }: House, account: string): { codes: string[]; credentials: NewCredential[] } {
  const codes = newRecoveryCodes()
  const credentials = codes.map((code) => ({
    kind: 'recovery-code' as const,
    secret: recoveryMark(signIn.seal, account, code),
    label: 'Recovery code',
  }))
  return { codes, credentials }
}

/** What a code generator is told: a key of its own, which counts once a code of it has come back. */
export function newCodeGenerator(
  { region, signIn, now }: House,
  { account, email }: Whom,
): { ticket: string; key: string; uri: string } {
  const key = newCodeKey()
  const ticket = writeTicket(signIn.seal, 'code-generator', { key, whom: account }, now())
  return { ticket, key, uri: codeUri(key, `Wholepanel ${region.settings.region}`, email ?? account) }
}

/** A code generator that has shown that it works. Its first code is used up by that. */
export async function newGenerator(
  house: House,
  account: string,
  { code, ticket }: { code: string; ticket: string },
): Promise<NewCredential> {
  const { register, signIn } = house
  const now = house.now()
  const made = readTicket(signIn.seal, 'code-generator', ticket, now)
  if (!made || made.whom !== account)
    throw new WholepanelError('input-second-factor', { fix: 'start again: show a new picture to the code generator' })
  const step = stepOfCode(made.key, code, 0, now)
  if (step === null)
    throw new WholepanelError('input-second-factor', {
      got: 'a code that is not of this generator, or not of now',
      fix: 'see that the clock of the phone is right, and type the code that it shows now',
    })
  await useTicket({ register, seal: signIn.seal, now }, 'code-generator', ticket)
  return { kind: 'totp', secret: sealCodeKey(signIn.seal, account, made.key), label: 'Code generator', counter: step }
}
