import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundInitiative, takePart } from '../../src/convening/initiative/acts.ts'
import { agreeCriteria, payersOf } from '../../src/convening/recruitment/acts.ts'
import type { Candidate } from '../../src/convening/recruitment/criteria.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { VIEWERS } from '../disclosure/small-region.ts'
import { addAdministrators, ask } from './administrators.ts'
import { type TestHouse, testHouse } from './house.ts'

const PAYERS = ['amber', 'birch', 'cedar']
const CRITERIA = {
  least_share: '0.50',
  least_people: 250,
  most_people: null,
  least_payers: 2,
  ready: ['lead'],
} as const

let house: TestHouse
let initiative: string
let recruitment: string
const act = () => ({ register: house.register, by: VIEWERS.convener, now: house.house.now() })
const json = async <Read>(who: string, url = '/api/recruitments'): Promise<Read> => (await ask(house, who, url)).json()

beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  await registerPayer(house.register, { payer: 'cedar' }, '2025-01-01T00:00:00Z')
  const footing = { footing: 'private-convener', authority: 'By-laws', supervisor: null, supervision: null } as const
  const given = { title: 'Tide', about: 'One way to pay', start_date: '2025-01-01', ...footing }
  ;({ initiative } = await foundInitiative(act(), given))
  for (const participant of PAYERS.slice(0, 2)) await take(participant)
}, 60_000)
afterAll(() => house.close())

const take = (participant: string) =>
  takePart(act(), initiative, {
    participant,
    side: 'payer',
    lines_of_business: [],
    start_date: '2025-01-01',
    end_date: null,
  })

const candidate = (practice_id: string, given: Partial<Candidate> = {}): Candidate => ({
  ...{ practice_id, organization_id: `${practice_id}-group`, people: 500, participating: 310, contracted: 2 },
  ...given,
})
const agree = async (candidates: Candidate[], criteria = CRITERIA) =>
  agreeCriteria(act(), recruitment, {
    criteria,
    period: '2025',
    payers: await payersOf(act(), recruitment),
    candidates,
  })

type Kept = {
  recruitments: { recruitment: string }[]
  criteria: { version: number }[]
  practices: { practice_id: string; state: string; share_class: string; because: string | null }[]
  invitations: { practice_id: string; state: string; words: string[]; answers: unknown[] }[]
  handovers: { practice_id: string; payer: string; state: string }[]
}
const step = (practice_id: string, body: object, who = 'convener') =>
  ask(house, who, `/api/recruitments/${recruitment}/practices/${practice_id}`, body)
const answer = (practice_id: string, body: object, who = practice_id) =>
  ask(house, who, `/api/practices/${practice_id}/invitations/${recruitment}`, body)
const handover = (who: string, practice_id: string, body: object) =>
  ask(house, who, `/api/recruitments/${recruitment}/handovers/${practice_id}`, body)

describe('criteria', () => {
  test('are asked by who convenes, of three payers or more, and on the steps of the ladder', async () => {
    const body = { initiative, title: 'First practices', about: 'Come and join' }
    for (const who of ['amber', 'elm', 'elm-admin', 'state', 'purchaser', 'coach', 'operator'])
      expect((await ask(house, who, '/api/recruitments', body)).code, who).toBe('access-denied')
    ;({ recruitment } = (await ask(house, 'convener', '/api/recruitments', body)).json() as { recruitment: string })
    const url = `/api/recruitments/${recruitment}/criteria`
    expect((await ask(house, 'convener', url, CRITERIA)).code).toBe('conflict-procedure')
    await take('cedar')
    for (const wrong of [
      { least_share: '0.51' },
      { least_people: 251 },
      { ready: ['unheard-of'] },
      { least_payers: 4 },
    ])
      expect((await ask(house, 'convener', url, { ...CRITERIA, ...wrong })).code, JSON.stringify(wrong)).toBe(
        'input-argument',
      )
    for (const who of ['amber', 'elm', 'operator'])
      expect((await ask(house, who, url, CRITERIA)).code).toBe('access-denied')
  })

  test('find no practice of few people, whatever they are', async () => {
    const url = `/api/recruitments/${recruitment}/criteria`
    const least = { least_share: '0.25', least_people: 100, least_payers: 1 }
    const found = await ask(house, 'convener', url, least)
    expect([found.status, found.json()]).toEqual([200, { version: 1, found: 0 }])
  })

  test('find practices as a version, and the next passes over who was not invited and does not meet it', async () => {
    expect(await agree([candidate('elm'), candidate('oak')])).toEqual({ version: 2, found: 2 })
    const stricter = { ...CRITERIA, least_share: '0.60' } as unknown as typeof CRITERIA
    expect(await agree([candidate('elm'), candidate('oak', { participating: 260 })], stricter)).toMatchObject({
      found: 1,
    })
    const { practices, criteria } = await json<Kept>('convener')
    expect(criteria.map(({ version }) => version)).toEqual([3, 2, 1])
    expect(practices).toMatchObject([
      { practice_id: 'elm', state: 'found', share_class: '0.60' },
      { practice_id: 'oak', state: 'passed-over', because: 'does not meet version 3 of the criteria' },
    ])
  })
})

