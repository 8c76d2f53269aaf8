import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paragraph, run, sheetFile, wordFile } from '../convening/documents/files.ts'
import { addAdministrators, ask } from './administrators.ts'
import { fillConvened, seatThem } from './convened.ts'
import { type TestHouse, testHouse } from './house.ts'

/** What a payer keeps to itself, in words that no other text of this test has. */
const OWN = 'Amber Plan pays 137 percent of Medicare'
const SECRET = /137 percent/

let house: TestHouse
let meeting: number
type Written = { meeting_text: number; state: string; findings: { kind: string; start: number; end: number }[] }
type Text = {
  meeting_text: number
  kind: string
  title: string
  body: string
  state: string
  written_by: string | null
}
type Held = { meeting_text: number | null; what: string; kinds: string[]; because: string | null; may_release: boolean }

beforeAll(async () => {
  house = await testHouse()
  await addAdministrators(house)
  await fillConvened(house.register, '2025-06-01T09:00:00.000Z')
  await seatThem(house.register, { amber: 'payer', birch: 'payer', elm: 'provider' })
  const planned = { title: 'Measures', starts_at: '2025-07-01T15:00:00.000Z', place: 'Tidewell' }
  meeting = (await said<{ meeting: number }>('convener', '/api/committees/payment/meetings', planned)).meeting
}, 60_000)
afterAll(() => house.close())

async function said<Result>(who: string, url: string, body?: object): Promise<Result> {
  const answer = await ask(house, who, url, body)
  expect([answer.status, answer.code]).toEqual([200, undefined])
  return answer.json() as Result
}
const write = (who: string, body: string, kind = 'note') =>
  said<Written>(who, `/api/meetings/${meeting}/texts`, { kind, title: 'What was said', body })
const textsFor = async (who: string) => {
  const [one] = await said<{ texts: Text[] }[]>(who, `/api/meetings/${meeting}`)
  return one?.texts ?? []
}
const handOut = (who: string, bytes: Buffer, file_name: string, sha256?: string) =>
  ask(house, who, `/api/meetings/${meeting}/documents`, {
    ...{ title: 'Paper', file_name, content: bytes.toString('base64') },
    sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex'),
  })

/** Every way by which another payer, a practice, the state and the operator may look. */
async function expectNobodyReads(pattern: RegExp): Promise<void> {
  for (const who of ['birch', 'elm', 'state', 'purchaser', 'coach', 'amber-admin'])
    for (const url of [`/api/meetings/${meeting}`, '/api/meetings', '/api/held-texts', '/api/log'])
      expect((await ask(house, who, url)).text).not.toMatch(pattern)
  expect(house.lines.join('\n')).not.toMatch(pattern)
  const events = await house.register.engine((tx) => tx.selectFrom('event').selectAll().execute())
  const held = await house.register.engine((tx) => tx.selectFrom('held_text').selectAll().execute())
  expect(JSON.stringify([events, held])).not.toMatch(pattern)
}

