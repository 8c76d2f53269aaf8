import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  contractSubject,
  convenedSubject,
  payerSubject,
  practiceSubject,
  submissionSubject,
} from '../../src/disclosure/reads/subject.ts'
import { GRANTED } from '../../src/governance/permit.ts'
import type { Subject } from '../../src/governance/relationships.ts'
import { type Action, ROUTES } from '../../src/governance/routes.ts'
import { type Holder, holdersOf, lineFor } from '../../src/governance/who-can-see.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { addAdministrators, cookieOfAccount } from './administrators.ts'
import { fillConvened } from './convened.ts'
import { type TestHouse, testHouse } from './house.ts'

/**
 * Every route of the server, asked by everybody about everything. What is expected comes from the table alone, so that
 * a new route is walked without a word here.
 */
let house: TestHouse
let holders: Holder[]
const cookies = new Map<string, string>()
const asked = { reads: 0, transactions: 0 }

beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  const { register, house: inner } = house
  for (const payer of ['amber', 'birch'])
    await recordSubmission(register, {
      ...{ submission_id: `s-${payer}`, payer, layout: 'tuva', received_at: '2026-01-01T00:00:00Z', status: 'refused' },
      ...{ content_hash: payer, newest_service_date: null, because: null, mends: null, score: 'A' },
      ...{ files: [], findings: [], uses: [] },
    } as never)
  await fillConvened(register)
  holders = await holdersOf(register, inner.now())
  for (const { viewer } of holders) cookies.set(viewer.person, await cookieOfAccount(house, viewer.person))
  const { read } = inner.source
  inner.source.read = (work) => {
    asked.reads += 1
    return read(work)
  }
  const { engine } = register
  register.engine = (work) => {
    asked.transactions += 1
    return engine.call(register, work) as never
  }
})
afterAll(() => house.close())

/** Elm Street's, Oak Hill's, and nobody's; then what no key can be. */
const TENANTS: readonly Readonly<Record<string, string>>[] = [
  {
    practice_id: 'elm',
    person_id: 'a1',
    submission_id: 's-amber',
    asked_payer: 'amber',
    recommendation: 'one',
    initiative: 'tide',
    account: 'elm',
    client_id: 'elm',
  },
  {
    practice_id: 'oak',
    person_id: 'o1',
    submission_id: 's-birch',
    asked_payer: 'birch',
    account: 'oak',
    client_id: 'oak',
  },
  {
    practice_id: 'elm',
    person_id: 'o1',
    submission_id: 's-birch',
    asked_payer: 'birch',
    account: 'amber',
    client_id: 'amber',
  },
  { practice_id: 'nowhere', person_id: 'nobody', submission_id: 'nothing', account: 'nobody', client_id: 'nothing' },
  { practice_id: "'--", person_id: '%', submission_id: '../s-amber', account: 'constructor', client_id: '__proto__' },
]
const EXPLAINED = ['statement:2025:birch:elm:demo/common-model', 'attribution:2025:o1', 'nonsense']
const QUERIES: Readonly<Record<string, (at: Readonly<Record<string, string>>) => string>> = {
  '/api/access': ({ practice_id = '' }) => `?practice_id=${encodeURIComponent(practice_id)}`,
}

/** Read from files of the lake, and documents of meetings, which this house does not have. */
const OF_FILES: readonly Action[] = ['read-submission', 'read-submission-content', 'read-meeting-document']

const ALL = Object.entries(ROUTES).map(([route, action]) => {
  const [method = '', path = ''] = route.split(' ')
  return { route, method, path, action: action as Action }
})
const open = (action: string) => GRANTED.some((one) => one.action === action && one.relationship === 'anyone')

const fill = (path: string, at: Readonly<Record<string, string>>, i: number): string =>
  path.replaceAll(/:(\w+)/g, (_whole, name: string) =>
    encodeURIComponent(at[name] ?? (name === 'id' ? (EXPLAINED[i % EXPLAINED.length] ?? '') : String(90_000 + i))),
  ) + (QUERIES[path]?.(at) ?? '')

const send = async (who: string | null, method: string, url: string) => {
  const before = { ...asked }
  const cookie = who === null ? undefined : cookies.get(who)
  const answer = await house.server.inject({
    ...{ method: method as 'GET', url },
    headers: { 'x-wholepanel': '1', ...(cookie ? { cookie } : {}) },
    ...(method === 'GET' ? {} : { payload: {} }),
  })
  return {
    status: answer.statusCode,
    body: answer.body,
    reads: asked.reads - before.reads,
    transactions: asked.transactions - before.transactions,
  }
}

