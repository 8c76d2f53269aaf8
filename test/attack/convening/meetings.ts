import { createHash } from 'node:crypto'
import { paragraph, pdfOf, run, seenLine, sheetFile, wordFile } from '../../convening/documents/files.ts'
import type { Hand } from './hand.ts'

type Written = { meeting_text: number; state: string }

/** Words that forms refused: some that nobody asked about, some that were asked about, released and upheld, some of coaching. */
async function refuse({ post, refused, words, ids }: Hand): Promise<void> {
  const send = (who: string, words: string) =>
    refused(who, 'input-own-amount', '/api/committees/payment/conflicts', {
      interest: `Amber pays 137 percent of Medicare, ${words}`,
    })
  const sent = [
    await send('amber', words.refusedWords),
    await send('amber', words.releasedWords),
    await send('amber', words.upheldWords),
    await send('birch', words.refusedOfBirch),
    await refused('elm', 'input-own-amount', '/api/practices/elm/coaching/requests', {
      asks: `Amber pays 137 percent of Medicare, ${words.refusedOfCare}`,
    }),
  ].map(({ refusal = '' }) => refusal)
  ids.refusal = sent
  for (const refusal of sent.slice(1, 3)) await post('amber', `/api/refused-words/${refusal}/question`)
  for (const [number, released] of [true, false].entries())
    await post('convener', `/api/refused-words/${sent[number + 1]}/answer`, { released, because: 'Said in the open' })
}

/** Meetings with texts and documents that passed, were held, refused, released and taken back. */
export async function meet(hand: Hand): Promise<void> {
  const { post, on, ids } = hand
  on('2025-11-20')
  const plan = (title: string, starts_at: string) =>
    post<{ meeting: number }>('convener', '/api/committees/payment/meetings', { title, starts_at, place: 'Tidewell' })
  const { meeting } = await plan('Measures', '2025-11-25T15:00:00Z')
  const cancelled = await plan('Snowed in', '2025-12-10T15:00:00Z')
  const later = await plan('Later', '2026-03-01T15:00:00Z')
  await post('convener', `/api/meetings/${cancelled.meeting}/state`, { state: 'cancelled', because: 'Snow' })
  on('2025-11-25')
  hand.house.clock.now = Date.parse('2025-11-25T17:00:00Z')
  await write(hand, meeting)
  await handOut(hand, meeting)
  await refuse(hand)
  await post('convener', `/api/meetings/${meeting}/state`, { state: 'held', antitrust_read_by: 'Amara Cole' })
  ids.meeting = [meeting, cancelled.meeting, later.meeting]
}

async function write({ post, words, ids }: Hand, meeting: number): Promise<void> {
  const note = (who: string, body: string, title = 'What was said') =>
    post<Written>(who, `/api/meetings/${meeting}/texts`, { kind: 'note', title, body })
  const texts = [
    await note('amber', `Amber pays monthly; Birch would like to. ${words.passedNote}`),
    await note('amber', `Amber pays 137 percent of Medicare, ${words.heldNote}`, `Notes ${words.heldTitle}`),
    await note('amber', `Amber pays 139 percent of Medicare, ${words.withdrawnHeld}`),
    await note('birch', `Birch pays 131 percent of Medicare, ${words.heldOfBirch}`),
    await note('birch', `A word that is taken back, ${words.withdrawn}`),
    await note('amber', `Amber pays 121 percent of Medicare in an example, ${words.released}`),
  ].map(({ meeting_text }) => meeting_text)
  ids.meeting_text = texts
  await post('amber', `/api/meeting-texts/${texts[2]}/withdrawal`)
  await post('birch', `/api/meeting-texts/${texts[4]}/withdrawal`)
  await post('convener', `/api/meeting-texts/${texts[5]}/release`, { because: 'An example of a book' })
}

async function handOut({ post, refused, words, ids }: Hand, meeting: number): Promise<void> {
  const url = `/api/meetings/${meeting}/documents`
  const given = (bytes: Buffer, file_name: string, sent = bytes) => ({
    ...{ title: 'Paper', file_name, content: bytes.toString('base64') },
    sha256: createHash('sha256').update(sent).digest('hex'),
  })
  const own = (word: string) => `Amber pays 137 percent of Medicare, ${word}`
  const taken = [
    given(await wordFile(paragraph(run(`Agenda, ${words.openDocument}`))), 'agenda.docx'),
    given(await wordFile(paragraph(run(own(words.heldDocument)))), `${words.heldFileName}.docx`),
    given(Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]), Buffer.from(words.unreadable)]), 'old.doc'),
  ]
  for (const one of taken) ids.meeting_text?.push((await post<Written>('amber', url, one)).meeting_text)
  const cells = (text: string) =>
    `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>`
  const hiding = [
    given(await wordFile(paragraph(run('Agenda')) + paragraph(run(own(words.hiddenRun), '<w:vanish/>'))), 'a.docx'),
    given(
      await sheetFile([
        { name: 'Open', xml: cells('Agenda') },
        { name: 'Back', state: 'hidden', xml: cells(own(words.hiddenSheet)) },
      ]),
      'b.xlsx',
    ),
    given(pdfOf(`${seenLine} BT 1 g /F1 12 Tf 72 600 Td (${own(words.whiteWords)}) Tj ET`), 'c.pdf'),
    given(Buffer.from(own(words.brokenUpload)), 'd.txt', Buffer.from('half of it')),
  ]
  for (const one of hiding) await refused('amber', 'input-document', url, one)
}
