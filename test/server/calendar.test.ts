import ical, { type CalendarComponent, type VEvent } from 'node-ical'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import { recordAction } from '../../src/register/alignment/actions.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { recordFeed } from '../../src/register/feeds/feeds.ts'
import { setAccountStatus } from '../../src/register/people/accounts.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { type TestHouse, testHouse } from './house.ts'

let house: TestHouse
const NOW = '2026-01-03T00:00:00.000Z'
const CHANGES = { 'x-wholepanel': '1', host: 'localhost:4400' }
type Shown = { uid: string; title: string; starts: string; late: boolean; kind: string; whose: string | null }

const send = async (who: Viewer, method: 'POST' | 'DELETE' | 'GET', url: string, payload?: object) => {
  const cookie = await house.cookieOf(who)
  const answer = await house.server.inject({
    method,
    url,
    headers: { ...CHANGES, cookie },
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : JSON.parse(answer.body) }
}
const must = ({ status, body }: { status: number; body: Record<string, never> }) => {
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as unknown as { entries: Shown[] }
}
const entriesOf = async (who: Viewer, query = ''): Promise<Shown[]> =>
  must(await send(who, 'GET', `/api/calendar${query}`)).entries
const uids = async (who: Viewer, query = '') => (await entriesOf(who, query)).map((one) => one.uid)
const subscribe = async (who: Viewer): Promise<string> => {
  const { body } = await send(who, 'POST', '/api/calendar/subscription')
  return new URL(body.address).pathname
}
const fetched = (url: string) => house.server.inject({ url, headers: { host: 'localhost:4400' } })
const events = (ics: string): VEvent[] =>
  Object.values(ical.sync.parseICS(ics)).filter((one): one is VEvent => (one as CalendarComponent).type === 'VEVENT')
const date = (given: object = {}) => ({ title: 'Rule-making hearing', day: '2026-01-20', ...given })

beforeAll(async () => {
  house = await testHouse()
  const owed = { about: 'Medical claims', tables: ['medical_claim'], cadence: 'monthly' as const, resubmit_days: 5 }
  for (const payer of ['amber', 'birch']) {
    const first_period_end = '2025-11-30'
    await recordFeed(house.register, { payer, feed: 'claims', first_period_end, due_days: 15, ...owed }, NOW)
    await recordAction(
      house.register,
      {
        ...{
          payer,
          element: 'coaching',
          target: '[]',
          says: 's',
          owner: 'o',
          due_date: '2026-01-15',
          recorded_by: 'c',
        },
      },
      { role: 'convener', organization_id: null },
      NOW,
    )
    await saveArrangements(house.register, [
      {
        ...{
          arrangement: `${payer}-elm`,
          payer,
          organization_id: 'elm-group',
          model: 'demo/common-model',
          track: 'ffs-plus',
        },
        ...{ start_date: '2025-01-01', end_date: '2026-01-31', amounts: {}, facts: [] },
      },
    ])
  }
})
afterAll(() => house.close())
beforeEach(async () => {
  house.clock.now = Date.parse(NOW)
  await house.register.engine(async (tx) => {
    for (const table of ['calendar_feed_entry', 'calendar_feed', 'calendar_date', 'notification'] as const)
      await tx.deleteFrom(table).execute()
  })
})

describe('the calendar', () => {
  test('holds what is late first, then what is to come', async () => {
    const shown = await entriesOf(VIEWERS.amber as Viewer)
    expect(shown[0]).toMatchObject({ uid: 'delivery-amber-claims-2025-11-30', starts: '2025-12-15', late: true })
    expect(shown.slice(1).every((one) => !one.late)).toBe(true)
    expect(shown.map((one) => one.uid)).toContain('delivery-amber-claims-2025-12-31')
  })

  test('of a payer is its own, and nothing of another', async () => {
    const own = await uids(VIEWERS.amber as Viewer, '?to=2026-12-31')
    expect(own.filter((one) => one.includes('amber')).length).toBeGreaterThan(3)
    expect(JSON.stringify(await entriesOf(VIEWERS.amber as Viewer, '?to=2026-12-31'))).not.toContain('birch')
  })

  test('of a practice holds the end of its own contracts and no delivery', async () => {
    const shown = await entriesOf(VIEWERS.elm as Viewer)
    expect(shown.filter((one) => one.kind === 'contract').map((one) => one.uid)).toEqual([
      'contract-amber-elm',
      'contract-birch-elm',
    ])
    expect(shown.filter((one) => one.kind === 'delivery')).toEqual([])
    expect((await uids(VIEWERS.oak as Viewer)).filter((one) => one.startsWith('contract'))).toEqual([])
  })

  test('of who oversees holds the deliveries of all, and no contract', async () => {
    const shown = await uids(VIEWERS.convener as Viewer)
    expect(shown.filter((one) => one.startsWith('delivery-amber')).length).toBeGreaterThan(0)
    expect(shown.filter((one) => one.startsWith('delivery-birch')).length).toBeGreaterThan(0)
    expect(shown.filter((one) => one.startsWith('contract'))).toEqual([])
  })

  test('goes no further than asked, and asks for no more than two years', async () => {
    const { status } = await send(VIEWERS.convener as Viewer, 'GET', '/api/calendar?from=2020-01-01&to=2026-01-01')
    expect(status).toBe(400)
    const shown = await entriesOf(VIEWERS.convener as Viewer, '?from=2026-01-03&to=2026-01-10')
    expect(shown.filter((one) => !one.late && one.starts > '2026-01-10')).toEqual([])
  })

  test('is taken away as CSV', async () => {
    const cookie = await house.cookieOf(VIEWERS.amber as Viewer)
    const answer = await house.server.inject({ url: '/api/calendar?format=csv', headers: { cookie } })
    expect(answer.headers['content-type']).toContain('text/csv')
    expect(answer.body.split('\r\n')[0]).toContain('uid,kind,title,starts,ends')
    expect(answer.body).not.toContain('birch')
  })
})

describe('a calendar of which a part cannot be read', () => {
  const track = (value: string) =>
    house.register.engine((tx) =>
      tx.updateTable('arrangement').set({ track: value }).where('arrangement', '=', 'amber-elm').execute(),
    )
  const whole = () => track('ffs-plus')
  afterEach(whole)

  test('shows the other parts, and says which it is without; to who does not need that part it is whole', async () => {
    const before = await uids(VIEWERS.amber as Viewer)
    expect(before.filter((one) => one.startsWith('alignment-step'))).toHaveLength(1)
    await track('no-such-track')
    const { status, body } = await send(VIEWERS.amber as Viewer, 'GET', '/api/calendar')
    expect(status).toBe(200)
    expect(body.unread).toEqual(['steps of alignment'])
    expect(body.entries.map((one: Shown) => one.uid)).toEqual(before.filter((one) => !one.startsWith('alignment-step')))
    expect(JSON.stringify(body)).not.toContain('no-such-track')
    expect((await send(VIEWERS.elm as Viewer, 'GET', '/api/calendar')).body.unread).toEqual([])
    const csv = await house.get(VIEWERS.amber as Viewer, '/api/calendar?format=csv')
    expect(csv.body).toContain('because they could not be read: steps of alignment')
  })

  test('in a subscription says so, cancels nothing that it could not read, and is whole again under the same numbers', async () => {
    const url = await subscribe(VIEWERS.amber as Viewer)
    const step = async () => events((await fetched(url)).body).find((one) => String(one.uid).startsWith('alignment-'))
    const first = await step()
    await track('no-such-track')
    const answer = await fetched(url)
    expect(answer.statusCode).toBe(200)
    const found = events(answer.body)
    expect(found.find((one) => String(one.uid).startsWith('unread-'))?.summary).toContain('steps of alignment')
    expect(found.filter((one) => one.status === 'CANCELLED')).toEqual([])
    expect(found.some((one) => String(one.uid).startsWith('delivery-'))).toBe(true)
    await whole()
    expect(await step()).toMatchObject({ uid: first?.uid, sequence: first?.sequence, status: 'CONFIRMED' })
    const after = events((await fetched(url)).body)
    expect(after.find((one) => String(one.uid).startsWith('unread-'))).toMatchObject({ status: 'CANCELLED' })
  })
})

describe('a date that the convener keeps', () => {
  const keep = (given?: object) => send(VIEWERS.convener as Viewer, 'POST', '/api/calendar/dates', date(given))
  const kept = async (who: Viewer) =>
    (await send(who, 'GET', '/api/calendar')).body.dates as { calendar_date: number }[]

  test('is for everybody, or for one kind of participant', async () => {
    expect((await keep()).status).toBe(200)
    expect((await keep({ title: 'For payers', audience: 'payer' })).status).toBe(200)
    const titles = async (who: Viewer | undefined) => (await entriesOf(who as Viewer)).map((one) => one.title)
    expect(await titles(VIEWERS.amber)).toEqual(expect.arrayContaining(['Rule-making hearing', 'For payers']))
    expect(await titles(VIEWERS.elm)).toContain('Rule-making hearing')
    expect(await titles(VIEWERS.elm)).not.toContain('For payers')
  })

  test('is changed and dropped by the convener alone, and those whom it is for are told', async () => {
    await keep()
    const [one] = await kept(VIEWERS.convener as Viewer)
    const url = `/api/calendar/dates/${one?.calendar_date}`
    expect((await send(VIEWERS.amber as Viewer, 'POST', url, date())).status).toBe(403)
    expect((await send(VIEWERS.amber as Viewer, 'POST', '/api/calendar/dates', date())).status).toBe(403)
    expect((await send(VIEWERS.convener as Viewer, 'POST', url, date({ day: '2026-01-21' }))).status).toBe(200)
    expect((await entriesOf(VIEWERS.elm as Viewer)).find((entry) => entry.kind === 'date')?.starts).toBe('2026-01-21')
    expect((await send(VIEWERS.elm as Viewer, 'GET', '/api/notifications')).body.notifications).toMatchObject([
      { kind: 'date-changed', words: 'A date of the calendar changed.', read_at: null },
    ])
    expect((await send(VIEWERS.convener as Viewer, 'DELETE', url)).status).toBe(200)
    expect((await send(VIEWERS.convener as Viewer, 'DELETE', url)).status).toBe(403)
    expect(await kept(VIEWERS.elm as Viewer)).toEqual([])
  })

  test.each([
    ['a last day before the first', { end_date: '2026-01-19' }],
    ['a source that is no web page', { source_url: 'javascript:alert(1)' }],
    ['a day that is none', { day: '2026-02-30' }],
    ['an audience that is none', { audience: 'keystone' }],
  ])('with %s is refused', async (_what, given) => {
    expect((await keep(given)).status).toBe(400)
  })
})

describe('a subscription', () => {
  test('opens what its person may see, to whoever has the address, and nothing is kept of it on the way', async () => {
    const url = await subscribe(VIEWERS.amber as Viewer)
    expect(url).toMatch(/^\/calendar\/[\w-]{43}\.ics$/)
    const answer = await fetched(url)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8')
    const found = events(answer.body)
    expect(found.map((one) => one.summary)).toContain('Late: Medical claims up to 2025-11-30 due')
    expect(answer.body).not.toContain('birch')
  })

  test('is told of a day that changed and of what was dropped', async () => {
    const url = await subscribe(VIEWERS.amber as Viewer)
    await send(VIEWERS.convener as Viewer, 'POST', '/api/calendar/dates', date())
    const hearing = async () => {
      const found = events((await fetched(url)).body)
      return found.find((one) => String(one.uid).startsWith('date-'))
    }
    const first = await hearing()
    expect(first).toMatchObject({ summary: 'Rule-making hearing', status: 'CONFIRMED' })
    const [kept] = (await send(VIEWERS.convener as Viewer, 'GET', '/api/calendar')).body.dates
    const path = `/api/calendar/dates/${kept.calendar_date}`
    house.clock.now += 3_600_000
    await send(VIEWERS.convener as Viewer, 'POST', path, date({ day: '2026-01-27' }))
    const moved = await hearing()
    expect(moved?.uid).toBe(first?.uid)
    expect(Number(moved?.sequence)).toBe(Number(first?.sequence) + 1)
    // For somebody else now: nothing of it is said any more.
    await send(VIEWERS.convener as Viewer, 'POST', path, date({ audience: 'state' }))
    expect(await hearing()).toMatchObject({ summary: 'No longer in the calendar', status: 'CANCELLED' })
  })

  test('gets another address, and the one before leads nowhere; the entries stay the same', async () => {
    const before = await subscribe(VIEWERS.amber as Viewer)
    const first = events((await fetched(before)).body).map((one) => one.uid)
    const after = await subscribe(VIEWERS.amber as Viewer)
    expect((await fetched(before)).statusCode).toBe(403)
    expect(events((await fetched(after)).body).map((one) => one.uid)).toEqual(first)
  })

  test('ends when its person ends it, when the grant ends, and when the account does', async () => {
    const url = await subscribe(VIEWERS.amber as Viewer)
    expect((await send(VIEWERS.amber as Viewer, 'DELETE', '/api/calendar/subscription')).status).toBe(204)
    expect((await fetched(url)).statusCode).toBe(403)
    const again = await subscribe(VIEWERS.amber as Viewer)
    const { register } = house
    const grant = () =>
      register.engine((tx) =>
        tx.selectFrom('calendar_feed').select('access_grant').where('ended_at', 'is', null).executeTakeFirstOrThrow(),
      )
    const { access_grant } = await grant()
    const ended = (ended_at: string | null) =>
      register.engine((tx) =>
        tx.updateTable('access_grant').set({ ended_at }).where('access_grant', '=', access_grant).execute(),
      )
    await ended(NOW)
    expect((await fetched(again)).statusCode).toBe(403)
    await ended(null)
    expect((await fetched(again)).statusCode).toBe(200)
    await register.engine((tx) => setAccountStatus(tx, 'amber', 'suspended', 'operator', NOW))
    expect((await fetched(again)).statusCode).toBe(403)
    await register.engine((tx) => setAccountStatus(tx, 'amber', 'active', 'operator', NOW))
  })

  test('an address that is none opens nothing, with the same words', async () => {
    const answers = await Promise.all(
      ['x.ics', `${'a'.repeat(43)}.ics`, "'--", 'a.b.ics'].map((one) => fetched(`/calendar/${one}`)),
    )
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1)
    expect(answers[0]?.headers['cache-control']).toBe('no-store')
  })

  test('the token stands in no log, and in the register only as a hash; each reading is a release', async () => {
    const url = await subscribe(VIEWERS.amber as Viewer)
    const token = url.slice('/calendar/'.length, -'.ics'.length)
    house.lines.length = 0
    await fetched(url)
    await fetched(`/calendar/${token}x.ics`)
    expect(house.lines.join('\n')).not.toContain(token)
    const tables = ['event', 'release', 'calendar_feed', 'calendar_feed_entry'] as const
    const rows = await house.register.engine(async (tx) => {
      const all = []
      for (const table of tables) all.push(await tx.selectFrom(table).selectAll().execute())
      return all
    })
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(rows[1]?.at(-1)).toMatchObject({ path: '/calendar', viewer: 'amber', role: 'payer' })
    expect(rows[0]?.filter((one) => 'act' in one && one.act === 'read-calendar').at(-1)).toMatchObject({
      actor: 'amber',
    })
  })
})

