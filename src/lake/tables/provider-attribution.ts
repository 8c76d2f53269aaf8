import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/** Names follow the Tuva input layer (provider_attribution). A payer's own list; the region's panel is `attribution`. */
export const providerAttribution = table(
  'provider_attribution',
  'One row per member and month on the attribution list that a payer keeps.',
  'data_source payer plan line_of_business member_id year_month',
  `${SENDER}
  member_id              code!  the payer's number for the member
  year_month             code!  YYYYMM
  payer_attributed_provider code NPI the payer attributes the member to
  payer_attributed_provider_practice code practice the payer attributes the member to, as registered or by TIN
  payer_attributed_provider_organization code provider organization the payer attributes the member to
  payer_attributed_provider_lob code line of business in the payer's words
${LINEAGE}`,
)
