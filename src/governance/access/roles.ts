import type { ParticipantKind } from '../../register/people/participants.ts'
import type { Purpose, Role } from '../viewer.ts'

/** Roles that people and programs of a participant may have. The operator and the public are of none. */
export const ROLES_OF: Readonly<Record<ParticipantKind, readonly Role[]>> = {
  payer: ['payer'],
  'provider-organization': ['practice', 'provider-organization'],
  convener: ['convener'],
  purchaser: ['purchaser'],
  state: ['state'],
  coach: ['coach'],
}

/** Why a role looks. Each has one purpose: whoever needs another looks in another role. */
export const PURPOSE_OF: Readonly<Record<Role, Purpose>> = {
  practice: 'treatment',
  'provider-organization': 'treatment',
  payer: 'payment',
  convener: 'convening',
  purchaser: 'oversight',
  state: 'oversight',
  coach: 'convening',
  public: 'public',
  operator: 'oversight',
}

/** Roles that look at practices by name: those whose patients they treat, or whom they coach. */
export const LOOKS_AT_PRACTICES: readonly Role[] = ['practice', 'provider-organization', 'coach']