describe('what awaits one', () => {
  test('is counted, marked as read, and nobody else’s', async () => {
    await send(VIEWERS.convener as Viewer, 'POST', '/api/calendar/dates', date())
    const unread = async (who: Viewer | undefined) =>
      (await send(who as Viewer, 'GET', '/api/notifications/unread')).body.unread
    expect(await unread(VIEWERS.amber)).toBe(1)
    const [one] = (await send(VIEWERS.amber as Viewer, 'GET', '/api/notifications')).body.notifications
    await send(VIEWERS.birch as Viewer, 'POST', '/api/notifications/read', { notification: one.notification })
    expect(await unread(VIEWERS.amber)).toBe(1)
    await send(VIEWERS.amber as Viewer, 'POST', '/api/notifications/read', { notification: 'all' })
    expect(await unread(VIEWERS.amber)).toBe(0)
    expect(await unread(VIEWERS.birch)).toBe(1)
  })

  test('is told by e-mail as one chooses, and the choice is written down', async () => {
    const choice = { kind: 'ballot-open', mail: 'never' }
    expect((await send(VIEWERS.amber as Viewer, 'POST', '/api/notifications/choices', choice)).status).toBe(200)
    const { choices, mails } = (await send(VIEWERS.amber as Viewer, 'GET', '/api/notifications')).body
    expect(choices).toContainEqual({ kind: 'ballot-open', label: 'A vote opens', mail: 'never' })
    expect(mails).toBe(false)
    const wrong = { kind: 'nothing', mail: 'never' }
    expect((await send(VIEWERS.amber as Viewer, 'POST', '/api/notifications/choices', wrong)).status).toBe(400)
  })
})
