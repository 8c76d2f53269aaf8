import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 16. Positions are of the current record; earlier versions end sooner. */
export const cclf3 = record(
  'cclf3',
  'Part A procedure codes. One record per procedure of an institutional claim.',
  114,
  `
  CUR_CLM_UNIQ_ID           1  13 code!    Current Claim Unique Identifier
  BENE_MBI_ID              14  24 code     Medicare Beneficiary Identifier
  BENE_HIC_NUM             25  35 code     Beneficiary HIC Number
  CLM_TYPE_CD              36  37 code     Claim Type Code
  CLM_VAL_SQNC_NUM         38  39 integer  Claim Value Sequence Number
  CLM_PRCDR_CD             40  46 code     Procedure Code
  CLM_PRCDR_PRFRM_DT       47  56 date     Procedure Performed Date
  BENE_EQTBL_BIC_HICN_NUM  57  67 code     Beneficiary Equitable BIC HICN-Number
  PRVDR_OSCAR_NUM          68  73 code     Provider OSCAR-Number
  CLM_FROM_DT              74  83 date     Claim From Date
  CLM_THRU_DT              84  93 date     Claim Thru Date
  DGNS_PRCDR_ICD_IND       94  94 code     ICD Version Indicator
  CLM_BLG_PRVDR_OSCAR_NUM  95 114 code     Claim Provider OSCAR-Number
`,
)
