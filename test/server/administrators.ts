import { grantsInForce, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'
import type { TestHouse } from './house.ts'

const AT = '2025-01-01T00:00:00Z'

/** An administrator for each of the organizations `elm-group` and `oak-group` and the payer `amber`, and a coach. */
export async function addAdministrators({ register }: TestHouse): Promise<void> {
  await saveParticipant(register, { participant: 'shore', participant_name: 'Shore Coaching', kind: 'coach' }, AT)
  const employers = { participant: 'employers', participant_name: 'Employers', kind: 'purchaser' } as const
  await saveParticipant(register, employers, AT)
  const care = { role: 'provider-organization', purpose: 'treatment', administers: true }
  const grants = {
    'elm-admin': { ...care, participant: 'elm-group', practice_ids: ['elm'] },
    'oak-admin': { ...care, participant: 'oak-group', practice_ids: ['oak'] },
    'amber-admin': { role: 'payer', purpose: 'payment', participant: 'amber', administers: true },
    coach: { role: 'coach', purpose: 'convening', participant: 'shore', practice_ids: ['elm', 'oak'] },
    purchaser: { role: 'purchaser', purpose: 'oversight', participant: 'employers' },
  }
  for (const [account, grant] of Object.entries(grants)) {
    await saveAccount(register, { account, name: account }, 'operator', AT)
    await saveAccessGrant(register, { ...grant, account, start_date: '2025-01-01' }, 'operator', AT)
  }
}

/** The cookie of a new session of an account under its oldest grant. */
export async function cookieOfAccount({ house, register }: TestHouse, account: string): Promise<string> {
  const [grant] = await grantsInForce(register, account, house.now().slice(0, 10))
  if (!grant) throw new Error(`${account} has no grant in force`)
  return `wholepanel=${await house.sessions.startAlone({ account, access_grant: grant.access_grant, method: 'password' })}`
}

/** Asks as an account. A body makes it a change. */
export async function ask(
  house: TestHouse,
  who: string | { cookie: string },
  url: string,
  payload?: object,
): Promise<{ status: number; code: string | undefined; text: string; json: () => never }> {
  const cookie = typeof who === 'string' ? await cookieOfAccount(house, who) : who.cookie
  const answer = await house.server.inject({
    method: payload ? 'POST' : 'GET',
    url,
    headers: { cookie, 'x-wholepanel': '1' },
    ...(payload ? { payload } : {}),
  })
  const code = answer.headers['content-type']?.toString().includes('problem') ? answer.json().code : undefined
  return { status: answer.statusCode, code, text: answer.body, json: () => answer.json() as never }
}
