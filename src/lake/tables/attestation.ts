import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

export const attestation = table(
  'attestation',
  "One row per statement of a patient (or proxy) that a practice is theirs, known by one payer's member number.",
  'data_source payer plan line_of_business member_id attested_on practice_id',
  `${SENDER}
  member_id              code!  the payer's number for the member
  practice_id            code!  the practice in the directory
  npi                    code   the clinician, where one was named
  attested_on            date!  day of the statement
  withdrawn_on           date   day from which it is taken back
  method                 code!  paper, portal, phone or visit
  stated_by              code   self, parent, guardian or representative; empty where nobody wrote it down
${LINEAGE}`,
)
