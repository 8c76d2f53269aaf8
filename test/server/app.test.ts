import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { FENCES } from '../../src/disclosure/reads/fence.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { WholepanelError } from '../../src/error.ts'
import { KINDS } from '../../src/explain/explain.ts'
import { ROUTES } from '../../src/governance/routes.ts'
import { sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { finishRun, startRun } from '../../src/register/runs.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { Live } from '../../src/server/live.ts'
import { problemOf, unexpected } from '../../src/server/problem.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { tablesOf } from '../disclosure/tables.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const CHANGES = { 'x-wholepanel': '1' }

test('the OpenAPI document is 3.1, describes every route of the API, and has no dangling reference', async () => {
  const { body } = await house.get(null, '/api/openapi.json')
  const document = JSON.parse(body)
  expect(document.openapi).toBe('3.1.0')
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  // A calendar is asked for by the address that its owner was given, by programs that read no description.
  const calendar = 'GET /calendar/:calendar_file'
  const hidden = ['GET /', 'GET /*', 'GET /api/openapi.json', 'POST /api/local/command', calendar]
  expect(described.sort()).toEqual(
    Object.keys(ROUTES)
      .filter((one) => !hidden.includes(one))
      .sort(),
  )
  for (const [, name = ''] of body.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(document.components.schemas, name).toHaveProperty(name)
  expect(Object.keys(document.components.schemas).filter((one) => one.endsWith('Input'))).toEqual([])
})

test('a route without a permission, or without the shape of its answer, keeps the server from starting', async () => {
  const { app } = await import('../../src/server/app.ts')
  const started = await app(house.house)
  expect(() => started.get('/api/backdoor', async () => 'x')).toThrow()
  await started.close()
  const { requirePermits } = await import('../../src/server/app.ts')
  const { fastify } = await import('fastify')
  const bare = fastify()
  requirePermits(bare)
  expect(() => bare.get('/api/backdoor', async () => 'x')).toThrow('has no entry in governance/routes')
  expect(() => bare.get('/api/periods', async () => 'x')).toThrow('declares no response')
  expect(requirePermits(fastify())).toThrow('an entry without a route: ')
})

test('a field that the response does not declare never leaves', async () => {
  const { serializerCompiler } = await import('fastify-type-provider-zod')
  const write = serializerCompiler({ schema: z.object({ shown: z.string() }), method: 'GET', url: '/' } as never)
  expect(write({ shown: 'yes', social_security_number: '999-99-9999' } as never)).toBe('{"shown":"yes"}')
  const { body } = await house.get(VIEWERS.elm, '/api/practices/elm/panel/a1')
  expect(body).not.toContain('file_id')
  expect(body).not.toContain('priced_organization_id')
})

test('every failure has one shape, and none holds what was asked for', async () => {
  const failures: [string, number][] = [
    ['/api/nothing/Last-a1', 404],
    ['/api/practices/elm/panel?limit=Last-a1', 400],
    ['/api/practices/elm/panel?sort=Last-a1', 400],
    ['/api/practices/Last-a1/panel', 403],
    ['/api/explain/person_line:Last-a1:2', 403],
    [`/api/practices/elm/panel?search=${'Last-a1'.repeat(30)}`, 400],
    ['/api/%E0%A4%A', 400],
  ]
  for (const [url, status] of failures) {
    const answer = await house.get(VIEWERS.elm, url)
    expect(answer.status, url).toBe(status)
    expect(answer.headers['content-type'], url).toBe('application/problem+json')
    const body = JSON.parse(answer.body)
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['type', 'title', 'status', 'code', 'detail']))
    expect(answer.body, url).not.toContain('Last-a1')
  }
})

test('an unexpected failure tells neither its cause nor where it happened in the program', () => {
  const body = JSON.stringify(problemOf(new Error('Binder Error at Jane Doe 1960-01-01'), 'GET /api/x'))
  expect(body).not.toMatch(/Jane|Binder|\.ts/)
  expect(problemOf(new WholepanelError('state-no-run'), 'x').status).toBe(409)
})

