import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/** Names follow the Tuva input layer (pharmacy_claim), https://thetuvaproject.com/input-layer. */
export const pharmacyClaim = table(
  'pharmacy_claim',
  'One row per line of a pharmacy claim in one version of that claim, as a payer reports it.',
  'data_source payer plan line_of_business claim_id claim_line_number',
  `${SENDER}
  claim_id               code!  the payer's number for this version of the claim
  claim_line_number      integer!  line of the claim, from 1
  member_id              code!  the payer's number for the member
  prescribing_provider_npi code clinician who prescribed
  dispensing_provider_npi code  pharmacy
  dispensing_date        date   day the drug was dispensed
  ndc_code               code   national drug code, eleven digits
  quantity               quantity units dispensed
  days_supply            integer  days the supply lasts
  refills                integer  fill number
  paid_date              date   day the payer paid
  paid_amount            usd    what the payer paid
  allowed_amount         usd    paid amount and the member's share
  charge_amount          usd    what was charged
  coinsurance_amount     usd    member's coinsurance
  copayment_amount       usd    member's copayment
  deductible_amount      usd    member's deductible
  in_network_flag        flag   whether the payer counts the pharmacy as in its network
  claim_status           code!  original, adjustment or cancellation; denied when the payer did not pay, and then no step counts it
  claim_control_number   code   what stays the same over versions of a claim, from the payer's own fields
  claim_version          integer  the payer's own count of this claim's versions, where it counts them: the highest is the last
${LINEAGE}`,
)
