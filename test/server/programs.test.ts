import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readKeySet } from '../../src/governance/access/key-set.ts'
import { isInside } from '../../src/server/outside.ts'
import { fetchKeySet } from '../../src/server/programs/key-source.ts'
import { addAdministrators, ask } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

type Claims = { [Name in keyof JWTPayload]: JWTPayload[Name] | undefined }
type Pair = { kid: string; alg: string; privateKey: CryptoKey; publicKey: CryptoKey; jwk: JWK }

let house: TestHouse
let ec: Pair
let rsa: Pair
let stranger: Pair
/** Reads everything of `elm-group` but persons; and everything of the payer. */
let elm: string
let amber: string
let origin: string

beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  ;[ec, rsa, stranger] = await Promise.all([pair('ES384', 'ec-1'), pair('RS384', 'rsa-1'), pair('ES384', 'other')])
  const found = await house.server.inject({ url: '/.well-known/smart-configuration' })
  origin = found.json().token_endpoint
  elm = await registered('elm-admin', {
    client_name: 'Elm quality board',
    role: 'provider-organization',
    scopes: ['system/Organization.rs', 'system/MeasureReport.rs', 'system/Group.rs'],
    jwks: JSON.stringify({ keys: [ec.jwk, rsa.jwk] }),
  })
  amber = await registered('amber-admin', {
    client_name: 'Amber warehouse',
    role: 'payer',
    scopes: ['system/*.rs'],
    jwks: JSON.stringify({ keys: [stranger.jwk] }),
  })
})
afterAll(() => house.close())

async function pair(alg: string, kid: string): Promise<Pair> {
  const made = await generateKeyPair(alg, { extractable: true })
  return { ...made, kid, alg, jwk: { ...(await exportJWK(made.publicKey)), kid, alg } }
}
async function registered(who: string, asked: object): Promise<string> {
  const said = await ask(house, who, '/api/api-clients', asked)
  expect(said.status).toBe(200)
  return (said.json() as { client_id: string }).client_id
}
const seconds = () => Math.floor(house.clock.now / 1000)
function assertion(claims: Claims = {}, by: Pair = ec, header: object = {}): Promise<string> {
  const given = { iss: elm, sub: elm, aud: origin, exp: seconds() + 240, jti: randomUUID(), ...claims }
  return new SignJWT(given as JWTPayload)
    .setProtectedHeader({ alg: by.alg, kid: by.kid, typ: 'JWT', ...header })
    .sign(by.privateKey)
}
const form = (client_assertion: string, given: Record<string, string> = {}) =>
  new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    scope: 'system/*.rs',
    client_assertion,
    ...given,
  })
const send = (body: URLSearchParams | string, headers: Record<string, string> = {}) =>
  house.server.inject({
    method: 'POST',
    url: '/auth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: String(body),
  })
const errorOf = async (client_assertion: string, given?: Record<string, string>): Promise<string> => {
  const answer = await send(form(client_assertion, given))
  return `${answer.statusCode} ${answer.json().error}`
}
const because = async (): Promise<unknown> => {
  const [event] = await house.register.engine((tx) =>
    tx.selectFrom('event').selectAll().where('act', '=', 'refuse-token').orderBy('number', 'desc').limit(1).execute(),
  )
  return event?.detail
}
const tokenOf = async (by: Pair = ec, claims: JWTPayload = {}): Promise<string> =>
  (await send(form(await assertion(claims, by)))).json().access_token
const read = (token: string, url: string, method: 'GET' | 'POST' = 'GET') =>
  house.server.inject({ method, url, headers: { authorization: `Bearer ${token}`, 'x-wholepanel': '1' } })

test('the configuration says where and how, after SMART App Launch 2', async () => {
  const found = (await house.server.inject({ url: '/.well-known/smart-configuration' })).json()
  expect(found).toMatchObject({
    token_endpoint: 'http://localhost:80/auth/token',
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    capabilities: ['client-confidential-asymmetric', 'permission-v2'],
  })
})

test.each(['ES384', 'RS384'])(
  'a program that signs with %s gets a token for five minutes, for what was registered',
  async (alg) => {
    const answer = await send(form(await assertion({}, alg === 'ES384' ? ec : rsa)))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
    expect(answer.json()).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'bearer',
      expires_in: 300,
      scope: 'system/Organization.rs system/Group.rs system/MeasureReport.rs',
    })
  },
)

