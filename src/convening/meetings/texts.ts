import { createHash } from 'node:crypto'
import { WholepanelError } from '../../error.ts'
import { filledOn } from '../../register/convening/initiatives.ts'
import {
  isPayerHere,
  type Meeting,
  type MeetingText,
  recordHeld,
  requireMeeting,
  requireText,
} from '../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { partyName } from '../../register/party.ts'
import { type Act, dayOf, notNow } from '../act.ts'
import { type Hidden, Unreadable } from '../documents/document.ts'
import { readDocument } from '../documents/read-document.ts'
import { checkText } from '../silence/check-text.ts'
import { inRoom, requireSilenceIn } from '../silence/in-room.ts'
import type { Finding } from '../silence/kinds.ts'

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
    await requireSilenceIn(tx, title)
    const findings = checkText(body, { participants: await inRoom(tx) })
    const sha256 = hashOf(body)
    const { meeting_text, state } = await keep(tx, act, {
      ...{ meeting, kind, title, body, sha256, file_name: null, content: null, unreadable: null },
      held: findings.length > 0,
    })
    if (state === 'held')
      await record(tx, act, { meeting, meeting_text, what: 'held', kinds: kindsOf(findings), sha256 })
    return { meeting_text, state, findings }
  })
}

export type DocumentGiven = { title: string; file_name: string; sha256: string; content: string }
export type DocumentWritten = Written & { unreadable: string | null }

/**
 * Takes a document in. Of one that did not come whole, or that hides words from its readers, nothing stays but a record.
 * One whose words cannot be read, and one that says a payer's own amount, is held.
 */
export async function takeDocument(act: Act, meeting: number, given: DocumentGiven): Promise<DocumentWritten> {
  const bytes = Buffer.from(given.content, 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const whole = sha256 === given.sha256.toLowerCase()
  const read = whole ? await readOrWhy(bytes) : null
  const outcome = await act.register.engine(async (tx) => {
    await requireAtTable(tx, act, await requireMeeting(tx, meeting))
    await requireSilenceIn(tx, given.title, given.file_name.replaceAll(/[_.]+/g, ' '))
    if (!read) {
      await record(tx, act, { meeting, meeting_text: null, what: 'broken', kinds: ['not whole'], sha256 })
      return { refused: 'a file that is not the one that was sent', fix: 'send it again' }
    }
    if (read.hidden.length > 0) {
      const kinds = [...new Set(read.hidden.map(({ what }) => what))]
      await record(tx, act, { meeting, meeting_text: null, what: 'refused', kinds, sha256 })
      return { refused: hiddenIn(read.hidden), fix: 'show it, or take it out, and send the document again' }
    }
    const findings = checkText(read.text, { participants: await inRoom(tx) })
    const { title, file_name, content } = given
    const { meeting_text, state } = await keep(tx, act, {
      ...{ meeting, kind: 'document', title, body: read.text, sha256, file_name, content, unreadable: read.unreadable },
      held: findings.length > 0 || read.unreadable !== null,
    })
    const kinds = read.unreadable === null ? kindsOf(findings) : ['cannot be read']
    if (state === 'held') await record(tx, act, { meeting, meeting_text, what: 'held', kinds, sha256 })
    return { written: { meeting_text, state, findings, unreadable: read.unreadable } }
  })
  if (outcome.written) return outcome.written
  throw new WholepanelError('input-document', {
    got: outcome.refused,
    want: 'a document that came whole, and shows every reader all its words',
    fix: outcome.fix,
  })
}

const hiddenIn = (hidden: readonly Hidden[]) => hidden.map(({ what, where }) => `${what} (${where})`).join('; ')

async function readOrWhy(bytes: Buffer): Promise<{ text: string; hidden: Hidden[]; unreadable: string | null }> {
  try {
    return { ...(await readDocument(bytes)), unreadable: null }
  } catch (error) {
    if (error instanceof Unreadable) return { text: '', hidden: [], unreadable: error.why }
    throw error
  }
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
    const state = findings.length > 0 ? 'held' : 'passed'
    await tx.updateTable('meeting_text').set({ body, sha256, state }).where('meeting_text', '=', meeting_text).execute()
    const kinds = kindsOf(findings)
    await record(tx, act, {
      meeting: found.meeting,
      meeting_text,
      what: state === 'held' ? 'held' : 'mended',
      kinds,
      sha256,
    })
    return { meeting_text, state, findings }
  })
}

