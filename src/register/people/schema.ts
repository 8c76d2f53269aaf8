import type { Generated } from 'kysely'

/** An organization whose people may sign in: the initiative's participants. */
export type ParticipantRow = {
  /** A payer's key, a provider organization's id, or a key of its own. */
  participant: string
  participant_name: string
  /** payer, provider-organization, convener, purchaser, state or coach */
  kind: string
  registered_at: string
}

/** A person who may sign in. What they may do stands in their access grants. */
export type AccountRow = {
  account: string
  name: string
  email: string | null
  /** active, suspended or ended */
  status: Generated<string>
  /** operator or administrator: what the operator shut, only the operator opens. */
  status_set_by: string | null
  /** What the demonstration says of its people; null for everybody else. */
  about: string | null
  created_at: string
  created_by: string
  /** Failed sign-ins since the last one that succeeded, and until when none is tried. */
  failures: Generated<number>
  locked_until: string | null
}

/** One account in one role, for one participant, from a day on: who may look, and why. */
export type AccessGrantRow = {
  access_grant: Generated<number>
  account: string
  /** practice, provider-organization, payer, convener, purchaser, state, coach, public or operator */
  role: string
  /** treatment, payment, convening, oversight or public */
  purpose: string
  participant: string | null
  /** Practices whose patients they treat, or whom they coach. */
  practice_ids: string[]
  /** May invite, change and end the grants of the same participant. */
  administers: boolean
  /** The agreement that it rests on, where one is needed. */
  agreement: string | null
  start_date: string
  end_date: string | null
  /** The grant whose holder lent it, for a time. */
  delegated_from: number | null
  granted_at: string
  granted_by: string
  ended_at: string | null
  ended_by: string | null
}

/** A practice's own organization lets a coaching organization read of the practice what coaches read. */
export type CoachingRow = {
  coaching: Generated<number>
  participant: string
  practice_id: string
  organization_id: string
  start_date: string
  end_date: string | null
  consented_at: string
  consented_by: string
  ended_at: string | null
  ended_by: string | null
}

/** One way to prove who one is. Secrets are hashes, public keys, or sealed with the region's key. */
export type CredentialRow = {
  credential: Generated<number>
  account: string
  /** password, totp, passkey or recovery-code */
  kind: string
  /** The id of a passkey; null for the others. */
  external_id: string | null
  secret: string
  label: string
  /** Signature counter of a passkey, last step of a one-time code. */
  counter: Generated<number>
  created_at: string
  last_used_at: string | null
}

/** Who an outside identity provider says a person is. */
export type IdentityLinkRow = { issuer: string; subject: string; account: string; linked_at: string }

export type InvitationRow = {
  token_hash: string
  account: string
  invited_by: string
  invited_at: string
  expires_at: string
  used_at: string | null
}

export type SessionRow = {
  session_hash: string
  account: string
  access_grant: number
  /** password, passkey, identity-provider, demonstration, operator-token or break-glass */
  method: string
  started_at: string
  seen_at: string
  /** However busy, it ends then. */
  ends_at: string
  ended_at: string | null
  /** signed-out, idle, revoked, replaced, over or locked */
  ended_because: string | null
}

/** A program that reads by SMART Backend Services: it signs its own assertions. */
export type ApiClientRow = {
  client_id: string
  client_name: string
  role: string
  purpose: string
  participant: string | null
  practice_ids: string[]
  scopes: string[]
  /** JSON Web Key Set, as text; null where `jwks_url` gives it. */
  jwks: string | null
  jwks_url: string | null
  /** active, suspended or ended */
  status: Generated<string>
  registered_at: string
  registered_by: string
}

/** What a client holds for five minutes; the token itself is not kept. */
export type ApiTokenRow = {
  token_hash: string
  client_id: string
  scopes: string[]
  issued_at: string
  expires_at: string
  ended_at: string | null
}

/** Assertions and one-time states that came once; a second time is a replay. */
export type UsedOnceRow = { kind: string; value_hash: string; expires_at: string }

/** An emergency look at what one may not otherwise see. Everybody concerned is told, and it is reviewed. */
export type BreakGlassRow = {
  break_glass: Generated<number>
  account: string
  access_grant: number
  reason: string
  practice_id: string
  /** The organization of the practice, whose administrators are told. */
  organization_id: string
  started_at: string
  ends_at: string
  reviewed_at: string | null
  reviewed_by: string | null
  review: string | null
}

export type PeopleSchema = {
  participant: ParticipantRow
  account: AccountRow
  access_grant: AccessGrantRow
  coaching: CoachingRow
  credential: CredentialRow
  identity_link: IdentityLinkRow
  invitation: InvitationRow
  session: SessionRow
  api_client: ApiClientRow
  api_token: ApiTokenRow
  used_once: UsedOnceRow
  break_glass: BreakGlassRow
}
