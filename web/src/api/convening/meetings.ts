/** What the server says of meetings, of what is written and handed out there, and of what was held. */
import { queryOptions } from '@tanstack/react-query'
import { get } from '../client.ts'

export type Finding = {
  start: number
  end: number
  kind: string
  why: string
  fix: string
  weighed?: { start: number; end: number }[]
  weight?: number
  bound?: number
}
export type KeptBack = { kind: string; why: string; fix: string }
export type TextKind = 'agenda' | 'note' | 'document'
export type MeetingText = {
  meeting_text: number
  kind: TextKind
  title: string
  body: string
  file_name: string | null
  state: 'passed' | 'held' | 'released' | 'withdrawn'
  unreadable: string | null
  written_at: string
  written_by: string | null
  own: boolean
  /** Whether the reader may have the file as it was sent. */
  opens: boolean
  kept_back: KeptBack[]
  may_open_file: boolean
  added_after: boolean
  findings: Finding[]
}
export type Meeting = {
  meeting: number
  committee: string
  committee_title: string
  title: string
  starts_at: string
  place: string
  state: 'planned' | 'held' | 'cancelled'
  because: string | null
  antitrust_read_by: string | null
  closed_at: string | null
  may_write: boolean
  texts: MeetingText[]
}
export type HeldText = {
  held_text: number
  meeting: number
  meeting_text: number | null
  what: 'held' | 'refused' | 'broken' | 'kept-back' | 'mended' | 'released' | 'file-opened' | 'withdrawn'
  kinds: string[]
  because: string | null
  at: string
  by: string
  title: string | null
  text: { body: string; unreadable: string | null; findings: Finding[] } | null
  own: boolean
  may_release: boolean
}
export type Written = {
  meeting_text: number
  state: 'passed' | 'held'
  findings: Finding[]
  unreadable?: string | null
  kept_back?: string[]
}

export const MEETINGS = { queryKey: ['meetings'] }
export const meetingsQuery = queryOptions({ ...MEETINGS, queryFn: () => get<Meeting[]>('/api/meetings') })
export const meetingQuery = (meeting: string) =>
  queryOptions({
    queryKey: ['meetings', meeting],
    queryFn: () => get<Meeting[]>(`/api/meetings/${encodeURIComponent(meeting)}`),
  })
export const heldTextsQuery = queryOptions({
  queryKey: ['meetings', 'held'],
  queryFn: () => get<HeldText[]>('/api/held-texts'),
})
