import { table } from '../../lake/table.ts'

/**
 * What each submission keeps beside its rows, in lake/<sender>/<submission>/. Together they say how every physical
 * record ended; the register's numbers are counted from them.
 */
export const file = table(
  'file',
  'One row per file of a submission, refused ones included.',
  'file_id',
  `
  submission_id  code!     the submission
  file_id        code!     the submission and the file's place in it: s000012-1f2e3d4c/3
  payer          code!     the registered sender
  received_at    text!     when it was taken in
  place          text!     where it stood in the delivery: archive, folder and name
  file_name      text!     the sender's name for it
  stored_as      text!     its name under received/<submission>/
  sha256         code!     hash of its bytes
  bytes          integer!  its size
  records        integer!  physical records in it, headers and trailers counted
  layout         code      the layout that recognised it
  layout_file    code      the file of that layout
  data_source    code      the feed its rows came in
  name_key       code      files of one feed with one name_key are versions of each other
  status         code!     accepted, refused or duplicate
  because        code      the error code, or the earlier file it repeats or corrects
  newest_date    date      the newest day of service or coverage start in it, to warn when a feed falls silent`,
)

export const record = table(
  'record',
  'One row per physical record that was sent.',
  'file_id record_number',
  `
  file_id        code!     the file
  record_number  integer!  its place in the file, from 1, headers counted
  outcome        code!     accepted, warned, quarantined, duplicate or control; superseded is written by the submission that does it
  rule           code      the rule that decided, where it is not plainly accepted`,
)

export const finding = table(
  'finding',
  'One row per thing noticed about a record or a whole file. It never holds a value that was sent.',
  'file_id record_number column rule',
  `
  file_id        code!     the file
  record_number  integer   the record; empty when the whole file is meant
  column         code!     the sender's name of the column; '-' when no one column is meant
  rule           code!     the rule
  severity       code!     refused, quarantined, warned or note
  expected       text!     what the layout wants
  fix            text!     what the sender can do
  example        text      how the value was written, never a person's value: 99/99/9999
  observed       text      what was counted or measured, where the rule is about a file as a whole
  records        integer   how many records such a finding is about; empty for a finding about one record, or about all`,
)

export const superseded = table(
  'superseded',
  'One row per earlier record that a record or a file of this submission replaced or voided.',
  'file_id record_number',
  `
  file_id        code!     file of the record that is no longer in force
  record_number  integer!  the record that is no longer in force
  by_file_id     code!     the file that replaced it
  by_record_number integer the record that replaced it; empty when the whole file did
  rule           code!     corrected-file, newer-version, or the layout's own rule`,
)

export const repeat = table(
  'repeat',
  'One row per record that says nothing but what another record says that was known: where that one is.',
  'file_id record_number',
  `
  file_id        code!     file of the record
  record_number  integer!  the record
  of_file_id     code!     file of the record that said it
  of_record_number integer! that record`,
)

export const companion = table(
  'companion',
  'One row per record that only tells more about another record of its submission: a diagnosis of a claim header.',
  'file_id record_number',
  `
  file_id        code!     file of the record
  record_number  integer!  the record
  of_file_id     code!     file of the record it is about
  of_record_number integer! the record it is about; when that one is no longer in force, neither is this`,
)

export const profile = table(
  'profile',
  'One row per table, file, payer, line of business and month of service: what its new rows add up to.',
  'table_name file_id payer line_of_business month',
  `
  table_name     code!     eligibility, medical_claim or pharmacy_claim
  file_id        code!     the file
  payer          code!     the payer the rows are about
  line_of_business code!   as in the rows
  month          code!     YYYY-MM, of the day of service
  rows           integer!  rows of the table
  members        integer!  different members
  claims         integer!  different claims; of eligibility none
  paid_usd       usd       what was paid
  with_diagnosis integer!  rows with a diagnosis
  with_npi       integer!  rows with the NPI of the clinician who gave or prescribed the service
  zero_paid      integer!  rows of professional and pharmacy originals that are paid zero
  negative       integer!  rows of originals with a negative paid amount
  originals      integer!  rows that correct or cancel nothing
  judged_paid    integer!  rows that zero_paid is a share of
  first_days     integer!  rows of a service on the first of the month
  days_supply    integer   days of supply dispensed
  covered_members integer  members with coverage in the month, as known when the file came
  verdict        text!     how the month stands beside the payer's other months and other payers`,
)

export const fill = table(
  'fill',
  'One row per table, file and column: in how many of its rows there is a value.',
  'table_name file_id column',
  `
  table_name     code!     the table of the common data model
  file_id        code!     the file
  column         code!     the column
  rows           integer!  rows that came from the file
  filled         integer!  those with a value`,
)

export const codeUse = table(
  'code_use',
  'One row per table, file, coded column with few values and value: how many rows have it.',
  'table_name file_id column value',
  `
  table_name     code!     the table of the common data model
  file_id        code!     the file
  column         code!     the column
  value          code!     the code
  rows           integer!  rows with it`,
)
