import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAdministrators, ask } from './administrators.ts'
import { fillConvened, seatThem } from './convened.ts'
import { type TestHouse, testHouse } from './house.ts'

const RENT = 'My clinic rents its rooms from Birch Plan for $1,937 a month.'
const SECRET = /1,937/
const CONFLICT = '/api/committees/payment/conflicts'
const OTHERS = ['amber-admin', 'birch', 'elm', 'state', 'purchaser', 'coach', 'operator']

type Refused = {
  refusal: string
  by: string
  form: string
  page: string
  texts: { field: string; words: string; findings: { kind: string }[] }[]
  tries: number
  state: string
  because: string | null
  own: boolean
  may_ask: boolean
  may_answer: boolean
}
type Problem = { code: string; fix: string; refusal?: string }

/** A committee on which amber and elm sit. */
async function seated(): Promise<TestHouse> {
  const house = await testHouse()
  await addAdministrators(house)
  await fillConvened(house.register, '2025-06-01T09:00:00.000Z')
  await seatThem(house.register, { amber: 'payer', elm: 'provider' })
  return house
}

let house: TestHouse
beforeAll(async () => {
  house = await seated()
}, 60_000)
afterAll(() => house?.close())

const refusedOf = async (who: string) => (await ask(house, who, '/api/refused-words')).json() as Refused[]
const refuse = async (who: string, words: string, url = CONFLICT, field = 'interest') => {
  const answer = await ask(house, who, url, { [field]: words })
  expect([answer.status, answer.code]).toEqual([400, 'input-own-amount'])
  return answer.json() as Problem
}
const unread = async (who: string) => ((await ask(house, who, '/api/notifications')).json() as Told).notifications
type Told = { notifications: { words: string; link: string }[] }

