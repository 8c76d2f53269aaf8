import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAdministrators, ask, cookieOfAccount } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
})
afterAll(() => house.close())

const REASON = 'Unconscious on arrival, no papers'
type Row = {
  break_glass: number
  name: string
  reason: string
  uses: number
  own: boolean
  open: boolean
  review: string | null
}
const open = (who: string, given: object = {}) =>
  ask(house, who, '/api/break-glass', { practice_id: 'oak', reason: REASON, ...given })
const listed = async (who: string): Promise<Row[]> => (await ask(house, who, '/api/break-glass')).json()
const panel = (who: string | { cookie: string }, more = '') => ask(house, who, `/api/practices/oak/panel${more}`)

test('whoever treats opens another practice’s panel for an hour, and every look is written down', async () => {
  expect((await panel('elm')).code).toBe('access-denied')
  expect((await open('elm')).status).toBe(200)
  const cookie = { cookie: await cookieOfAccount(house, 'elm') }
  const seen = await panel(cookie)
  expect(seen.status).toBe(200)
  const { rows } = seen.json() as { rows: { person_id: string; own_paid_usd: string | null }[] }
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) expect(row.own_paid_usd).toBeNull()
  expect((await ask(house, cookie, `/api/practices/oak/panel/${rows[0]?.person_id}`)).status).toBe(200)
  expect(await listed('elm')).toMatchObject([{ reason: REASON, uses: 2, own: true, open: true, review: null }])
  const events = await house.register.engine((tx) =>
    tx
      .selectFrom('event')
      .select(['act', 'actor', 'about'])
      .where('about', 'like', '%break-glass:%')
      .orderBy('number')
      .execute(),
  )
  // The door records the act as well: what stands here in its own transaction comes first.
  expect(events.filter((one) => one.act === 'read-in-emergency')).toHaveLength(2)
  expect(events[0]?.act).toBe('break-glass')
  expect(events.every((one) => one.actor === 'elm' && one.about.includes('practice:oak'))).toBe(true)
})

test('it opens the panel and nothing else: no rates, no amounts, no table to take away, no explanation', async () => {
  for (const path of ['scorecard', 'payments'])
    expect((await ask(house, 'elm', `/api/practices/oak/${path}`)).code).toBe('access-denied')
  expect((await panel('elm', '?format=csv')).code).toBe('access-denied')
  const { rows } = (await panel('elm')).json() as { rows: { explain_id: string }[] }
  expect((await ask(house, 'elm', `/api/explain/${encodeURIComponent(rows[0]?.explain_id ?? '')}`)).code).toBe(
    'access-denied',
  )
  const practices = (await ask(house, 'elm', '/api/practices')).json() as { practice_id: string }[]
  expect(practices.map((one) => one.practice_id)).toEqual(['elm'])
})

test('asked for twice it is opened once', async () => {
  expect((await open('elm')).status).toBe(200)
  expect(await listed('elm')).toHaveLength(1)
})

test('a colleague of the one who opened it sees nothing more', async () => {
  expect((await panel('elm-admin')).code).toBe('access-denied')
})

test('both sides’ administrators and the operator are told; nobody else is', async () => {
  for (const who of ['elm-admin', 'oak-admin', 'operator'])
    expect(await listed(who)).toMatchObject([{ name: 'elm', reason: REASON, own: false }])
  expect(await listed('oak')).toEqual([])
  for (const who of ['amber-admin', 'convener', 'state', 'public', 'coach', 'purchaser'])
    expect((await ask(house, who, '/api/break-glass')).code).toBe('access-denied')
})

test('it is reviewed once, in words, and never by the one who opened it', async () => {
  const [row] = await listed('elm')
  const review = (who: string, words = 'Called the ward; the patient was there') =>
    ask(house, who, `/api/break-glass/${row?.break_glass}/review`, { review: words })
  expect((await review('elm')).code).toBe('access-denied')
  expect((await review('oak')).code).toBe('access-denied')
  expect((await review('amber-admin')).code).toBe('access-denied')
  expect((await review('oak-admin', 'ok')).code).toBe('input-argument')
  expect((await review('oak-admin')).status).toBe(200)
  expect((await review('operator')).code).toBe('conflict-review')
  expect(await listed('elm')).toMatchObject([
    { review: 'Called the ward; the patient was there', reviewed_by: 'oak-admin' },
  ])
})

test('an administrator who opened one does not review it', async () => {
  const opened = (await open('elm-admin')).json() as { break_glass: number }
  const words = { review: 'It was me and it was fine' }
  expect((await ask(house, 'elm-admin', `/api/break-glass/${opened.break_glass}/review`, words)).code).toBe(
    'access-denied',
  )
})

test('it needs a reason, a practice that is there and not one’s own, and a role that treats', async () => {
  expect((await open('elm', { reason: 'urgent' })).code).toBe('input-argument')
  expect((await open('elm', { reason: '            ' })).code).toBe('input-argument')
  expect((await open('elm', { reason: 'x'.repeat(501) })).code).toBe('input-argument')
  expect((await open('elm', { practice_id: 'nowhere' })).code).toBe('access-denied')
  expect((await open('elm', { practice_id: 'elm' })).code).toBe('input-argument')
  for (const who of ['amber', 'amber-admin', 'convener', 'state', 'coach', 'purchaser', 'public', 'operator'])
    expect({ who, code: (await open(who)).code }).toEqual({ who, code: 'access-denied' })
})

test('after an hour it is closed', async () => {
  const cookie = { cookie: await cookieOfAccount(house, 'elm') }
  house.clock.now += 29 * 60_000
  expect((await panel(cookie)).status).toBe(200)
  house.clock.now += 29 * 60_000
  expect((await panel(cookie)).status).toBe(200)
  house.clock.now += 2 * 60_000
  expect((await panel(cookie)).code).toBe('access-denied')
  expect((await listed('elm'))[0]?.open).toBe(false)
})
