import type { Purpose, Role } from '../../governance/viewer.ts'
import { ORGANIZATIONS, PRACTICES } from '../directory.ts'
import { SENDERS } from '../send.ts'

/** A person of the demonstration, who may be chosen without a password. The people are made up. */
export type DemonstrationViewer = {
  person: string
  name: string
  role: Role
  purpose: Purpose
  organization_id: string | null
  organization_name: string | null
  practice_ids: string[]
  about: string
}

const practiceManager = (person: string, name: string, practice_id: string, about: string): DemonstrationViewer => {
  const practice = PRACTICES.find((p) => p.practice_id === practice_id)
  return {
    person,
    name,
    role: 'practice',
    purpose: 'treatment',
    organization_id: practice?.organization_id ?? null,
    organization_name: practice?.practice_name ?? null,
    practice_ids: [practice_id],
    about,
  }
}

const director = (person: string, name: string, organization_id: string, about: string): DemonstrationViewer => ({
  person,
  name,
  role: 'provider-organization',
  purpose: 'treatment',
  organization_id,
  organization_name: ORGANIZATIONS.find((o) => o.organization_id === organization_id)?.organization_name ?? null,
  practice_ids: PRACTICES.filter((p) => p.organization_id === organization_id).map((p) => p.practice_id),
  about,
})

const analyst = (person: string, name: string, payer: string, about: string): DemonstrationViewer => ({
  person,
  name,
  role: 'payer',
  purpose: 'payment',
  organization_id: payer,
  organization_name: SENDERS.find((s) => s.payer === payer)?.payer_name ?? null,
  practice_ids: [],
  about,
})

const without = (
  person: string,
  name: string,
  role: Role,
  purpose: Purpose,
  organization_name: string | null,
  about: string,
): DemonstrationViewer => ({
  person,
  name,
  role,
  purpose,
  organization_id: null,
  organization_name,
  practice_ids: [],
  about,
})

/** In the order in which they are offered. */
export function viewers(): DemonstrationViewer[] {
  return [
    practiceManager(
      'dana-whitfield',
      'Dana Whitfield',
      'elm-street',
      'Manages a practice of eight clinicians whose patients have six payers',
    ),
    practiceManager(
      'ngozi-okafor',
      'Ngozi Okafor',
      'okafor',
      'Runs a practice of her own; no payer alone covers enough of her patients for a steady rate',
    ),
    practiceManager('luis-barrera', 'Luis Barrera', 'chc-port', 'Manages a community health center, mostly Medicaid'),
    director(
      'helen-marsh',
      'Dr. Helen Marsh',
      'tidewell-medical-group',
      'Medical director of a group of three practices',
    ),
    director(
      'owen-pratt',
      'Dr. Owen Pratt',
      'cedar-primary-care',
      'Medical director of a small group with two unlike practices',
    ),
    analyst(
      'priya-raman',
      'Priya Raman',
      'summit-health',
      'Sees her own members and contracts, and of others only whole percents',
    ),
    analyst('tom-ellery', 'Tom Ellery', 'keystone-mutual', 'Has one contract whose base was never agreed'),
    analyst('grace-lund', 'Grace Lund', 'bridge-health-plan', 'Works for the Medicaid plan'),
    without(
      'amara-cole',
      'Amara Cole',
      'convener',
      'convening',
      'Tidewell Health Collaborative',
      'Directs the neutral convener; sees no patient and no price',
    ),
    without(
      'victor-hale',
      'Victor Hale',
      'state',
      'oversight',
      'State health policy office',
      'Watches cost and quality in the county; small cells are withheld',
    ),
    without('the-public', 'The public', 'public', 'public', null, 'What everybody may see'),
  ]
}
