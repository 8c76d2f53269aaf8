import { WholepanelError } from '../error.ts'
import type { Purpose, Role, Viewer } from './viewer.ts'

/**
 * Who may do what: one table of action × role × relationship × purpose. What the table does not say is refused. It
 * decides whether the door opens at all; what passes through it is decided by disclosure.
 */
export type Relationship =
  /** No viewer is needed. */
  | 'anyone'
  /** The viewer's role is enough; the read itself is cut to what is the viewer's. */
  | 'role'
  /** The practice is one whose patients the viewer treats. */
  | 'treats'
  /** The payer covers people of the practice, or pays it. */
  | 'covers'
  /** The practice is in the region's directory. */
  | 'in-directory'
  /** The practice let the viewer's coaching organization in. */
  | 'coaches'
  /** The viewer opened the practice for an hour, in an emergency, and said why. */
  | 'emergency'
  /** The viewer says who of its own participant may look. */
  | 'administers'

export type Grant = { role: Role; relationship: Relationship; purpose: Purpose }

/** What a read is about, as the region knows it. A practice that is not in the directory has no payer and no one. */
export type Subject = { practice_id?: string; in_directory?: boolean; payers?: readonly string[] }

export type Action = keyof typeof PERMITS

const grant =
  (relationship: Relationship, purpose: Purpose) =>
  (role: Role): Grant => ({ role, relationship, purpose })

const CARE: readonly Role[] = ['practice', 'provider-organization']
const treating = CARE.map(grant('treats', 'treatment'))
const paying = grant('covers', 'payment')('payer')
const convening = grant('in-directory', 'convening')('convener')
const overseeing = grant('in-directory', 'oversight')('state')
const operating = grant('in-directory', 'oversight')('operator')
const purchasing = grant('in-directory', 'oversight')('purchaser')
const coaching = grant('coaches', 'convening')('coach')
const inEmergency = CARE.map(grant('emergency', 'treatment'))

const EVERYONE: readonly Grant[] = [
  ...CARE.map(grant('role', 'treatment')),
  grant('role', 'payment')('payer'),
  grant('role', 'convening')('convener'),
  grant('role', 'oversight')('state'),
  grant('role', 'public')('public'),
  grant('role', 'oversight')('operator'),
]
const MEMBERS_OF_THE_INITIATIVE = EVERYONE.filter((one) => one.role !== 'public')
/** They read aggregates and none of what stands behind them. */
const READERS_OF_AGGREGATES = [grant('role', 'oversight')('purchaser'), grant('role', 'convening')('coach')]
const WHOEVER_HAS_AN_ACCOUNT = [...MEMBERS_OF_THE_INITIATIVE, ...READERS_OF_AGGREGATES]
const ADMINISTRATORS = WHOEVER_HAS_AN_ACCOUNT.map((one) =>
  one.role === 'operator' ? one : { ...one, relationship: 'administers' as const },
)
const ofCare = (grants: readonly Grant[]) => grants.filter((one) => CARE.includes(one.role) || one.role === 'operator')
const only = (...roles: Role[]): readonly Grant[] => EVERYONE.filter((one) => roles.includes(one.role))

