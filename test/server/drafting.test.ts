import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/governance/viewer.ts'
import { saveArrangements } from '../../src/register/arrangements.ts'
import { listEvents } from '../../src/register/events.ts'
import { saveParticipant } from '../../src/register/people/participants.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { addAdministrators, cookieOfAccount } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

const { convener, amber, birch, elm, oak, state, operator } = VIEWERS

let house: TestHouse
const on = (day: string) => {
  house.clock.now = Date.parse(`${day}T12:00:00Z`)
}
async function send(who: Viewer | string | null, method: 'GET' | 'POST', url: string, payload?: object) {
  const cookie =
    who === null ? null : typeof who === 'string' ? await cookieOfAccount(house, who) : await house.cookieOf(who)
  const answer = await house.server.inject({
    ...{ method, url: `/api${url}` },
    headers: { 'x-wholepanel': '1', ...(cookie === null ? {} : { cookie }) },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: answer.statusCode, text: answer.body, json: JSON.parse(answer.body) }
}
const post = async (who: Viewer | string | null, url: string, payload: object = {}) => {
  const said = await send(who, 'POST', url, payload)
  expect(said.status, `${url}: ${said.text}`).toBe(200)
  return said.json
}
const RULES = {
  ...{ charge: 'Says how', room: 'all-sides', decides_by: 'vote', quorum_share: '0.5', passes_share: '0.5' },
  ...{ most_side_share: '1', least_consumer_seats: 0 },
}
const CONTRACT = {
  ...{ arrangement: 'amber-elm', payer: 'amber', organization_id: 'elm-group', model: 'demo/common-model' },
  ...{ track: '-', start_date: '2025-01-01', end_date: null, amounts: {} },
}
const DRAFT = {
  ...{ initiative: 'tidewell', committee: 'payment', title: 'One contact', changes_kind: 'reference' },
  ...{ changes_what: 'contacts', body: 'Each payer names one contact.' },
  changes: [{ element: 'contact', now: null, becomes: 'One at each payer' }],
}

beforeAll(async () => {
  house = await testHouse()
  on('2025-02-03')
  await addAdministrators(house)
  for (const [key, kind] of [
    ['elm-group', 'provider-organization'],
    ['amber', 'payer'],
    ['birch', 'payer'],
  ] as const)
    await saveParticipant(house.register, { participant: key, participant_name: key, kind }, '2025-01-01T00:00:00Z')
  await saveArrangements(house.register, [CONTRACT])
  await post(convener, '/initiatives', {
    ...{ title: 'Tidewell', about: 'One way to pay', footing: 'private-convener', authority: 'By-laws of 2019' },
    start_date: '2025-02-01',
  })
  for (const [participant, side] of [
    ['amber', 'payer'],
    ['elm-group', 'provider'],
  ] as const)
    await post(convener, '/initiatives/tidewell/participants', { participant, side, start_date: '2025-02-01' })
  await post(convener, '/initiatives/tidewell/committees', { ...RULES, title: 'Payment' })
  await seat('payment', 'elm', 'provider', true)
  await seat('payment', 'amber', 'payer', false)
}, 60_000)
afterAll(() => house.close())

async function seat(committee: string, account: string, side: string, chair: boolean): Promise<void> {
  const { seat: number } = await post(convener, `/committees/${committee}/seats`, { side, votes: true })
  const days = { start_date: '2025-02-03', end_date: '2027-12-31' }
  await post(convener, `/committees/${committee}/terms`, { seat: number, account, chair, ...days })
}

describe('whom a form may name', () => {
  test('is told to who convenes: every participant, and of people the names of those who look for one that takes part', async () => {
    const { json, text } = await send(convener, 'GET', '/initiatives/tidewell/nameable')
    const takes = json.participants.filter((one: { takes_part: boolean }) => one.takes_part)
    expect(takes.map((one: { participant: string }) => one.participant).sort()).toEqual(['amber', 'elm-group'])
    expect(json.participants.length).toBeGreaterThan(2)
    const people: { account: string; participant: string }[] = json.people
    expect(people.map(({ account }) => account)).toContain('amber')
    expect(new Set(people.map(({ participant }) => participant))).toEqual(new Set(['amber', 'elm-group']))
    expect(people.map(({ account }) => account)).not.toContain('birch')
    expect(json.contracts).toMatchObject([
      { payer: 'amber', organization_id: 'elm-group', organization_name: 'elm-group' },
    ])
    expect(text).not.toMatch(/@|email|usd|role/)
  })

  test('is told to nobody else', async () => {
    for (const who of [amber, 'amber-admin', birch, elm, oak, state])
      expect((await send(who, 'GET', '/initiatives/tidewell/nameable')).status).toBe(403)
    expect((await send(null, 'GET', '/initiatives/tidewell/nameable')).status).toBe(401)
    expect((await send(convener, 'GET', '/initiatives/nowhere/nameable')).status).toBe(403)
  })
})

describe('a recommendation that a member drafts', () => {
  const stands = async (who: Viewer) => (await send(who, 'GET', '/recommendations/one-contact')).json

  test('is that member’s until it is proposed, and then who convenes puts it before the public', async () => {
    for (const who of [birch, oak, state])
      expect(await send(who, 'POST', '/recommendations', DRAFT)).toMatchObject({ status: 409 })
    await post(elm, '/recommendations', DRAFT)
    expect(await stands(elm)).toMatchObject({ state: 'draft', own_draft: true, drafted_by: expect.any(String) })
    expect(await stands(amber)).toMatchObject({ own_draft: false, drafted_by: expect.any(String) })
    const days = { opens_on: '2025-02-03', closes_on: '2025-02-12' }
    const comment = () => send(convener, 'POST', '/recommendations/one-contact/comment-window', days)
    expect((await comment()).status).toBe(409)
    const { title, body, changes } = DRAFT
    const text = { title, body, changes }
    expect((await send(convener, 'POST', '/recommendations/one-contact/versions', text)).status).toBe(409)
    expect((await send(amber, 'POST', '/recommendations/one-contact/proposal', { proposed: true })).status).toBe(409)
    await post(elm, '/recommendations/one-contact/versions', { ...text, after: 1 })
    // Written after reading the first version, when the second was there.
    expect((await send(elm, 'POST', '/recommendations/one-contact/versions', { ...text, after: 1 })).status).toBe(409)
    await post(elm, '/recommendations/one-contact/proposal', { proposed: true })
    expect(await stands(convener)).toMatchObject({ state: 'proposed', version: 2 })
    for (const route of ['comment-window', 'withdrawal', 'publication', 'ballot'])
      expect((await send(elm, 'POST', `/recommendations/one-contact/${route}`, days)).status, route).toBeGreaterThan(
        399,
      )
    expect((await comment()).status).toBe(200)
    const told = await send(null, 'GET', '/open/recommendations/one-contact')
    expect(told.json).toMatchObject({ drafted_by: null, own_draft: false })
  })

  test('is that member’s to withdraw until it is proposed, and nobody else’s but who convenes', async () => {
    const draft = { ...DRAFT, title: 'Two contacts' }
    const because = 'One is enough.'
    const withdraw = async (who: Viewer, at: string) =>
      (await send(who, 'POST', `/recommendations/${at}/withdrawal`, { because })).status
    await post(elm, '/recommendations', draft)
    for (const who of [amber, birch, oak, state]) expect(await withdraw(who, 'two-contacts'), who.person).toBe(409)
    const proposal = (proposed: boolean) => post(elm, '/recommendations/two-contacts/proposal', { proposed })
    await proposal(true)
    expect(await withdraw(elm, 'two-contacts'), 'once it is proposed').toBe(409)
    await proposal(false)
    expect(await withdraw(elm, 'one-contact'), 'once it was put before the public').toBe(409)
    expect(await withdraw(elm, 'two-contacts')).toBe(200)
    expect((await send(amber, 'GET', '/recommendations/two-contacts')).json).toMatchObject({
      state: 'withdrawn',
      because,
    })
    expect((await send(null, 'GET', '/open/recommendations/two-contacts')).status).toBe(403)
    await post(convener, '/recommendations', { ...draft, title: 'Three contacts' })
    expect(await withdraw(elm, 'three-contacts'), 'what who convenes drafted').toBe(409)
  })

  test('is told of in the log by whose hand it was written, without a word of it', async () => {
    const events = await listEvents(
      house.register,
      { kind: 'change', limit: 500 },
      { role: 'operator', organization_id: null },
    )
    const drafted = events.filter(({ act }) => act === 'draft-recommendation')
    expect(new Set(drafted.map(({ actor }) => actor))).toContain('elm')
    expect(JSON.stringify(drafted)).not.toMatch(/names one contact/)
  })
})

describe('a body that governs', () => {
  test('decides by its chair: who convenes keeps the process, and no longer decides', async () => {
    on('2025-02-13')
    await post(convener, '/recommendations/one-contact/ballot', { closes_at: '2025-02-20T18:00:00Z', method: 'vote' })
    for (const who of [elm, amber]) await post(who, '/recommendations/one-contact/vote', { choice: 'yes' })
    await post(convener, '/recommendations/one-contact/ballot/close')
    const decision = { accepted: true, because: 'Everybody said yes.' }
    const decides = async (who: Viewer | string) =>
      (await send(who, 'GET', '/recommendations/one-contact')).json.decided_by
    expect(await decides(operator)).toEqual({ title: null, own: true })
    expect(await decides(convener), 'who does not administer').toEqual({ title: null, own: false })
    await post(convener, '/initiatives/tidewell/committees', { ...RULES, title: 'Board', governs: true })
    await seat('board', 'amber', 'payer', true)
    expect(await decides(operator)).toEqual({ title: 'Board', own: false })
    expect(await decides(amber)).toEqual({ title: 'Board', own: true })
    for (const who of [convener, operator, elm])
      expect((await send(who, 'POST', '/recommendations/one-contact/decision', decision)).status).toBe(409)
    await post(amber, '/recommendations/one-contact/decision', decision)
    await post(convener, '/recommendations/one-contact/publication')
  })
})

describe('what payers say they adopt', () => {
  test('is for those who take part until the year is closed, where the charter says so', async () => {
    await post(convener, '/recommendations/one-contact/adoption-calls', {
      ...{ year: 2026, intent_by: '2025-11-30', actual_by: '2027-03-31' },
    })
    await post(amber, '/recommendations/one-contact/adoption', {
      ...{ year: 2026, stage: 'intent', elements: [{ element: 'contact', degree: 'full' }] },
    })
    const open = async () => (await send(null, 'GET', '/open/adoption')).json
    expect(await open(), 'without a word of the charter').toHaveLength(1)
    const charter = { body: 'We tell each other first.', adopted_on: '2025-02-13', adoption_public: 'after-the-year' }
    await post(convener, '/initiatives/tidewell/charter', charter)
    expect(await open()).toEqual([])
    expect((await send(elm, 'GET', '/adoption')).json).toMatchObject([{ shows_rule: 'not-told', contracts: [] }])
    for (const who of [amber, convener, state])
      expect((await send(who, 'GET', '/adoption')).json).toMatchObject([{ shows_rule: 'no-element', verdict: null }])
    on('2027-03-31')
    expect(await open()).toEqual([])
    on('2027-04-01')
    expect(await open()).toMatchObject([{ payer: 'amber', intent: 'full', actual_standing: 'late' }])
  })
})
