import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 17. Positions are of the current record; earlier versions end sooner. */
export const cclf4 = record(
  'cclf4',
  'Part A diagnosis codes. One record per diagnosis of an institutional claim.',
  112,
  `
  CUR_CLM_UNIQ_ID           1  13 code!    Current Claim Unique Identifier
  BENE_MBI_ID              14  24 code     Medicare Beneficiary Identifier
  BENE_HIC_NUM             25  35 code     Beneficiary HIC Number
  CLM_TYPE_CD              36  37 code     Claim Type Code
  CLM_PROD_TYPE_CD         38  38 code     Claim Product Type Code
  CLM_VAL_SQNC_NUM         39  40 integer  Claim Value Sequence Number
  CLM_DGNS_CD              41  47 code     Diagnosis Code
  BENE_EQTBL_BIC_HICN_NUM  48  58 code     Beneficiary Equitable BIC HICN Number
  PRVDR_OSCAR_NUM          59  64 code     Provider OSCAR Number
  CLM_FROM_DT              65  74 date     Claim From Date
  CLM_THRU_DT              75  84 date     Claim Thru Date
  CLM_POA_IND              85  91 code     Claim Present-on-Admission Indicator
  DGNS_PRCDR_ICD_IND       92  92 code     ICD Version Indicator
  CLM_BLG_PRVDR_OSCAR_NUM  93 112 code     Claim Provider OSCAR Number
`,
)
