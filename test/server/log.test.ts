import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { isOpen } from '../../src/governance/permit.ts'
import { ROUTES } from '../../src/governance/routes.ts'
import type { Viewer } from '../../src/governance/viewer.ts'
import { listWaivers } from '../../src/register/feeds/waivers.ts'
import type { EventRow } from '../../src/register/log/event-chain.ts'
import { verifyLog } from '../../src/register/log/verify-log.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recording } from '../../src/server/recording.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
let since = 0
beforeAll(async () => {
  house = await testHouse()
  for (const payer of ['amber', 'birch']) await registerPayer(house.register, { payer }, '2026-01-01T00:00:00Z')
})
afterAll(() => house.close())

const all = () =>
  house.register.engine((tx) => tx.selectFrom('event').selectAll().orderBy('number').execute()) as Promise<EventRow[]>
beforeEach(async () => {
  since = (await all()).length
})
const added = async () => (await all()).slice(since)

type Sent = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; payload?: object; header?: boolean }
const send = async (who: Viewer | null, url: string, { method = 'POST', payload, header = true }: Sent = {}) => {
  const cookie = who ? await house.cookieOf(who) : undefined
  const headers = { ...(cookie ? { cookie } : {}), ...(header ? { 'x-wholepanel': '1' } : {}) }
  const answer = await house.server.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.body }
}
const waiver = (more = {}) => ({
  payload: { rule: 'date-order', reason: 'a new system', start_date: '2026-01-01', end_date: '2026-01-31', ...more },
})
const asOwner = (statement: string) =>
  house.register.db.connection().execute(async (db) => {
    for (const one of ['reset role', statement, 'set role wholepanel_closed']) await sql.raw(one).execute(db)
  })

test('a read is an event with who, why and the pattern of its address, and keys that name no person', async () => {
  await house.get(VIEWERS.elm, '/api/practices/elm/panel/a1')
  await house.get(VIEWERS.elm, '/api/practices/elm/panel?search=Last-a1&format=csv')
  expect(await added()).toMatchObject([
    {
      ...{ actor: 'elm', role: 'practice', purpose: 'treatment' },
      participant: VIEWERS.elm.organization_id,
      ...{ act: 'read-person', about: 'practice:elm', at: '2026-01-03T00:00:00.000Z' },
      detail: { route: 'GET /api/practices/:practice_id/panel/:person_id', outcome: 'done' },
    },
    { act: 'read-panel', about: 'practice:elm', detail: { outcome: 'done', format: 'csv' } },
  ])
})

test('an act that changes something is recorded before it begins and by its end', async () => {
  expect((await send(VIEWERS.amber, '/api/waivers', waiver())).status).toBe(200)
  const [begun, done, ...more] = await added()
  expect(more).toEqual([])
  expect(begun).toMatchObject({
    act: 'ask-waiver',
    about: '',
    detail: { outcome: 'begun', route: 'POST /api/waivers' },
  })
  expect(done).toMatchObject({ act: 'ask-waiver', detail: { outcome: 'done', begun: begun?.number } })
  expect(done?.about).toBe('waiver:1')
  expect(done?.participant).toBe('amber')
  const decide = { payload: { decision: 'granted', because: 'agreed' } }
  expect((await send(VIEWERS.convener, '/api/waivers/1/decision', decide)).status).toBe(200)
  expect((await added()).at(-1)).toMatchObject({ act: 'decide-waiver', about: 'waiver:1', detail: { outcome: 'done' } })
})

test('an act that fails or is refused says so, and nothing of what it was about', async () => {
  const decide = { payload: { decision: 'granted', because: 'x' } }
  expect((await send(VIEWERS.convener, '/api/waivers/999/decision', decide)).status).toBe(403)
  expect((await send(VIEWERS.operator, '/api/waivers', waiver({ payer: 'nobody' }))).status).toBeGreaterThanOrEqual(400)
  const events = await added()
  expect(events.map((one) => [one.act, one.detail.outcome])).toEqual([
    ['decide-waiver', 'begun'],
    ['change-refused', 'refused'],
    ['ask-waiver', 'begun'],
    ['ask-waiver', 'failed'],
  ])
  // A hash may hold any digits.
  const told = events.map(({ hash: _hash, previous_hash: _previous, ...rest }) => rest)
  expect(JSON.stringify(told)).not.toMatch(/999|nobody/)
})