test('a token reads what a session of the same viewer reads, word for word, within its scopes', async () => {
  const token = await tokenOf()
  for (const url of [
    '/api/practices',
    '/api/practices/elm',
    '/api/practices/elm/scorecard',
    '/api/practices/elm/panel',
  ]) {
    const answer = await read(token, url)
    expect({ url, status: answer.statusCode }).toEqual({ url, status: 200 })
    expect(answer.body).toBe((await ask(house, 'elm-admin', url)).text)
  }
  for (const url of [
    '/api/practices/oak/scorecard',
    '/api/practices/elm/payments',
    '/api/explain/x',
    '/api/people',
    '/api/api-clients',
  ])
    expect({ url, status: (await read(token, url)).statusCode }).toEqual({ url, status: 403 })
  expect((await read(token, '/api/people', 'POST')).statusCode).not.toBe(200)
  const narrow = await send(form(await assertion(), { scope: 'system/MeasureReport.rs system/Patient.rs' }))
  expect(narrow.json().scope).toBe('system/MeasureReport.rs')
  expect((await read(narrow.json().access_token, '/api/practices/elm/panel')).statusCode).toBe(403)
})

test('every read of a program is written down in its name', async () => {
  await read(await tokenOf(), '/api/practices/elm/scorecard')
  const [release] = await house.register.engine((tx) =>
    tx.selectFrom('release').selectAll().orderBy('release_id', 'desc').limit(1).execute(),
  )
  expect(release).toMatchObject({
    viewer: `client:${elm}`,
    role: 'provider-organization',
    organization_id: 'elm-group',
  })
})

test('a token is over after five minutes, and no token is made up', async () => {
  const token = await tokenOf()
  house.clock.now += 299_000
  expect((await read(token, '/api/practices')).statusCode).toBe(200)
  house.clock.now += 2_000
  expect((await read(token, '/api/practices')).statusCode).toBe(401)
  for (const made of ['', 'x', `${token}x`, "' or 1=1 --"])
    expect((await read(made, '/api/practices')).statusCode).toBe(401)
})

test('an assertion is good once, even of two that come together', async () => {
  const one = await assertion()
  const said = await Promise.all([errorOf(one), errorOf(one)])
  expect(said.sort()).toEqual(['200 undefined', '401 invalid_client'])
  expect(await because()).toEqual({ because: 'came before' })
  // A replay does not become new by waiting until its time is over.
  house.clock.now += 260_000
  expect(await errorOf(one)).toBe('401 invalid_client')
})

test('the same id from another program is no replay', async () => {
  const jti = randomUUID()
  expect(await errorOf(await assertion({ jti }))).toBe('200 undefined')
  expect(await errorOf(await assertion({ jti, iss: amber, sub: amber }, stranger))).toBe('200 undefined')
})

test.each<[string, Claims]>([
  ['for another address', { aud: 'https://elsewhere.example.org/auth/token' }],
  ['for the server but not its token address', { aud: 'http://localhost' }],
  ['that is over', { exp: 1 }],
  ['without an end', { exp: undefined }],
  ['without an id', { jti: undefined }],
  ['with an empty id', { jti: '' }],
  ['with an endless id', { jti: 'j'.repeat(201) }],
  ['of somebody unknown', { iss: 'nobody', sub: 'nobody' }],
  ['in which issuer and subject differ', { sub: 'amber-warehouse' }],
  ['that is not yet valid', { nbf: 4_000_000_000 }],
])('an assertion %s is refused', async (_name, claims) => {
  expect(await errorOf(await assertion(claims))).toBe('401 invalid_client')
})

test('an end is at most five minutes ahead; clocks may differ by half a minute and no more', async () => {
  const ends = async (ahead: number) => errorOf(await assertion({ exp: seconds() + ahead }))
  expect(await ends(300)).toBe('200 undefined')
  expect(await ends(329)).toBe('200 undefined')
  expect(await ends(332)).toBe('401 invalid_client')
  expect(await because()).toEqual({ because: 'expires too late' })
  expect(await ends(3600)).toBe('401 invalid_client')
  expect(await ends(-28)).toBe('200 undefined')
  expect(await ends(-31)).toBe('401 invalid_client')
})

test('no signature, a public key used as a secret, another algorithm or another’s key prove nothing', async () => {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = encoded({ iss: elm, sub: elm, aud: origin, exp: seconds() + 240, jti: randomUUID() })
  const none = `${encoded({ alg: 'none', kid: ec.kid })}.${claims}.`
  const text = `${encoded({ alg: 'HS256', kid: rsa.kid })}.${claims}`
  const secret = createHmac('sha256', await exportSPKI(rsa.publicKey))
    .update(text)
    .digest('base64url')
  const weaker = await generateKeyPair('ES256')
  const es256 = { ...ec, alg: 'ES256', privateKey: weaker.privateKey }
  const rs256 = await generateKeyPair('RS256')
  const cases: Record<string, string> = {
    none,
    hs256: `${text}.${secret}`,
    es256: await assertion({}, es256),
    rs256: await assertion({}, { ...rsa, alg: 'RS256', privateKey: rs256.privateKey }),
    'another key under our kid': await assertion({}, { ...stranger, kid: ec.kid }),
    'another program’s kid': await assertion({}, stranger),
    'our key for another program': await assertion({ iss: amber, sub: amber }),
    'no kid': await assertion({}, ec, { kid: undefined }),
    'keys of its own choosing': await assertion({}, stranger, { jku: 'https://elsewhere.example.org/keys' }),
    'a key within': await assertion({}, stranger, { jwk: stranger.jwk, kid: ec.kid }),
    cut: (await assertion()).slice(0, -10),
    words: 'not an assertion',
  }
  for (const [name, one] of Object.entries(cases))
    expect({ name, said: await errorOf(one) }).toEqual({ name, said: '401 invalid_client' })
})

