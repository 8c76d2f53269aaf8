import { table } from '../../lake/table.ts'

export const directoryFinding = table(
  'directory_finding',
  'One row per record of the directory and finding on it: what keeps a claim line from having one practice.',
  'finding practice_id file_id record_number',
  `
  finding                code!  the finding, as the rule file names it
  severity               code!  warned or note
  practice_id            code!  the practice that the record names
  npi                    code   the clinician, of an affiliation
  tin                    code   the practice's tax number, where it is known
  first_date             date   first day of the affiliation
  last_date              date   last day of it; empty while it runs on
  others                 integer!  other records of the directory that the finding is about
  first_shared_date      date   first day on which the affiliation and another one hold
  treatment              code!  what the run did: no-visits, no-primary-care-visits, kept-as-sent, biller-by-clinician-only, left-out, counted-once, last-begun-counts or told-by-tax-number
  reason                 text!  what is odd, in plain words
  rule                   code!  the finding's key in the rule file
  sender                 code!  who sent the record
  file_id                code!  file of the record
  record_number          integer!  that record`,
)
