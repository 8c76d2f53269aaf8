import { beforeAll, expect, test } from 'vitest'
import { SHARES, SIZES } from '../../src/convening/recruitment/criteria.ts'
import { convene } from '../attack/convening/committee.ts'
import { handOf, peopled } from '../attack/convening/hand.ts'
import { type World, wordsOf } from '../attack/convening/secrets.ts'
import { ask } from '../server/administrators.ts'

/**
 * A year of recruitments with every step of the ladder, in two worlds that differ by whom amber and cedar cover: what one
 * has less at each practice, the other has more.
 */
type Told = Readonly<Record<string, readonly string[]>>
const told: Record<World, { found: number[]; practices: string[]; heard: Told }> = {} as never
const PAYERS = ['amber', 'birch', 'cedar']

async function yearIn(world: World) {
  const words = wordsOf(world)
  const house = await peopled(world, words)
  const hand = handOf(house, words)
  await convene(hand)
  const found: number[] = []
  const heard: Record<string, string[]> = Object.fromEntries([...PAYERS, 'elm', 'oak'].map((who) => [who, []]))
  const practices = new Set<string>()
  for (let month = 0; month < 12; month++) {
    hand.on(new Date(Date.UTC(2025, 9 + month, 5)).toISOString().slice(0, 10))
    const about = { initiative: 'tidewell', title: `Month ${month + 1}`, about: 'Come and join' }
    const { recruitment } = await hand.post<{ recruitment: string }>('convener', '/api/recruitments', about)
    for (const least_share of SHARES) {
      const criteria = { least_share, least_people: SIZES[month % 3], least_payers: 1 + (month % 3) }
      const url = `/api/recruitments/${recruitment}/criteria`
      found.push((await hand.post<{ found: number }>('convener', url, criteria)).found)
    }
    const list = (await ask(house, 'convener', '/api/recruitments')).json() as {
      practices: { recruitment: string; practice_id: string; state: string }[]
    }
    for (const { practice_id } of list.practices) practices.add(practice_id)
    const elm = `/api/recruitments/${recruitment}/practices/elm`
    await hand.post('convener', `/api/recruitments/${recruitment}/criteria`, CHOSEN)
    if (
      list.practices.some(
        (one) => one.recruitment === recruitment && one.practice_id === 'elm' && one.state === 'found',
      )
    ) {
      await hand.post('convener', elm, { step: 'invite' })
      await hand.post('elm', `/api/practices/elm/invitations/${recruitment}`, { answer: 'interested' })
      await hand.post('convener', elm, { step: 'hand-over' })
    }
    for (const [who, answers] of Object.entries(heard))
      for (const url of ['/api/recruitments', '/api/recruitments?format=csv', '/api/notifications'])
        answers.push((await ask(house, who, url)).text)
  }
  told[world] = { found, practices: [...practices].sort(), heard }
  await house.close()
}
const CHOSEN = { least_share: '0.50', least_people: 100, least_payers: 1 }

beforeAll(async () => {
  await yearIn('one')
  await yearIn('other')
}, 300_000)

test('there was something to learn from: some steps find practices and some find none', () => {
  expect(new Set(told.one.found).size).toBeGreaterThan(1)
  expect(told.one.practices).toEqual(['ash', 'elm', 'oak'])
})

test('a practice of few people is found by no criteria', () => {
  for (const { practices, heard } of Object.values(told)) {
    expect(practices).not.toContain('fir')
    expect(JSON.stringify(heard)).not.toMatch(/\bfir\b|Fir Way/)
  }
})

test('no payer and no practice reads another byte for whom another payer covers', () => {
  for (const who of [...PAYERS, 'elm', 'oak']) expect(told.other.heard[who], who).toEqual(told.one.heard[who])
})

test('who convenes finds the same, whichever payer covers the people', () => {
  expect(told.other.found).toEqual(told.one.found)
})

test('no payer reads a share, a size, a version or how many others there are', () => {
  for (const payer of PAYERS)
    for (const answer of told.one.heard[payer] ?? [])
      expect(answer.replaceAll(/"\d{4}-\d\d-\d\d[^"]*"/g, '')).not.toMatch(
        /share|size_class|least_|version|\b(oak|ash)\b/,
      )
})
