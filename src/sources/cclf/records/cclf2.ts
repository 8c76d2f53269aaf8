import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 15. Positions are of the current record; earlier versions end sooner. */
export const cclf2 = record(
  'cclf2',
  'Part A claims revenue center detail. One record per revenue line of an institutional claim.',
  199,
  `
  CUR_CLM_UNIQ_ID              1  13 code!    Current Claim Unique Identifier
  CLM_LINE_NUM                14  23 integer! Claim Line Number
  BENE_MBI_ID                 24  34 code     Medicare Beneficiary Identifier
  BENE_HIC_NUM                35  45 code     Beneficiary HIC Number
  CLM_TYPE_CD                 46  47 code     Claim Type Code
  CLM_LINE_FROM_DT            48  57 date     Claim Line From Date
  CLM_LINE_THRU_DT            58  67 date     Claim Line Thru Date
  CLM_LINE_PROD_REV_CTR_CD    68  71 code     Product Revenue Center Code
  CLM_LINE_INSTNL_REV_CTR_DT  72  81 date     Claim Line Institutional Revenue Center Date
  CLM_LINE_HCPCS_CD           82  86 code     HCPCS-Code
  BENE_EQTBL_BIC_HICN_NUM     87  97 code     Beneficiary Equitable BIC HICN-Number
  PRVDR_OSCAR_NUM             98 103 code     Provider OSCAR-Number
  CLM_FROM_DT                104 113 date     Claim From Date
  CLM_THRU_DT                114 123 date     Claim Thru Date
  CLM_LINE_SRVC_UNIT_QTY     124 147 quantity Claim Line Service Unit Quantity
  CLM_LINE_CVRD_PD_AMT       148 164 usd      Claim Line Covered Paid Amount
  HCPCS_1_MDFR_CD            165 166 code     HCPCS-First Modifier Code
  HCPCS_2_MDFR_CD            167 168 code     HCPCS-Second Modifier Code
  HCPCS_3_MDFR_CD            169 170 code     HCPCS-Third Modifier Code
  HCPCS_4_MDFR_CD            171 172 code     HCPCS-Fourth Modifier Code
  HCPCS_5_MDFR_CD            173 174 code     HCPCS-Fifth Modifier Code
  CLM_REV_APC_HIPPS_CD       175 179 code     Claim Revenue APC HIPPS-Code
  CLM_FAC_PRVDR_OSCAR_NUM    180 199 code     Claim Facility Provider OSCAR-Number
`,
)
