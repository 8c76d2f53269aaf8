import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

export const memberCrosswalk = table(
  'member_crosswalk',
  "One row per earlier number of a member that a payer has replaced (CCLF9 gives Medicare's).",
  'data_source payer plan line_of_business previous_member_id current_member_id',
  `${SENDER}
  previous_member_id     code!  the number that is no longer used
  current_member_id      code!  the number in use
  effective_date         date   first day the previous number was valid
  obsolete_date          date   last day the previous number was valid
${LINEAGE}`,
)
