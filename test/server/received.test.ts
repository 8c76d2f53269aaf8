import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import { recordFeed } from '../../src/register/feeds/feeds.ts'
import { recordThreshold } from '../../src/register/feeds/thresholds.ts'
import { askWaiver } from '../../src/register/feeds/waivers.ts'
import { listReleases } from '../../src/register/log/releases.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type Answer, type TestHouse, testHouse } from './house.ts'

const NOW = '2026-01-01T00:00:00Z'
const SECRETS = /birch-1|birch-secret|birch-desk|birch has a new system|birch-2025|birch-claims|s000b/

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  const { register } = house
  for (const payer of ['amber', 'birch']) {
    await registerPayer(register, { payer, payer_name: `${payer} Health` }, NOW)
    await recordFeed(register, feed(payer), NOW)
    await recordThreshold(register, {
      threshold: `${payer}-claims-codes`,
      payer,
      rule: 'unknown-code',
      most_share: '0.05',
      start_date: '2025-01-01',
      end_date: null,
      source: `${payer}-claims letter`,
    })
    await recordSubmission(register, submission(payer))
  }
  await recordAgreement(
    register,
    {
      payer: 'birch',
      agreement: 'birch-2025',
      title: 'Data use',
      purposes: ['operations'],
      start_date: '2025-01-01',
      on_end: 'destroy',
      document: 'birch-secret cabinet',
    },
    NOW,
  )
  const party = { role: 'payer', organization_id: 'birch' }
  const asked = { start_date: '2026-01-01', end_date: '2026-03-31', asked_by: 'birch-desk' }
  const about = { payer: 'birch', feed: 'birch-claims', rule: null, reason: 'birch has a new system' }
  await askWaiver(register, { ...about, ...asked }, party, NOW)
})
afterAll(() => house.close())

const feed = (payer: string) => ({
  payer,
  feed: `${payer}-claims`,
  about: `Claims of the month, ${payer}-claims`,
  tables: ['medical_claim'],
  cadence: 'monthly' as const,
  first_period_end: '2025-11-30',
  due_days: 20,
  resubmit_days: 10,
})
const submission = (payer: string) => ({
  submission_id: `s000${payer[0]}`,
  payer,
  layout: 'tuva',
  status: 'refused',
  received_at: '2025-12-28T00:00:00Z',
  content_hash: payer,
  newest_service_date: null,
  because: 'input-header',
  score: 'F',
  files: [
    {
      file_id: `s000${payer[0]}/1`,
      file_name: `${payer}-secret.csv`,
      layout_file: 'medical_claim',
      data_source: 'tuva',
      sha256: 'a',
      bytes: 10,
      received: 7,
      accepted: 0,
      warned: 0,
      quarantined: 7,
      superseded: 0,
      duplicate: 0,
      control: 0,
    },
  ],
  findings: [
    {
      file_id: `s000${payer[0]}/1`,
      rule: 'header',
      severity: 'refused',
      column: 'claim_id',
      records: 7,
      expected: 'a claim_id column',
      fix: `ask ${payer}-desk`,
      first_record: 1,
    },
  ],
})

const post = async (who: Viewer | null, url: string, body: object): Promise<Answer> => {
  const cookie = who ? await house.cookieOf(who) : undefined
  const answer = await house.server.inject({
    method: 'POST',
    url,
    headers: { 'x-wholepanel': '1', ...(cookie ? { cookie } : {}) },
    payload: body,
  })
  return { status: answer.statusCode, body: answer.body, headers: answer.headers }
}
const json = async (who: Viewer | null, url: string) => JSON.parse((await house.get(who, url)).body)

const LISTS = [
  '/api/submissions',
  ...['expected', 'service_levels', 'thresholds', 'sources'].map((table) => `/api/feeds?table=${table}`),
  '/api/waivers',
  '/api/agreements',
]
const ids = ['s000b', 's000B', 's000b%2F1', '..%2Fs000b', 's000b%00', "s000b'--", 's000']
const OF_BIRCH = ids.flatMap((id) =>
  ['', '/report.pdf', '/report.csv', '/records.csv', '/records.csv?offset=0'].map(
    (what) => `/api/submissions/${id}${what}`,
  ),
)

