import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/** What a practice itself says of whom it looks after, by the number on the card of the payer that covers the person. */
export const practicePanel = table(
  'practice_panel',
  "One row per member and month on a practice's own list of its patients.",
  'data_source payer plan line_of_business member_id year_month practice_id',
  `${SENDER}
  sender                 code!  the registered practice or convener that sent it
  member_id              code!  the payer's number for the member
  year_month             code!  YYYYMM, the month the list is for
  practice_id            code!  the practice in the directory
  npi                    code   the clinician, where the list names one
  last_seen_on           date   day the practice last saw the person, as it says
${LINEAGE}`,
)