export const PERMITS = {
  'read-page': 'anyone',
  'read-health': 'anyone',
  'read-api-description': 'anyone',
  'read-session': 'anyone',
  'sign-in': 'anyone',
  'sign-out': 'anyone',
  'accept-invitation': 'anyone',
  /** What is one's own: the account, its sessions, its ways to sign in. */
  'change-grant': MEMBERS_OF_THE_INITIATIVE,
  'read-account': MEMBERS_OF_THE_INITIATIVE,
  'change-account': MEMBERS_OF_THE_INITIATIVE,
  /** Guarded by the token of the region's lock, which only this machine's user can read. */
  'run-command': 'anyone',
  'read-smart-configuration': 'anyone',
  /** Guarded by the signature of a registered program. */
  'ask-token': 'anyone',
  'read-periods': [...EVERYONE, ...READERS_OF_AGGREGATES],
  'read-practices': [...EVERYONE, ...READERS_OF_AGGREGATES],
  'read-practice': [...treating, ...inEmergency, paying, convening, overseeing, purchasing, coaching, operating],
  'read-panel': [...treating, ...inEmergency, paying, operating],
  'read-person': [...treating, ...inEmergency, paying, operating],
  'read-scorecard': [...treating, paying, convening, overseeing, purchasing, coaching, operating],
  'read-payments': [...treating, paying, convening, overseeing, operating],
  'read-explanation': MEMBERS_OF_THE_INITIATIVE,
  'read-submissions': MEMBERS_OF_THE_INITIATIVE,
  'read-feeds': MEMBERS_OF_THE_INITIATIVE,
  'read-submission': only('payer', 'convener', 'state', 'operator'),
  /** What was found in a delivery is between its sender and the region's operator. */
  'read-submission-content': only('payer', 'operator'),
  'read-waivers': only('payer', 'convener', 'state', 'operator'),
  'ask-waiver': only('payer', 'operator'),
  'decide-waiver': only('convener', 'operator'),
  'read-agreements': only('payer', 'convener', 'state', 'operator'),
  'read-left-out': only('payer', 'convener', 'state', 'operator'),
  /** An administrator reads about everybody of its participant; whoever else, about itself. */
  'read-people': WHOEVER_HAS_AN_ACCOUNT,
  'administer-people': ADMINISTRATORS,
  'lend-access': WHOEVER_HAS_AN_ACCOUNT,
  'decide-coaching': ofCare(ADMINISTRATORS),
  'administer-api-clients': ADMINISTRATORS,
  'break-glass': CARE.map(grant('role', 'treatment')),
  'read-break-glass': ofCare(WHOEVER_HAS_AN_ACCOUNT),
  'review-break-glass': ofCare(ADMINISTRATORS),
} as const satisfies Record<string, 'anyone' | readonly Grant[]>

/** Which action each route is. A route that is not here keeps the server from starting. */
export const ROUTES: Readonly<Record<string, Action>> = {
  'GET /': 'read-page',
  'GET /*': 'read-page',
  'GET /healthz': 'read-health',
  'GET /api/openapi.json': 'read-api-description',
  'GET /api/session': 'read-session',
  'POST /api/session': 'sign-in',
  'DELETE /api/session': 'sign-out',
  'POST /api/session/passkey-options': 'sign-in',
  'POST /api/session/grant': 'change-grant',
  'POST /api/invitation': 'accept-invitation',
  'POST /api/invitation/passkey-options': 'accept-invitation',
  'POST /api/invitation/code-generator': 'accept-invitation',
  'POST /api/invitation/accept': 'accept-invitation',
  'POST /api/identity-provider': 'sign-in',
  'GET /api/identity-provider/callback': 'sign-in',
  'GET /api/account': 'read-account',
  'POST /api/account/password': 'change-account',
  'POST /api/account/code-generator': 'change-account',
  'POST /api/account/second-factor': 'change-account',
  'POST /api/account/recovery-codes': 'change-account',
  'POST /api/account/passkey-options': 'change-account',
  'POST /api/account/passkeys': 'change-account',
  'DELETE /api/account/passkeys/:credential': 'change-account',
  'DELETE /api/account/sessions': 'change-account',
  'DELETE /api/account/sessions/:session': 'change-account',
  'POST /api/local/command': 'run-command',
  'GET /api/periods': 'read-periods',
  'GET /api/practices': 'read-practices',
  'GET /api/practices/:practice_id': 'read-practice',
  'GET /api/practices/:practice_id/panel': 'read-panel',
  'GET /api/practices/:practice_id/panel/:person_id': 'read-person',
  'GET /api/practices/:practice_id/scorecard': 'read-scorecard',
  'GET /api/practices/:practice_id/payments': 'read-payments',
  'GET /api/explain/:id': 'read-explanation',
  'GET /api/submissions': 'read-submissions',
  'GET /api/submissions/:submission_id': 'read-submission',
  'GET /api/submissions/:submission_id/report.pdf': 'read-submission-content',
  'GET /api/submissions/:submission_id/report.csv': 'read-submission-content',
  'GET /api/submissions/:submission_id/records.csv': 'read-submission-content',
  'GET /api/feeds': 'read-feeds',
  'GET /api/waivers': 'read-waivers',
  'POST /api/waivers': 'ask-waiver',
  'POST /api/waivers/:waiver/decision': 'decide-waiver',
  'GET /api/agreements': 'read-agreements',
  'GET /api/left-out': 'read-left-out',
  'GET /api/people': 'read-people',
  'POST /api/people': 'administer-people',
  'POST /api/people/:account/invitation': 'administer-people',
  'POST /api/people/:account/status': 'administer-people',
  'POST /api/people/:account/unlock': 'administer-people',
  'POST /api/people/:account/grants': 'administer-people',
  'POST /api/access-grants/:access_grant/change': 'administer-people',
  'POST /api/access-grants/:access_grant/end': 'read-people',
  'POST /api/access-grants/:access_grant/loan': 'lend-access',
  'POST /api/coaching': 'decide-coaching',
  'POST /api/coaching/:coaching/end': 'decide-coaching',
  'GET /api/api-clients': 'administer-api-clients',
  'POST /api/api-clients': 'administer-api-clients',
  'POST /api/api-clients/:client_id/status': 'administer-api-clients',
  'GET /api/break-glass': 'read-break-glass',
  'POST /api/break-glass': 'break-glass',
  'POST /api/break-glass/:break_glass/review': 'review-break-glass',
  'GET /.well-known/smart-configuration': 'read-smart-configuration',
  'POST /auth/token': 'ask-token',
}

