import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../../src/convening/act.ts'
import * as meetings from '../../src/convening/meetings/acts.ts'
import { openFile, takeDocument } from '../../src/convening/meetings/documents.ts'
import * as texts from '../../src/convening/meetings/texts.ts'
import { OPERATOR, type Viewer } from '../../src/governance/viewer.ts'
import type { Register } from '../../src/register/open.ts'
import { NOW, seat, withPeople } from './people.ts'

const OWN = 'Summit Health pays 137 percent of Medicare'
const REFUSED = { code: 'conflict-procedure' }
const viewer = (person: string, role: Viewer['role'], organization_id: string): Viewer => ({
  ...{ person, name: person, role, purpose: 'convening', organization_id, practice_ids: [] },
})
const ANN = viewer('ann', 'convener', 'tide')
const PAM = viewer('pam', 'payer', 'summit')

/** What is said, handed out and held in meetings, asked of a register. */
export function meetingsSuite(name: string, open: () => Promise<Register>): void {
  describe(name, () => {
    let register: Register
    let meeting: number
    let clock = Date.parse(NOW)
    const by = (who: Viewer): Act => ({ register, by: who, now: new Date(clock).toISOString() })
    const note = (who: Viewer, body: string) => texts.writeText(by(who), meeting, { kind: 'note', title: 'Note', body })
    const document = (said: string) => {
      const bytes = Buffer.from(said)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const given = { title: 'Paper', file_name: 'paper.txt', sha256, content: bytes.toString('base64') }
      return takeDocument(by(PAM), meeting, given)
    }
    const textOf = (meeting_text: number) =>
      register.engine((tx) =>
        tx.selectFrom('meeting_text').selectAll().where('meeting_text', '=', meeting_text).executeTakeFirstOrThrow(),
      )
    const happened = (meeting_text: number) =>
      register.engine(async (tx) => {
        const found = await tx
          .selectFrom('held_text')
          .select('what')
          .where('meeting_text', '=', meeting_text)
          .orderBy('came')
          .execute()
        return found.map(({ what }) => what)
      })
    const told = () =>
      register.engine(async (tx) => {
        const found = await tx.selectFrom('notification').select(['account', 'kind']).orderBy('kind').execute()
        return found.map(({ account, kind }) => `${account} ${kind}`)
      })

    beforeAll(async () => {
      register = await open()
      await withPeople(register)
      await seat(register, 'pam')
      const planned = { title: 'Measures', starts_at: NOW, place: 'Tidewell' }
      meeting = (await meetings.planMeeting(by(ANN), 'models', planned)).meeting
    })
    afterAll(() => register?.close())

    test('who sits on the committee is told of a meeting', async () => {
      expect(await told()).toEqual(['pam meeting-called'])
    })

    test('a payer’s own amount is held, and two who mend and release it at once do not both', async () => {
      const { meeting_text, state } = await note(PAM, OWN)
      expect(state).toBe('held')
      const both = await Promise.allSettled([
        texts.mendText(by(PAM), meeting_text, 'Payment is a monthly amount.'),
        texts.releaseText(by(ANN), meeting_text, 'An example'),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await happened(meeting_text)).toHaveLength(2)
    })

    test('nobody lets their own text go; the operator lets go or takes back what of the convener’s own is held', async () => {
      const { meeting_text } = await note(ANN, OWN)
      await expect(texts.releaseText(by(ANN), meeting_text, 'So')).rejects.toMatchObject(REFUSED)
      await texts.releaseText(by(OPERATOR), meeting_text, 'An example')
      const { meeting_text: ofPayer } = await note(PAM, `${OWN} still`)
      await expect(texts.releaseText(by(OPERATOR), ofPayer, 'So')).rejects.toMatchObject({ code: 'access-denied' })
      expect([(await textOf(meeting_text)).state, (await textOf(ofPayer)).state]).toEqual(['released', 'held'])
      await expect(texts.withdrawText(by(OPERATOR), ofPayer)).rejects.toMatchObject({ code: 'access-denied' })
      await expect(texts.withdrawText(by(OPERATOR), meeting_text)).rejects.toMatchObject({ code: 'access-denied' })
      const { meeting_text: other } = await note(ANN, `${OWN} too`)
      await texts.withdrawText(by(OPERATOR), other)
      expect((await textOf(other)).state).toBe('withdrawn')
    })

    test('a document that tells who said what keeps its file back until the steward opens it, once', async () => {
      const { meeting_text, kept_back } = await document('Keystone Health objects to one layout.')
      expect(kept_back).toEqual(['says-who'])
      await openFile(by(ANN), meeting_text, 'It agreed to be named')
      await expect(openFile(by(ANN), meeting_text, 'Again')).rejects.toMatchObject(REFUSED)
      expect(await happened(meeting_text)).toEqual(['kept-back', 'file-opened'])
      expect((await document('Lists come each month.')).kept_back).toEqual([])
    })

    test('what is sent again, as after a second click or an answer that was lost, is there once and recorded once', async () => {
      const both = await Promise.all([
        document('Summit pays 131 percent of Medicare.'),
        document('Summit pays 131 percent of Medicare.'),
      ])
      const [{ meeting_text }] = both
      expect(both.map((one) => [one.meeting_text, one.state])).toEqual([0, 1].map(() => [meeting_text, 'held']))
      expect(await happened(meeting_text)).toEqual(['held', 'kept-back'])
      const noted = await note(PAM, 'Lists come each week.')
      expect(await note(PAM, 'Lists come each week.')).toEqual(noted)
      expect((await note(ANN, 'Lists come each week.')).meeting_text).not.toBe(noted.meeting_text)
      await texts.withdrawText(by(PAM), noted.meeting_text)
      expect((await note(PAM, 'Lists come each week.')).meeting_text).not.toBe(noted.meeting_text)
    })

    test('minutes close once, after the meeting, and an author takes nothing of them back', async () => {
      const { meeting_text } = await note(PAM, 'Lists come each month.')
      await expect(meetings.closeMinutes(by(ANN), meeting)).rejects.toMatchObject(REFUSED)
      clock += 3_600_000
      await meetings.endMeeting(by(ANN), meeting, { state: 'held', antitrust_read_by: 'Ann' })
      await meetings.closeMinutes(by(ANN), meeting)
      await expect(meetings.closeMinutes(by(ANN), meeting)).rejects.toMatchObject(REFUSED)
      await expect(texts.withdrawText(by(PAM), meeting_text)).rejects.toMatchObject(REFUSED)
      clock += 60_000
      const later = await note(PAM, 'Lists come each quarter.')
      await texts.withdrawText(by(PAM), later.meeting_text)
      await texts.withdrawText(by(ANN), meeting_text)
      expect(await happened(meeting_text)).toEqual(['withdrawn'])
      expect(await told()).toEqual(['pam meeting-called', 'pam minutes-posted'])
    })

    test('numbers of texts are drawn, so that no gap among them says that another was held', async () => {
      const drawn: number[] = []
      for (const body of ['Lists come each month.', OWN, 'Lists come each quarter.'])
        drawn.push((await note(PAM, body)).meeting_text)
      const read = await register.as({ role: 'payer', organization_id: 'keystone' }, (tx) =>
        tx.selectFrom('meeting_text').select('meeting_text').where('meeting_text', 'in', drawn).execute(),
      )
      expect(read).toHaveLength(2)
      const held = await register.engine((tx) => tx.selectFrom('held_text').select('held_text').execute())
      for (const numbers of [drawn, held.map(({ held_text }) => held_text)])
        for (const [i, one] of numbers.sort((a, b) => a - b).entries()) {
          expect(Number.isSafeInteger(one) && one > 0).toBe(true)
          expect(one - (numbers[i - 1] ?? 0), 'two of 2^48 are no neighbours').toBeGreaterThan(10_000)
        }
    })

    test('what was held and let go is never changed or removed, also not by the program’s own hand', async () => {
      for (const statement of [
        `update wholepanel.held_text set what = 'mended'`,
        'delete from wholepanel.held_text',
        'delete from wholepanel.meeting_text',
        'delete from wholepanel.meeting',
      ])
        await expect(
          register.engine((tx) => sql.raw(statement).execute(tx)),
          statement,
        ).rejects.toMatchObject({ code: '42501' })
    })
  })
}
