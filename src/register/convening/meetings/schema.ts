import type { Generated } from 'kysely'

type Recorded = { recorded_at: string; recorded_by: string }

/** Another name by which the room speaks of a participant. */
export type ParticipantAliasRow = Recorded & { participant: string; alias: string }

export type MeetingRow = Recorded & {
  meeting: Generated<number>
  committee: string
  title: string
  starts_at: string
  place: string
  /** planned, held or cancelled */
  state: string
  /** Why it was cancelled. */
  because: string | null
  /** Who read the antitrust statement when it began. */
  antitrust_read_by: string | null
  /** Since when what was posted until then is the record. */
  closed_at: string | null
  closed_by: string | null
}

export type MeetingTextRow = {
  /** Drawn, so that it tells of no other. */
  meeting_text: Generated<number>
  /** In which order they came; told to nobody. */
  came: Generated<number>
  meeting: number
  /** agenda, note or document */
  kind: string
  title: string
  /** Of a document: the words that were read in it. */
  body: string
  file_name: string | null
  /** Of a document: its bytes, in base64. */
  content: string | null
  sha256: string
  /** passed, held, released or withdrawn */
  state: string
  /** Why the words of a document cannot be read. */
  unreadable: string | null
  /** Since when others read it. */
  opened_at: string | null
  /** Of a document: why its file would tell who said what. */
  kept_back: string[]
  /** Its file is for everybody all the same. */
  file_open: boolean
  /** Who wrote it, by the name under which the register answers them. */
  party: string
  written_at: string
  written_by: string
}

/** What was held, refused, mended, released or withdrawn, and why; nothing of the text. */
export type HeldTextRow = {
  held_text: Generated<number>
  came: Generated<number>
  meeting: number
  meeting_text: number | null
  what: string
  kinds: string[]
  sha256: string
  because: string | null
  party: string
  at: string
  by: string
}

export type MeetingsSchema = {
  participant_alias: ParticipantAliasRow
  meeting: MeetingRow
  meeting_text: MeetingTextRow
  held_text: HeldTextRow
}
