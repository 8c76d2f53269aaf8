import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/**
 * What a person, or the law on their behalf, said about the sharing of their records. The newest statement of a member
 * and category counts.
 */
export const consent = table(
  'consent',
  "One row per statement about the sharing of a member's records.",
  'data_source payer plan line_of_business member_id category effective_date',
  `${SENDER}
  member_id              code!  the payer's number for the member
  category               code!  all for every record, or the name of a set of sensitive records: part-2-substance-use
  decision               code!  permit or deny
  effective_date         date!  day from which it holds
  end_date               date   last day it holds; empty while it runs on
  mechanism              code   how it was given, as the sender codes it
${LINEAGE}`,
)