/**
 * Returns when the viewer may; throws otherwise. What is not the viewer's and what does not exist are refused with the
 * same words, so that a refusal tells nothing.
 */
export function permit(viewer: Viewer | null, action: Action, subject: Subject = {}): void {
  const grants: 'anyone' | readonly Grant[] = PERMITS[action]
  if (grants === 'anyone') return
  if (!viewer) throw new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
  if (!grants.some((one) => applies(one, viewer, subject))) throw refused()
}

/** Refuses a viewer whose role and purpose no grant of the action names, before anything about the subject is read. */
export function refuseRole(viewer: Viewer | null, action: Action): void {
  const grants: 'anyone' | readonly Grant[] = PERMITS[action]
  if (grants === 'anyone') return
  if (!viewer) throw new WholepanelError('access-sign-in', { fix: 'sign in and try again' })
  if (!grants.some((one) => one.role === viewer.role && one.purpose === viewer.purpose)) throw refused()
}

/** The one refusal: the same for what is not the viewer's and for what is not there. */
export const refused = (): WholepanelError =>
  new WholepanelError('access-denied', { fix: 'nothing here that this viewer may open, whether or not it exists' })

function applies(one: Grant, viewer: Viewer, subject: Subject): boolean {
  if (one.role !== viewer.role || one.purpose !== viewer.purpose) return false
  switch (one.relationship) {
    case 'anyone':
    case 'role':
      return true
    case 'treats':
      return isAmong(subject, viewer.practice_ids)
    case 'covers':
      return viewer.organization_id !== null && (subject.payers ?? []).includes(viewer.organization_id)
    case 'in-directory':
      return subject.in_directory === true
    case 'coaches':
      return isAmong(subject, viewer.practice_ids)
    case 'emergency':
      return isAmong(subject, viewer.emergency_practice_ids ?? [])
    case 'administers':
      return viewer.administers === true
  }
}

const isAmong = ({ in_directory, practice_id }: Subject, practice_ids: readonly string[]): boolean =>
  in_directory === true && practice_id !== undefined && practice_ids.includes(practice_id)
