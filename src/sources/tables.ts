import { table } from '../lake/table.ts'

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
  fix            text!     what the sender can do`,
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
