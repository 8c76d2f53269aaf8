/** Who can see something, and what can be seen of a person. */
import { at, practicePath } from '../queries.ts'

export type NotSeen = { what: string; because: string }
/** Somebody who could open what is asked about, now. */
export type Access = {
  /** Null where the viewer does not administer them. */
  who: string | null
  program: boolean
  participant: string | null
  participant_name: string | null
  role: string
  because: string
  citation: string | null
  granted_by: string | null
  until: string | null
  opens: string[]
  agreement: string[]
  sees: string[]
  does_not_see: NotSeen[]
}

export type AboutPerson = {
  person_id: string
  name: string | null
  printed_on: string
  of_practice: boolean
  sent: { payer_name: string | null; what: string; records: number; first_date: string; last_date: string }[]
  seers: {
    participant_name: string | null
    role: string
    because: string
    citation: string | null
    sees: string[]
    does_not_see: NotSeen[]
  }[]
  disclosures: {
    released_on: string
    participant_name: string | null
    role: string
    what: string
    purpose: string
    times: number
  }[]
}

export type AccessAsked = { practice_id: string; payer?: string | undefined } | { submission_id: string }
export function accessPath(asked: AccessAsked): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(asked)) if (value) words.set(name, value)
  return `/api/access?${words}`
}
export const accessQuery = (asked: AccessAsked) => at<Access[]>(accessPath(asked))
export const aboutPersonQuery = (practiceId: string, personId: string) =>
  at<AboutPerson>(`${practicePath(practiceId)}/panel/${encodeURIComponent(personId)}/access`)
