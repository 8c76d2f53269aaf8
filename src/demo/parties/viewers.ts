import type { Purpose, Role } from '../../governance/viewer.ts'
import { saveDirectory } from '../../register/directory.ts'
import type { Register } from '../../register/open.ts'
import { saveAccessGrant } from '../../register/people/access-grants.ts'
import { saveAccount } from '../../register/people/accounts.ts'
import { insertCoaching } from '../../register/people/coaching.ts'
import { type ParticipantGiven, saveParticipant } from '../../register/people/participants.ts'
import { ORGANIZATIONS, PRACTICES } from '../directory.ts'
import { SENDERS } from '../send.ts'

/** A person of the demonstration, who may be chosen without a password. The people are made up. */
export type DemonstrationViewer = {
  person: string
  name: string
  role: Role
  purpose: Purpose
  participant: string | null
  practice_ids: string[]
  administers: boolean
  about: string
}

export const CONVENER = 'tidewell-health-collaborative'
const STATE = 'state-health-policy-office'
export const PURCHASER = 'tidewell-employers'
const COACH = 'shoreline-coaching'
/** Nobody's employer: a patient sits on a committee for patients. To the lake it is as blind as a purchaser. */
export const PATIENTS = 'tidewell-patients-together'

/** Everybody whose people may sign in: payers, provider organizations, and those who are neither. */
export const participants = (): ParticipantGiven[] => [
  ...SENDERS.filter((one) => one.kind === 'payer').map(
    ({ payer, payer_name }): ParticipantGiven => ({ participant: payer, participant_name: payer_name, kind: 'payer' }),
  ),
  ...ORGANIZATIONS.filter((one) => one.organization_type === 'provider-organization').map(
    ({ organization_id, organization_name }): ParticipantGiven => ({
      participant: organization_id,
      participant_name: organization_name,
      kind: 'provider-organization',
    }),
  ),
  { participant: CONVENER, participant_name: 'Tidewell Health Collaborative', kind: 'convener' },
  { participant: STATE, participant_name: 'State health policy office', kind: 'state' },
  { participant: PURCHASER, participant_name: 'Tidewell Employers’ Coalition', kind: 'purchaser' },
  { participant: COACH, participant_name: 'Shoreline Practice Coaching', kind: 'coach' },
  { participant: PATIENTS, participant_name: 'Tidewell Patients Together', kind: 'purchaser' },
]

const someone = (
  person: string,
  name: string,
  about: string,
  grant: Pick<DemonstrationViewer, 'role' | 'purpose' | 'participant'> &
    Partial<Pick<DemonstrationViewer, 'practice_ids' | 'administers'>>,
): DemonstrationViewer => ({ person, name, about, practice_ids: [], administers: false, ...grant })

const practicesOf = (organization_id: string) =>
  PRACTICES.filter((p) => p.organization_id === organization_id).map((p) => p.practice_id)

const manages = (practice_id: string) => ({
  role: 'practice' as const,
  purpose: 'treatment' as const,
  participant: PRACTICES.find((p) => p.practice_id === practice_id)?.organization_id ?? null,
  practice_ids: [practice_id],
})
const directs = (organization_id: string) => ({
  role: 'provider-organization' as const,
  purpose: 'treatment' as const,
  participant: organization_id,
  practice_ids: practicesOf(organization_id),
  administers: true,
})
const worksFor = (payer: string, administers = false) => ({
  role: 'payer' as const,
  purpose: 'payment' as const,
  participant: payer,
  administers,
})

/** In the order in which they are offered. */
export function viewers(): DemonstrationViewer[] {
  return [
    someone(
      'dana-whitfield',
      'Dana Whitfield',
      'Manages a practice of eight clinicians whose patients have six payers',
      manages('elm-street'),
    ),
    someone(
      'ngozi-okafor',
      'Ngozi Okafor',
      'Runs a practice of her own; no payer alone covers enough of her patients for a steady rate',
      manages('okafor'),
    ),
    someone('luis-barrera', 'Luis Barrera', 'Manages a community health center, mostly Medicaid', manages('chc-port')),
    someone(
      'helen-marsh',
      'Dr. Helen Marsh',
      'Medical director of a group of three practices; says who of the group may look',
      directs('tidewell-medical-group'),
    ),
    someone(
      'owen-pratt',
      'Dr. Owen Pratt',
      'Medical director of a small group with two unlike practices',
      directs('cedar-primary-care'),
    ),
    someone(
      'priya-raman',
      'Priya Raman',
      'Sees her own members and contracts, and of others only whole percents',
      worksFor('summit-health'),
    ),
    someone(
      'marcus-webb',
      'Marcus Webb',
      'Says who at the payer may look, and connects its programs',
      worksFor('summit-health', true),
    ),
    someone('tom-ellery', 'Tom Ellery', 'Has one contract whose base was never agreed', worksFor('keystone-mutual')),
    someone('grace-lund', 'Grace Lund', 'Works for the Medicaid plan', worksFor('bridge-health-plan')),
    someone('amara-cole', 'Amara Cole', 'Directs the neutral convener; sees no patient and no price', {
      role: 'convener',
      purpose: 'convening',
      participant: CONVENER,
      administers: true,
    }),
    someone('ben-adeyemi', 'Ben Adeyemi', 'Analyst of a coalition of employers; small cells are withheld', {
      role: 'purchaser',
      purpose: 'oversight',
      participant: PURCHASER,
    }),
    someone('mei-castillo', 'Mei Castillo', 'A patient who sits on a committee; small cells are withheld', {
      role: 'purchaser',
      purpose: 'oversight',
      participant: PATIENTS,
      administers: true,
    }),
    someone('rosa-delgado', 'Rosa Delgado', 'Coaches two practices, whose organizations let her in; sees no patient', {
      role: 'coach',
      purpose: 'convening',
      participant: COACH,
      practice_ids: COACHED,
      administers: true,
    }),
    someone('victor-hale', 'Victor Hale', 'Watches cost and quality in the county; small cells are withheld', {
      role: 'state',
      purpose: 'oversight',
      participant: STATE,
    }),
    someone('the-public', 'The public', 'What everybody may see', {
      role: 'public',
      purpose: 'public',
      participant: null,
    }),
  ]
}

const COACHED = ['elm-street', 'okafor']

/** Participants, accounts and grants, and the practices that let a coach in. */
export async function recordDemonstrationPeople(register: Register, now: string): Promise<void> {
  const start_date = now.slice(0, 10)
  await saveDirectory(register, {
    organizations: ORGANIZATIONS.map(({ organization_type: _type, ...one }) => one),
    practices: PRACTICES.map(({ practice_id, practice_name, organization_id }) => ({
      practice_id,
      practice_name,
      organization_id,
    })),
  })
  for (const participant of participants()) await saveParticipant(register, participant, now)
  for (const { person, name, about, ...grant } of viewers()) {
    await saveAccount(register, { account: person, name, about }, 'operator', now)
    await saveAccessGrant(register, { ...grant, account: person, start_date }, 'operator', now)
  }
  for (const practice_id of COACHED) {
    const organization_id = PRACTICES.find((one) => one.practice_id === practice_id)?.organization_id ?? ''
    const coaching = { participant: COACH, practice_id, organization_id, start_date }
    await register.engine((tx) => insertCoaching(tx, coaching, 'operator', now))
  }
}
