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