describe('another payer', () => {
  test('sees nothing of a payer’s deliveries, feeds, thresholds, waivers or agreements, in any format', async () => {
    for (const url of LISTS.flatMap((one) => [one, `${one}${one.includes('?') ? '&' : '?'}format=csv`])) {
      const { status, body } = await house.get(VIEWERS.amber, url)
      expect(status, url).toBe(200)
      expect(body, url).not.toMatch(SECRETS)
      expect(body, url).not.toContain('birch')
    }
  })

  test('gets for a guessed id the same words as for one that is not there', async () => {
    const wanted = await house.get(VIEWERS.amber, '/api/submissions/nothing')
    expect(wanted.status).toBe(403)
    for (const url of OF_BIRCH) {
      const { status, body } = await house.get(VIEWERS.amber, url)
      expect([403, 404], url).toContain(status)
      expect(body, url).not.toMatch(/birch/)
      if (status === 403) expect(body, url).toBe(wanted.body)
    }
  })

  test('asks for no waiver in another’s name, and decides none, its own least of all', async () => {
    const asked = { reason: 'because', start_date: '2026-01-01', end_date: '2026-02-01' }
    expect((await post(VIEWERS.amber, '/api/waivers', { ...asked, payer: 'birch', feed: 'birch-claims' })).status).toBe(
      403,
    )
    expect((await post(VIEWERS.amber, '/api/waivers', { ...asked, feed: 'birch-claims' })).status).toBe(400)
    const decision = { decision: 'granted', because: 'yes' }
    for (const who of [VIEWERS.amber, VIEWERS.birch, VIEWERS.state, VIEWERS.elm, VIEWERS.public, null])
      expect((await post(who, '/api/waivers/1/decision', decision)).status).toBeGreaterThanOrEqual(401)
    expect((await json(VIEWERS.birch, '/api/waivers'))[0]).toMatchObject({ decision: 'asked', decided_by: null })
  })
})

describe('the sender', () => {
  test('sees its own: state, findings with how to mend them, feed, threshold, waiver', async () => {
    expect(await json(VIEWERS.birch, '/api/submissions')).toMatchObject([
      { submission_id: 's000b', state: 'refused', score: 'F', findings: [{ fix: 'ask birch-desk' }] },
    ])
    const feeds = await json(VIEWERS.birch, '/api/feeds')
    expect(feeds.expected).toMatchObject([
      { period_end: '2025-11-30', state: 'refused', says: 'refused: mend by 2026-01-07', submission_ids: ['s000b'] },
      { period_end: '2025-12-31', state: 'due', due_date: '2026-01-20' },
      { period_end: '2026-01-31', state: 'due', due_date: '2026-02-20' },
    ])
    expect(feeds.service_levels).toMatchObject([{ owed: 1, received: 0, refused: 1, mended: 0, late_now: 0 }])
    expect(feeds.thresholds).toMatchObject([{ rule: 'unknown-code', most_share: '0.05' }])
    const agreements = await json(VIEWERS.birch, '/api/agreements')
    expect(agreements.slice(-1)).toMatchObject([{ title: 'Data use', state: 'in force' }])
  })
})

