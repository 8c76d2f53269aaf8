import { createHash } from 'node:crypto'
import { WholepanelError } from '../../error.ts'
import { requireMeeting, requireText } from '../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { type Act, notNow } from '../act.ts'
import { type DocumentText, type Hidden, NoDocument, Unreadable } from '../documents/document.ts'
import { readDocument } from '../documents/read-document.ts'
import { type KeptBack, whyKeptBack } from '../documents/says-who.ts'
import { checkText } from '../silence/check-text.ts'
import { inRoom, nobodyNamed, requireSilenceIn } from '../silence/in-room.ts'
import { keep, kindsOf, record, requireAtTable, sentBefore } from './kept.ts'
import { requireOtherSteward } from './steward.ts'
import type { Written } from './texts.ts'

export type DocumentGiven = { title: string; file_name: string; sha256: string; content: string }
export type DocumentWritten = Written & { unreadable: string | null; kept_back: KeptBack[] }

/**
 * Takes a document in. Of one that did not come whole, or that hides words from its readers, nothing stays but a record;
 * of what is no document at all, not even that.
 * One whose words cannot be read, and one that says a payer's own amount, is held. Of one that tells who said what, others
 * read the words without names, and its file stays with its author and the steward.
 */
export async function takeDocument(act: Act, meeting: number, given: DocumentGiven): Promise<DocumentWritten> {
  const bytes = Buffer.from(given.content, 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const whole = sha256 === given.sha256.toLowerCase()
  const read = whole ? await readOrWhy(bytes) : null
  const outcome = await act.register.engine(async (tx) => {
    await requireAtTable(tx, act, await requireMeeting(tx, meeting))
    await requireSilenceIn(tx, act, { title: given.title, file_name: given.file_name.replaceAll(/[_.]+/g, ' ') })
    if (read instanceof NoDocument) return { refused: read.why, fix: read.fix }
    if (!read) {
      await record(tx, act, { meeting, meeting_text: null, what: 'broken', kinds: ['not whole'], sha256 })
      return { refused: 'a file that is not the one that was sent', fix: 'send it again' }
    }
    const hidden = [...read.hidden, ...(await hiddenInProperties(tx, read))]
    if (hidden.length > 0) {
      const kinds = [...new Set(hidden.map(({ what }) => what))]
      await record(tx, act, { meeting, meeting_text: null, what: 'refused', kinds, sha256 })
      return { refused: hiddenIn(hidden), fix: 'show it, or take it out, and send the document again' }
    }
    return { written: await keepDocument(tx, act, meeting, { ...given, sha256, read }) }
  })
  if (outcome.written) return outcome.written
  throw new WholepanelError('input-document', {
    got: outcome.refused,
    want: 'a document that came whole, and shows every reader all its words',
    fix: outcome.fix,
  })
}

type Read = DocumentText & { unreadable: string | null }

async function keepDocument(
  tx: RegisterTransaction,
  act: Act,
  meeting: number,
  { title, file_name, content, sha256, read }: Omit<DocumentGiven, 'sha256'> & { sha256: string; read: Read },
): Promise<DocumentWritten> {
  const { text, unreadable } = read
  const findings = checkText(text, { participants: await inRoom(tx) })
  const kept_back = whyKeptBack({ ...read, file_name }, await nobodyNamed(tx))
  const before = await sentBefore(tx, act, { meeting, kind: 'document', title, sha256, file_name })
  if (before) return { ...before, findings, unreadable, kept_back }
  const { meeting_text, state } = await keep(tx, act, {
    ...{ meeting, kind: 'document', title, body: text, sha256, file_name, content, unreadable, kept_back },
    held: findings.length > 0 || unreadable !== null,
  })
  const kinds = unreadable === null ? kindsOf(findings) : ['cannot be read']
  if (state === 'held') await record(tx, act, { meeting, meeting_text, what: 'held', kinds, sha256 })
  if (kept_back.length > 0)
    await record(tx, act, { meeting, meeting_text, what: 'kept-back', kinds: kept_back, sha256 })
  return { meeting_text, state, findings, unreadable, kept_back }
}

/** No page shows the properties of a file, so that an amount in them is hidden. */
async function hiddenInProperties(tx: RegisterTransaction, { about }: DocumentText): Promise<Hidden[]> {
  if (checkText(about, { participants: await inRoom(tx) }).length === 0) return []
  return [{ what: 'a payer’s own amount in its properties', where: 'the properties' }]
}

const hiddenIn = (hidden: readonly Hidden[]) => hidden.map(({ what, where }) => `${what} (${where})`).join('; ')

async function readOrWhy(bytes: Buffer): Promise<Read | NoDocument> {
  try {
    return { ...(await readDocument(bytes)), unreadable: null }
  } catch (error) {
    if (error instanceof NoDocument) return error
    if (error instanceof Unreadable) return { text: '', hidden: [], about: '', made_by: [], unreadable: error.why }
    throw error
  }
}

/** The steward opens a file that was kept back for nothing, and says why. */
export function openFile(act: Act, meeting_text: number, because: string): Promise<void> {
  return act.register.engine(async (tx) => {
    const found = await requireText(tx, meeting_text)
    await requireOtherSteward(tx, act, found)
    const { meeting, sha256, state, kept_back, file_open } = found
    if (state !== 'passed' && state !== 'released') throw notNow(`a text that is ${state}`, 'one that others may read')
    if (kept_back.length === 0 || file_open) throw notNow('a file that is open', 'one that is kept back')
    await requireSilenceIn(tx, act, { because })
    await tx.updateTable('meeting_text').set({ file_open: true }).where('meeting_text', '=', meeting_text).execute()
    await record(tx, act, { meeting, meeting_text, what: 'file-opened', kinds: kept_back, sha256, because })
  })
}
