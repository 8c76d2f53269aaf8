import { afterAll, beforeAll, expect, test } from 'vitest'
import { IdentityProvider } from '../../src/server/sign-in/identity-provider.ts'
import { type TestProvider, testProvider } from './provider.ts'
import { type SignInHouse, signInHouse } from './sign-in-house.ts'

const BACK = 'http://localhost:4400/api/identity-provider/callback'
const SECRET = 'a secret of the test, long enough to be one'
const REFUSED = '/?refused=access-identity-provider'

let house: SignInHouse
let provider: TestProvider
let invitation: string
beforeAll(async () => {
  provider = await testProvider([BACK])
  house = await signInHouse()
  house.clock.now = Date.now()
  use({})
  invitation = await house.invite('ada')
})
afterAll(async () => {
  await provider.close()
  await house.close()
})

const use = (more: { acr?: string[]; amr?: string[]; client_id?: string }) => {
  const settings = { name: 'Test provider', issuer: provider.issuer, client_id: 'wholepanel', ...more }
  house.house.signIn.provider = new IdentityProvider(settings, SECRET)
}
type Asked = { url: string; ticket: string }
async function ask(body: object = {}, cookie?: string): Promise<Asked> {
  const asked = await house.ask('POST', '/api/identity-provider', { body, ...(cookie ? { cookie } : {}) })
  expect(asked.status, JSON.stringify(asked.body)).toBe(200)
  expect(asked.set).toMatch(/^wholepanel-provider=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
  return { url: String(asked.body.url), ticket: /wholepanel-provider=[^;]+/.exec(asked.set)?.[0] ?? '' }
}
async function back(address: string, ticket: string) {
  const { pathname, search } = new URL(address)
  const answer = await house.server.inject({
    url: pathname + search,
    headers: {
      host: 'localhost:4400',
      cookie: ticket,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    },
  })
  const set = [answer.headers['set-cookie'] ?? []].flat().join('\n')
  return {
    status: answer.statusCode,
    to: String(answer.headers.location),
    session: /(?:^|\n)(wholepanel=[\w-]{43})/.exec(set)?.[1] ?? null,
  }
}

test('somebody whom nobody linked does not come in by an address, whatever the provider says', async () => {
  const { url, ticket } = await ask()
  expect(await back(await provider.signIn(url), ticket)).toEqual({
    status: 302,
    to: '/?refused=access-not-proven',
    session: null,
  })
})

test('an invitation is accepted by the provider’s word, and from then on the provider opens', async () => {
  const { url, ticket } = await ask({ invitation })
  const came = await back(await provider.signIn(url), ticket)
  expect(came.to).toBe('/')
  const again = await ask({ from: '/practices?x=1' })
  const entered = await back(await provider.signIn(again.url), again.ticket)
  expect(entered.to).toBe('/practices?x=1')
  const session = await house.ask('GET', '/api/session', { cookie: entered.session ?? '' })
  expect(session.body).toMatchObject({ viewer: { person: 'ada' } })
  expect((await house.ask('POST', '/api/invitation', { body: { token: invitation } })).status).toBe(401)
})

test('the question carries a state, a nonce and a PKCE challenge by SHA-256, new each time', async () => {
  const [one, other] = [new URL((await ask()).url), new URL((await ask()).url)]
  expect(one.searchParams.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(one.searchParams.get(name)?.length, name).toBeGreaterThan(30)
    expect(one.searchParams.get(name)).not.toBe(other.searchParams.get(name))
  }
})

test('a wrong state, a code without the browser that asked, and a code that came before open nothing', async () => {
  const { url, ticket } = await ask()
  const address = await provider.signIn(url)
  const otherState = new URL(address)
  otherState.searchParams.set('state', 'A'.repeat(43))
  expect((await back(otherState.href, ticket)).to).toBe(REFUSED)
  expect((await back(address, '')).to).toBe(REFUSED)
  const stranger = await ask()
  expect((await back(address, stranger.ticket)).to).toBe(REFUSED)
  expect((await back(address, ticket)).to).toBe('/')
  expect(await back(address, ticket)).toEqual({ status: 302, to: REFUSED, session: null })
  house.clock.now += 1000
})

test('a code of one question does not answer another: nonce and verifier are of the question', async () => {
  const [mine, theirs] = [await ask(), await ask()]
  const stolen = new URL(await provider.signIn(theirs.url)).searchParams.get('code') ?? ''
  const address = new URL(await provider.signIn(mine.url))
  address.searchParams.set('code', stolen)
  expect((await back(address.href, mine.ticket)).to).toBe(REFUSED)
  const { settings } = house.house.signIn.provider ?? {}
  const straight = new IdentityProvider(settings as never, SECRET)
  const question = await straight.ask(BACK)
  const answer = new URL(await provider.signIn(question.url))
  await expect(straight.answer(answer, { ...question, nonce: 'another' })).rejects.toMatchObject({
    code: 'access-identity-provider',
  })
})

test('an answer that names another issuer is refused: providers cannot be mixed up', async () => {
  const { url, ticket } = await ask()
  const address = new URL(await provider.signIn(url))
  expect(address.searchParams.get('iss')).toBe(provider.issuer)
  address.searchParams.set('iss', 'https://evil.example')
  expect((await back(address.href, ticket)).to).toBe(REFUSED)
})

test('a token made out to another client is refused', async () => {
  const { url, ticket } = await ask()
  const others = new URL(url)
  others.searchParams.set('client_id', 'another')
  expect((await back(await provider.signIn(others.href), ticket)).to).toBe(REFUSED)
})

test('a token whose signature is not the provider’s is refused, also when it comes over the provider’s own connection', async () => {
  provider.forged = true
  const { url, ticket } = await ask()
  expect((await back(await provider.signIn(url), ticket)).to).toBe(REFUSED)
  provider.forged = false
  const again = await ask()
  expect((await back(await provider.signIn(again.url), again.ticket)).to).toBe('/')
})

test('where a second factor is demanded of the provider, a sign-in without it does not open', async () => {
  use({ amr: ['otp'] })
  provider.person.amr = ['pwd']
  const without = await ask()
  expect((await back(await provider.signIn(without.url), without.ticket)).to).toBe(REFUSED)
  provider.person.amr = ['pwd', 'otp']
  const by = await ask()
  expect((await back(await provider.signIn(by.url), by.ticket)).to).toBe('/')
  use({})
})

test('where to go on afterwards is an address of this site and no other', async () => {
  for (const from of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/api/session',
    '/ /x',
  ]) {
    const { url, ticket } = await ask({ from })
    expect((await back(await provider.signIn(url), ticket)).to, from).toBe('/')
  }
})

test('a signed-in person links the provider; the link of another account is not taken over', async () => {
  const bea = await house.setUp('bea')
  house.clock.now = Date.now()
  provider.person.subject = 'bea-at-provider'
  const mine = await ask({ link: true, from: '/account' }, bea.cookie)
  expect((await back(await provider.signIn(mine.url), mine.ticket)).to).toBe('/account')
  provider.person.subject = 'ada-at-provider'
  const adas = await ask({ link: true }, bea.cookie)
  expect((await back(await provider.signIn(adas.url), adas.ticket)).to).toBe(REFUSED)
  expect((await house.ask('POST', '/api/identity-provider', { body: { link: true } })).status).toBe(401)
})