describe('a payer’s own rate in a note', () => {
  test('is held: its author sees where and why, and nobody else reads anything of it', async () => {
    const { meeting_text, state, findings } = await write('amber', `We met. ${OWN}. We go on.`)
    expect([state, findings.map(({ kind }) => kind)]).toEqual(['held', ['named-amount']])
    expect((await textsFor('amber')).find((one) => one.meeting_text === meeting_text)).toMatchObject({ state: 'held' })
    await expectNobodyReads(SECRET)
    expect((await textsFor('birch')).map((one) => one.meeting_text)).not.toContain(meeting_text)
  })

  test('is mended by its author, and then read by all', async () => {
    const { meeting_text } = await write('amber', OWN)
    const strange = await ask(house, 'birch', `/api/meeting-texts/${meeting_text}`, { body: 'Mine now' })
    expect(strange.code).toBe('access-denied')
    expect(strange.text).not.toMatch(SECRET)
    const still = await said<Written>('amber', `/api/meeting-texts/${meeting_text}`, { body: `${OWN}, still` })
    expect(still.state).toBe('held')
    const mended = await said<Written>('amber', `/api/meeting-texts/${meeting_text}`, {
      body: 'Payment is a monthly amount.',
    })
    expect(mended.state).toBe('passed')
    expect((await textsFor('birch')).find((one) => one.meeting_text === meeting_text)?.body).toBe(
      'Payment is a monthly amount.',
    )
  })

  test('is released by the steward alone, with a reason that is written down for good', async () => {
    const { meeting_text } = await write('amber', 'Amber Plan pays 121 percent of Medicare in an example of the book')
    const release = (who: string) =>
      ask(house, who, `/api/meeting-texts/${meeting_text}/release`, { because: 'An example of a book' })
    for (const who of ['amber', 'birch', 'amber-admin', 'elm', 'state'])
      expect((await release(who)).code).toBe('access-denied')
    expect((await release('convener')).status).toBe(200)
    expect((await release('convener')).code).toBe('conflict-procedure')
    const held = await said<Held[]>('convener', '/api/held-texts')
    expect(held.find((one) => one.meeting_text === meeting_text)).toMatchObject({
      ...{ what: 'released', because: 'An example of a book' },
    })
    expect((await textsFor('birch')).some((one) => one.meeting_text === meeting_text)).toBe(true)
    await expect(
      house.register.engine((tx) => tx.updateTable('held_text').set({ because: 'Another' }).execute()),
    ).rejects.toThrow(/permission denied/)
  })

  test('is not the steward’s to read where the steward is a payer itself', async () => {
    const { meeting_text } = await write('amber', OWN)
    const { participant } = await house.register.engine((tx) =>
      tx.selectFrom('access_grant').select('participant').where('account', '=', 'convener').executeTakeFirstOrThrow(),
    )
    const sits = { initiative: 'tide', participant: String(participant), side: 'payer', lines_of_business: [] }
    const since = {
      start_date: '2025-01-01',
      end_date: null,
      recorded_at: '2025-06-01T09:00:00Z',
      recorded_by: 'operator',
    }
    await house.register.engine((tx) =>
      tx
        .insertInto('initiative_participant')
        .values({ ...sits, ...since })
        .execute(),
    )
    const release = await ask(house, 'convener', `/api/meeting-texts/${meeting_text}/release`, { because: 'So' })
    expect(release.code).toBe('access-denied')
    expect((await ask(house, 'convener', '/api/held-texts')).text).not.toMatch(SECRET)
    expect((await textsFor('convener')).map((one) => one.meeting_text)).not.toContain(meeting_text)
    await house.register.engine((tx) =>
      tx
        .updateTable('initiative_participant')
        .set({ side: 'convener' })
        .where('participant', '=', String(participant))
        .execute(),
    )
    expect((await ask(house, 'convener', '/api/held-texts')).text).toMatch(SECRET)
  })

  test('stops a title, a place and a reason before they are written', async () => {
    const answer = await ask(house, 'amber', `/api/meetings/${meeting}/texts`, { kind: 'note', title: OWN, body: 'So' })
    expect([answer.status, answer.code]).toEqual([400, 'input-own-amount'])
    expect(answer.text).not.toMatch(SECRET)
  })
})

describe('a note that passes', () => {
  test('says the substance, and to nobody but the steward who said it', async () => {
    const { meeting_text } = await write('amber', 'Amber pays monthly; Birch would like to. Amber agreed.')
    const shown = async (who: string) => (await textsFor(who)).find((one) => one.meeting_text === meeting_text)
    expect((await shown('birch'))?.body).toBe('A payer pays monthly; another payer would like to. A payer agreed.')
    expect((await shown('birch'))?.written_by).toBeNull()
    expect((await shown('convener'))?.body).toContain('Amber pays monthly')
  })

  test('is written by who holds a seat, and by nobody else', async () => {
    const text = { kind: 'note', title: 'A', body: 'B' }
    expect((await ask(house, 'coach', `/api/meetings/${meeting}/texts`, text)).code).toBe('conflict-procedure')
    expect((await ask(house, 'public', `/api/meetings/${meeting}/texts`, text)).code).toBe('access-denied')
  })
})

