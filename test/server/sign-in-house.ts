import type { Settings } from '../../src/region.ts'
import { saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { insertInvitation } from '../../src/register/people/invitations.ts'
import { saveOperatorToken } from '../../src/register/people/operator-token.ts'
import { codeAt } from '../../src/server/sign-in/one-time-code.ts'
import { type TestHouse, testHouse } from './house.ts'

export const CHANGES = { 'x-wholepanel': '1', host: 'localhost:4400' }
export const PASSWORD = 'violet anchor pumice lantern'

export type Said = { status: number; body: Record<string, never>; cookie: string; set: string; headers: object }

/** A house of real data with one person, Ada, who is yet to accept her invitation. */
export type SignInHouse = TestHouse & {
  ask: (method: 'GET' | 'POST' | 'DELETE', url: string, given?: Asked) => Promise<Said>
  invite: (account: string, email?: string) => Promise<string>
  /** Sets an account up by password and code generator; gives the generator's key. */
  setUp: (account: string) => Promise<{ key: string; email: string; recovery: string[]; cookie: string }>
  code: (key: string, stepsOn?: number) => string
  operatorToken: () => Promise<string>
  events: (act?: string) => Promise<{ act: string; actor: string; about: string; detail: Record<string, unknown> }[]>
}
type Asked = { body?: object; cookie?: string; headers?: Record<string, string>; from?: string }

export async function signInHouse(settings: Partial<Settings> = {}): Promise<SignInHouse> {
  const house = await testHouse({ demonstration: false, ...settings })
  const now = () => house.house.now()
  const ask: SignInHouse['ask'] = async (method, url, { body, cookie, headers, from } = {}) => {
    const answer = await house.server.inject({
      method,
      url,
      headers: { ...CHANGES, ...(cookie ? { cookie } : {}), ...headers },
      ...(body ? { payload: body } : {}),
      ...(from ? { remoteAddress: from } : {}),
    })
    const set = [answer.headers['set-cookie'] ?? []].flat().join('\n')
    const said = answer.body === '' ? {} : JSON.parse(answer.body)
    return {
      status: answer.statusCode,
      body: said,
      set,
      cookie: /(?:__Host-)?wholepanel=[^;]*/.exec(set)?.[0] ?? '',
      headers: answer.headers,
    }
  }
  const code = (key: string, stepsOn = 0) => codeAt(key, Math.floor(house.clock.now / 30_000) + stepsOn)
  const invite = async (account: string, email = `${account}@example.org`) => {
    await saveAccount(house.register, { account, name: 'Ada Lind', email }, 'operator', now())
    await saveAccessGrant(
      house.register,
      {
        account,
        role: 'practice',
        purpose: 'treatment',
        participant: 'elm-group',
        practice_ids: ['elm'],
        start_date: '2025-01-01',
      },
      'operator',
      now(),
    )
    return (await house.register.engine((tx) => insertInvitation(tx, account, 'operator', now()))).token
  }
  const setUp = async (account: string) => {
    const token = await invite(account)
    const made = await ask('POST', '/api/invitation/code-generator', { body: { token } })
    const { key, ticket } = made.body as unknown as { key: string; ticket: string }
    const body = { token, password: PASSWORD, code: code(key), ticket }
    const accepted = await ask('POST', '/api/invitation/accept', { body })
    if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body))
    house.clock.now += 60_000
    const recovery = (accepted.body as unknown as { recovery_codes: string[] }).recovery_codes
    return { key, email: `${account}@example.org`, recovery, cookie: accepted.cookie }
  }
  const events: SignInHouse['events'] = (act) =>
    house.register.engine((tx) =>
      tx
        .selectFrom('event')
        .selectAll()
        .$if(act !== undefined, (query) => query.where('act', '=', act ?? ''))
        .orderBy('number')
        .execute(),
    ) as never
  return { ...house, ask, invite, setUp, code, events, operatorToken: () => saveOperatorToken(house.register, now()) }
}
