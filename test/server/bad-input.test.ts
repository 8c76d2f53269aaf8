import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { convene } from '../attack/convening/committee.ts'
import { type Hand, handOf, peopled } from '../attack/convening/hand.ts'
import { wordsOf } from '../attack/convening/secrets.ts'
import { paragraph, run, wordFile } from '../convening/documents/files.ts'
import { ask, cookieOfAccount } from './administrators.ts'
import type { TestHouse } from './house.ts'

/**
 * What goes wrong at a table of many: each time a refusal that says what, where and how to mend it, a record of it, and
 * everything that was there before as it was.
 */
let house: TestHouse
let hand: Hand
let meeting: number
let count = 0
beforeAll(async () => {
  const words = wordsOf('one')
  house = await peopled('one', words)
  hand = handOf(house, words)
  await convene(hand)
  hand.on('2025-10-02')
  const planned = { title: 'Measures', starts_at: '2025-10-03T15:00:00Z', place: 'Tidewell' }
  meeting = (await hand.post<{ meeting: number }>('convener', '/api/committees/payment/meetings', planned)).meeting
}, 60_000)
afterAll(() => house.close())

let recommendation: string
const at = (step: string) => `/api/recommendations/${recommendation}/${step}`
/** Each time another recommendation, open to comment from 2 to 12 October. */
beforeEach(async () => {
  hand.on('2025-10-02')
  count += 1
  const draft = { initiative: 'tidewell', committee: 'payment', title: `One ${count}`, changes_kind: 'reference' }
  const given = { ...draft, changes_what: 'reference', body: 'Payers use one place.', changes: [] }
  recommendation = (await hand.post<{ recommendation: string }>('convener', '/api/recommendations', given))
    .recommendation
  await hand.post('convener', at('comment-window'), { opens_on: '2025-10-02', closes_on: '2025-10-12' })
})
const openVote = async () => {
  hand.on('2025-10-14')
  await hand.post('convener', at('ballot'), { closes_at: '2025-10-20T18:00:00Z', method: 'vote' })
}
const read = async (url = `/api/recommendations/${recommendation}`) => (await ask(house, 'convener', url)).text
type Problem = { status: number; code: string; detail: string; fix?: string }

/** Sends what must be refused, and gives the refusal back once it is recorded and everything reads as before. */
async function refused(who: string, url: string, body: object): Promise<Problem> {
  const shown = [`/api/recommendations/${recommendation}`, `/api/meetings/${meeting}`]
  const before = await Promise.all(shown.map((one) => read(one)))
  const answer = await ask(house, who, url, body)
  expect(await Promise.all(shown.map((one) => read(one)))).toEqual(before)
  const problem = answer.json() as Problem
  const events = await house.register.engine((tx) =>
    tx.selectFrom('event').selectAll().orderBy('number', 'desc').limit(10).execute(),
  )
  // To the log, refused words are an unusable field like any other.
  const logged = problem.code === 'input-own-amount' ? 'input-argument' : problem.code
  const record = events.find(({ actor, detail }) => actor === who && JSON.stringify(detail).includes(logged))
  expect(JSON.stringify(record?.detail)).toContain('"outcome":"failed"')
  return problem
}

test('a vote after the ballot ended is refused with the hour at which it ended', async () => {
  await openVote()
  await hand.post('amber', at('vote'), { choice: 'yes' })
  house.clock.now = Date.parse('2025-10-20T18:00:00Z')
  const { status, code, detail } = await refused('birch', at('vote'), { choice: 'no' })
  expect([status, code]).toEqual([409, 'conflict-procedure'])
  expect(detail).toMatch(/a vote after 2025-10-20T18:00:00.*one before the ballot ends/s)
  await hand.post('convener', at('ballot/close'))
  const late = await refused('birch', at('vote'), { choice: 'no' })
  expect([late.status, late.code]).toEqual([409, 'conflict-procedure'])
})

test('a second vote of one seat is refused, also where both come at once, and the first stands', async () => {
  await openVote()
  await hand.post('amber', at('vote'), { choice: 'yes' })
  const again = await refused('amber', at('vote'), { choice: 'no' })
  expect([again.status, again.code]).toEqual([409, 'conflict-procedure'])
  expect(again.detail).toMatch(/a second vote of a seat.*one vote a seat/s)
  const both = await Promise.all(['yes', 'no'].map((choice) => ask(house, 'birch', at('vote'), { choice })))
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(JSON.parse(await read()).ballots[0].cast).toBe(2)
})

test('a committee that loses its consumer passes nothing and opens no vote, and what was voted stays to be read', async () => {
  await openVote()
  for (const who of ['amber', 'birch', 'elm', 'oak']) await hand.post(who, at('vote'), { choice: 'yes' })
  const { seat_term, seat } = await house.register.engine((tx) =>
    tx.selectFrom('seat_term').selectAll().where('account', '=', 'carla').executeTakeFirstOrThrow(),
  )
  await hand.post('convener', `/api/committees/payment/terms/${seat_term}/end`, { because: 'She moved away' })
  hand.on('2025-10-21')
  expect(await hand.post('convener', at('ballot/close'))).toMatchObject({ outcome: 'void' })
  const ballot = { closes_at: '2025-10-30T18:00:00Z', method: 'vote' }
  const { status, code, detail, fix } = await refused('convener', at('ballot'), ballot)
  expect([status, code, fix]).toEqual([409, 'conflict-procedure', 'fill the seats first'])
  expect(detail).toMatch(/a committee that may not decide: .*consumer/)
  expect(JSON.parse(await read())).toMatchObject({ state: 'answering', ballots: [{ outcome: 'void', cast: 4 }] })
  hand.on('2025-10-22')
  const anew = { seat, account: 'carla', participant: null, chair: false, start_date: '2025-10-22' }
  await hand.post('convener', '/api/committees/payment/terms', { ...anew, end_date: '2027-12-31' })
  await hand.post('convener', at('ballot'), ballot)
})

