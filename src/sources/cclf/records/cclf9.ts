import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 22. Positions are of the current record; earlier versions end sooner. */
export const cclf9 = record(
  'cclf9',
  'Beneficiary cross-reference. One record per earlier beneficiary number.',
  55,
  `
  HICN_MBI_XREF_IND   1   1 code     Kind of number: M is an MBI
  CRNT_NUM            2  12 code!    Current Beneficiary Identifier
  PRVS_NUM           13  23 code!    Previous Beneficiary Identifier
  PRVS_ID_EFCTV_DT   24  33 date     Previous Identifier Effective Date
  PRVS_ID_OBSLT_DT   34  43 date     Previous Identifier Obsolete Date
  BENE_RRB_NUM       44  55 code     Beneficiary Railroad Board Number
`,
)
