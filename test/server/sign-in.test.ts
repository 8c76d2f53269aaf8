import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endAccessGrant, grantsInForce, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { setAccountStatus } from '../../src/register/people/accounts.ts'
import { clearFailures } from '../../src/register/people/lock-out.ts'
import { endSessionsIn } from '../../src/register/people/sessions.ts'
import { app } from '../../src/server/app.ts'
import { Remembered } from '../../src/server/remembered.ts'
import { Attempts } from '../../src/server/sign-in/attempts.ts'
import { Seal } from '../../src/server/sign-in/seal.ts'
import { Sessions } from '../../src/server/sign-in/sessions.ts'
import { PASSWORD, type SignInHouse, signInHouse } from './sign-in-house.ts'

let house: SignInHouse
let ada: Awaited<ReturnType<SignInHouse['setUp']>>
beforeAll(async () => {
  house = await signInHouse()
  ada = await house.setUp('ada')
})
afterAll(() => house.close())

const today = () => house.house.now().slice(0, 10)
const enter = (body: object, from?: string) => house.ask('POST', '/api/session', { body, ...(from ? { from } : {}) })
const right = (stepsOn = 0) => ({ email: ada.email, password: PASSWORD, code: house.code(ada.key, stepsOn) })
async function session(): Promise<string> {
  house.clock.now += 60_000
  const entered = await enter(right())
  expect(entered.status).toBe(200)
  return entered.cookie
}
const setStatus = (status: 'active' | 'suspended') =>
  house.register.engine((tx) => setAccountStatus(tx, 'ada', status, 'operator', house.house.now()))
const reads = async (cookie: string) => (await house.ask('GET', '/api/practices', { cookie })).status

describe('a password and a code', () => {
  test('open together, in any capitals of the address, and neither alone', async () => {
    house.clock.now += 60_000
    expect((await enter({ ...right(), code: '000000' })).status).toBe(401)
    expect((await enter({ ...right(), password: `${PASSWORD}!` })).status).toBe(401)
    const entered = await enter({ ...right(), email: 'ADA@example.org' })
    expect(entered.status).toBe(200)
    expect(entered.body).toMatchObject({ viewer: { person: 'ada', role: 'practice' }, choose: null })
    expect(await reads(entered.cookie)).toBe(200)
  })

  test('a code counts once, a step early or late, and never later', async () => {
    house.clock.now += 120_000
    const given = right()
    expect((await enter(given)).status).toBe(200)
    expect((await enter(given)).status).toBe(401)
    house.clock.now += 120_000
    expect((await enter(right(-1))).status).toBe(200)
    expect((await enter(right(1))).status).toBe(200)
    house.clock.now += 150_000
    expect((await enter(right(-2))).status).toBe(401)
    expect((await enter(right(2))).status).toBe(401)
    await clearFailures(house.register, 'ada')
  })

  test('two requests with the same code at once: one comes in', async () => {
    house.clock.now += 120_000
    const both = await Promise.all([enter(right()), enter(right())])
    expect(both.map((one) => one.status).sort()).toEqual([200, 401])
  })

  test('a recovery code stands in for the code once, however it is typed', async () => {
    const [first = ''] = ada.recovery
    expect(ada.recovery).toHaveLength(10)
    const by = { ...right(), code: first.toLowerCase().replaceAll('-', ' ') }
    expect((await enter(by)).status).toBe(200)
    expect((await enter(by)).status).toBe(401)
    await clearFailures(house.register, 'ada')
  })

  test('the register holds no password, no key of a generator and no recovery code', async () => {
    const kept = JSON.stringify(await house.register.engine((tx) => tx.selectFrom('credential').selectAll().execute()))
    for (const secret of [PASSWORD, ada.key, ...ada.recovery, ...ada.recovery.map((one) => one.replaceAll('-', ''))])
      expect(kept).not.toContain(secret)
    expect(kept).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })
})