describe('a document', () => {
  test('that shows all its words is handed out as it was sent', async () => {
    const bytes = await wordFile(paragraph(run('Agenda of the payment committee')))
    const { meeting_text, state } = (await handOut('amber', bytes, 'agenda.docx')).json() as Written
    expect(state).toBe('passed')
    const cookie = (await ask(house, 'birch', `/api/meeting-texts/${meeting_text}/document`)) as { status: number }
    expect(cookie.status).toBe(200)
  })

  test('with a payer’s rate in a hidden run, or on a hidden sheet, is refused, and nothing of it stays', async () => {
    const word = await wordFile(paragraph(run('Agenda')) + paragraph(run(OWN, '<w:vanish/>')))
    const cells = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Open</t></is></c></row></sheetData>'
    const sheet = await sheetFile([
      { name: 'Open', xml: cells },
      { name: 'Back', state: 'hidden', xml: cells.replace('Open', OWN) },
    ])
    for (const [bytes, name, what] of [
      [word, 'agenda.docx', 'words set as hidden'],
      [sheet, 'rates.xlsx', 'a hidden sheet'],
    ] as const) {
      const answer = await handOut('amber', bytes, name)
      expect([answer.status, answer.code]).toEqual([400, 'input-document'])
      expect(answer.text).toContain(what)
      expect(answer.text).not.toMatch(SECRET)
    }
    const kept = await house.register.engine((tx) => tx.selectFrom('meeting_text').select('file_name').execute())
    expect(kept.map(({ file_name }) => file_name)).not.toContain('rates.xlsx')
    const held = await said<Held[]>('convener', '/api/held-texts')
    expect(held.filter(({ what }) => what === 'refused').map(({ kinds }) => kinds)).toEqual([
      ['a hidden sheet'],
      ['words set as hidden'],
    ])
    await expectNobodyReads(SECRET)
  })

  test('with a payer’s rate in plain sight is held, its bytes too', async () => {
    const bytes = await wordFile(paragraph(run(OWN)))
    const { meeting_text, state } = (await handOut('amber', bytes, 'notes.docx')).json() as Written
    expect(state).toBe('held')
    const url = `/api/meeting-texts/${meeting_text}/document`
    for (const who of ['birch', 'elm', 'state', 'amber-admin'])
      expect((await ask(house, who, url)).code).toBe('access-denied')
    expect((await ask(house, 'convener', url)).status).toBe(200)
  })

  test('whose words cannot be read is held for the steward with the reason', async () => {
    const { state, unreadable } = (
      await handOut('amber', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), 'old.doc')
    ).json() as Written & {
      unreadable: string
    }
    expect([state, unreadable]).toEqual(['held', 'it is encrypted, or of an old format'])
    const [newest] = await said<Held[]>('convener', '/api/held-texts')
    expect(newest).toMatchObject({ what: 'held', kinds: ['cannot be read'], may_release: true })
  })

  test('that is not the one that was sent leaves nothing but its record', async () => {
    const answer = await handOut('amber', Buffer.from(OWN), 'half.txt', 'a'.repeat(64))
    expect(answer.code).toBe('input-document')
    const [newest] = await said<Held[]>('convener', '/api/held-texts')
    expect(newest).toMatchObject({ what: 'broken', meeting_text: null })
    await expectNobodyReads(SECRET)
  })
})

test('a text is checked while it is typed, and nothing of it is kept', async () => {
  const { findings } = await said<Written>('amber', '/api/text-check', { text: `So: ${OWN}` })
  expect(findings).toMatchObject([{ kind: 'named-amount', start: 4 }])
  expect(
    (await said<Written>('amber', '/api/text-check', { text: 'The initiative recommends 15 %' })).findings,
  ).toEqual([])
  await expectNobodyReads(SECRET)
})

