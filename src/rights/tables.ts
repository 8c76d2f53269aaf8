import { table } from '../lake/table.ts'

/** What a run leaves out before it links anybody. The first tables of a run; every later step reads the lake without them. */
export const removedRecord = table(
  'removed_record',
  'One row per physical record and table that may not be used, and the reason that comes first.',
  'table_name file_id record_number',
  `
  table_name     code!     the table of the common data model
  file_id        code!     the file
  record_number  integer!  the physical record
  reason         code!     not-agreed, opted-out, group-not-opted-in, or the name of a set of sensitive records`,
)

export const keptSpan = table(
  'kept_span',
  'One row per part of a coverage span that may be used where the whole may not: the days for which its group opted in.',
  'file_id record_number span_start_date enrollment_start_date',
  `
  file_id                code!  the file
  record_number          integer!  the physical record
  span_start_date        date!  first day of the span as sent
  enrollment_start_date  date!  first day that may be used
  enrollment_end_date    date!  last day that may be used`,
)

export const removed = table(
  'removed',
  'One row per payer, line of business, table and reason: how much in force was left out of the panel, and of how many members.',
  'payer line_of_business table_name reason',
  `
  payer             code!     the payer
  line_of_business  code!     line of business
  table_name        code!     the table of the common data model
  reason            code!     not-agreed, opted-out, group-not-opted-in, or the name of a set of sensitive records
  rows              integer!  rows in force that were left out
  members           integer   members among them; empty where the table names none`,
)

export const RIGHTS_TABLES = [removedRecord, keptSpan, removed] as const