test('the operator hears of an unexpected failure by its kind and place, and nothing of its message', async () => {
  const said: string[] = []
  const { app } = await import('../../src/server/app.ts')
  const fails = async () => {
    throw new TypeError('Binder Error at Jane Doe 1960-01-01')
  }
  const server = await app({ ...house.house, say: (line) => said.push(line), source: { read: fails, close: fails } })
  const cookie = await house.cookieOf(VIEWERS.elm)
  expect((await server.inject({ url: '/api/practices', headers: { cookie } })).statusCode).toBe(500)
  expect(said).toEqual([expect.stringMatching(/^GET \/api\/practices failed unexpectedly: TypeError( at \S+)?$/)])
  expect(said.join()).not.toContain('Jane')
  expect(
    unexpected(Object.assign(new Error('Jane'), { stack: 'Error: Jane\n at f (/x/dist/lake/engine.js:7:3)' }), 'x'),
  ).toBe('x failed unexpectedly: Error at dist/lake/engine.js:7')
  await server.close()
})

test('signing in as a person of the demonstration, reading, and signing out', async () => {
  const before = await house.server.inject({ url: '/api/session' })
  expect(before.json()).toMatchObject({ demonstration: true, viewer: null })
  expect(before.json().people.map((one: { person: string }) => one.person)).toContain('elm')
  const entered = await house.server.inject({
    method: 'POST',
    url: '/api/session',
    headers: CHANGES,
    payload: { person: 'elm' },
  })
  const set = String(entered.headers['set-cookie'])
  expect(set).toMatch(/^wholepanel=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  const cookie = set.split(';')[0] ?? ''
  expect((await house.server.inject({ url: '/api/practices', headers: { cookie } })).json()).toHaveLength(1)
  await house.server.inject({ method: 'DELETE', url: '/api/session', headers: { ...CHANGES, cookie } })
  expect((await house.server.inject({ url: '/api/practices', headers: { cookie } })).statusCode).toBe(401)
})

test('a session ends after half an hour without a request', async () => {
  const entered = await house.server.inject({
    method: 'POST',
    url: '/api/session',
    headers: CHANGES,
    payload: { person: 'elm' },
  })
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  const status = async () => (await house.server.inject({ url: '/api/practices', headers: { cookie } })).statusCode
  house.clock.now += 29 * 60_000
  expect(await status()).toBe(200)
  house.clock.now += 29 * 60_000
  expect(await status()).toBe(200)
  house.clock.now += 31 * 60_000
  expect(await status()).toBe(401)
})

test('from another machine nobody may be chosen, and nobody is listed', async () => {
  const far = { remoteAddress: '192.0.2.7' }
  expect((await house.server.inject({ url: '/api/session', ...far })).json().people).toEqual([])
  const tried = await house.server.inject({
    method: 'POST',
    url: '/api/session',
    headers: CHANGES,
    payload: { person: 'elm' },
    ...far,
  })
  expect(tried.statusCode).toBe(401)
})

test('another host name and a change without its header are refused', async () => {
  expect((await house.server.inject({ url: '/api/session', headers: { host: 'evil.example' } })).statusCode).toBe(403)
  expect((await house.server.inject({ url: '/', headers: { host: 'evil.example:4400' } })).statusCode).toBe(403)
  expect((await house.server.inject({ url: '/api/session', headers: { host: '[::1]:4400' } })).statusCode).toBe(200)
  const crossSite = await house.server.inject({ method: 'POST', url: '/api/session', payload: { person: 'elm' } })
  expect(crossSite.statusCode).toBe(403)
})

test('answers carry the headers that keep them from other pages and from caches', async () => {
  for (const url of ['/api/session', '/', '/practices/elm', '/api/nothing', '/api/%E0%A4%A']) {
    const { headers } = await house.server.inject({ url })
    expect(headers['content-security-policy'], url).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['cache-control'], url).toBe('no-store')
  }
})

