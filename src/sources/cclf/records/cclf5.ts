import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 18. Positions are of the current record; earlier versions end sooner. */
export const cclf5 = record(
  'cclf5',
  'Part B physicians. One record per line of a professional claim.',
  388,
  `
  CUR_CLM_UNIQ_ID           1  13 code!    Current Claim Unique Identifier
  CLM_LINE_NUM             14  23 integer! Claim Line Number
  BENE_MBI_ID              24  34 code!    Medicare Beneficiary Identifier
  BENE_HIC_NUM             35  45 code     Beneficiary HIC Number
  CLM_TYPE_CD              46  47 code     Claim Type Code
  CLM_FROM_DT              48  57 date     Claim From Date
  CLM_THRU_DT              58  67 date     Claim Thru Date
  RNDRG_PRVDR_TYPE_CD      68  70 code     Rendering Provider Type Code
  RNDRG_PRVDR_FIPS_ST_CD   71  72 code     Rendering Provider FIPS State Code
  CLM_PRVDR_SPCLTY_CD      73  74 code     Claim-Line Provider Specialty Code
  CLM_FED_TYPE_SRVC_CD     75  75 code     Claim Federal Type Service Code
  CLM_POS_CD               76  77 code     Claim Place of Service Code
  CLM_LINE_FROM_DT         78  87 date     Claim Line From Date
  CLM_LINE_THRU_DT         88  97 date     Claim Line Thru Date
  CLM_LINE_HCPCS_CD        98 102 code     HCPCS Code
  CLM_LINE_CVRD_PD_AMT    103 117 usd      Claim Line NCH Payment Amount
  CLM_LINE_PRMRY_PYR_CD   118 118 code     Claim Primary Payer Code
  CLM_LINE_DGNS_CD        119 125 code     Diagnosis Code
  CLM_RNDRG_PRVDR_TAX_NUM 126 135 code     Claim Provider Tax Number
  RNDRG_PRVDR_NPI_NUM     136 145 code     Rendering Provider NPI Number
  CLM_CARR_PMT_DNL_CD     146 147 code     Claim Carrier Payment Denial Code
  CLM_PRCSG_IND_CD        148 149 code     Claim-Line Processing Indicator Code
  CLM_ADJSMT_TYPE_CD      150 151 code!    Claim Adjustment Type Code
  CLM_EFCTV_DT            152 161 date     Claim Effective Date
  CLM_IDR_LD_DT           162 171 date     Claim IDR Load Date
  CLM_CNTL_NUM            172 211 code     Claim Control Number
  BENE_EQTBL_BIC_HICN_NUM 212 222 code     Beneficiary Equitable BIC HICN Number
  CLM_LINE_ALOWD_CHRG_AMT 223 239 usd      Claim Line Allowed Charges Amount
  CLM_LINE_SRVC_UNIT_QTY  240 263 quantity Claim Line Service Unit Quantity
  HCPCS_1_MDFR_CD         264 265 code     HCPCS First Modifier Code
  HCPCS_2_MDFR_CD         266 267 code     HCPCS-Second Modifier Code
  HCPCS_3_MDFR_CD         268 269 code     HCPCS Third Modifier Code
  HCPCS_4_MDFR_CD         270 271 code     HCPCS Fourth Modifier Code
  HCPCS_5_MDFR_CD         272 273 code     HCPCS Fifth Modifier Code
  CLM_DISP_CD             274 275 code     Claim Disposition Code
  CLM_DGNS_1_CD           276 282 code     Claim Diagnosis First Code
  CLM_DGNS_2_CD           283 289 code     Claim Diagnosis Second Code
  CLM_DGNS_3_CD           290 296 code     Claim Diagnosis Third Code
  CLM_DGNS_4_CD           297 303 code     Claim Diagnosis Fourth Code
  CLM_DGNS_5_CD           304 310 code     Claim Diagnosis Fifth Code
  CLM_DGNS_6_CD           311 317 code     Claim Diagnosis Sixth Code
  CLM_DGNS_7_CD           318 324 code     Claim Diagnosis Seventh Code
  CLM_DGNS_8_CD           325 331 code     Claim Diagnosis Eighth Code
  DGNS_PRCDR_ICD_IND      332 332 code     ICD Version Indicator
  CLM_DGNS_9_CD           333 339 code     Claim Diagnosis Ninth Code
  CLM_DGNS_10_CD          340 346 code     Claim Diagnosis Tenth Code
  CLM_DGNS_11_CD          347 353 code     Claim Diagnosis Eleventh Code
  CLM_DGNS_12_CD          354 360 code     Claim Diagnosis Twelfth Code
  HCPCS_BETOS_CD          361 363 code     HCPCS-BETOS Code
  CLM_RNDRG_PRVDR_NPI_NUM 364 373 code     Claim Rendering Provider NPI Number
  CLM_RFRG_PRVDR_NPI_NUM  374 383 code     Claim Referring Provider NPI Number
  CLM_CNTRCTR_NUM         384 388 code     Claim contractor number
`,
)
