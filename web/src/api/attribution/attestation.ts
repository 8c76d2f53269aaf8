/** What patients said, the links by which they say it, and notices to them. */
import { at, practicePath } from '../queries.ts'

export type Attestation = {
  statement: string
  standing: string
  because: string | null
  first_name: string
  last_name: string
  birth_date: string
  member_number: string | null
  zip_code: string | null
  phone_last_four: string | null
  clinician: string | null
  clinician_found: boolean
  stated_by: string
  proxy_name: string | null
  method: string
  form_number: string | null
  attested_on: string
  received_at: string
  withdrawn_on: string | null
  withdrawn_by: string | null
  checked_at: string | null
  mended_at: string | null
  mended_by: string | null
}

export type AttestationCode = {
  attestation_code: string
  practice_id: string | null
  practice_name: string | null
  label: string
  link: string
  made_at: string
  made_by: string
  withdrawn_at: string | null
}
export type AttestationCodes = {
  codes: AttestationCode[]
  practices: { practice_id: string; practice_name: string }[]
  campaigns: boolean
}

export type Notice = {
  person_id: string
  name: string
  address: string | null
  city: string | null
  state: string | null
  zip_code: string | null
  practice_name: string | null
  organization_name: string | null
  title: string
  text: string
}
export type Notices = { total: number; rows: Notice[] }

export const attestationsPath = (practiceId: string): string => `${practicePath(practiceId)}/attestations`
export const attestationsQuery = (practiceId: string) => at<Attestation[]>(attestationsPath(practiceId))
export const codesQuery = at<AttestationCodes>('/api/attestation-codes')

export type NoticesAsked = {
  language?: string | undefined
  offset?: number | undefined
  person_id?: string | undefined
}
export const NOTICES_AT_ONCE = 20
export function noticesPath(practiceId: string, { language, offset, person_id }: NoticesAsked): string {
  const asked = new URLSearchParams({ language: language === 'es' ? 'es' : 'en' })
  if (offset) asked.set('offset', String(offset))
  if (person_id) asked.set('person_id', person_id)
  return `${practicePath(practiceId)}/notices?${asked}`
}
export const noticesQuery = (practiceId: string, asked: NoticesAsked) => at<Notices>(noticesPath(practiceId, asked))
