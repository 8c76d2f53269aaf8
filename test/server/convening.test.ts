import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import { listEvents } from '../../src/register/events.ts'
import { saveAccessGrant } from '../../src/register/people/access-grants.ts'
import { saveAccount } from '../../src/register/people/accounts.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { addAdministrators, cookieOfAccount } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

const BEGUN = '2025-01-01T00:00:00Z'
const OPERATOR = { role: 'operator', organization_id: null }
const { convener, amber, birch, elm, oak, state, operator } = VIEWERS

let house: TestHouse
const on = (day: string) => {
  house.clock.now = Date.parse(`${day}T12:00:00Z`)
}

type Said = { status: number; json: Record<string, never> & { code?: string; detail?: string }; text: string }
async function send(who: Viewer | string | null, method: 'GET' | 'POST', url: string, payload?: object): Promise<Said> {
  const cookie =
    who === null ? null : typeof who === 'string' ? await cookieOfAccount(house, who) : await house.cookieOf(who)
  const answer = await house.server.inject({
    ...{ method, url: `/api${url}` },
    headers: { 'x-wholepanel': '1', ...(cookie === null ? {} : { cookie }) },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, text: answer.body, json: JSON.parse(answer.body) as Said['json'] }
}
const post = async (who: Viewer | string | null, url: string, payload: object = {}) => {
  const said = await send(who, 'POST', url, payload)
  expect(said.status, `${url}: ${said.text}`).toBe(200)
  return said.json
}
const get = async <Shape>(who: Viewer | string | null, url: string) =>
  (await send(who, 'GET', url)).json as unknown as Shape

const PARTS = [
  ['amber', 'payer'],
  ['birch', 'payer'],
  ['elm-group', 'provider'],
  ['oak-group', 'provider'],
] as const
const SEATS = [
  ['convener', 'convener', null, true],
  ['amber', 'payer', 'amber', false],
  ['elm', 'provider', 'elm-group', false],
  ['carla', 'consumer', null, false],
  ['birch', 'payer', 'birch', false],
  ['oak', 'provider', 'oak-group', false],
] as const
const CHANGES = [
  { element: 'portal', now: 'A portal of each payer', becomes: 'One place for all payers', value: 'shared' },
  { element: 'care_fee', now: null, becomes: '15 % of primary care spending', recommended_amount: true },
]

beforeAll(async () => {
  house = await testHouse()
  on('2025-02-03')
  await addAdministrators(house)
  const { register } = house
  for (const key of ['elm-group', 'oak-group'])
    await saveParticipant(register, { participant: key, participant_name: key, kind: 'provider-organization' }, BEGUN)
  for (const key of ['amber', 'birch'])
    await saveParticipant(register, { participant: key, participant_name: key, kind: 'payer' }, BEGUN)
  await saveAccount(register, { account: 'carla', name: 'Carla Reyes' }, 'operator', BEGUN)
  const grant = { account: 'carla', role: 'purchaser', purpose: 'oversight', participant: 'employers' }
  await saveAccessGrant(register, { ...grant, start_date: '2025-01-01' }, 'operator', BEGUN)
}, 60_000)
afterAll(() => house.close())

type Recommendation = {
  state: string
  comments: { comment: number; name: string; body: string; moderation: string; answers: { body: string }[] }[]
  ballots: { tally: { yes: number; by_side: { side: string; yes: number }[] } | null; votes: unknown[]; cast: number }[]
  versions: { version: number; body: string }[]
  own: { vote: string | null } | null
}
const read = (who: Viewer | string | null) =>
  get<Recommendation>(
    who,
    who === null ? '/open/recommendations/one-place-to-look' : '/recommendations/one-place-to-look',
  )

describe('a year of an initiative, through the API', () => {
  test('is convened: footing, charter, who takes part, a memorandum that is signed, a committee in balance', async () => {
    await post(convener, '/initiatives', {
      ...{ title: 'Tidewell', about: 'One way to pay', footing: 'private-convener', authority: 'By-laws of 2019' },
      start_date: '2025-02-01',
    })
    await post(convener, '/initiatives/tidewell/charter', { body: 'We work in the open.', adopted_on: '2025-02-03' })
    for (const [participant, side] of PARTS)
      await post(convener, '/initiatives/tidewell/participants', { participant, side, start_date: '2025-02-01' })
    await post(convener, '/initiatives/tidewell/memorandum', { body: 'We agree to say what we adopt.' })
    const [initiative] = await get<{ memorandum: { version: number; body_hash: string } }[]>(
      'amber-admin',
      '/initiatives',
    )
    const { version, body_hash } = (initiative as { memorandum: { version: number; body_hash: string } }).memorandum
    expect((await send(amber, 'POST', '/initiatives/tidewell/signature', { version, body_hash })).status).toBe(403)
    await post('amber-admin', '/initiatives/tidewell/signature', { version, body_hash })
    await post('elm-admin', '/initiatives/tidewell/signature', { version, body_hash })
    await post(convener, '/initiatives/tidewell/committees', {
      ...{ title: 'Payment', charge: 'Says how', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5' },
      ...{ passes_share: '0.5', most_side_share: '0.5', least_consumer_seats: 1 },
    })
    for (const [account, side, participant, chair] of SEATS) {
      const { seat } = await post(convener, '/committees/payment/seats', { side, votes: !chair })
      const term = { seat, account, participant, chair, start_date: '2025-02-03', end_date: '2027-12-31' }
      await post(convener, '/committees/payment/terms', term)
    }
    const [seen] = await get<{ committees: { faults: unknown[]; seats: { holder: { own: boolean } | null }[] }[] }[]>(
      amber,
      '/initiatives',
    )
    expect(seen?.committees[0]?.faults).toEqual([])
    expect(seen?.committees[0]?.seats.filter(({ holder }) => holder?.own)).toHaveLength(1)
  })

  test('shares what it costs by lives, and tells each its own share alone', async () => {
    await post(convener, '/initiatives/tidewell/cost-shares', { year: 2025, basis: 'lives', budget_usd: '100000.00' })
    for (const [participant, weight] of [
      ['amber', '7123'],
      ['birch', '2877'],
      ['elm-group', '1000'],
      ['oak-group', '500'],
    ])
      await post(participant === 'amber' ? amber : convener, '/initiatives/tidewell/weights', {
        year: 2025,
        participant,
        weight,
      })
    expect(
      (await send(amber, 'POST', '/initiatives/tidewell/weights', { year: 2025, participant: 'birch', weight: '1' }))
        .status,
    ).toBe(400)
    const costs = async (who: Viewer) => {
      const [one] = await get<{ costs: { shares: { participant: string; working: string | null }[] }[] }[]>(
        who,
        '/initiatives',
      )
      return one?.costs[0]?.shares ?? []
    }
    expect((await costs(convener)).map(({ participant }) => participant)).toEqual([
      'amber',
      'birch',
      'elm-group',
      'oak-group',
    ])
    expect(await costs(amber)).toMatchObject([{ participant: 'amber', working: null }])
    expect(await costs(state)).toEqual([])
    const text = (await send(amber, 'GET', '/initiatives')).text
    expect(text).not.toMatch(/2877|11500/)
  })

  test('recommends: a draft is for who takes part, and opens to everybody for comment', async () => {
    const { recommendation } = await post(convener, '/recommendations', {
      ...{ initiative: 'tidewell', committee: 'payment', title: 'One place to look', changes_kind: 'reference' },
      ...{ changes_what: 'reference', body: 'Payers use one place for all reports.', changes: CHANGES },
    })
    expect(recommendation).toBe('one-place-to-look')
    expect((await read(amber)).state).toBe('draft')
    expect((await send(null, 'GET', '/open/recommendations/one-place-to-look')).status).toBe(403)
    await post(convener, '/recommendations/one-place-to-look/comment-window', {
      opens_on: '2025-02-10',
      closes_on: '2025-03-10',
    })
    on('2025-02-12')
    await post(null, '/open/recommendations/one-place-to-look/comments', {
      ...{ name: 'Ann Lee', affiliation: 'A patient', body: '<script>alert(1)</script> Why not two?' },
    })
    await post(oak, '/recommendations/one-place-to-look/comments', { body: 'Good for a small practice.' })
    expect((await read(null)).comments).toEqual([])
    expect((await read(convener)).comments.map(({ moderation }) => moderation)).toEqual(['waiting', 'waiting'])
  })

  test('answers every comment before a vote can open', async () => {
    on('2025-03-11')
    const ballot = { closes_at: '2025-03-20T18:00:00Z', method: 'vote' }
    const early = await send(convener, 'POST', '/recommendations/one-place-to-look/ballot', ballot)
    expect(early).toMatchObject({ status: 409, json: { code: 'conflict-procedure' } })
    const { comments } = await read(convener)
    for (const { comment } of comments) {
      await post(convener, `/recommendations/one-place-to-look/comments/${comment}/moderation`, { because: null })
      await post(convener, `/recommendations/one-place-to-look/comments/${comment}/answers`, { body: 'One is enough.' })
    }
    const seen = (await read(null)).comments
    expect(seen.map(({ body }) => body)[0]).toBe('<script>alert(1)</script> Why not two?')
    expect(seen.every(({ answers }) => answers.length === 1)).toBe(true)
    await post(convener, '/recommendations/one-place-to-look/ballot', ballot)
  })

  test('votes: one seat, one vote; nobody is told how others voted before the end', async () => {
    const vote = (who: Viewer | string, choice: string) =>
      send(who, 'POST', '/recommendations/one-place-to-look/vote', { choice })
    for (const who of [amber, elm, 'carla']) expect((await vote(who, 'yes')).status).toBe(200)
    expect(await vote(amber, 'no')).toMatchObject({ status: 409, json: { code: 'conflict-procedure' } })
    expect((await vote(convener, 'yes')).status).toBe(409)
    expect((await vote(state, 'yes')).status).toBe(409)
    expect((await vote(operator, 'yes')).status).toBe(403)
    await send(birch, 'POST', '/recommendations/one-place-to-look/recusal', { because: 'It owns such a portal' })
    expect((await vote(birch, 'no')).status).toBe(409)
    for (const who of [birch, oak, convener, state]) {
      const [open] = (await read(who)).ballots
      expect(open).toMatchObject({ tally: null, votes: [], cast: 3 })
    }
    expect((await read(amber)).own?.vote).toBe('yes')
    expect((await vote(oak, 'no')).status).toBe(200)
    expect((await read(amber)).ballots[0]?.tally).toBeNull()
    on('2025-03-21')
    expect((await vote(oak, 'yes')).status).toBe(409)
    expect(await post(convener, '/recommendations/one-place-to-look/ballot/close')).toMatchObject({ outcome: 'passed' })
    const [closed] = (await read(amber)).ballots
    expect(closed?.tally).toMatchObject({
      seats: 4,
      yes: 3,
      no: 1,
      by_side: [{ side: 'consumer' }, { side: 'payer', yes: 1 }, { side: 'provider', yes: 1 }],
    })
  })

  test('publishes what was voted on, and nothing of it changes', async () => {
    expect(
      (await send(convener, 'POST', '/recommendations/one-place-to-look/decision', { accepted: true, because: 'x' }))
        .status,
    ).toBe(403)
    await post(operator, '/recommendations/one-place-to-look/decision', {
      accepted: true,
      because: 'It passed by three to one.',
    })
    await post(convener, '/recommendations/one-place-to-look/publication')
    const before = await read(null)
    expect(before.state).toBe('published')
    for (const [url, body] of [
      ['versions', { title: 'x', body: 'x', changes: [] }],
      ['comment-window', { opens_on: '2025-04-01', closes_on: '2025-05-01' }],
      ['ballot', { closes_at: '2025-05-01T00:00:00Z', method: 'vote' }],
      ['publication', {}],
    ] as const)
      expect((await send(convener, 'POST', `/recommendations/one-place-to-look/${url}`, body)).status, url).toBe(409)
    expect(await read(null)).toEqual(before)
  })

  test('asks payers what they adopt: what is intended before the year, what was done after it', async () => {
    await post(convener, '/recommendations/one-place-to-look/adoption-calls', {
      year: 2026,
      intent_by: '2025-11-30',
      actual_by: '2027-03-31',
    })
    const say = (who: Viewer, stage: string, elements: object[], payer?: string) =>
      send(who, 'POST', '/recommendations/one-place-to-look/adoption', {
        year: 2026,
        stage,
        elements,
        ...(payer ? { payer } : {}),
      })
    const full = { element: 'portal', degree: 'full' }
    expect((await say(amber, 'actual', [full])).status).toBe(409)
    expect((await say(amber, 'intent', [{ element: 'portal', degree: 'none' }])).status).toBe(400)
    expect((await say(amber, 'intent', [{ element: 'nothing', degree: 'full' }])).status).toBe(400)
    expect((await say(amber, 'intent', [full], 'birch')).status).toBe(403)
    expect((await say(elm, 'intent', [full])).status).toBe(403)
    expect((await say(amber, 'intent', [full])).status).toBe(200)
    on('2025-12-05')
    const late = { element: 'portal', degree: 'partial', because: 'From July on' }
    expect((await say(birch, 'intent', [late])).status).toBe(200)
    on('2026-01-01')
    expect((await say(birch, 'intent', [full])).status).toBe(409)
    on('2027-02-01')
    expect((await say(amber, 'actual', [full])).status).toBe(200)
    on('2027-04-01')
    type Row = {
      payer: string
      element: string
      intent: string
      intent_standing: string
      actual: string | null
      actual_standing: string
    }
    const rows = await get<Row[]>(null, '/open/adoption')
    expect(rows.find(({ payer, element }) => payer === 'birch' && element === 'portal')).toMatchObject({
      ...{ intent: 'partial', intent_standing: 'said-late', actual: null, actual_standing: 'late' },
    })
    expect(rows.find(({ payer, element }) => payer === 'amber' && element === 'portal')).toMatchObject({
      ...{ intent: 'full', intent_standing: 'said', actual: 'full', actual_standing: 'said' },
    })
  })

  test('feeds alignment: what was adopted in full is the payer’s answer from the year on', async () => {
    const says = async (day: string) => {
      const { elements } = await get<{
        elements: { element: string; payers: { payer: string; says: { says: string }[] }[] }[]
      }>(convener, `/alignment?day=${day}`)
      const row = elements.find(({ element }) => element === 'portal')
      return row?.payers.find(({ payer }) => payer === 'amber')?.says.map((one) => one.says)
    }
    expect(await says('2025-12-31')).toEqual([])
    expect(await says('2026-01-01')).toEqual(['One place for all payers'])
  })

  test('every act stands in the log, by whom and about what, without a word of a text', async () => {
    const events = await listEvents(house.register, { kind: 'change', limit: 500 }, OPERATOR)
    const acts = new Set(events.map(({ act }) => act))
    for (const act of [
      'keep-initiative',
      'agree-memorandum',
      'keep-recommendation',
      'comment-openly',
      'vote-recommendation',
      'decide-recommendation',
      'state-adoption',
    ])
      expect(acts).toContain(act)
    expect(JSON.stringify(events)).not.toMatch(/script|small practice|From July|owns such/)
  })
})

describe('a text that says a payer’s own amount', () => {
  const AMOUNT = 'Amber pays us 3.10 dollars per member per month.'

  test('is refused wherever it is written, without being repeated, and kept nowhere', async () => {
    on('2027-04-02')
    await post(convener, '/recommendations', {
      ...{ initiative: 'tidewell', committee: 'payment', title: 'Fees', changes_kind: 'reference' },
      ...{ changes_what: 'reference', body: 'How fees are paid.', changes: [] },
    })
    await post(convener, '/recommendations/fees/comment-window', { opens_on: '2027-04-02', closes_on: '2027-05-02' })
    for (const [who, url, body] of [
      [null, '/open/recommendations/fees/comments', { name: 'Ann', body: AMOUNT }],
      [elm, '/recommendations/fees/comments', { body: AMOUNT }],
      [convener, '/initiatives/tidewell/charter', { body: AMOUNT, adopted_on: '2027-04-02' }],
      [amber, '/committees/payment/conflicts', { interest: AMOUNT }],
      [amber, '/recommendations/fees/recusal', { because: AMOUNT }],
      [convener, '/initiatives/tidewell/plan-steps', { title: AMOUNT, owner: 'amber', due_date: '2027-06-30' }],
    ] as const) {
      const said = await send(who, 'POST', url, body)
      expect(said, url).toMatchObject({ status: 400, json: { code: 'input-own-amount' } })
      expect(said.text, url).not.toMatch(/3\.10/)
    }
    for (const who of [amber, birch, elm, convener, state])
      expect((await send(who, 'GET', '/recommendations/fees')).text).not.toMatch(/3\.10/)
    expect(JSON.stringify(await listEvents(house.register, { limit: 500 }, OPERATOR))).not.toMatch(/3\.10/)
  })
})

describe('whether money follows a model', () => {
  test('is told to the payer itself, and to who convenes and oversees, without an amount', async () => {
    on('2026-01-03')
    type Flow = { payer: string; model: string; flows: string; statements: { pays: boolean; explain_id: string }[] }
    const all = await get<Flow[]>(convener, '/adoption/flows')
    expect(new Set(all.map(({ payer }) => payer)).size).toBeGreaterThan(1)
    const own = await get<Flow[]>(amber, '/adoption/flows')
    const bare = own.map((one) => ({ ...one, statements: [] }))
    expect(bare).toEqual(all.filter(({ payer }) => payer === 'amber'))
    for (const { flows, statements } of own) {
      expect(statements.length).toBeGreaterThan(0)
      expect(statements.every(({ pays }) => pays)).toBe(flows === 'all')
      for (const { explain_id } of statements)
        expect((await send(amber, 'GET', `/explain/${encodeURIComponent(explain_id)}`)).status, explain_id).toBe(200)
    }
    expect(own.length).toBeGreaterThan(0)
    expect((await send(elm, 'GET', '/adoption/flows')).status).toBe(403)
    expect((await send(convener, 'GET', '/adoption/flows')).text).not.toMatch(/usd|total/)
  })
})

describe('the plan', () => {
  test('says what is stuck, and what is over is not changed', async () => {
    on('2027-04-03')
    const { plan_step } = await post(convener, '/initiatives/tidewell/plan-steps', {
      title: 'Ask employers',
      owner: 'amber',
      due_date: '2027-04-30',
    })
    const nobody = { title: 'Ask', owner: 'nobody-at-all', due_date: '2027-04-30' }
    const refused = await send(convener, 'POST', '/initiatives/tidewell/plan-steps', nobody)
    expect(refused).toMatchObject({ status: 400, json: { code: 'input-argument', at: 'owner' } })
    on('2027-05-02')
    const [late] = await get<{ state: string; stuck: string; participant: string }[]>(elm, '/plan')
    expect(late).toMatchObject({ state: 'late', stuck: 'its day has passed', participant: 'amber' })
    expect((await send(amber, 'POST', `/plan-steps/${plan_step}`, { done: true })).status).toBe(403)
    await post(convener, `/plan-steps/${plan_step}`, { done: true })
    expect((await send(convener, 'POST', `/plan-steps/${plan_step}`, { owner: 'elm-group' })).status).toBe(409)
  })

  test('keeps the name that stood as an owner before owners were chosen, until one is', async () => {
    const { plan_step } = await house.register.engine((tx) =>
      tx
        .insertInto('plan_step')
        .values({
          ...{ initiative: 'tidewell', title: 'Write a letter', owner: 'Ana Ruiz', participant: null, resources: null },
          ...{ due_date: '2027-06-30', goal: null, alignment_action: null, recommendation: null, waits_for: null },
          ...{
            done_on: null,
            dropped_on: null,
            because: null,
            recorded_at: '2025-02-03T00:00:00Z',
            recorded_by: 'ana',
          },
        })
        .returning('plan_step')
        .executeTakeFirstOrThrow(),
    )
    const step = async () =>
      (await get<{ plan_step: number }[]>(elm, '/plan')).find((one) => one.plan_step === plan_step)
    expect(await step()).toMatchObject({ owner: 'Ana Ruiz', participant: null })
    await post(convener, `/plan-steps/${plan_step}`, { due_date: '2027-07-31' })
    expect(await step()).toMatchObject({ owner: 'Ana Ruiz', due_date: '2027-07-31' })
    await post(convener, `/plan-steps/${plan_step}`, { owner: 'elm-group' })
    expect(await step()).toMatchObject({ participant: 'elm-group' })
    const told = await get<{ notifications: { kind: string }[] }>(elm, '/notifications')
    expect(told.notifications.map(({ kind }) => kind)).toContain('step-given')
  })
})
