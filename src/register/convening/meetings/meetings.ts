import { WholepanelError } from '../../../error.ts'
import type { RegisterTransaction } from '../../open.ts'
import type { HeldTextRow, MeetingRow, MeetingTextRow } from './schema.ts'

const missing = (what: string): WholepanelError =>
  new WholepanelError('access-denied', { fix: `nothing here that this viewer may open: no such ${what}` })

type Kept<Row, Key extends keyof Row> = Omit<Row, Key | 'came'> & { [K in Key]: number }
export type Meeting = Kept<MeetingRow, 'meeting'>
export type MeetingText = Kept<MeetingTextRow, 'meeting_text'>
export type HeldText = Kept<HeldTextRow, 'held_text'>

/** The meeting, locked. */
export async function requireMeeting(tx: RegisterTransaction, meeting: number): Promise<Meeting> {
  const found = await tx.selectFrom('meeting').selectAll().where('meeting', '=', meeting).forUpdate().executeTakeFirst()
  if (!found) throw missing('meeting')
  return found
}

/** The text, locked, so that two who mend or release it do so one after the other. */
export async function requireText(tx: RegisterTransaction, meeting_text: number): Promise<MeetingText> {
  const found = await tx
    .selectFrom('meeting_text')
    .selectAll()
    .where('meeting_text', '=', meeting_text)
    .forUpdate()
    .executeTakeFirst()
  if (!found) throw missing('text')
  return found
}

export async function recordHeld(
  tx: RegisterTransaction,
  held: Omit<HeldTextRow, 'held_text' | 'came'>,
): Promise<void> {
  await tx.insertInto('held_text').values(held).execute()
}

/** Whether an organization is a payer in the room: as a sender of files, a participant, or a side of an initiative. */
export async function isPayerHere(tx: RegisterTransaction, participant: string | null): Promise<boolean> {
  if (participant === null) return false
  const sends = await tx
    .selectFrom('payer')
    .select('payer')
    .where('payer', '=', participant)
    .where('kind', '=', 'payer')
    .executeTakeFirst()
  const sits = await tx
    .selectFrom('initiative_participant')
    .select('participant')
    .where('participant', '=', participant)
    .where('side', '=', 'payer')
    .executeTakeFirst()
  return sends !== undefined || sits !== undefined
}