describe('words that a form refuses', () => {
  test('are kept for their author and the steward, who read where, what and why; nobody else reads any of it', async () => {
    const { refusal, fix } = await refuse('amber', RENT)
    expect(fix).toMatch(/kept on record.*ask the convener$/)
    const [own] = await refusedOf('amber')
    expect(own).toMatchObject({ refusal, own: true, may_ask: true, may_answer: false, state: 'refused', tries: 1 })
    const [kept] = await refusedOf('convener')
    expect(kept).toMatchObject({
      ...{ refusal, form: 'Say what you have at stake', page: '/convening/initiative/tide', own: false },
      ...{ may_ask: false, may_answer: true },
      texts: [{ field: 'What is at stake', words: RENT, findings: [{ kind: 'named-amount' }] }],
    })
    for (const who of OTHERS) {
      expect(await refusedOf(who), who).toEqual([])
      for (const url of ['/api/log', '/api/held-texts', '/api/notifications'])
        expect((await ask(house, who, url)).text, `${who} ${url}`).not.toMatch(SECRET)
    }
    expect(house.lines.join('\n')).not.toMatch(SECRET)
  })

  test('are asked about by their author alone, and answered by the steward alone', async () => {
    const { refusal } = await refuse('amber', RENT)
    const question = `/api/refused-words/${refusal}/question`
    const nothing = `/api/refused-words/refusal-${'0'.repeat(32)}/question`
    for (const who of [...OTHERS, 'convener']) {
      const denied = await ask(house, who, question, {})
      expect(denied.code, who).toBe('access-denied')
      expect(denied.text).toBe((await ask(house, who, nothing, {})).text)
    }
    expect((await ask(house, 'amber', question, {})).status).toBe(200)
    expect((await unread('convener'))[0]).toMatchObject({
      ...{ words: 'Somebody asks about words that the check refused.', link: '/convening/meetings' },
    })
    const answer = { released: true, because: 'Rent is no payment for care' }
    for (const who of [...OTHERS, 'amber'])
      expect((await ask(house, who, `/api/refused-words/${refusal}/answer`, answer)).code, who).toBe('access-denied')
    expect((await ask(house, 'convener', `/api/refused-words/${refusal}/answer`, answer)).status).toBe(200)
    expect((await unread('amber'))[0]).toMatchObject({ link: '/convening/initiative/tide' })
    expect((await refusedOf('amber')).find((one) => one.refusal === refusal)).toMatchObject({
      ...{ state: 'released', because: answer.because, tries: 2 },
    })
    expect((await ask(house, 'amber', CONFLICT, { interest: RENT })).status).toBe(200)
    expect((await refusedOf('convener')).find((one) => one.refusal === refusal)?.state).toBe('passed')
    await refuse('amber', RENT)
  })

  test('of coaching are their author’s alone until the author asks', async () => {
    const asks = 'Amber Plan pays us 1,937 dollars for this, and Birch Plan pays $12'
    const { refusal } = await refuse('elm', asks, '/api/practices/elm/coaching/requests', 'asks')
    const seen = async () => (await refusedOf('convener')).map((one) => one.refusal)
    expect((await refusedOf('elm')).map((one) => one.refusal)).toEqual([refusal])
    expect(await seen()).not.toContain(refusal)
    expect((await ask(house, 'elm', `/api/refused-words/${refusal}/question`, {})).status).toBe(200)
    expect(await seen()).toContain(refusal)
  })

  test('of somebody who has no account are kept for the steward, and there is nobody to answer', async () => {
    const convene = (url: string, body: object) => ask(house, 'convener', url, body)
    const day = (days: number) => new Date(house.clock.now + days * 86_400_000).toISOString().slice(0, 10)
    const window = { opens_on: day(0), closes_on: day(60) }
    expect((await convene('/api/recommendations/one/comment-window', window)).status).toBe(200)
    const answer = await house.server.inject({
      ...{ method: 'POST', url: '/api/open/recommendations/one/comments', headers: { 'x-wholepanel': '1' } },
      payload: { name: 'Ann', body: 'Amber Plan pays $1,937 for each of us.' },
    })
    const { code, refusal } = answer.json() as Problem
    expect([code, refusal]).toEqual(['input-own-amount', undefined])
    const kept = (await refusedOf('convener')).find(({ by }) => by === null)
    expect(kept).toMatchObject({ by: null, form: 'Comment of the public', may_answer: false })
    const url = `/api/refused-words/${kept?.refusal}/answer`
    expect((await convene(url, { released: true, because: 'So' })).code).toBe('conflict-procedure')
    for (const who of OTHERS) expect((await refusedOf(who)).every(({ own }) => own)).toBe(true)
  })

  test('too often are told of as such, and the steward reads how often', async () => {
    house.clock.now += 86_400_000
    for (let number = 0; number < 10; number += 1) await refuse('amber', `Birch Plan pays $${number} a month`)
    expect((await ask(house, 'amber', CONFLICT, { interest: 'A brother' })).status).toBe(429)
    expect(Math.max(...(await refusedOf('convener')).map(({ tries }) => tries))).toBe(10)
  })
})

describe('two worlds, in one of which the check refused amber’s words and in the other something else did', () => {
  const LOOKS = [
    'held-texts',
    'refused-words',
    'log',
    'notifications',
    'notifications/unread',
    'initiatives',
    'meetings',
  ]
  /** Hashes of the log stand on all before them, and tell nothing. */
  const looked = async (body: object, url: string, code: string) => {
    const world = await seated()
    expect((await ask(world, 'amber', url, body)).code).toBe(code)
    const heard: Record<string, string[]> = {}
    for (const who of OTHERS) {
      heard[who] = []
      for (const one of LOOKS) {
        const { text } = await ask(world, who, `/api/${one}`)
        heard[who].push(text.replaceAll(/[0-9a-f]{64}/g, 'hash'))
      }
    }
    await world.close()
    return heard
  }

  test('are the same to everybody else, to the byte and the number', async () => {
    const refused = await looked({ interest: RENT }, CONFLICT, 'input-own-amount')
    const other = await looked({ interest: 'A brother' }, '/api/committees/nothing/conflicts', 'access-denied')
    expect(Object.keys(refused)).toEqual(OTHERS)
    const told = (text: string) => text.replaceAll(/"(code|outcome|act|asked|about)":"[^"]*",?/g, '')
    for (const who of OTHERS) {
      // One's organization and the operator read in the log that an act failed, and not that the check refused it.
      const reads = who === 'amber-admin' || who === 'operator' ? told : (text: string) => text
      expect(refused[who]?.map(reads), who).toEqual(other[who]?.map(reads))
      expect(refused[who]?.join(), who).not.toMatch(/own-amount|refusal-[0-9a-f]/)
    }
  }, 120_000)
})
