import { afterAll, beforeAll, expect, test } from 'vitest'
import { STRICTEST } from '../../src/disclosure/policy/policy.ts'
import { listAgreements, recordAgreement, withdrawAgreement } from '../../src/register/rights/agreements.ts'
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

test('before it publishes the convener reads what that would show, in counts and nothing else', async () => {
  const url = '/api/publications/preview'
  for (const who of [VIEWERS.elm, VIEWERS.amber, VIEWERS.state, VIEWERS.public])
    expect((await house.get(who, url)).status, who.role).toBe(403)
  const preview = JSON.parse((await house.get(VIEWERS.convener, url)).body)
  expect(preview.period).toBe('2025')
  for (const row of preview.rows) {
    expect(Object.keys(row)).toEqual(['whom', 'what', 'all', 'shown', 'withheld', 'by_publication'])
    expect(row.shown + row.withheld).toBe(row.all)
  }
  expect(JSON.parse((await house.get(VIEWERS.operator, url)).body)).toEqual(preview)
  expect((await listed()).publications).toEqual([])
  const counts = preview.rows.map((row: Record<string, unknown>) => [row.whom, row.what, row.all, row.shown])
  // As the pages of the convener show them now, who does not wait.
  const { shown, costs } = await shownTo(VIEWERS.convener)
  expect(costs).toBe(1)
  expect(counts).toEqual([
    ['everybody', 'rates of the region', 1, 0],
    ['the state', 'rates of practices', 2, shown],
    ['the state', 'costs of practices', 2, costs],
    ['purchasers, and coaches where they are let in', 'rates of practices', 2, shown],
    ['purchasers, and coaches where they are let in', 'costs of practices', 2, costs],
  ])
})

test('where an agreement does not cover the purpose the preview shows what the pages will: nothing', async () => {
  const { agreement } = (await listAgreements(house.register)).find((one) => one.payer === 'birch') ?? {}
  await withdrawAgreement(house.register, agreement ?? '', '2026-01-01')
  const rows = JSON.parse((await house.get(VIEWERS.convener, '/api/publications/preview')).body).rows
  expect(rows.map((row: { shown: number }) => row.shown)).toEqual([0, 0, 0, 0, 0])
  await recordAgreement(
    house.register,
    {
      ...{ payer: 'birch', title: 'Test', purposes: ['treatment', 'payment', 'operations'] },
      ...{ start_date: '2020-01-01', on_end: 'keep', document: 'test' },
    },
    '2026-01-01T00:00:00Z',
  )
})

/** Rates over all payers, and costs, that somebody's scorecards show. */
async function shownTo(who: (typeof VIEWERS)[keyof typeof VIEWERS]) {
  const cards = await Promise.all(
    ['elm', 'oak'].map(async (one) => JSON.parse((await house.get(who, `/api/practices/${one}/scorecard`)).body)),
  )
  const rates = cards.flatMap((card) => card.measures.map((one: { all: { rate_share: string | null } }) => one.all))
  const costs = cards.flatMap((card) => card.cost.filter((one: { payer: string }) => one.payer === 'all'))
  return {
    shown: rates.filter((one) => one.rate_share !== null).length,
    costs: costs.filter((one) => one.pmpm_usd !== null).length,
  }
}

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
