/** Who looks, as whom, and how they sign in. */
import type { Viewer } from '../../../../src/governance/viewer.ts'

export type { Role, Viewer } from '../../../../src/governance/viewer.ts'

export type Someone = {
  person: string
  name: string
  role: Viewer['role']
  organization_name: string | null
  about: string
}
export type AccessGrant = {
  access_grant: number
  role: string
  purpose: string
  participant: string | null
  participant_name: string | null
  practice_ids: string[]
  end_date: string | null
}
export type Choice = { ticket: string; grants: AccessGrant[] }
export type Session = {
  region: string
  demonstration: boolean
  viewer: Viewer | null
  access_grant: number | null
  grants: AccessGrant[]
  idle_minutes: number
  ends_at: string | null
  choose: Choice | null
  ways: { passkey: boolean; identity_provider: string | null }
  first_operator: boolean
  people: Someone[]
}
export type Invited = {
  kind: 'first-operator' | 'invitation'
  name: string
  email: string
  grants: AccessGrant[]
}
export type CodeGenerator = { ticket: string; key: string; uri: string }
export type Account = {
  account: string
  name: string
  email: string | null
  access_grant: number
  grants: AccessGrant[]
  passkeys: { credential: number; label: string; created_at: string; last_used_at: string | null }[]
  passkeys_work: boolean
  password_set_at: string | null
  code_generator_set_at: string | null
  recovery_codes_left: number
  identity_providers: { issuer: string; linked_at: string }[]
  sessions: {
    session: string
    this_one: boolean
    method: string
    started_at: string
    seen_at: string
    ends_at: string
  }[]
}
