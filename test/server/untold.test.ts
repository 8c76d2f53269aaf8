import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAdministrators, ask } from './administrators.ts'
import { fillConvened, seatThem } from './convened.ts'
import { type TestHouse, testHouse } from './house.ts'

/** Two rooms in which the same is said, but that in one of them a payer's words are held for a while, and others for good. */
type World = { house: TestHouse; meeting: number }
const OWN = 'Amber Plan pays 137 percent of Medicare'
const MINUTE = 60_000
const OTHERS = ['birch', 'elm', 'state', 'coach', 'purchaser', 'operator']

let worlds: { quiet: World; holding: World }
beforeAll(async () => {
  worlds = { quiet: await room(false), holding: await room(true) }
}, 120_000)
afterAll(async () => {
  for (const { house } of Object.values(worlds ?? {})) await house.close()
})

async function room(holds: boolean): Promise<World> {
  const house = await testHouse()
  const start = Date.parse('2026-02-02T12:00:00Z')
  const at = (minutes: number) => {
    house.clock.now = start + minutes * MINUTE
  }
  at(0)
  await addAdministrators(house)
  await fillConvened(house.register, '2025-06-01T09:00:00.000Z')
  await seatThem(house.register, { amber: 'payer', birch: 'payer' })
  const said = async <Result>(who: string, url: string, body: object): Promise<Result> => {
    const answer = await ask(house, who, url, body)
    expect(answer.status, answer.text).toBe(200)
    return answer.json() as Result
  }
  const { meeting } = await said<{ meeting: number }>('convener', '/api/committees/payment/meetings', {
    ...{ title: 'Measures', starts_at: '2026-02-02T12:00:00.000Z', place: 'Tidewell' },
  })
  const write = (who: string, body: string, title = 'A note') =>
    said<{ meeting_text: number }>(who, `/api/meetings/${meeting}/texts`, { kind: 'note', title, body })
  at(1)
  await write('birch', 'Lists come each month.')
  at(2)
  if (holds) await write('amber', OWN, 'Held for good')
  const held = holds ? await write('amber', `${OWN} in an example of the book`, 'An example') : null
  const mended = holds ? await write('amber', OWN, 'How it works') : null
  at(3)
  await write('birch', 'Practices ask for one layout.')
  at(4)
  await said('convener', `/api/meetings/${meeting}/state`, { state: 'held', antitrust_read_by: 'Ann' })
  at(5)
  // The same words come before others at the same time: there after they were held, here at once.
  if (held) await said('convener', `/api/meeting-texts/${held.meeting_text}/release`, { because: 'Out of a book' })
  if (mended) await said('amber', `/api/meeting-texts/${mended.meeting_text}`, { body: 'Payment is a monthly amount.' })
  if (!holds) {
    await write('amber', 'Payment is a monthly amount.', 'An example')
    await write('amber', 'Payment is a monthly amount.', 'How it works')
  }
  at(6)
  await write('birch', 'That is all.')
  await said('convener', `/api/meetings/${meeting}/minutes`, {})
  return { house, meeting }
}

async function heard({ house, meeting }: World, who: string): Promise<string> {
  const urls = ['/api/meetings', `/api/meetings/${meeting}`, '/api/held-texts', '/api/notifications', '/api/calendar']
  const answers = []
  for (const url of urls) answers.push(`${url} ${(await ask(house, who, url)).text}`)
  return answers.join('\n')
}

/** Numbers that were drawn, each by the place where it stands first. What was released says what no note says at once. */
function withoutChance(text: string): string {
  const seen: string[] = []
  return text
    .replaceAll(/"body":"[^"]*in an example of the book"/g, '"body":"Payment is a monthly amount."')
    .replaceAll(/"meeting_text":(\d+)/g, (_all, number: string) => {
      if (!seen.includes(number)) seen.push(number)
      return `"meeting_text":${seen.indexOf(number)}`
    })
}

/** Whether some number tells of how many there are besides: two of five that were drawn of 2^48 are never neighbours. */
const countsOn = (text: string): boolean => {
  const numbers = [...text.matchAll(/"meeting_text":(\d+)/g)].map(([, number]) => Number(number)).sort((a, b) => a - b)
  return numbers.some((one, i) => i > 0 && one - (numbers[i - 1] ?? 0) < 10_000 && one !== numbers[i - 1])
}

test.each(OTHERS)('%s reads the same bytes whether or not a text was held', async (who) => {
  const [quiet, holding] = [await heard(worlds.quiet, who), await heard(worlds.holding, who)]
  expect(quiet).toContain('That is all.')
  expect(withoutChance(holding)).toBe(withoutChance(quiet))
  expect(countsOn(holding)).toBe(false)
})

test('its author and the steward read that it was held', async () => {
  for (const who of ['amber', 'convener']) {
    const [quiet, holding] = [await heard(worlds.quiet, who), await heard(worlds.holding, who)]
    expect(withoutChance(holding), who).not.toBe(withoutChance(quiet))
    expect(holding).toContain('Held for good')
  }
})

test('numbers that count on, a place in the order and a time that tell of it are found', async () => {
  const [quiet, holding] = [await heard(worlds.quiet, 'birch'), await heard(worlds.holding, 'birch')]
  const counted = (_all: string, place: number) => `"meeting_text":${place}`
  expect(countsOn(holding.replaceAll(/"meeting_text":\d+/g, counted))).toBe(true)
  const told = withoutChance(quiet)
  for (const planted of [
    holding.replace('"state":"passed"', '"state":"released"'),
    holding.replace('2026-02-02T12:05:00', '2026-02-02T12:02:00'),
    holding.replace('Lists come each month.', ''),
  ])
    expect(withoutChance(planted)).not.toBe(told)
})