const subjectOf = (path: string, at: Readonly<Record<string, string>>): Promise<Subject> => {
  const { practice_id = '', person_id = '', submission_id = '', arrangement = 'none', asked_payer = '' } = at
  if (path.includes(':person_id')) return practiceSubject(house.reading, { practice_id, person_id })
  if (path.includes(':practice_id') || path === '/api/access') return practiceSubject(house.reading, practice_id)
  if (path.includes(':submission_id')) return submissionSubject(house.register, submission_id)
  if (path.includes(':asked_payer')) return payerSubject(house.register, asked_payer)
  if (path.includes(':recommendation'))
    return convenedSubject(house.register, ['recommendation', at.recommendation ?? ''])
  if (path.includes(':initiative')) return convenedSubject(house.register, ['initiative', at.initiative ?? ''])
  if (path.includes(':arrangement')) return contractSubject(house.register, arrangement)
  return Promise.resolve({})
}

test('nobody who is not signed in gets anything but what is open to anyone', async () => {
  for (const { method, path, action } of ALL.filter((one) => !open(one.action) && one.path !== '/*'))
    for (const [i, at] of TENANTS.entries()) {
      const answer = await send(null, method, fill(path, at, i))
      expect(answer.reads, path).toBe(0)
      // A body that is no body of the route is refused before anybody is asked for, in words that hold nothing.
      expect(method === 'GET' ? [401] : [401, 400], `${method} ${path} ${action}`).toContain(answer.status)
    }
})

test('whose role no line names is refused before anything is looked up, in the same bytes whatever is asked for', async () => {
  const bodies = new Set<string>()
  let refused = 0
  for (const { method, path, action } of ALL.filter((one) => !open(one.action)))
    for (const { viewer } of holders) {
      if (GRANTED.some((one) => one.action === action && one.role === viewer.role)) continue
      const answers = []
      for (const [i, at] of TENANTS.entries()) answers.push(await send(viewer.person, method, fill(path, at, i)))
      for (const answer of answers) {
        const where = `${viewer.person} ${method} ${path}`
        expect(answer.reads, where).toBe(0)
        if (method !== 'GET' && answer.status === 400) continue
        expect(answer.status, where).toBe(403)
        bodies.add(answer.body)
        refused += 1
      }
      expect(new Set(answers.map((one) => one.transactions)).size, `${viewer.person} ${path}`).toBe(1)
    }
  expect(refused).toBeGreaterThan(300)
  expect([...bodies]).toHaveLength(1)
}, 180_000)

test('everybody else gets what the table says and no more, about their own, another’s and what is not there', async () => {
  const bodies = new Set<string>()
  const counted = { given: 0, refused: 0 }
  for (const { path, action } of ALL.filter((one) => one.method === 'GET' && !open(one.action)))
    for (const { viewer, ...holder } of holders) {
      if (!GRANTED.some((one) => one.action === action && one.role === viewer.role)) continue
      for (const [i, at] of TENANTS.entries()) {
        const may = lineFor({ viewer, ...holder }, action, await subjectOf(path, at)) !== null
        const { status, body } = await send(viewer.person, 'GET', fill(path, at, i))
        const where = `${viewer.person} ${path} ${JSON.stringify(at)}: ${status}`
        // An explanation is fenced once more, by what it explains; the sender's files of this house are not there.
        if (may && path !== '/api/explain/:id' && !OF_FILES.includes(action)) expect([200], where).toContain(status)
        if (!may) expect(status, where).toBe(403)
        if (status === 403) bodies.add(body)
        counted[may ? 'given' : 'refused'] += 1
      }
    }
  expect([...bodies]).toHaveLength(1)
  expect(counted.given).toBeGreaterThan(100)
  expect(counted.refused).toBeGreaterThan(100)
}, 180_000)

test('another method than the route’s gives nothing', async () => {
  for (const { path } of ALL.filter((one) => one.path.startsWith('/api')))
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      if (`${method} ${path}` in ROUTES) continue
      const { status, reads } = await send('operator', method, fill(path, TENANTS[0] ?? {}, 0))
      expect([400, 403, 404, 405, 415], `${method} ${path}`).toContain(status)
      expect(reads).toBe(0)
    }
})