test('a request is given a minute to arrive and a million bytes, and TRACE echoes nothing', async () => {
  expect(house.server.server).toMatchObject({ requestTimeout: 60_000, headersTimeout: 60_000 })
  const payload = { person: 'x'.repeat(1_000_000) }
  const long = await house.server.inject({ method: 'POST', url: '/api/session', headers: CHANGES, payload })
  expect(long.statusCode).toBe(413)
  const trace = await house.server.inject({
    method: 'TRACE',
    url: '/api/session',
    headers: { ...CHANGES, cookie: 'wholepanel=secret' },
  })
  expect([trace.statusCode, trace.body.includes('secret')]).toEqual([404, false])
})

test.each([
  ['another method', 'STEAL / HTTP/1.1\r\nHost: localhost\r\n\r\n', 400],
  [
    'two lengths of one body',
    'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
  ],
  ['headers beyond 16 KB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
])('%s is refused before any route, with the same headers', async (_what, text, status) => {
  const { app } = await import('../../src/server/app.ts')
  const server = await app(house.house)
  await server.listen({ port: 0, host: '127.0.0.1' })
  const answer = await new Promise<string>((done) => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text))
    let said = ''
    socket.on('data', (piece) => {
      said += piece
    })
    socket.on('close', () => done(said))
  })
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain("frame-ancestors 'none'")
  expect(answer).toContain('x-content-type-options: nosniff')
  await server.close()
})

test('the shell of the pages needs no sign-in, and its own addresses lead to it', async () => {
  for (const url of ['/', '/practices/elm/panel']) {
    const answer = await house.get(null, url)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
  }
  expect((await house.get(null, '/assets/gone.js')).status).toBe(404)
})

test('the log holds the pattern of a route and nothing of a person', async () => {
  house.lines.length = 0
  await house.get(VIEWERS.elm, '/api/practices/elm/panel/a1')
  await house.get(VIEWERS.elm, '/api/practices/elm/panel?search=Last-a1')
  await house.get(null, '/api/members/Last-a1')
  await house.server.inject({ method: 'POST', url: '/auth/token', payload: { client: 'Last-a1' } })
  await house.get(null, '/healthz')
  await house.get(null, '/practices/elm/panel/a1')
  expect(house.lines).toEqual([
    expect.stringMatching(/^2026-[\w:.-]+Z GET \/api\/practices\/:practice_id\/panel\/:person_id 200 \d+ ms$/),
    expect.stringMatching(/^2026-[\w:.-]+Z GET \/api\/practices\/:practice_id\/panel 200 \d+ ms$/),
    expect.stringMatching(/^2026-[\w:.-]+Z GET \(none\) 404 \d+ ms$/),
    expect.stringMatching(/^2026-[\w:.-]+Z POST \/auth\/token 40\d \d+ ms$/),
  ])
})

test('every read is recorded before it is answered; a refused one leaves no record', async () => {
  await house.get(VIEWERS.convener, '/api/practices/elm')
  const [newest] = await listReleases(house.register, 1)
  expect(newest).toMatchObject({
    viewer: 'convener',
    purpose: 'convening',
    path: '/api/practices/elm',
    policy: `strictest@${STRICTEST.version}`,
  })
  expect(newest?.withheld.join()).toContain('practice payers.people')
  await house.get(VIEWERS.convener, '/api/practices/elm/panel')
  expect((await listReleases(house.register, 1))[0]?.release_id).toBe(newest?.release_id)
})

test('commands come in from this machine with the token of the lock, and stream back', async () => {
  const { app } = await import('../../src/server/app.ts')
  const server = await app({
    ...house.house,
    command: async (argv, { out, say }) => {
      out(argv.join(' '))
      say('done')
      return 3
    },
  })
  const send = (headers: Record<string, string>, more = {}) =>
    server.inject({
      method: 'POST',
      url: '/api/local/command',
      headers: { ...CHANGES, ...headers },
      payload: { argv: ['run', '--period', '2025'] },
      ...more,
    })
  expect((await send({})).statusCode).toBe(403)
  expect((await send({ authorization: 'Bearer lock-tokem' })).statusCode).toBe(403)
  expect((await send({ authorization: 'Bearer lock-token' }, { remoteAddress: '192.0.2.7' })).statusCode).toBe(403)
  const answer = await send({ authorization: 'Bearer lock-token' })
  expect(answer.body).toBe('{"out":"run --period 2025"}\n{"say":"done"}\n{"exit":3}\n')
  await server.close()
})