/** Its author or the steward takes a text back: it is shown to nobody else any more. */
export function withdrawText(act: Act, meeting_text: number): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireText(tx, meeting_text)
    // Whether a text is there is told to nobody else: one that is held would be heard of.
    if (!(await isSteward(tx, act.by))) requireAuthor(act, found)
    if (found.state === 'withdrawn') return
    await tx.updateTable('meeting_text').set({ state: 'withdrawn' }).where('meeting_text', '=', meeting_text).execute()
    const { meeting, sha256 } = found
    await record(tx, act, { meeting, meeting_text, what: 'withdrawn', kinds: [], sha256 })
  })
}

/** The steward lets a text go that was held for nothing, and says why. */
export function releaseText(act: Act, meeting_text: number, because: string): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireText(tx, meeting_text)
    await requireSteward(tx, act)
    if (found.state !== 'held') throw notNow(`a text that is ${found.state}`, 'one that is held')
    await requireSilenceIn(tx, because)
    await tx.updateTable('meeting_text').set({ state: 'released' }).where('meeting_text', '=', meeting_text).execute()
    const { meeting, sha256 } = found
    await record(tx, act, { meeting, meeting_text, what: 'released', kinds: [], sha256, because })
  })
}

/** The steward is the convener, where the convener is no payer itself. */
export async function isSteward(tx: RegisterTransaction, by: Act['by']): Promise<boolean> {
  return by.role === 'convener' && !(await isPayerHere(tx, by.organization_id))
}

async function requireSteward(tx: RegisterTransaction, act: Act): Promise<void> {
  if (!(await isSteward(tx, act.by)))
    throw new WholepanelError('access-denied', {
      got: 'who is no steward of the room',
      want: 'the convener, where it is no payer itself',
    })
}

function requireAuthor(act: Act, { written_by }: MeetingText): void {
  // To anybody else it is not there.
  if (written_by !== act.by.person)
    throw new WholepanelError('access-denied', { fix: 'nothing here that this viewer may open: no such text' })
}

/** Who holds a seat of the committee, and the convener, who keeps the meeting. */
async function requireAtTable(tx: RegisterTransaction, act: Act, { committee, state }: Meeting): Promise<void> {
  if (state === 'cancelled') throw notNow('a meeting that was cancelled', 'one that takes place')
  if (act.by.role === 'convener' || act.by.role === 'operator') return
  const seated = await filledOn(tx, committee, dayOf(act))
  if (!seated.some(({ account }) => account === act.by.person))
    throw notNow('who holds no seat of the committee', 'a seat')
}

async function keep(
  tx: RegisterTransaction,
  { by, now }: Act,
  {
    held,
    ...text
  }: Omit<MeetingText, 'meeting_text' | 'state' | 'party' | 'written_at' | 'written_by'> & { held: boolean },
): Promise<{ meeting_text: number; state: 'passed' | 'held' }> {
  const state = held ? 'held' : 'passed'
  const { meeting_text } = await tx
    .insertInto('meeting_text')
    .values({ ...text, state, party: partyName(by), written_at: now, written_by: by.person })
    .returning('meeting_text')
    .executeTakeFirstOrThrow()
  return { meeting_text, state }
}

type Happened = {
  meeting: number
  meeting_text: number | null
  what: string
  kinds: string[]
  sha256: string
  because?: string
}

const record = (tx: RegisterTransaction, { by, now }: Act, { because, ...happened }: Happened) =>
  recordHeld(tx, { ...happened, because: because ?? null, party: partyName(by), at: now, by: by.person })

const kindsOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ kind }) => kind))]
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
