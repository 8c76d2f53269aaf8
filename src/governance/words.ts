import type { PURPOSES as AGREEMENT_PURPOSES } from '../register/rights/agreements.ts'
import type { Purpose, Role } from './viewer.ts'

/** The words a line of the permissions may hold. */
export const ROLES = [
  'practice',
  'provider-organization',
  'payer',
  'convener',
  'purchaser',
  'state',
  'coach',
  'public',
  'operator',
] as const satisfies readonly Role[]
export const PURPOSES = [
  'treatment',
  'payment',
  'convening',
  'oversight',
  'public',
] as const satisfies readonly Purpose[]

/** How a viewer must stand to what is asked for, as a person would say it. */
export const RELATIONSHIPS = {
  anyone: 'no one need be signed in',
  role: 'the role is enough; the answer holds what is the viewer’s',
  treats: 'the practice is one whose patients the viewer treats; a person is or was on its panel',
  covers: 'the viewer covers people of the practice, or pays it; of a person, it covers the person',
  coaches: 'the practice let the viewer’s coaching organization in',
  emergency: 'the viewer opened the practice for an hour, in an emergency, and said why',
  administers: 'the viewer says who of its own participant may look',
  concerned:
    'the viewer administers its participant, and that treats at the practice, covers people there, or sent the delivery',
  known: 'the practice is in the directory, or the delivery in the register',
  'in-directory': 'the practice is in the directory of the region; a person is or was on its panel',
  sent: 'the viewer sent the delivery',
  received: 'the delivery is in the register',
  asked: 'the viewer is the payer that is asked about its arrangements',
  registered: 'the payer is in the register',
  convened: 'it is there in the convening',
  party: 'the viewer is one of the two parties of the contract',
  contracted: 'the contract is in the register',
} as const

/** Which months an answer may hold. */
export const DATA = {
  none: 'no month of anyone',
  run: 'what the last run holds',
  'on-panel':
    'the periods of the last run in which the person is or was on the viewer’s panel, and what a number of those rests on',
} as const

export type Relationship = keyof typeof RELATIONSHIPS
export type DataBound = keyof typeof DATA
export type AgreementPurpose = (typeof AGREEMENT_PURPOSES)[number]
