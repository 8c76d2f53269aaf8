import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Settings } from '../../src/region.ts'
import type { EventRow } from '../../src/register/log/event-chain.ts'
import { issueApiToken } from '../../src/register/people/api-clients.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { addAdministrators, ask } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

const MOST = 60
const READ = '/api/periods'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse({ demonstration: true, most_reads_a_minute: MOST })
})
afterAll(() => house.close())
beforeEach(() => {
  house.clock.now += 120_000
})

const ask200 = async (cookie: string, times: number, url = READ) => {
  for (let i = 0; i < times; i += 1)
    expect((await house.server.inject({ url, headers: { cookie } })).statusCode, `${url}, ${i + 1}`).toBe(200)
}
const get = (cookie: string, url = READ) => house.server.inject({ url, headers: { cookie } })
const refusals = () =>
  house.register.engine((tx) =>
    tx.selectFrom('event').selectAll().where('act', 'like', '%-refused').orderBy('number').execute(),
  ) as Promise<EventRow[]>

test('who asks too much within a minute is told how long to wait, and goes on after it', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  await ask200(cookie, MOST)
  house.clock.now += 42_000
  const refused = await get(cookie)
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['retry-after']).toBe('18')
  expect(refused.json()).toMatchObject({
    code: 'access-too-many-reads',
    detail: 'too much was asked in a short time; want at most 60 a minute; a file counts as 10',
    fix: 'wait 18 seconds, then go on',
  })
  house.clock.now += 18_000
  await ask200(cookie, MOST)
  expect((await get(cookie)).statusCode).toBe(429)
})

test('another session or page of the same account helps nothing, and hinders no other account', async () => {
  await ask200(await house.cookieOf(VIEWERS.elm), MOST)
  const again = await house.cookieOf(VIEWERS.elm)
  for (const url of [READ, '/api/practices/elm/panel', '/api/account'])
    expect((await get(again, url)).statusCode, url).toBe(429)
  const headers = { cookie: again, 'x-wholepanel': '1' }
  const change = { method: 'POST' as const, url: '/api/session/grant', headers, payload: { access_grant: 1 } }
  expect((await house.server.inject(change)).statusCode).toBe(429)
  expect((await house.server.inject({ method: 'DELETE', url: '/api/session', headers })).statusCode).toBe(200)
  await ask200(await house.cookieOf(VIEWERS.convener), 1)
})

test('a file that is made whole counts as ten', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  await ask200(cookie, MOST / 10, '/api/practices/elm/panel?format=csv')
  expect((await get(cookie)).statusCode).toBe(429)
})

test('of refusals of one account the first of a minute is an event, the others are counted in the next', async () => {
  const cookie = await house.cookieOf(VIEWERS.oak)
  const before = (await refusals()).length
  await ask200(cookie, MOST)
  for (let i = 0; i < 25; i += 1) expect((await get(cookie)).statusCode).toBe(429)
  house.clock.now += 60_000
  await ask200(cookie, MOST)
  expect((await get(cookie)).statusCode).toBe(429)
  const told = (await refusals()).slice(before)
  const one = { actor: 'oak', act: 'read-refused', about: '' }
  const detail = { route: `GET ${READ}`, outcome: 'refused', status: 429 }
  expect(told).toMatchObject([
    { ...one, detail },
    { ...one, detail: { ...detail, left_out: 24 } },
  ])
  expect(told[0]?.detail.left_out).toBeUndefined()
})

test('a refused read costs the register at most the question of who asks', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  await ask200(cookie, MOST)
  await get(cookie)
  const { engine } = house.register
  let asked = 0
  house.register.engine = (work) => {
    asked += 1
    return engine.call(house.register, work) as never
  }
  try {
    expect((await get(cookie)).statusCode).toBe(429)
  } finally {
    house.register.engine = engine
  }
  expect(asked).toBeLessThanOrEqual(1)
})

test('a program is counted as itself, whatever tokens it asks for', async () => {
  await addAdministrators(house)
  const asked = { client_name: 'Elm board', role: 'provider-organization', scopes: ['system/*.rs'] }
  const { publicKey } = await generateKeyPair('ES384')
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES384' }] })
  const made = await ask(house, 'elm-admin', '/api/api-clients', { ...asked, jwks })
  expect(made.status).toBe(200)
  const { client_id } = made.json() as { client_id: string }
  const token = async () =>
    (await issueApiToken(house.register, client_id, ['system/Organization.rs'], house.house.now())).token
  const read = async (bearer: string) =>
    (await house.server.inject({ url: '/api/practices', headers: { authorization: `Bearer ${bearer}` } })).statusCode
  const first = await token()
  for (let i = 0; i < MOST; i += 1) expect(await read(first)).toBe(200)
  expect(await read(await token())).toBe(429)
  expect((await get(await house.cookieOf(VIEWERS.elm))).statusCode).toBe(200)
})

test('what was refused and not yet told is told when the server ends', async () => {
  const own = await testHouse({ demonstration: true, most_reads_a_minute: MOST })
  const cookie = await own.cookieOf(VIEWERS.elm)
  for (let i = 0; i < MOST + 5; i += 1) await own.server.inject({ url: READ, headers: { cookie } })
  await own.server.close()
  const last = await own.register.engine((tx) =>
    tx.selectFrom('event').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirstOrThrow(),
  )
  expect(last).toMatchObject({ actor: 'elm', act: 'read-refused', detail: { outcome: 'refused', left_out: 4 } })
  await own.close()
})

test('as it comes, one may ask ten times a second for a minute', () => {
  expect(Settings.parse({}).most_reads_a_minute).toBe(600)
})