test('a refusal is recorded with its route and nothing else, whichever wall it met', async () => {
  const old = await house.cookieOf(VIEWERS.elm)
  house.clock.now += 3_600_000
  const asked: [() => Promise<unknown>, Partial<EventRow>][] = [
    [() => house.get(VIEWERS.elm, '/api/practices/oak/panel'), { actor: 'elm', act: 'read-refused' }],
    [() => house.get(VIEWERS.elm, '/api/practices/elm/panel/nobody'), { actor: 'elm', act: 'read-refused' }],
    [() => house.get(VIEWERS.convener, '/api/practices/elm/panel'), { actor: 'convener', act: 'read-refused' }],
    [() => send(VIEWERS.state, '/api/waivers', waiver()), { actor: 'state', act: 'change-refused' }],
    [
      () => send(VIEWERS.amber, '/api/waivers', { ...waiver(), header: false }),
      { actor: 'amber', act: 'change-refused' },
    ],
    [
      () => send(null, '/api/local/command', { payload: { argv: ['run'] } }),
      { actor: 'unknown', act: 'change-refused' },
    ],
    [
      () => house.server.inject({ url: '/api/practices/elm/panel', headers: { cookie: old } }),
      { actor: 'unknown', act: 'read-refused', role: null },
    ],
  ]
  for (const [ask, expected] of asked) {
    const before = (await all()).length
    await ask()
    const events = (await all()).slice(before)
    expect(events, JSON.stringify(expected)).toHaveLength(1)
    expect(events[0]).toMatchObject({ ...expected, about: '', detail: { outcome: 'refused' } })
    expect(Object.keys(events[0]?.detail ?? {}).sort()).toEqual(['asked', 'outcome', 'route', 'status'])
  }
})

test('whoever asks without a session and is told to sign in leaves nothing', async () => {
  expect((await house.get(null, '/api/practices')).status).toBe(401)
  expect(await added()).toEqual([])
})

test('strangers cannot fill the log: beyond sixty a minute they are counted', async () => {
  house.clock.now += 60_000
  const knock = () => send(null, '/api/waivers', { ...waiver(), header: false })
  for (let i = 0; i < 75; i++) expect((await knock()).status).toBe(403)
  expect(await added()).toHaveLength(60)
  house.clock.now += 60_000
  await knock()
  const [last] = (await added()).slice(-1)
  expect(last?.detail.left_out).toBe(15)
})

test('signing in, failing to and signing out are events', async () => {
  await send(null, '/api/session', { payload: { person: 'elm' } })
  await send(null, '/api/session', { payload: { person: 'Jane Doe' } })
  await send(VIEWERS.elm, '/api/session', { method: 'DELETE' })
  const events = await added()
  expect(events.map((one) => `${one.actor} ${one.act}`)).toEqual([
    'elm sign-in',
    'unknown sign-in-failed',
    'elm sign-out',
  ])
  expect(JSON.stringify(events)).not.toMatch(/Jane/)
})

test('what cannot be recorded is not done, not answered and not shown', async () => {
  const before = await listWaivers(house.register, { role: 'operator', organization_id: null })
  await asOwner('revoke insert on wholepanel.event from wholepanel_engine')
  try {
    expect((await send(VIEWERS.amber, '/api/waivers', waiver())).status).toBe(500)
    const read = await house.get(VIEWERS.elm, '/api/practices/elm/panel')
    expect(read.status).toBe(500)
    expect(read.body).not.toContain('Last-')
    const signedIn = await house.server.inject({
      ...{ method: 'POST', url: '/api/session', headers: { 'x-wholepanel': '1' }, payload: { person: 'elm' } },
    })
    expect(signedIn.statusCode).toBe(500)
    expect(signedIn.headers['set-cookie']).toBeUndefined()
    const refused = await house.get(VIEWERS.convener, '/api/practices/elm/panel')
    expect(refused.status).toBe(500)
  } finally {
    await asOwner('grant insert on wholepanel.event to wholepanel_engine')
  }
  expect(await listWaivers(house.register, { role: 'operator', organization_id: null })).toEqual(before)
  expect(await added()).toEqual([])
})

