import type { Table } from '../table.ts'
import { attestation } from './attestation.ts'
import { consent } from './consent.ts'
import { affiliation, organization, practice } from './directory.ts'
import { eligibility } from './eligibility.ts'
import { labResult } from './lab-result.ts'
import { medicalClaim } from './medical-claim.ts'
import { memberCrosswalk } from './member-crosswalk.ts'
import { nonClaimsPayment } from './non-claims-payment.ts'
import { pharmacyClaim } from './pharmacy-claim.ts'
import { practicePanel } from './practice-panel.ts'
import { providerAttribution } from './provider-attribution.ts'

/** The common data model: what payers, practices and the convener send, under one set of names. */
export const COMMON_DATA_MODEL: readonly Table[] = [
  eligibility,
  medicalClaim,
  pharmacyClaim,
  labResult,
  memberCrosswalk,
  providerAttribution,
  practicePanel,
  attestation,
  consent,
  nonClaimsPayment,
  organization,
  practice,
  affiliation,
]
