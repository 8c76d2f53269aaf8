/**
 * Columns that every table of a payer carries. `payer`, `plan` and `line_of_business` are in each grain, because two
 * payers may use the same member and claim numbers. The last three lead back to the physical record that was sent.
 */
export const SENDER = `
  data_source            code!  the feed a row came in: the layout and the source's own name, for example cclf/A1234
  payer                  code!  the payer as registered in this region
  plan                   code!  the payer's plan or product; '-' where the layout has none
  line_of_business       code!  medicare-ffs, medicare-advantage, medicaid-ffs, medicaid-managed-care, commercial or self-funded`

export const LINEAGE = `
  submission_id          code!  the submission the row came in
  file_id                code!  the file of that submission
  record_number          integer!  the physical record in that file, from 1, headers counted`

/** Tables a practice or the convener sends carry a sender instead of a payer. */
export const SENDER_OTHER = `
  data_source            code!  the feed a row came in
  sender                 code!  the registered practice, payer or convener that sent it`

export const LINES_OF_BUSINESS = [
  'medicare-ffs',
  'medicare-advantage',
  'medicaid-ffs',
  'medicaid-managed-care',
  'commercial',
  'self-funded',
] as const