test('a comment with a script is kept as the words that it is, and no page may run it', async () => {
  const body = '<script>fetch("/api/log")</script> Why <img src=x onerror=alert(1)> not two?'
  const said = { name: '<b>Ann</b>', body }
  const { comment } = await hand.post<{ comment: number }>(
    null,
    `/api/open/recommendations/${recommendation}/comments`,
    said,
  )
  await hand.post('convener', at(`comments/${comment}/moderation`), { because: null })
  const open = await house.server.inject(`/api/open/recommendations/${recommendation}`)
  expect(open.json().comments).toMatchObject([{ name: '<b>Ann</b>', body }])
  expect(open.headers['content-type']).toContain('application/json')
  expect(open.headers['x-content-type-options']).toBe('nosniff')
  expect(open.headers['content-security-policy']).toMatch(/default-src 'self'(?!.*script-src)/)
})

test('a comment that says a payer’s rate is refused with what to do, and without the rate', async () => {
  const { status, code, detail, fix } = await refused('elm', at('comments'), {
    body: 'Amber pays us 3.10 dollars per member.',
  })
  expect([status, code]).toEqual([400, 'input-own-amount'])
  expect(`${detail} ${fix}`).not.toContain('3.10')
  expect(fix?.length).toBeGreaterThan(10)
  await hand.post('elm', at('comments'), { body: 'A payer pays us by the month.' })
})

const sent = (bytes: Buffer, file_name: string, sha256 = createHash('sha256').update(bytes).digest('hex')) => ({
  ...{ title: 'Paper', file_name, sha256, content: bytes.toString('base64') },
})
const heldOf = async () =>
  JSON.parse(await read('/api/held-texts')) as { what: string; kinds: string[]; sha256: string }[]

test('a document that hides words is refused with what and where, and recorded; shown, it is taken', async () => {
  const words = paragraph(run('Agenda'))
  const bytes = await wordFile(words + paragraph(run('Amber pays 137 percent of Medicare', '<w:vanish/>')))
  const { status, code, detail, fix } = await refused(
    'amber',
    `/api/meetings/${meeting}/documents`,
    sent(bytes, 'a.docx'),
  )
  expect([status, code]).toEqual([400, 'input-document'])
  expect(detail).toMatch(/words set as hidden \(.+\)/)
  expect(fix).toBe('show it, or take it out, and send the document again')
  expect((await heldOf())[0]).toMatchObject({ what: 'refused', kinds: ['words set as hidden'] })
  const mended = sent(await wordFile(words), 'a.docx')
  expect(await hand.post('amber', `/api/meetings/${meeting}/documents`, mended)).toMatchObject({ state: 'passed' })
})

test('an act on a clock that was set back is refused until it is right again', async () => {
  hand.on('2025-10-05')
  await hand.post('elm', at('comments'), { body: 'Good for a small practice.' })
  hand.on('2025-10-04')
  for (const [who, url, body] of [
    ['elm', at('comments'), { body: 'And another thing.' }],
    ['convener', at('withdrawal'), { because: 'So' }],
    ['convener', at('comment-window/extension'), { closes_on: '2025-10-20' }],
  ] as const) {
    const { status, code, detail, fix } = await refused(who, url, body)
    expect([status, code], url).toEqual([409, 'conflict-clock'])
    expect(detail).toMatch(/a clock that stands before 2025-10-05/)
    expect(fix).toBe('set the clock of the machine that serves the region')
  }
  hand.on('2025-10-06')
  await hand.post('elm', at('comments'), { body: 'And another thing.' })
})

test('an upload that breaks off leaves nothing, and the next one is taken whole', async () => {
  const document = sent(Buffer.from('Agenda of the payment committee'), 'agenda.txt')
  const body = JSON.stringify(document)
  await house.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = house.server.server.address() as AddressInfo
  const url = `/api/meetings/${meeting}/documents`
  const cookie = await cookieOfAccount(house, 'amber')
  const [before, held] = [await read(`/api/meetings/${meeting}`), await heldOf()]
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const head = [`POST ${url} HTTP/1.1`, `host: 127.0.0.1:${port}`, `cookie: ${cookie}`, 'x-wholepanel: 1']
  const rest = ['content-type: application/json', `content-length: ${body.length}`, '', '']
  socket.write([...head, ...rest].join('\r\n') + body.slice(0, body.length / 2))
  await once(house.server.server, 'request')
  socket.destroy()
  await expect.poll(() => house.lines.at(-1)).toMatch(/POST \/api\/meetings\/:meeting\/documents broken off$/)
  expect(await read(`/api/meetings/${meeting}`)).toBe(before)
  expect(await heldOf()).toEqual(held)
  expect(await hand.post('amber', url, document)).toMatchObject({ state: 'passed' })
})

test('a document of which half arrived is refused by its sha256, and recorded by the hash of what came', async () => {
  const [half, whole] = [Buffer.from('Agenda of'), Buffer.from('Agenda of the payment committee')]
  const sha256 = createHash('sha256').update(whole).digest('hex')
  const url = `/api/meetings/${meeting}/documents`
  const { status, code, detail, fix } = await refused('amber', url, sent(half, 'agenda.txt', sha256))
  expect([status, code, fix]).toEqual([400, 'input-document', 'send it again'])
  expect(detail).toContain('a file that is not the one that was sent')
  const came = createHash('sha256').update(half).digest('hex')
  expect((await heldOf())[0]).toMatchObject({ what: 'broken', sha256: came })
  expect(await hand.post('amber', url, sent(whole, 'agenda.txt'))).toMatchObject({ state: 'passed' })
})