test('after many refused assertions from one address it is refused whatever it brings; readers there still sign in', async () => {
  const from = (remoteAddress: string, body: URLSearchParams) =>
    house.server.inject({
      method: 'POST',
      url: '/auth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: String(body),
      remoteAddress,
    })
  const [there, elsewhere] = ['198.51.100.20', '198.51.100.21']
  for (let guess = 0; guess < 30; guess += 1) expect((await from(there, form('no.assertion.')))?.statusCode).toBe(401)
  const refused = await from(there, form(await assertion()))
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'access-too-many-tries'])
  expect(refused.headers['retry-after']).toBe('600')
  expect((await from(elsewhere, form(await assertion()))).statusCode).toBe(200)
  expect(() => house.house.signIn.attempts.refuseTooMany(there)).not.toThrow()
  house.clock.now += 601_000
  expect((await from(there, form(await assertion()))).statusCode).toBe(200)
})

test('a form that is not whole, twice over, too long or no form gets no token', async () => {
  const good = await assertion()
  expect(await errorOf(good, { grant_type: 'password' })).toBe('400 unsupported_grant_type')
  expect(await errorOf(good, { client_assertion_type: 'x' })).toBe('400 invalid_request')
  expect(await errorOf(good, { scope: 'system/*.cruds' })).toBe('400 invalid_scope')
  const twice = form(good)
  twice.append('scope', 'system/Patient.rs')
  expect((await send(twice)).json().error).toBe('invalid_request')
  const without = form(good)
  without.delete('client_assertion')
  expect((await send(without)).json().error).toBe('invalid_request')
  expect((await send(form('a'.repeat(20_000)))).statusCode).toBe(413)
  expect((await send('{}', { 'content-type': 'application/json' })).statusCode).toBe(400)
  expect((await send(form(good), { origin: 'https://elsewhere.example.org' })).statusCode).toBe(403)
})

test('a suspended program loses its tokens at once and gets none; an ended one never again', async () => {
  const token = await tokenOf()
  const to = (who: string, status: string) => ask(house, who, `/api/api-clients/${elm}/status`, { status })
  expect((await to('oak-admin', 'suspended')).code).toBe('access-denied')
  expect((await to('elm-admin', 'suspended')).status).toBe(200)
  expect((await read(token, '/api/practices')).statusCode).toBe(401)
  expect(await errorOf(await assertion())).toBe('401 invalid_client')
  expect(await because()).toEqual({ because: 'the program is suspended' })
  expect((await to('elm-admin', 'active')).status).toBe(200)
  expect((await read(token, '/api/practices')).statusCode).toBe(401)
  expect((await read(await tokenOf(), '/api/practices')).statusCode).toBe(200)
  const extra = await registered('elm-admin', {
    client_name: 'Short-lived',
    role: 'practice',
    practice_ids: ['elm'],
    scopes: ['system/*.rs'],
    jwks: JSON.stringify({ keys: [ec.jwk] }),
  })
  const of = (status: string) => ask(house, 'elm-admin', `/api/api-clients/${extra}/status`, { status })
  expect([(await of('ended')).status, (await of('active')).code]).toEqual([200, 'input-argument'])
})

test('an administrator registers programs of its participant only, and sees no other’s', async () => {
  const jwks = JSON.stringify({ keys: [ec.jwk] })
  const asked = { client_name: 'Forged', role: 'provider-organization', scopes: ['system/*.rs'], jwks }
  const cases: [object, string][] = [
    [{ participant: 'oak-group' }, 'access-denied'],
    [{ participant: 'amber', role: 'payer' }, 'access-denied'],
    [{ role: 'payer' }, 'input-argument'],
    [{ role: 'operator' }, 'input-argument'],
    [{ practice_ids: ['oak'] }, 'access-denied'],
    [{ scopes: ['system/*.cruds'] }, 'input-argument'],
    [{ scopes: ['read-people'] }, 'input-argument'],
    [{ jwks_url: 'https://keys.example.org' }, 'input-argument'],
    [{ jwks: undefined }, 'input-argument'],
    [{ jwks: undefined, jwks_url: 'file:///etc/passwd' }, 'input-argument'],
    [{ jwks: undefined, jwks_url: 'https://name:word@keys.example.org' }, 'input-argument'],
  ]
  for (const [given, code] of cases)
    expect({ given, code: (await ask(house, 'elm-admin', '/api/api-clients', { ...asked, ...given })).code }).toEqual({
      given,
      code,
    })
  const seen = (await ask(house, 'elm-admin', '/api/api-clients')).json() as { clients: { client_id: string }[] }
  expect(seen.clients.map((one) => one.client_id)).toContain(elm)
  expect(seen.clients.map((one) => one.client_id)).not.toContain(amber)
  expect((await ask(house, 'elm', '/api/api-clients')).code).toBe('access-denied')
})

