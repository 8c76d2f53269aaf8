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
  /** The payer's key for a payer; the organization's id for a practice or provider organization. */
  organization_id: string | null
  /** Practices whose patients the viewer treats. */
  practice_ids: readonly string[]
}
