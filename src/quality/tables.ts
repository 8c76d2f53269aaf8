import { table } from '../lake/table.ts'

export const measureStatus = table(
  'measure_status',
  'One row per measure and eligible person, or per eligible stay where the measure counts stays.',
  'period measure person_id event_id',
  `
  period                 code!  the measurement period
  measure                code!  the measure's key
  person_id              code!  the person
  event_id               code!  the stay's key; '-' where the measure counts people
  status                 code!  met, gap or excluded
  reason                 code!  why, as a short code of the measure
  rule                   code!  the measure's key and version
  evidence_date          date   day of the evidence
  evidence_value         text   value of the evidence, where it has one
  evidence_table         code   table of the evidence row
  evidence_file_id       code   its file
  evidence_record_number integer  its physical record
  eligible_table         code   table of a row that made the person eligible
  eligible_file_id       code   its file
  eligible_record_number integer  its physical record`,
)

export const measureRate = table(
  'measure_rate',
  "One row per measure, practice and payer, and one with payer 'all': counted from the statuses and from nothing else.",
  'period measure practice_id payer',
  `
  period                 code!  the measurement period
  measure                code!  the measure's key
  practice_id            code!  the practice
  payer                  code!  the payer whose members are counted, or all
  numerator              integer!  statuses met
  denominator            integer!  statuses met and gap
  excluded               integer!  statuses excluded
  rate_share             share  numerator by denominator; empty when the denominator is 0
  low_share              share  lower end of the 95 % Wilson score interval
  high_share             share  upper end`,
)

export const measurePayer = table(
  'measure_payer',
  'One row per period and person with coverage in it: months covered, and the one payer whose members they are counted with.',
  'period person_id',
  `
  period                 code!  the measurement period
  person_id              code!  the person
  payer                  code!  payer of the last month of primary coverage in the period
  months                 months!  months of primary coverage in the period
  last_month             code!  that last month, YYYYMM
  file_id                code!  file of that month's eligibility row
  record_number          integer!  that row`,
)

export const personCondition = table(
  'person_condition',
  'One row per claim line and condition of which it carries a diagnosis code.',
  'file_id record_number value_set',
  `
  person_id              code!  the person
  payer                  code!  the payer
  member_id              code!  the payer's number for the member
  value_set              code!  the condition's value set
  setting                code!  inpatient, ambulatory or other
  service_date           date!  first day of the line's service, else of the claim
  diagnosis_code         code!  the first such code on the line, without the dot
  file_id                code!  the claim line's file
  record_number          integer!  its physical record`,
)

export const measureEvidence = table(
  'measure_evidence',
  'One row per person, value set and day: the claim line or laboratory result that shows it.',
  'person_id value_set service_date',
  `
  person_id              code!  the person
  value_set              code!  the value set one of whose codes the record carries
  service_date           date!  day of the service, or of the sample
  value                  quantity value of a laboratory result; the lowest of the day
  evidence_table         code!  medical_claim or lab_result
  file_id                code!  its file
  record_number          integer!  its physical record`,
)
