import { table } from '../table.ts'
import { LINEAGE, SENDER } from './lineage.ts'

/** Names follow the Tuva input layer (lab_result), https://thetuvaproject.com/input-layer. */
export const labResult = table(
  'lab_result',
  'One row per result of a laboratory test.',
  'data_source payer plan line_of_business lab_result_id',
  `${SENDER}
  lab_result_id          code!  the sender's number for the result
  member_id              code!  the payer's number for the member
  source_code_type       code!  loinc or the sender's own
  source_code            code!  code of the test
  result                 text   the value as sent
  result_value           quantity the value where it is a number
  source_units           text   unit as sent
  collection_date        date   day the sample was taken
  result_date            date   day of the result
  ordering_practitioner_npi code clinician who ordered
${LINEAGE}`,
)
