import { createHash } from 'node:crypto'
import { endMeeting, planMeeting } from '../../convening/meetings/acts.ts'
import { takeDocument } from '../../convening/meetings/documents.ts'
import { writeText } from '../../convening/meetings/texts.ts'
import type { Register } from '../../register/open.ts'
import { addDays } from '../../sources/feeds/calendar.ts'
import { actor } from './actor.ts'

const AGENDA = `1. Antitrust statement
2. Minutes of the last meeting
3. How lists of attributed members are exchanged
4. Questions of practices`
const NOTE = [
  'Summit Health pays prospectively, each month, and adjusts for age. Keystone Mutual pays after the quarter.',
  'Practices would rather be paid ahead. The committee asks staff to compare how payers do it, without amounts.',
].join(' ')
/** It tells who asked for what, so that its file is kept back. */
const RAISED = `Open questions

1. Summit Health asks that lists come each month.
2. Keystone Mutual would like a quarter.
3. Practices ask for one layout.`
/** What nobody may say in the room: it is held. */
const OWN =
  'For the record: Summit Health pays 4.20 per member per month as its base, and keeps 5 percent back until quality is known.'

const sent = (words: string) => ({
  content: Buffer.from(words).toString('base64'),
  sha256: createHash('sha256').update(words).digest('hex'),
})

/** Three meetings of a committee: one that was held, with a note that is held, one ahead, and one called off. */
export async function recordDemonstrationMeetings(
  register: Register,
  committee: string,
  now: string,
  today: string,
): Promise<void> {
  const on = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString()
  const amara = (days: number) => ({ register, by: actor('amara-cole'), now: on(days) })
  const place = 'Tidewell Library, Room 2'
  const past = await planMeeting(amara(1), committee, { title: 'How payment works', starts_at: on(20), place })
  await writeText(amara(2), past.meeting, { kind: 'agenda', title: 'Agenda', body: AGENDA })
  await endMeeting(amara(20), past.meeting, { state: 'held', antitrust_read_by: 'Amara Cole' })
  await writeText(amara(21), past.meeting, { kind: 'note', title: 'What was discussed', body: NOTE })
  const priya = { ...amara(21), by: actor('priya-raman') }
  await writeText(priya, past.meeting, { kind: 'note', title: 'A remark', body: OWN })
  const off = await planMeeting(amara(22), committee, { title: 'Questions of practices', starts_at: on(50), place })
  await endMeeting(amara(40), off.meeting, { state: 'cancelled', because: 'Too few could come' })
  const next = await planMeeting(amara(41), committee, {
    ...{ title: 'Lists of attributed members', place },
    starts_at: `${addDays(today, 18)}T15:00:00.000Z`,
  })
  await writeText(amara(42), next.meeting, { kind: 'agenda', title: 'Agenda', body: AGENDA })
  await takeDocument(amara(42), next.meeting, {
    title: 'Open questions',
    file_name: 'open-questions.txt',
    ...sent(RAISED),
  })
}
