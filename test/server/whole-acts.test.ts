import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { IdentityProvider } from '../../src/server/sign-in/identity-provider.ts'
import { type TestProvider, testProvider } from './provider.ts'
import { PASSWORD, type SignInHouse, signInHouse } from './sign-in-house.ts'

const BACK = 'http://localhost:4400/api/identity-provider/callback'

let house: SignInHouse
let provider: TestProvider
beforeAll(async () => {
  provider = await testProvider([BACK])
  house = await signInHouse()
  house.clock.now = Date.now()
  const settings = { name: 'Test provider', issuer: provider.issuer, client_id: 'wholepanel' }
  house.house.signIn.provider = new IdentityProvider(settings, 'a secret of the test, long enough to be one')
})
afterAll(async () => {
  await provider.close()
  await house.close()
})

/** Every step of the act that writes there fails: as if the process had ended just before it. */
async function without(table: string, work: () => Promise<unknown>): Promise<void> {
  const asOwner = (statement: string) =>
    house.register.db.connection().execute(async (db) => {
      for (const one of ['reset role', statement, 'set role wholepanel_closed']) await sql.raw(one).execute(db)
    })
  await asOwner(`revoke insert on wholepanel.${table} from wholepanel_engine`)
  try {
    await work()
  } finally {
    await asOwner(`grant insert on wholepanel.${table} to wholepanel_engine`)
  }
}

const TABLES = ['account', 'access_grant', 'credential', 'identity_link', 'invitation', 'operator_token', 'session']
/** All that an act on accounts may leave; what was asked once is not of the account. */
const standing = (): Promise<unknown> =>
  house.register.engine(async (tx) => {
    const rows = []
    for (const table of [...TABLES, 'event'])
      rows.push((await sql`select * from ${sql.table(`wholepanel.${table}`)} order by 1, 2`.execute(tx)).rows)
    return rows
  })

async function accept(who: object) {
  const { key, ticket } = (await house.ask('POST', '/api/invitation/code-generator', { body: who }))
    .body as unknown as { key: string; ticket: string }
  const body = { ...who, password: PASSWORD, code: house.code(key), ticket }
  return house.ask('POST', '/api/invitation/accept', { body })
}

test.each(['credential', 'event'])(
  'an invitation that is accepted up to the %s leaves nothing, and its link opens still',
  async (table) => {
    const token = await house.invite(`ada-${table}`)
    const before = await standing()
    await without(table, async () => expect((await accept({ token })).status).toBe(500))
    expect(await standing()).toEqual(before)
    expect((await accept({ token })).status).toBe(200)
  },
)

test.each(['access_grant', 'credential', 'event'])(
  'the first operator’s link that is used up to the %s leaves no account',
  async (table) => {
    const own = { token: await house.operatorToken(), name: 'Olga Petrova', email: 'olga@example.org' }
    const before = await standing()
    await without(table, async () => expect((await accept(own)).status).toBe(500))
    expect(await standing()).toEqual(before)
  },
)

test('after all of that the first operator’s link makes the account', async () => {
  const own = { token: await house.operatorToken(), name: 'Olga Petrova', email: 'olga@example.org' }
  expect((await accept(own)).status).toBe(200)
})

test.each(['identity_link', 'event'])(
  'an invitation that is accepted by the provider’s word up to the %s leaves nothing',
  async (table) => {
    const invitation = await house.invite(`bea-${table.replace('_', '-')}`)
    const asked = await house.ask('POST', '/api/identity-provider', { body: { invitation } })
    const cookie = /wholepanel-provider=[^;]+/.exec(asked.set)?.[0] ?? ''
    const { pathname, search } = new URL(await provider.signIn(String(asked.body.url)))
    const before = await standing()
    await without(table, async () => {
      const headers = { host: 'localhost:4400', cookie }
      expect((await house.server.inject({ url: pathname + search, headers })).statusCode).toBe(500)
    })
    expect(await standing()).toEqual(before)
    expect((await house.ask('POST', '/api/invitation', { body: { token: invitation } })).status).toBe(200)
  },
)

test('a password that is changed without its event is not changed, and ends no session', async () => {
  const { cookie, email, key } = await house.setUp('cal')
  // That a session was seen is written down by whatever comes first.
  await house.ask('GET', '/api/account', { cookie })
  const before = await standing()
  const body = { password: 'another violet anchor pumice', current: PASSWORD }
  await without('event', async () =>
    expect((await house.ask('POST', '/api/account/password', { cookie, body })).status).toBe(500),
  )
  expect(await standing()).toEqual(before)
  const signIn = { body: { email, password: PASSWORD, code: house.code(key) } }
  expect((await house.ask('POST', '/api/session', signIn)).status).toBe(200)
})