describe('who cannot enter', () => {
  test('is told the same, and after about the same time, whether or not there is such an account', async () => {
    house.clock.now += 3_700_000
    const wrong = { ...right(), password: 'quite another phrase of words' }
    const nobody = { ...wrong, email: 'nobody@example.org' }
    const times: [number[], number[]] = [[], []]
    const said = new Set<string>()
    for (let round = 0; round < 12; round += 1)
      for (const [place, body] of [wrong, nobody].entries()) {
        const start = performance.now()
        const answer = await enter(body, `192.0.2.${round}`)
        times[place]?.push(performance.now() - start)
        said.add(`${answer.status} ${JSON.stringify(answer.body)}`)
        await clearFailures(house.register, 'ada')
      }
    expect(said.size).toBe(1)
    const [known, unknown] = times.map((all) => all.sort((a, b) => a - b)[6] ?? 0)
    expect((unknown ?? 0) / (known ?? 1), `medians ${known} and ${unknown} ms`).toBeGreaterThan(0.6)
    expect((unknown ?? 0) / (known ?? 1), `medians ${known} and ${unknown} ms`).toBeLessThan(1.6)
  })

  test('waits after five failures, for longer each time; the right password does not help, an unlock does', async () => {
    await clearFailures(house.register, 'ada')
    house.clock.now += 700_000
    for (let failure = 0; failure < 5; failure += 1) await enter({ ...right(), code: '000000' })
    expect((await house.events('lock-account')).at(-1)).toMatchObject({ about: 'account:ada', actor: 'unknown' })
    house.clock.now += 29_000
    expect((await enter(right())).status).toBe(401)
    house.clock.now += 2000
    expect((await enter({ ...right(), code: '000000' })).status).toBe(401)
    house.clock.now += 45_000
    expect((await enter(right())).status).toBe(401)
    await clearFailures(house.register, 'ada')
    expect((await enter(right())).status).toBe(200)
  })

  test('twenty guesses at once are counted one by one', async () => {
    house.clock.now += 700_000
    await Promise.all(Array.from({ length: 20 }, () => enter({ ...right(), code: '000000' })))
    const { failures } = await house.register.engine((tx) =>
      tx.selectFrom('account').select('failures').where('account', '=', 'ada').executeTakeFirstOrThrow(),
    )
    expect(failures).toBe(5)
    await clearFailures(house.register, 'ada')
  })

  test('after many failures from one address, whatever the account, that address is refused and others are not', async () => {
    house.clock.now += 700_000
    const statuses = new Set<number>()
    for (let guess = 0; guess < 32; guess += 1)
      statuses.add((await enter({ ...right(), email: `${guess}@example.org` }, '198.51.100.9')).status)
    expect([...statuses]).toEqual([401, 429])
    expect((await enter(right(), '198.51.100.9')).status).toBe(429)
    expect((await enter(right(), '198.51.100.10')).status).toBe(200)
    house.clock.now += 601_000
    expect((await enter(right(), '198.51.100.9')).status).toBe(200)
  })

  test('leaves an event that holds nothing of what was typed', async () => {
    const failed = await house.events('sign-in-failed')
    expect(failed.length).toBeGreaterThan(30)
    const text = JSON.stringify(failed)
    expect(text).not.toContain('@example.org')
    expect(text).not.toContain('another phrase')
  })
})

