import { afterAll, beforeAll, expect, test } from 'vitest'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { finishRun, startRun } from '../../src/register/runs.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  const run = { run_id: 'r1', period: '2025', inputs_hash: 'h', version: '0', as_of: null, submissions: [] }
  await startRun(house.register, { ...run, started_at: '2026-01-02T00:00:00Z' })
  await finishRun(house.register, 'r1', '2026-01-02T00:00:00Z', [])
})
afterAll(() => house.close())

const PERIOD = { period: '2025' }
const listed = async () => JSON.parse((await house.get(VIEWERS.public, '/api/publications')).body)
const post = async (who: (typeof VIEWERS)[keyof typeof VIEWERS], url: string, payload?: object) => {
  const cookie = await house.cookieOf(who)
  const { statusCode, body } = await house.server.inject({
    method: 'POST',
    url,
    headers: { cookie, 'x-wholepanel': '1', origin: 'http://127.0.0.1', host: '127.0.0.1' },
    ...(payload ? { payload } : {}),
  })
  return { status: statusCode, body }
}

test('everybody reads the policy in force: every value in words, from whom it withholds, and its source', async () => {
  for (const who of Object.values(VIEWERS)) {
    const { status, body } = await house.get(who, '/api/policy')
    expect(status, who.role).toBe(200)
    const policy = JSON.parse(body)
    expect(policy).toMatchObject({ name: 'strictest', version: STRICTEST.version, agreement: null })
    for (const one of policy.values)
      expect([one.says, one.whom, one.source].every((text) => text.length > 3)).toBe(true)
  }
})

test('the convener or the operator publishes a period once; the public sees that and nothing else', async () => {
  const waits = { period: '2025', embargo: 'not shown before the convener has published the period' }
  expect(await listed()).toEqual({ ...waits, publications: [] })
  for (const who of [VIEWERS.elm, VIEWERS.amber, VIEWERS.state, VIEWERS.public])
    expect((await post(who, '/api/publications', PERIOD)).status, who.role).toBe(403)
  const other = await post(VIEWERS.convener, '/api/publications', { period: '2024' })
  expect(other).toMatchObject({ status: 400, body: expect.stringContaining('the period of the last run, 2025') })
  expect((await post(VIEWERS.convener, '/api/publications', PERIOD)).status).toBe(200)
  expect((await post(VIEWERS.convener, '/api/publications', PERIOD)).status).toBe(400)
  const { embargo, publications } = await listed()
  expect(embargo).toBeNull()
  const [published] = publications
  // One organization's sixty people are too few of both.
  expect(published).toMatchObject({ period: '2025', withdrawn_at: null, rates: [] })
})

test('what is wrong is withdrawn with a reason that everybody reads, and may be published anew', async () => {
  const url = '/api/publications/2025/withdrawal'
  expect((await post(VIEWERS.convener, url, { because: 'too short' })).status).toBe(400)
  expect((await post(VIEWERS.convener, url, { because: 'A payer sent its claims twice.' })).status).toBe(200)
  expect((await post(VIEWERS.operator, '/api/publications', PERIOD)).status).toBe(200)
  const { publications } = await listed()
  expect(publications.map((one: { because: string | null }) => one.because)).toEqual([
    null,
    'A payer sent its claims twice.',
  ])
})

test('until a period is published its rates wait for the state, with the reason, and not for the convener', async () => {
  const seen = async () => {
    const { body } = await house.get(VIEWERS.state, '/api/practices/elm/scorecard')
    return JSON.parse(body).measures[0].all.withheld.map((one: { because: string }) => one.because)
  }
  expect(await seen()).not.toContain('not shown before the convener has published the period')
  await post(VIEWERS.convener, '/api/publications/2025/withdrawal', { because: 'To be looked at again.' })
  expect(await seen()).toContain('not shown before the convener has published the period')
})