test('a route that goes past the door is not answered', async () => {
  const bare = fastify()
  recording(bare, house.house)
  bare.get('/api/periods', async () => 'unrecorded')
  bare.post('/api/waivers', async () => 'unrecorded')
  for (const [method, url] of [['GET', '/api/periods'] as const, ['POST', '/api/waivers'] as const]) {
    const answer = await bare.inject({ method, url })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('unrecorded"')
  }
  await bare.close()
})

/** Names, member ids and search terms of the small region, and words that are nowhere in it. */
const CANARIES = ['Last-', 'First-', 'amber-a1', 'canary', 'Birchspelled', 'person_line']
const PERSONS = ['a1', 'both', 'amber-a1', 'Last-a1', 'canary-person']

test('no name, member id, search term or text of a body is in an event, whatever the route', async () => {
  const params: Record<string, readonly string[]> = {
    practice_id: ['elm', 'oak', 'canary-practice'],
    person_id: PERSONS,
    id: ['attribution:2025:a1', 'person_line:file-amber:2', 'canary:2025:Last-a1'],
    submission_id: ['canary-submission'],
    waiver: ['1', 'canary'],
  }
  const fill = (url: string): string[] => {
    const [whole, name = ''] = /:(\w+)/.exec(url) ?? []
    if (whole === undefined) return [url]
    return (params[name] ?? ['canary-key']).flatMap((value) => fill(url.replace(whole, encodeURIComponent(value))))
  }
  const body = {
    ...{ payer: 'canary-payer', feed: 'canary-feed', reason: 'canary Last-a1', because: 'canary First-a1' },
    ...{ decision: 'granted', start_date: '2026-01-01', end_date: '2026-01-31', person: 'canary', token: 'canary' },
    ...{ argv: ['explain', 'attribution:2025:Last-a1'], name: 'canary Last-a1', email: 'canary@example.org' },
  }
  const people = [VIEWERS.elm, VIEWERS.amber, VIEWERS.convener, VIEWERS.operator, null]
  for (const route of Object.keys(ROUTES)) {
    const [method = '', pattern = ''] = route.split(' ')
    for (const url of fill(pattern.replace('*', 'canary'))) {
      for (const who of people) {
        if (method === 'GET') await house.get(who, `${url}?search=canary-Last-a1&canary-name=1&actor=canary`)
        else await send(who, url, { method: method as 'POST', payload: body })
      }
    }
  }
  const events = await added()
  expect(events.length).toBeGreaterThan(100)
  expect(new Set(events.map((one) => one.act)).size).toBeGreaterThan(10)
  for (const { hash: _hash, previous_hash: _previous, ...event } of events)
    for (const canary of CANARIES) expect(JSON.stringify(event), JSON.stringify(event)).not.toContain(canary)
  for (const { about, detail } of events)
    for (const person of PERSONS)
      expect(`${about} ${Object.values(detail).join(' ')}`.split(/[ :/]/)).not.toContain(person)
})

test('every route that changes something leaves an event, whoever asks and however it ends', async () => {
  const changing = Object.entries(ROUTES).filter(([route]) => !/^GET /.test(route))
  expect(changing.length).toBeGreaterThan(3)
  for (const [route, action] of changing) {
    const [method = '', pattern = ''] = route.split(' ')
    const before = (await all()).length
    house.clock.now += 60_000
    const { status } = await send(VIEWERS.operator, pattern.replaceAll(/:\w+/g, '1'), {
      method: method as 'POST',
      payload: {
        person: 'elm',
        argv: ['runs'],
        ...waiver({ payer: 'amber' }).payload,
        decision: 'ended',
        because: 'x',
      },
    })
    const events = (await all()).slice(before)
    // A body that the schema does not know is turned away before anybody is asked to carry it out.
    // And what only offers a secret to be confirmed changes nothing yet.
    const offers = /(-options|code-generator)$/.test(route)
    if (events.length === 0) expect(status === 400 || offers || isOpen(action), `${route} ${status}`).toBe(true)
  }
})