describe('a session', () => {
  test('is a cookie that scripts cannot read, other sites do not send, and whose key the register does not hold', async () => {
    house.clock.now += 60_000
    const { set, cookie } = await enter(right())
    expect(set).toMatch(/^wholepanel=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const kept = JSON.stringify(await house.register.engine((tx) => tx.selectFrom('session').selectAll().execute()))
    expect(kept).not.toContain(cookie.slice('wholepanel='.length))
  })

  test('ends half an hour after the last request and twelve hours after the sign-in, however busy', async () => {
    const idle = await session()
    house.clock.now += 29 * 60_000
    expect(await reads(idle)).toBe(200)
    house.clock.now += 31 * 60_000
    expect(await reads(idle)).toBe(401)
    const busy = await session()
    for (let minute = 0; minute < 12 * 60 - 20; minute += 20) {
      house.clock.now += 20 * 60_000
      expect(await reads(busy)).toBe(200)
    }
    house.clock.now += 20 * 60_000
    expect(await reads(busy)).toBe(401)
  })

  test('writes when it was seen at most once a minute', async () => {
    const cookie = await session()
    const seen = async () =>
      (
        await house.register.engine((tx) =>
          tx.selectFrom('session').select('seen_at').orderBy('started_at', 'desc').executeTakeFirstOrThrow(),
        )
      ).seen_at
    const before = await seen()
    house.clock.now += 59_000
    await reads(cookie)
    expect(await seen()).toBe(before)
    house.clock.now += 2000
    await reads(cookie)
    expect(await seen()).not.toBe(before)
  })

  test('survives a restart of the server', async () => {
    const cookie = await session()
    const { register, region, now } = house.house
    const after = await app({
      ...house.house,
      sessions: new Sessions(register, now, { ...region.settings, host: '127.0.0.1' }),
      remembered: new Remembered(),
      signIn: { seal: new Seal(() => Buffer.alloc(32, 7)), attempts: new Attempts(now), provider: null },
    })
    expect((await after.inject({ url: '/api/practices', headers: { cookie } })).statusCode).toBe(200)
    await after.close()
  })

  test('gets a new key at every sign-in: a key that somebody planted opens nothing afterwards', async () => {
    const planted = await session()
    house.clock.now += 60_000
    const entered = await house.ask('POST', '/api/session', { body: right(), cookie: planted })
    expect(entered.cookie).not.toBe(planted)
    expect(await reads(planted)).toBe(401)
    const madeUp = `wholepanel=${'A'.repeat(43)}`
    house.clock.now += 60_000
    const again = await house.ask('POST', '/api/session', { body: right(), cookie: madeUp })
    expect(again.cookie).not.toBe(madeUp)
    expect(await reads(madeUp)).toBe(401)
  })

  test('is not believed where two cookies of its name came', async () => {
    const cookie = await session()
    expect(await reads(`wholepanel=${'B'.repeat(43)}; ${cookie}`)).toBe(401)
    expect(await reads(`${cookie}; wholepanel=x`)).toBe(401)
    expect(await reads(cookie)).toBe(200)
  })

  test('is over at once when the person signs out everywhere, is suspended, or the grant ends', async () => {
    const [first, second] = [await session(), await session()]
    expect((await house.ask('DELETE', '/api/account/sessions', { cookie: second })).status).toBe(204)
    expect([await reads(first), await reads(second)]).toEqual([401, 200])
    await setStatus('suspended')
    expect(await reads(second)).toBe(401)
    house.clock.now += 60_000
    expect((await enter(right())).status).toBe(401)
    await setStatus('active')
    await clearFailures(house.register, 'ada')
    expect(await reads(second)).toBe(401)
    const third = await session()
    const [grant] = await grantsInForce(house.register, 'ada', today())
    await house.register.engine((tx) => endAccessGrant(tx, grant?.access_grant ?? 0, 'operator', house.house.now()))
    expect(await reads(third)).toBe(401)
    house.clock.now += 60_000
    expect(await enter(right())).toMatchObject({ status: 403, body: { code: 'access-denied' } })
    const given = { account: 'ada', role: 'practice', purpose: 'treatment', participant: 'elm-group' }
    await saveAccessGrant(
      house.register,
      { ...given, practice_ids: ['elm'], start_date: '2025-01-01' },
      'operator',
      house.house.now(),
    )
  })

  test('that ends while its read runs gets no answer, and no release is written down', async () => {
    const cookie = await session()
    const count = () =>
      house.register.engine((tx) =>
        tx
          .selectFrom('release')
          .select((e) => e.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow(),
      )
    const before = await count()
    const { source } = house.house
    const read = source.read
    source.read = (work) =>
      read(async (reading, standing) => {
        await house.register.engine((tx) => endSessionsIn(tx, 'ada', 'revoked', house.house.now()))
        return work(reading, standing)
      })
    expect(await house.ask('GET', '/api/practices', { cookie })).toMatchObject({ status: 401 })
    expect(await count()).toEqual(before)
    source.read = read
    expect((await house.events('read-refused')).at(-1)).toMatchObject({ actor: 'ada' })
  })
})
