/** Roles, states and proofs in the words of a page. */
import type { People } from '../api/people/people.ts'
import { day } from '../design/words/format.ts'

export const ROLE: Record<string, string> = {
  practice: 'Practice',
  'provider-organization': 'Provider organization',
  payer: 'Payer',
  convener: 'Convener',
  purchaser: 'Purchaser',
  state: 'State',
  coach: 'Coach',
  operator: 'Operator',
}
/** How an account or a program stands. */
export const STATUS: Record<string, string> = { active: 'Active', suspended: 'Suspended', ended: 'Ended' }
export const PROOF: Record<string, string> = {
  passkey: 'Passkey',
  'password-and-code': 'Password and code',
  password: 'Password only: no second factor',
  'identity-provider': 'Identity provider',
  none: 'No way to sign in set up yet',
}
/** Roles that people of a participant may have, and whether they look at practices by name. */
export const ROLES_OF: Record<string, string[]> = {
  payer: ['payer'],
  'provider-organization': ['practice', 'provider-organization'],
  convener: ['convener'],
  purchaser: ['purchaser'],
  state: ['state'],
  coach: ['coach'],
}
export const LOOKS_AT_PRACTICES = ['practice', 'provider-organization', 'coach']

/** Practices that a grant of the participant may name, to be ticked. */
export const practicesOf = (people: People, role: string, participant: string | null) =>
  people.practices
    .filter((one) => role === 'coach' || one.organization_id === participant)
    .map((one) => ({ key: one.practice_id, name: one.practice_name }))

export const dayOf = (instant: string | null): string => (instant === null ? '' : day(instant.slice(0, 10)))
export const clock = (instant: string): string =>
  new Date(instant).toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' })