test('each sees the acts of its own people, the operator all, and everybody the head', async () => {
  await house.get(VIEWERS.amber, '/api/practices')
  await house.get(VIEWERS.birch, '/api/practices')
  const read = async (who: Viewer, query = '') => JSON.parse((await house.get(who, `/api/log${query}`)).body)
  const own = await read(VIEWERS.amber, '?limit=500')
  expect(new Set(own.events.map((one: EventRow) => one.participant))).toEqual(new Set(['amber']))
  expect(own.head.number).toBeGreaterThan(own.events.length)
  const operator = await read(VIEWERS.operator, '?limit=500')
  expect(new Set(operator.events.map((one: EventRow) => one.role)).size).toBeGreaterThan(4)
  const convener = await read(VIEWERS.convener, '?limit=500')
  expect(new Set(convener.events.map((one: EventRow) => one.purpose))).toEqual(new Set(['convening']))
  expect((await house.get(VIEWERS.public, '/api/log')).status).toBe(403)
  expect((await house.get(null, '/api/log')).status).toBe(401)
})

test('the log is read by kind, actor, act and days, and page by page', async () => {
  const read = async (query: string) => JSON.parse((await house.get(VIEWERS.operator, `/api/log?${query}`)).body)
  const acts = async (query: string) => [...new Set((await read(query)).events.map((one: EventRow) => one.act))].sort()
  expect(await acts('kind=sign-in&limit=500')).toEqual(['sign-in', 'sign-out'])
  expect(await acts('kind=refusal&limit=500')).toEqual(['change-refused', 'read-refused', 'sign-in-failed'])
  expect(await acts('kind=change&limit=500')).toEqual(
    expect.arrayContaining(['ask-waiver', 'decide-waiver', 'publish']),
  )
  expect((await acts('kind=change&limit=500')).map(String).filter((one) => /^(read|sign|change)-/.test(one))).toEqual(
    [],
  )
  expect((await acts('kind=read&limit=500')).every((one) => String(one).startsWith('read-'))).toBe(true)
  expect(await acts('act=ask-waiver')).toEqual(['ask-waiver'])
  expect(new Set((await read('actor=elm')).events.map((one: EventRow) => one.actor))).toEqual(new Set(['elm']))
  expect((await read('since=2027-01-01')).events).toEqual([])
  expect((await read('until=2026-01-02')).events).toEqual([])
  expect((await read('since=2026-01-03&until=2026-01-03&limit=1')).events).toHaveLength(1)
  const seen: number[] = []
  for (let next: number | null = 1_000_000; next !== null; ) {
    const page: { events: EventRow[]; next: number | null } = await read(`act=ask-waiver&limit=2&before=${next}`)
    seen.push(...page.events.map((one) => one.number))
    next = page.next
  }
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
  expect(seen).toHaveLength((await read('act=ask-waiver&limit=500')).events.length)
  const begun = (await read('limit=500')).events.filter((one: EventRow) => one.detail.outcome === 'begun')
  expect(begun).toEqual([])
  const csv = await house.get(VIEWERS.operator, '/api/log?format=csv&limit=3')
  expect(csv.body.split('\r\n')[0]).toBe(
    'number,at,actor,role,participant,purpose,act,about,outcome,route,detail,hash,withheld',
  )
})

test('the operator alone takes the whole log away, and an outsider can check it', async () => {
  const whole = await house.get(VIEWERS.operator, '/api/log/export')
  expect(whole.headers['content-type']).toBe('application/x-ndjson')
  const { region, last } = JSON.parse(whole.body.split('\n')[0] ?? '')
  expect(region).toBe('Test region')
  expect(whole.body.trimEnd().split('\n')).toHaveLength(last + 1)
  expect(whole.body).toContain('"act":"read-log-export"')
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  const path = join(folder, 'log.ndjson')
  writeFileSync(path, whole.body)
  expect(spawnSync(process.execPath, ['scripts/verify-log.mjs', path], { encoding: 'utf8' })).toMatchObject({
    status: 0,
    stdout: expect.stringContaining(`${last} events of Test region`),
  })
  rmSync(folder, { recursive: true })
  for (const who of [VIEWERS.oak, VIEWERS.amber, VIEWERS.convener, VIEWERS.state, VIEWERS.public])
    expect((await house.get(who, '/api/log/export')).status).toBe(403)
  expect((await verifyLog(house.register)).number).toBe((await all()).length)
})
