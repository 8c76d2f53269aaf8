import { createHash } from 'node:crypto'
import { filledOn } from '../../register/convening/initiatives.ts'
import { type Meeting, type MeetingText, recordHeld } from '../../register/convening/meetings/meetings.ts'
import type { RegisterTransaction } from '../../register/open.ts'
import { partyName } from '../../register/party.ts'
import { type Act, dayOf, notNow } from '../act.ts'
import type { Finding } from '../silence/kinds.ts'

/** Who holds a seat of the committee, and the convener, who keeps the meeting. */
export async function requireAtTable(tx: RegisterTransaction, act: Act, { committee, state }: Meeting): Promise<void> {
  if (state === 'cancelled') throw notNow('a meeting that was cancelled', 'one that takes place')
  if (act.by.role === 'convener' || act.by.role === 'operator') return
  const seated = await filledOn(tx, committee, dayOf(act))
  if (!seated.some(({ account }) => account === act.by.person))
    throw notNow('who holds no seat of the committee', 'a seat')
}

type Given = Omit<
  MeetingText,
  'meeting_text' | 'state' | 'party' | 'written_at' | 'written_by' | 'opened_at' | 'file_open'
> & { held: boolean }

export async function keep(
  tx: RegisterTransaction,
  { by, now }: Act,
  { held, ...text }: Given,
): Promise<{ meeting_text: number; state: 'passed' | 'held' }> {
  const state = held ? 'held' : 'passed'
  const { meeting_text } = await tx
    .insertInto('meeting_text')
    .values({
      ...{ ...text, state, file_open: false, opened_at: held ? null : now },
      ...{ party: partyName(by), written_at: now, written_by: by.person },
    })
    .returning('meeting_text')
    .executeTakeFirstOrThrow()
  return { meeting_text, state }
}

/**
 * The same that its author sent before and did not take back: where no answer came, or after a second click, it is sent
 * again and stays one. The meeting is locked, so that two at once do not both find nothing.
 */
export async function sentBefore(
  tx: RegisterTransaction,
  { by }: Act,
  given: Pick<Given, 'meeting' | 'kind' | 'title' | 'sha256' | 'file_name'>,
): Promise<{ meeting_text: number; state: 'passed' | 'held' } | null> {
  const found = await tx
    .selectFrom('meeting_text')
    .select(['meeting_text', 'state'])
    .where('meeting', '=', given.meeting)
    .where('written_by', '=', by.person)
    .where('party', '=', partyName(by))
    .where('kind', '=', given.kind)
    .where('title', '=', given.title)
    .where('sha256', '=', given.sha256)
    .where('file_name', 'is not distinct from', given.file_name)
    .where('state', '!=', 'withdrawn')
    .executeTakeFirst()
  return found ? { meeting_text: found.meeting_text, state: found.state === 'held' ? 'held' : 'passed' } : null
}

type Happened = {
  meeting: number
  meeting_text: number | null
  what: 'held' | 'refused' | 'broken' | 'kept-back' | 'mended' | 'released' | 'file-opened' | 'withdrawn'
  kinds: string[]
  sha256: string
  because?: string
}

/** What became of a text, for good; nothing of the text. */
export const record = (tx: RegisterTransaction, { by, now }: Act, { because, ...happened }: Happened) =>
  recordHeld(tx, { ...happened, because: because ?? null, party: partyName(by), at: now, by: by.person })

export const kindsOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ kind }) => kind))]
export const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