describe('those who oversee', () => {
  test('see states, dates, counts and requests, and nothing that was found', async () => {
    for (const who of [VIEWERS.convener, VIEWERS.state]) {
      const one = await json(who, '/api/submissions/s000b')
      expect(one).toMatchObject({ status: 'refused', score: 'F', received: 7, quarantined: 7, findings: [], files: [] })
      expect(one.months).toEqual([])
      expect(one.withheld.map((held: { field: string }) => held.field)).toEqual(['findings', 'files', 'months'])
      for (const url of [...LISTS.slice(0, 5), '/api/submissions/s000b', '/api/submissions/s000b?format=csv']) {
        const { body } = await house.get(who, url)
        expect(body, url).not.toMatch(/secret|desk|claim_id|header/)
      }
      for (const what of ['report.pdf', 'report.csv', 'records.csv'])
        expect((await house.get(who, `/api/submissions/s000b/${what}`)).status).toBe(403)
      const { expected } = await json(who, '/api/feeds')
      expect(expected.map((row: { payer: string }) => row.payer)).toEqual([
        ...['amber', 'amber', 'amber'],
        ...['birch', 'birch', 'birch'],
      ])
    }
  })

  test('the convener decides a waiver once, with a reason; the feed then says that it is waived', async () => {
    const asked = { feed: 'amber-claims', reason: 'a move', start_date: '2025-12-01', end_date: '2026-01-15' }
    const made = JSON.parse((await post(VIEWERS.amber, '/api/waivers', asked)).body)
    expect(made).toMatchObject({ payer: 'amber', decision: 'asked', asked_by: 'amber', asked_at: NOW_HOUSE })
    const at = `/api/waivers/${made.waiver}/decision`
    expect((await post(VIEWERS.convener, at, { decision: 'granted', because: ' ' })).status).toBe(400)
    const granted = await post(VIEWERS.convener, at, { decision: 'granted', because: 'agreed on the call' })
    expect(JSON.parse(granted.body)).toMatchObject({ decision: 'granted', because: 'agreed on the call' })
    expect((await post(VIEWERS.convener, at, { decision: 'refused', because: 'on second thought' })).status).toBe(403)
    const { expected } = await json(VIEWERS.amber, '/api/feeds')
    expect(expected[0]).toMatchObject({ state: 'waived', says: 'waived until 2026-01-15', waiver: made.waiver })
    expect((await post(VIEWERS.convener, at, { decision: 'ended', because: 'the move is done' })).status).toBe(200)
    expect((await json(VIEWERS.amber, '/api/feeds')).expected[0].state).toBe('refused')
  })

  test('a waiver without an end, a reason, or what it is for, is not taken; nor is one with more', async () => {
    const whole = { feed: 'amber-claims', reason: 'a move', start_date: '2026-01-01', end_date: '2026-02-01' }
    for (const [name, value] of Object.entries({
      feed: undefined,
      reason: '',
      start_date: 'soon',
      end_date: undefined,
    }))
      expect((await post(VIEWERS.amber, '/api/waivers', { ...whole, [name]: value })).status, name).toBe(400)
    expect((await post(VIEWERS.amber, '/api/waivers', { ...whole, end_date: '2025-12-01' })).status).toBe(400)
    expect((await post(VIEWERS.amber, '/api/waivers', { ...whole, decision: 'granted' })).status).toBe(400)
    expect((await post(VIEWERS.convener, '/api/waivers', whole)).status).toBe(403)
  })
})

describe('a practice', () => {
  test('sees whose data is in its numbers and how old it is, and nothing else of feeds', async () => {
    const feeds = await json(VIEWERS.elm, '/api/feeds')
    expect(feeds).toMatchObject({ expected: [], service_levels: [], thresholds: [] })
    expect(feeds.sources).toMatchObject([
      { payer: 'amber', in_numbers: false, state: 'not-here', next_due_date: '2025-12-20' },
      { payer: 'birch', in_numbers: false, says: 'nothing usable has arrived; it is in no number' },
    ])
    for (const url of [
      '/api/waivers',
      '/api/agreements',
      '/api/submissions/s000b',
      '/api/submissions/s000b/report.pdf',
    ])
      expect((await house.get(VIEWERS.elm, url)).status, url).toBe(403)
    expect((await house.get(VIEWERS.elm, '/api/feeds?format=csv&table=expected')).body).toMatch(/^payer,payer_name,in_/)
  })
})

test('the public and strangers get nothing of what was received', async () => {
  for (const url of [...LISTS, '/api/submissions/s000b'])
    for (const who of [VIEWERS.public, null])
      expect((await house.get(who, url)).status, url).toBe(who === null ? 401 : 403)
})

test('a request that would change something without its header is refused, and each read is written down', async () => {
  const cookie = await house.cookieOf(VIEWERS.convener)
  const answer = await house.server.inject({
    method: 'POST',
    url: '/api/waivers/1/decision',
    headers: { cookie },
    payload: { decision: 'granted', because: 'x' },
  })
  expect(answer.statusCode).toBe(403)
  await house.get(VIEWERS.convener, '/api/submissions/s000b')
  expect((await listReleases(house.register, 1))[0]).toMatchObject({
    role: 'convener',
    path: '/api/submissions/s000b',
    withheld: [],
  })
})

const NOW_HOUSE = '2026-01-03T00:00:00Z'