test('a name that an initiative adds is known to the check', async () => {
  const text = 'The big blue one is at 140 % of Medicare'
  const unnamed = await said<Written>('birch', '/api/text-check', { text: 'Bluefin is at 140 % of Medicare' })
  expect(unnamed.findings).toEqual([])
  await house.register.engine((tx) =>
    tx
      .insertInto('initiative_participant')
      .values({
        ...{ initiative: 'tide', participant: 'amber', side: 'payer', lines_of_business: [], start_date: '2025-01-01' },
        ...{ end_date: null, recorded_at: '2025-06-01T09:00:00Z', recorded_by: 'operator' },
      })
      .execute(),
  )
  await said('convener', '/api/initiatives/tide/aliases', { participant: 'amber', alias: 'Bluefin' })
  const named = await said<Written>('birch', '/api/text-check', { text: 'Bluefin is at 140 % of Medicare' })
  expect(named.findings).toMatchObject([{ kind: 'named-amount' }])
  expect((await said<Written>('birch', '/api/text-check', { text })).findings).not.toEqual([])
})

test('a meeting was held once somebody read the antitrust statement, and not before it began', async () => {
  const planned = { title: 'Later', starts_at: '2999-01-01T15:00:00.000Z', place: 'Tidewell' }
  const later = await said<{ meeting: number }>('convener', '/api/committees/payment/meetings', planned)
  const end = (id: number, body: object) => ask(house, 'convener', `/api/meetings/${id}/state`, body)
  expect((await end(later.meeting, { state: 'held', antitrust_read_by: 'Amara Cole' })).code).toBe('conflict-clock')
  expect((await end(meeting, { state: 'held' })).status).toBe(400)
  expect((await end(meeting, { state: 'held', antitrust_read_by: 'Amara Cole' })).status).toBe(200)
  expect((await end(meeting, { state: 'cancelled', because: 'Snow' })).code).toBe('conflict-procedure')
})

test('a meeting stands in the calendar of who takes part until it is called off, and its committee is told', async () => {
  const planned = { title: 'Lists', starts_at: '2025-07-15T15:00:00.000Z', place: 'Tidewell' }
  const called = await said<{ meeting: number }>('convener', '/api/committees/payment/meetings', planned)
  const entries = async (who: string) =>
    (await said<{ entries: { uid: string }[] }>(who, '/api/calendar?from=2025-07-01&to=2025-07-31')).entries
  const told = async () =>
    (await ask(house, 'amber', '/api/notifications')).text.includes(`/convening/meetings/${called.meeting}`)
  for (const who of ['birch', 'elm', 'coach'])
    expect(await entries(who)).toContainEqual(
      expect.objectContaining({
        ...{ uid: `meeting-${called.meeting}`, kind: 'meeting', starts: planned.starts_at, whose: 'Payment' },
      }),
    )
  expect(await told()).toBe(true)
  await said('convener', `/api/meetings/${called.meeting}/state`, { state: 'cancelled', because: 'Snow' })
  expect((await entries('birch')).map(({ uid }) => uid)).not.toContain(`meeting-${called.meeting}`)
})

