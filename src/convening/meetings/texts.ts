import { WholepanelError } from '../../error.ts'
import { type MeetingText, requireMeeting, requireText } from '../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, notNow } from '../act.ts'
import { checkText } from '../silence/check-text.ts'
import { inRoom, requireSilenceIn } from '../silence/in-room.ts'
import type { Finding } from '../silence/kinds.ts'
import { hashOf, keep, kindsOf, record, requireAtTable, sentBefore } from './kept.ts'
import { isSteward, keepsSilence, requireOtherSteward } from './steward.ts'

export type TextKind = 'agenda' | 'note'
export type Written = { meeting_text: number; state: 'passed' | 'held'; findings: Finding[] }

/** Writes a text. What says a payer's own amount is held: nobody but its author and the steward can read it. */
export function writeText(
  act: Act,
  meeting: number,
  { kind, title, body }: { kind: TextKind; title: string; body: string },
): Promise<Written> {
  return act.register.engine(async (tx) => {
    const found = await requireMeeting(tx, meeting)
    await requireAtTable(tx, act, found)
    await requireSilenceIn(tx, act, { title })
    const findings = checkText(body, { participants: await inRoom(tx) })
    const sha256 = hashOf(body)
    const before = await sentBefore(tx, act, { meeting, kind, title, sha256, file_name: null })
    if (before) return { ...before, findings }
    const { meeting_text, state } = await keep(tx, act, {
      ...{ meeting, kind, title, body, sha256, file_name: null, content: null, unreadable: null, kept_back: [] },
      held: findings.length > 0,
    })
    if (state === 'held')
      await record(tx, act, { meeting, meeting_text, what: 'held', kinds: kindsOf(findings), sha256 })
    return { meeting_text, state, findings }
  })
}

/** The author writes a held text anew, and it is checked anew. */
export function mendText(act: Act, meeting_text: number, body: string): Promise<Written> {
  return act.register.engine(async (tx) => {
    const found = await requireText(tx, meeting_text)
    requireAuthor(act, found)
    if (found.state !== 'held') throw notNow(`a text that is ${found.state}`, 'one that is held')
    if (found.kind === 'document') throw notNow('a document', 'an agenda or a note', 'withdraw it and send another')
    const findings = checkText(body, { participants: await inRoom(tx) })
    const sha256 = hashOf(body)
    const held = findings.length > 0
    const state = held ? 'held' : 'passed'
    await tx
      .updateTable('meeting_text')
      .set({ body, sha256, state, opened_at: held ? null : act.now })
      .where('meeting_text', '=', meeting_text)
      .execute()
    const { meeting } = found
    await record(tx, act, { meeting, meeting_text, what: held ? 'held' : 'mended', kinds: kindsOf(findings), sha256 })
    return { meeting_text, state, findings }
  })
}

/**
 * Its author or the steward takes a text back: it is shown to nobody else any more. What stood in the minutes when they
 * were closed is the steward's alone to take out. Of the convener's own texts the operator takes back one that is held.
 */
export function withdrawText(act: Act, meeting_text: number): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireText(tx, meeting_text)
    // Whether a text is there is told to nobody else: one that is held would be heard of.
    const steward = await isSteward(tx, act.by)
    const keeps = steward || (found.state === 'held' && keepsSilence(act.by, steward, found))
    if (!keeps) requireAuthor(act, found)
    if (found.state === 'withdrawn') return
    if (!steward && (await isOfRecord(tx, found)))
      throw notNow('a text of minutes that are closed', 'one that was added after', 'ask the convener to take it out')
    await tx.updateTable('meeting_text').set({ state: 'withdrawn' }).where('meeting_text', '=', meeting_text).execute()
    const { meeting, sha256 } = found
    await record(tx, act, { meeting, meeting_text, what: 'withdrawn', kinds: [], sha256 })
  })
}

async function isOfRecord(tx: RegisterTransaction, { meeting, opened_at }: MeetingText): Promise<boolean> {
  const { closed_at } = await requireMeeting(tx, meeting)
  return closed_at !== null && opened_at !== null && Date.parse(opened_at) <= Date.parse(closed_at)
}

/** The steward lets a text go that was held for nothing, and says why. */
export function releaseText(act: Act, meeting_text: number, because: string): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireText(tx, meeting_text)
    await requireOtherSteward(tx, act, found)
    if (found.state !== 'held') throw notNow(`a text that is ${found.state}`, 'one that is held')
    await requireSilenceIn(tx, act, { because })
    await tx
      .updateTable('meeting_text')
      .set({ state: 'released', opened_at: act.now })
      .where('meeting_text', '=', meeting_text)
      .execute()
    const { meeting, sha256 } = found
    await record(tx, act, { meeting, meeting_text, what: 'released', kinds: [], sha256, because })
  })
}

function requireAuthor(act: Act, { written_by }: MeetingText): void {
  // To anybody else it is not there.
  if (written_by !== act.by.person)
    throw new WholepanelError('access-denied', { fix: 'nothing here that this viewer may open: no such text' })
}
