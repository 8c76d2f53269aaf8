import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/** Categories after the HCP-LAN and the Milbank expanded non-claims payments framework. */
export const nonClaimsPayment = table(
  'non_claims_payment',
  'One row per payment from a payer to a provider organization that is not on a claim.',
  'data_source payer plan line_of_business payment_id',
  `${SENDER}
  payment_id             code!  the payer's number for the payment
  organization_id        code!  the provider organization paid
  practice_id            code   the practice it is for, where one is named
  category               code!  population-health, performance, capitation, shared-savings, recovery or other
  service_period_start   date!  first day it pays for
  service_period_end     date!  last day it pays for
  paid_date              date   day it was paid
  paid_amount            usd!   amount, negative for a recovery
${LINEAGE}`,
)