test('of a document that tells who said what, others read the words, and the file once the steward opened it', async () => {
  const bytes = await wordFile(paragraph(run('Amber objects to one layout; Birch does not.')))
  const { meeting_text, state, kept_back } = (await handOut('amber', bytes, 'lists.docx')).json() as Written & {
    kept_back: string[]
  }
  expect([state, kept_back]).toEqual(['passed', ['says-who']])
  const shown = async (who: string) => (await textsFor(who)).find((one) => one.meeting_text === meeting_text)
  const file = async (who: string) => (await ask(house, who, `/api/meeting-texts/${meeting_text}/document`)).status
  expect(await shown('birch')).toMatchObject({
    body: expect.stringContaining('A payer objects to one layout; another payer does not.'),
    ...{ opens: false, file_name: null, kept_back: [] },
  })
  expect(await shown('amber')).toMatchObject({ opens: true, kept_back: [{ kind: 'says-who' }] })
  expect([await file('birch'), await file('amber'), await file('convener')]).toEqual([403, 200, 200])
  const open = (who: string) =>
    ask(house, who, `/api/meeting-texts/${meeting_text}/file`, { because: 'Both agreed to be named' })
  for (const who of ['amber', 'birch', 'elm']) expect((await open(who)).code).toBe('access-denied')
  expect((await open('convener')).status).toBe(200)
  expect([await file('birch'), (await shown('birch'))?.body]).toEqual([200, ''])
  expect((await said<Held[]>('convener', '/api/held-texts'))[0]).toMatchObject({ what: 'file-opened' })
})

test('the properties of a document keep its file back, and an amount in them is refused', async () => {
  const core = (creator: string) => ({ 'docProps/core.xml': `<c><dc:creator>${creator}</dc:creator></c>` })
  const made = await handOut('amber', await wordFile(paragraph(run('Agenda')), core('abrandt')), 'agenda.docx')
  expect(made.json()).toMatchObject({ state: 'passed', kept_back: ['made-by'] })
  const refused = await handOut('amber', await wordFile(paragraph(run('Agenda')), core(OWN)), 'agenda.docx')
  expect([refused.code, /amount in its properties/.test(refused.text)]).toEqual(['input-document', true])
  await expectNobodyReads(SECRET)
})

test('nobody lets their own text go: of the convener another person does, or the operator', async () => {
  const { meeting_text } = await write('convener', 'Amber Plan pays 121 percent of Medicare in the book')
  const release = (who: string) =>
    ask(house, who, `/api/meeting-texts/${meeting_text}/release`, { because: 'An example of a book' })
  expect((await release('convener')).code).toBe('conflict-procedure')
  const ofOthers = await write('amber', OWN)
  const held = await said<Held[]>('operator', '/api/held-texts')
  expect(held.find((one) => one.meeting_text === meeting_text)).toMatchObject({ may_release: true })
  expect(held.map((one) => one.meeting_text)).not.toContain(ofOthers.meeting_text)
  const denied = await ask(house, 'operator', `/api/meeting-texts/${ofOthers.meeting_text}/release`, { because: 'So' })
  expect(denied.code).toBe('access-denied')
  expect((await release('operator')).status).toBe(200)
  const other = await write('convener', OWN)
  const back = (id: number) => ask(house, 'operator', `/api/meeting-texts/${id}/withdrawal`, {})
  expect((await back(ofOthers.meeting_text)).code).toBe('access-denied')
  expect((await back(other.meeting_text)).status).toBe(200)
})

test('minutes that are closed are the record: later texts are marked, and an author takes none of it back', async () => {
  expect((await ask(house, 'amber', `/api/meetings/${meeting}/minutes`, {})).code).toBe('access-denied')
  await said('convener', `/api/meetings/${meeting}/minutes`, {})
  expect((await ask(house, 'convener', `/api/meetings/${meeting}/minutes`, {})).code).toBe('conflict-procedure')
  house.clock.now += 60_000
  const { meeting_text } = await write('amber', 'Payment is a yearly amount.')
  const marked = (await textsFor('birch')).filter((one) => (one as Text & { added_after: boolean }).added_after)
  expect(marked.map((one) => one.meeting_text)).toEqual([meeting_text])
  const back = (who: string, id: number | undefined) => ask(house, who, `/api/meeting-texts/${id}/withdrawal`, {})
  expect((await back('amber', meeting_text)).status).toBe(200)
  const own = (await textsFor('amber')).find((one) => one.written_by === 'amber' && one.state === 'passed')
  expect((await back('amber', own?.meeting_text)).code).toBe('conflict-procedure')
  expect((await back('convener', own?.meeting_text)).status).toBe(200)
})
