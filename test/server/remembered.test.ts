import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { endSessionsIn } from '../../src/register/people/sessions.ts'
import { listAgreements, withdrawAgreement } from '../../src/register/rights/agreements.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const asked = async (cookie: string, url: string) => {
  const transactions = vi.spyOn(house.register, 'engine')
  const { statusCode: status, body } = await house.server.inject({ url, headers: { cookie } })
  const n = transactions.mock.calls.length
  transactions.mockRestore()
  return { status, body, n }
}
const records = async () => {
  const rows = (table: 'event' | 'release') =>
    house.register.engine((tx) => tx.selectFrom(table).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow())
  return { events: (await rows('event')).n, releases: (await rows('release')).n }
}

test('who looked a moment ago is asked for once: as the read is written down', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  const first = await asked(cookie, '/api/practices')
  const before = await records()
  expect(await asked(cookie, '/api/practices')).toMatchObject({ status: 200, n: first.n - 1 })
  expect(await records()).toEqual({ events: before.events + 1, releases: before.releases + 1 })
})

test('after a minute the register is asked who it is, and notes that the session was seen', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  const { n } = await asked(cookie, '/api/practices')
  for (let i = 0; i < 40; i++) {
    house.clock.now += 61_000
    expect(await asked(cookie, '/api/practices')).toMatchObject({ status: 200, n })
    expect(await asked(cookie, '/api/practices')).toMatchObject({ status: 200, n: n - 1 })
  }
})

test('an agreement that is withdrawn elsewhere acts on the next read of who is remembered', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  const payers = async () => {
    const { rows } = JSON.parse((await asked(cookie, '/api/practices/elm/panel')).body) as {
      rows: { payers: string[] }[]
    }
    return [...new Set(rows.flatMap((row) => row.payers))].toSorted()
  }
  for (let i = 0; i < 2; i++) expect(await payers()).toEqual(['amber', 'birch'])
  const [birch] = (await listAgreements(house.register)).filter((one) => one.payer === 'birch')
  await withdrawAgreement(house.register, birch?.agreement ?? '', '2026-01-02')
  expect(await payers()).toEqual(['amber'])
})

test('a session that was ended elsewhere gets nothing, and only the refusal is written down', async () => {
  const cookie = await house.cookieOf(VIEWERS.oak)
  for (let i = 0; i < 2; i++) expect((await asked(cookie, '/api/practices/oak')).status).toBe(200)
  await house.register.engine((tx) => endSessionsIn(tx, 'oak', 'revoked', house.house.now()))
  const before = await records()
  expect((await asked(cookie, '/api/practices/oak')).status).toBe(401)
  expect(await records()).toEqual({ events: before.events + 1, releases: before.releases })
})

test('a refusal is the register’s: who is remembered is refused as who is not, and each refusal is written down once', async () => {
  const cookie = await house.cookieOf(VIEWERS.elm)
  await asked(cookie, '/api/practices')
  const before = await records()
  const refused = await asked(cookie, '/api/practices/oak/panel')
  expect(refused.status).toBe(403)
  expect(refused.body).toBe((await house.get(VIEWERS.elm, '/api/practices/oak/panel')).body)
  expect(await records()).toEqual({ events: before.events + 2, releases: before.releases })
})
