import type { GrantHeld } from '../register/people/access-grants.ts'
import type { Account } from '../register/people/accounts.ts'
import type { ApiClient } from '../register/people/api-clients.ts'

/** Who looks, in which role, for which organization. Every read has one. */
export type Role =
  | 'practice'
  | 'provider-organization'
  | 'payer'
  | 'convener'
  | 'purchaser'
  | 'state'
  | 'coach'
  | 'public'
  | 'operator'

/** Why they look. */
export type Purpose = 'treatment' | 'payment' | 'convening' | 'oversight' | 'public'

export type Viewer = {
  person: string
  name: string
  role: Role
  purpose: Purpose
  /** The participant: a payer's key, a provider organization's id; null for the operator and the public. */
  organization_id: string | null
  /** Practices whose patients the viewer treats, or whom it coaches. */
  practice_ids: readonly string[]
  /** The grant it looks under; none for a program or a command. */
  access_grant?: number
  /** May invite, change and end the people of its own participant. */
  administers?: boolean
  /** Practices of others that it opened for an hour, in an emergency. */
  emergency_practice_ids?: readonly string[]
}

/** An account as it looks under one of its grants. The database holds no role or purpose that is not one of ours. */
export const viewerFrom = (
  { account, name }: Pick<Account, 'account' | 'name'>,
  grant: Omit<GrantHeld, 'delegated_from'>,
): Viewer => ({
  person: account,
  name,
  role: grant.role as Role,
  purpose: grant.purpose as Purpose,
  organization_id: grant.participant,
  practice_ids: grant.practice_ids,
  access_grant: grant.access_grant,
  administers: grant.administers,
})

/** A program as it looks: in the role it was registered with, never more. */
export const clientViewer = (client: ApiClient): Viewer => ({
  person: `client:${client.client_id}`,
  name: client.client_name,
  role: client.role as Role,
  purpose: client.purpose as Purpose,
  organization_id: client.participant,
  practice_ids: client.practice_ids,
})

/** Whoever types commands on the region's own machine. */
export const OPERATOR: Viewer = {
  person: 'operator',
  name: 'Operator',
  role: 'operator',
  purpose: 'oversight',
  organization_id: null,
  practice_ids: [],
}

/** Anybody, without an account. */
export const PUBLIC: Viewer = {
  person: 'public',
  name: 'The public',
  role: 'public',
  purpose: 'public',
  organization_id: null,
  practice_ids: [],
}