describe('an invitation', () => {
  test('reaches a practice when it is invited, with the criteria in words and no figure of its panel', async () => {
    expect((await json<Kept>('elm')).invitations).toEqual([])
    expect((await answer('elm', { answer: 'interested' })).code).toBe('access-denied')
    expect((await step('elm', { step: 'hand-over' })).code).toBe('conflict-procedure')
    expect((await step('elm', { step: 'invite' })).status).toBe(200)
    const read = await json<Kept>('elm')
    expect(read.invitations).toMatchObject([{ practice_id: 'elm', state: 'invited', answers: [] }])
    expect(read.invitations[0]?.words[0]).toBe('At least 50% of the panel is covered by payers that take part.')
    expect([read.practices, read.criteria]).toEqual([[], []])
    expect(JSON.stringify(read)).not.toMatch(/share_class|size_class|"0\.60"/)
    expect((await json<Kept>('oak')).invitations).toEqual([])
  })

  test('is answered by the practice alone, with what it says of itself', async () => {
    const readiness = [{ question: 'lead', answer: 'partly' }]
    for (const who of ['oak', 'oak-admin', 'amber', 'convener', 'coach', 'operator'])
      expect((await answer('elm', { answer: 'interested' }, who)).code, who).toBe('access-denied')
    expect((await answer('elm', { answer: 'declined' })).code).toBe('input-argument')
    expect((await answer('elm', { answer: 'interested', readiness })).status).toBe(200)
    expect((await answer('elm', { readiness: [{ question: 'unheard-of', answer: 'yes' }] })).code).toBe(
      'input-argument',
    )
    expect((await step('elm', { step: 'hand-over' })).text).toContain('no yes to lead')
    expect((await answer('elm', { readiness: [{ question: 'lead', answer: 'yes' }] })).status).toBe(200)
  })
})

describe('a practice that is handed over', () => {
  test('is told to every payer that takes part, once', async () => {
    const both = await Promise.all([1, 2].map(() => step('elm', { step: 'hand-over' })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await json<Kept>('convener')).handovers.map(({ payer }) => payer)).toEqual(PAYERS)
    expect((await json<Kept>('elm')).handovers.map(({ payer, state }) => `${payer} ${state}`)).toEqual(
      PAYERS.map((payer) => `${payer} told`),
    )
  })

  test('each payer reads its own, and answers for itself', async () => {
    const before = await ask(house, 'birch', '/api/recruitments')
    expect((await handover('amber', 'elm', { step: 'sign' })).code).toBe('conflict-procedure')
    expect((await handover('amber', 'elm', { step: 'take-up' })).status).toBe(200)
    expect((await handover('amber', 'elm', { step: 'sign' })).status).toBe(200)
    expect((await json<Kept>('amber')).handovers).toMatchObject([{ payer: 'amber', state: 'signed' }])
    expect((await ask(house, 'birch', '/api/recruitments')).text).toBe(before.text)
  })

  test('a practice that withdraws ends what is not signed', async () => {
    expect((await answer('elm', { answer: 'withdrawn', because: 'No time' })).status).toBe(200)
    expect((await json<Kept>('elm')).handovers.map(({ state }) => state)).toEqual(['signed', 'ended', 'ended'])
  })
})

describe('an attacker who works for a payer', () => {
  test('reads the same bytes whatever was found, invited, answered or handed to others', async () => {
    const read = async () =>
      (
        await Promise.all(['/api/recruitments', '/api/recruitments?format=csv'].map((url) => ask(house, 'cedar', url)))
      ).map(({ text }) => text)
    const before = await read()
    await agree([candidate('ash'), candidate('fir'), candidate('oak')])
    await step('oak', { step: 'invite' })
    await step('fir', { step: 'pass-over', because: 'Too far' })
    await answer('oak', { answer: 'not-now' })
    await handover('birch', 'elm', { step: 'end', because: 'No contract' })
    expect(await read()).toEqual(before)
  })

  test('gets one refusal for a practice that was not found, was found, or is not there', async () => {
    const refused = await Promise.all(
      ['ash', 'oak', 'nowhere'].flatMap((practice_id) => [
        handover('cedar', practice_id, { step: 'take-up' }),
        step(practice_id, { step: 'invite' }, 'cedar'),
        answer(practice_id, { answer: 'interested' }, 'cedar'),
      ]),
    )
    expect(new Set(refused.map(({ text }) => text)).size).toBe(1)
    expect(refused[0]?.code).toBe('access-denied')
    expect((await ask(house, 'cedar', '/api/recruitments/unheard-of/handovers/elm', { step: 'take-up' })).text).toBe(
      refused[0]?.text,
    )
  })

  test('learns nothing of shares, sizes, criteria of others or answers', async () => {
    const { text } = await ask(house, 'cedar', '/api/recruitments')
    expect(text).not.toMatch(/\b(oak|ash|fir|amber|birch|0\.60|500|lead)\b/)
  })
})

test('nobody else reads of it', async () => {
  for (const who of ['state', 'purchaser', 'coach', 'public'])
    expect((await ask(house, who, '/api/recruitments')).code, who).toBe('access-denied')
})
