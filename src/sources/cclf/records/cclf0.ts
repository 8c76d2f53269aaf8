import { record } from './record.ts'

/**
 * CCLF Information Packet 38.0, table 26. The first record holds titles (table 25), so that counts are read as text.
 * Bars stand at 8, 52 and 64.
 */
export const cclf0 = record(
  'cclf0',
  'Summary statistics. One record per file of the delivery, after a record of titles.',
  69,
  `
  FILE_TYPE      1   7 code!    Type of CCLF file: CCLF1 to CCLF9, CCLFA or CCLFB
  FILE_NAME      9  51 text     Name of the CCLF file
  RECORD_COUNT  53  63 code     Number of records in the file
  RECORD_LENGTH 65  69 code     Length of the file's record
`,
)
