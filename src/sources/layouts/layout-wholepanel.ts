import { attestation } from '../../lake/tables/attestation.ts'
import { consent } from '../../lake/tables/consent.ts'
import { affiliation, organization, practice } from '../../lake/tables/directory.ts'
import { labResult } from '../../lake/tables/lab-result.ts'
import { memberCrosswalk } from '../../lake/tables/member-crosswalk.ts'
import { nonClaimsPayment } from '../../lake/tables/non-claims-payment.ts'
import { practicePanel } from '../../lake/tables/practice-panel.ts'
import { providerAttribution } from '../../lake/tables/provider-attribution.ts'
import type { Layout } from './layout.ts'
import { layoutOfTable } from './layout-of-table.ts'

/** The common data model's own names, for what has no layout of its own yet. The sender may be a practice or the convener. */
export const wholepanel: Layout = {
  name: 'wholepanel',
  title: "The common data model's own names",
  source: 'docs/concepts/lake.md',
  files: [
    attestation,
    consent,
    organization,
    practice,
    affiliation,
    nonClaimsPayment,
    labResult,
    memberCrosswalk,
    providerAttribution,
    practicePanel,
  ].map((table) => layoutOfTable(table)),
}