test('a delivery is whole for its payer, states and counts for the convener, and its freshness for a practice', async () => {
  for (const payer of ['amber', 'birch']) {
    await registerPayer(house.register, { payer, payer_name: payer }, '2026-01-01T00:00:00Z')
    const counts = { received: 3, accepted: 2, warned: 1, quarantined: 0, superseded: 0, duplicate: 0, control: 0 }
    const file = {
      file_id: `${payer}-f`,
      file_name: `${payer}-secret.csv`,
      layout_file: 'eligibility',
      data_source: 'tuva',
      sha256: 'x',
      bytes: 1,
      ...counts,
    }
    const finding = {
      file_id: `${payer}-f`,
      rule: 'date-order',
      severity: 'warned',
      column: 'birth_date',
      records: 1,
      expected: 'a day',
      fix: `ask ${payer}-desk`,
      first_record: 2,
    }
    await recordSubmission(house.register, {
      submission_id: `${payer}-1`,
      payer,
      layout: 'tuva',
      status: 'accepted',
      received_at: '2026-01-02T00:00:00Z',
      content_hash: payer,
      newest_service_date: '2025-12-30',
      because: null,
      files: [file],
      findings: [finding],
    } as never)
  }
  const asked = async (who: keyof typeof VIEWERS) =>
    JSON.parse((await house.get(VIEWERS[who], '/api/submissions')).body)
  const own = await asked('amber')
  expect(own.map((one: { payer: string }) => one.payer)).toEqual(['amber'])
  expect(own[0]).toMatchObject({
    status: 'accepted',
    received: 3,
    findings: [{ rule: 'date-order', file_name: 'amber-secret.csv' }],
    files: [{ file_name: 'amber-secret.csv' }],
  })
  const convener = await asked('convener')
  expect(convener).toHaveLength(2)
  expect(convener[0]).toMatchObject({ status: 'accepted', received: 3, findings: [], files: [] })
  expect(JSON.stringify(convener)).not.toMatch(/secret|desk/)
  const practice = await asked('elm')
  expect(practice[0]).toMatchObject({
    payer: 'amber',
    newest_service_date: '2025-12-30',
    status: null,
    received: null,
    layout: null,
    findings: [],
  })
})

test('when a run finishes the next reader sees it, and a reader of the old one finishes undisturbed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wholepanel-live-'))
  const region = Region.create(join(folder, 'region'), {})
  const finish = async (run_id: string, at: string, person_id: string) => {
    mkdirSync(join(region.runs, run_id))
    const engine = await tablesOf({ person: [{ person_id, members: 1, payers: 1 }] })
    await engine.writeParquet(sql`select * from person`, join(region.runs, run_id, 'person.parquet'))
    engine.close()
    await startRun(house.register, {
      run_id,
      period: '2025',
      inputs_hash: run_id,
      version: '0',
      started_at: at,
      as_of: null,
      submissions: [],
    })
    await finishRun(house.register, run_id, at, [])
  }
  const live = new Live(region, house.register, house.house.policy)
  const people = (reading: Reading) => reading.engine.rows(sql`select person_id from person`)
  await expect(live.read(people)).rejects.toThrow('no finished run')
  await finish('2025-a', '2026-02-01T00:00:00Z', 'first')
  await live.read(async (old) => {
    await finish('2025-b', '2026-02-02T00:00:00Z', 'second')
    const [one, two] = await Promise.all([live.read(people), live.read(people)])
    expect([one, two]).toEqual([[{ person_id: 'second' }], [{ person_id: 'second' }]])
    expect(await people(old)).toEqual([{ person_id: 'first' }])
  })
  await live.close()
  expect(readdirSync(join(region.path, 'spill'))).toEqual([])
  rmSync(folder, { recursive: true })
})

test('every kind of number that can be taken apart has its fence', () => {
  const tables = Object.keys(KINDS).map((kind) => kind.split('.')[0])
  expect(tables.filter((table = '') => !(table in FENCES))).toEqual([])
})