test('private, weak, unnamed and other keys are not taken', async () => {
  const whole = await exportJWK(ec.privateKey)
  const weak = { kty: 'RSA', n: Buffer.alloc(128, 0xc1).toString('base64url'), e: 'AQAB', kid: 'weak' }
  const refused = [
    { keys: [{ ...whole, kid: 'mine' }] },
    { keys: [weak] },
    { keys: [{ ...ec.jwk, kid: undefined }] },
    { keys: [ec.jwk, { ...stranger.jwk, kid: ec.kid }] },
    { keys: [{ ...ec.jwk, alg: 'ES256' }] },
    { keys: [{ ...ec.jwk, use: 'enc' }] },
    { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'shared' }] },
    { keys: [] },
    { keys: Array.from({ length: 11 }, (_, i) => ({ ...ec.jwk, kid: String(i) })) },
    [],
  ]
  for (const one of refused) expect(() => readKeySet(JSON.stringify(one))).toThrow('an argument is not valid')
  expect(() => readKeySet('{')).toThrow('no JSON')
  expect(readKeySet(JSON.stringify({ keys: [ec.jwk, rsa.jwk] }))).toHaveLength(2)
})

test('keys at an address are fetched for a minute’s use, and a new one is known after it', async () => {
  let keys: JWK[] = [ec.jwk]
  let asked = 0
  const { server, address } = await listening((send) => {
    asked += 1
    send(200, JSON.stringify({ keys }))
  })
  const given = { client_name: 'By address', role: 'payer', scopes: ['system/Organization.rs'], jwks_url: address }
  const id = await registered('amber-admin', given)
  const by = (one: Pair) => assertion({ iss: id, sub: id }, one)
  expect([await errorOf(await by(ec)), await errorOf(await by(ec)), asked]).toEqual([
    '200 undefined',
    '200 undefined',
    1,
  ])
  keys = [stranger.jwk]
  house.clock.now += 61_000
  expect([await errorOf(await by(ec)), await errorOf(await by(stranger))]).toEqual([
    '401 invalid_client',
    '200 undefined',
  ])
  expect(await errorOf(await assertion({ iss: id, sub: id }, stranger, { jku: address }))).toBe('200 undefined')
  server.close()
})

test('keys are not fetched from inside, over plain http, by a redirection, too long or too late', async () => {
  const { server, address } = await listening((send, url) => {
    if (url === '/moved') send(302, '', { location: '/keys' })
    else if (url === '/long') send(200, 'x'.repeat(40_000))
    else if (url === '/slow') return
    else send(200, '{"keys":[]}')
  })
  await expect(fetchKeySet(address, true)).resolves.toBe('{"keys":[]}')
  for (const path of ['/moved', '/long', '/slow'])
    await expect(fetchKeySet(new URL(path, address).href, true)).rejects.toThrow()
  await expect(fetchKeySet(address, false)).rejects.toThrow('https only')
  const { port } = server.address() as AddressInfo
  for (const host of [
    '127.0.0.1',
    '[::1]',
    '10.0.0.1',
    '169.254.169.254',
    '[::ffff:127.0.0.1]',
    '0x7f000001',
    '2130706433',
  ])
    await expect(fetchKeySet(`https://${host}:${port}/keys`, false)).rejects.toThrow('inside')
  await expect(fetchKeySet(`https://localhost:${port}/keys`, false)).rejects.toThrow('leads inside')
  server.close()
})

test.each([
  ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
  ...['::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', 'ff02::1'],
])('%s is an inside address', (address) => {
  expect(isInside(address)).toBe(true)
})

test.each(['8.8.8.8', '172.32.0.1', '192.167.1.1', '2606:4700::1111', '2a00:1450::1'])('%s is not', (address) => {
  expect(isInside(address)).toBe(false)
})

type Send = (status: number, body: string, headers?: Record<string, string>) => void
async function listening(answer: (send: Send, url: string) => void): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) =>
    answer((status, body, headers = {}) => response.writeHead(status, headers).end(body), request.url ?? ''),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys` }
}
