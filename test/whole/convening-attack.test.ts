import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../src/governance/routes.ts'
import { CONVENING_LEAKS, type Everything, plantedIn, SENT_LEAKS } from '../attack/convening/leaks.ts'
import { differs, keysIn, learned, leftOut, refusals, standsIn, written } from '../attack/convening/learned.ts'
import { addressesOf, ELSEWHERE, lookAround, READ } from '../attack/convening/look.ts'
import { LOOKERS, OF_AMBER_READERS, SECRETS, SEEN } from '../attack/convening/secrets.ts'
import { ACTS, FREE, isKnown, isTried, kept, TRESPASSERS, tryAct } from '../attack/convening/trespass.ts'
import { type Attacked, attacked } from '../attack/convening/world.ts'

let world: Attacked
let one: Everything
let other: Everything
beforeAll(async () => {
  world = await attacked('one')
  one = { heard: await lookAround(world), keys: world.keys, left: world.left }
  const second = await attacked('other')
  other = { heard: await lookAround(second), keys: second.keys, left: second.left }
  await second.close()
}, 600_000)
afterAll(() => world?.close())

describe('an initiative in the middle of its work', () => {
  test('is read by every address that there is, so that a new one is not forgotten', () => {
    for (const path of READ)
      if (path !== '/calendar/:calendar_file') expect(addressesOf(path, world.ids), path).not.toBeNull()
    for (const path of Object.values(ELSEWHERE).flat()) expect(Object.keys(ROUTES)).toContain(`GET ${path}`)
  })

  test('gives no server error, whatever is asked', () => {
    for (const who of LOOKERS)
      for (const { url, status, body } of one.heard[who] ?? [])
        expect(status, `${who} ${url}: ${body}`).toBeLessThan(500)
  })

  test.each(SEEN)('$name is read by everybody who may', (secret) => {
    for (const who of secret.readers)
      expect(standsIn(secret, one.heard[who] ?? []).length, `${who} reads ${secret.name}`).toBeGreaterThan(0)
  })

  test.each(LOOKERS)('%s reads nothing of it that is not for them', (who) => {
    expect(learned(who, one)).toEqual([])
  })

  test.each(LOOKERS.filter((who) => !OF_AMBER_READERS.includes(who)))(
    '%s reads the same bytes whatever amber holds back, how it votes, what it pays and whom it covers',
    (who) => {
      expect(differs(who, one, other)).toEqual([])
    },
  )

  test.each(LOOKERS)('%s reads in the list what moves each recommendation, as it stands on its own page', (who) => {
    type Moving = { recommendation: string; waits: object; own: object; ballots: { closed_at: string | null }[] }
    const told = (one.heard[who] ?? []).filter(({ status }) => status === 200)
    const list = told.find(({ url }) => url === '/api/recommendations')
    const each = told.filter(({ route }) => route === 'GET /api/recommendations/:recommendation')
    for (const { body } of each) {
      const { recommendation, waits, own, ballots } = JSON.parse(body) as Moving
      const shown = (JSON.parse(list?.body ?? '[]') as Moving[]).find((row) => row.recommendation === recommendation)
      const open = ballots.filter(({ closed_at }) => closed_at === null)
      expect(shown, recommendation).toMatchObject({ waits, own, ballots: open })
    }
    if (who === 'convener') {
      expect(each.length).toBeGreaterThan(4)
      expect(each.map(({ body }) => body).join('\n')).toMatch(/"look":[1-9]/)
    }
  })

  test('sends e-mails and calls that say that something awaits, and nothing of it', () => {
    expect(one.left.length).toBeGreaterThan(LOOKERS.length)
    expect(leftOut(one)).toEqual([])
  })

  test('leaves no word of anybody in what the server writes down of requests, and none of amber’s in the log', async () => {
    const lines = [{ url: 'the server’s own lines', body: world.house.lines.join('\n') }]
    const events = await world.house.register.engine((tx) => tx.selectFrom('event').selectAll().execute())
    const log = [{ url: 'the log', body: JSON.stringify(events) }]
    expect(world.house.lines.length).toBeGreaterThan(100)
    for (const secret of SECRETS) expect(standsIn(secret, [...lines, ...log])).toEqual([])
    expect(keysIn([...lines, ...log], world.keys)).toEqual([])
  })
})

describe('a leak that is planted in the convening is found', () => {
  test.each(CONVENING_LEAKS)('$path', (leak) => {
    const { leaking, answers } = plantedIn(one, leak)
    expect(answers).toBeGreaterThan(0)
    expect(leak.attack(leaking, other)).not.toEqual([])
  })

  test.each(SENT_LEAKS)('$path', ({ to, text }) => {
    expect(leftOut({ ...one, left: [...one.left, { to, text }] })).not.toEqual([])
  })
})

describe('who has no part in it, and tries every act with every id', () => {
  test('tries every act that there is, so that a new one is not forgotten', () => {
    expect(ACTS.filter((route) => !isTried(route))).toEqual([])
    expect(ACTS.length).toBeGreaterThan(60)
  })

  test('is refused, in the same bytes for what is another’s and what is not there, and changes nothing', async () => {
    const before = await kept(world)
    const bodiless: string[] = []
    for (const route of ACTS.filter((one) => !FREE.includes(one))) {
      const statuses = []
      for (const who of TRESPASSERS) {
        const heard = await tryAct(world, who, route)
        expect(heard.length, route).toBeGreaterThan(0)
        for (const { url, status, body } of heard) {
          expect([400, 401, 403, 409], `${who} ${route} ${url}: ${body}`).toContain(status)
          statuses.push(status)
        }
        const told = isKnown(who, route) ? [] : refusals(heard)
        expect([...told, ...written(who, heard), ...keysIn(heard, world.keys)], `${who} ${route}`).toEqual([])
      }
      if (statuses.every((status) => status === 400)) bodiless.push(route)
    }
    // It is the act that refuses, not a body that is none.
    expect(bodiless).toEqual([])
    expect(await kept(world)).toEqual(before)
  }, 300_000)

  test('hears of no draft that was never put before the public, nor of one that was taken back', async () => {
    const route = 'POST /api/open/recommendations/:recommendation/comments'
    const heard = await tryAct(world, 'nobody', route)
    const unseen = heard.filter(({ url }) => /\/(draft|withdrawn|nothing-there)\//.test(url))
    expect(unseen.length).toBe(3)
    expect(new Set(unseen.map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
    expect(heard.find(({ url }) => url.includes('/answering/'))?.body).toContain('only then it takes comments')
  })

  test('is answered where anybody is, without a word of another, and touches nothing of another', async () => {
    for (const route of FREE)
      for (const who of TRESPASSERS) {
        const heard = await tryAct(world, who, route)
        expect([...written(who, heard), ...keysIn(heard, world.keys)], `${who} ${route}`).toEqual([])
        for (const { url, status, body } of heard) expect(status, `${who} ${url}: ${body}`).toBeLessThan(500)
      }
    const after = await lookAround(world)
    const gone = SEEN.flatMap((secret) =>
      secret.readers
        .filter((who) => standsIn(secret, after[who] ?? []).length === 0)
        .map((who) => `${secret.name} to ${who}`),
    )
    expect(gone).toEqual(['askedByOak to coach'])
  }, 300_000)
})
