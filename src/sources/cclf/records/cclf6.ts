import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 19. Positions are of the current record; earlier versions end sooner. */
export const cclf6 = record(
  'cclf6',
  'Part B DME. One record per line of a claim for durable medical equipment.',
  247,
  `
  CUR_CLM_UNIQ_ID           1  13 code!    Current Claim Unique Identifier
  CLM_LINE_NUM             14  23 integer! Claim Line Number
  BENE_MBI_ID              24  34 code!    Medicare Beneficiary Identifier
  BENE_HIC_NUM             35  45 code     Beneficiary HIC Number
  CLM_TYPE_CD              46  47 code     Claim Type Code
  CLM_FROM_DT              48  57 date     Claim From Date
  CLM_THRU_DT              58  67 date     Claim Thru Date
  CLM_FED_TYPE_SRVC_CD     68  68 code     Claim Federal Type Service Code
  CLM_POS_CD               69  70 code     Claim Place of Service Code
  CLM_LINE_FROM_DT         71  80 date     Claim Line From Date
  CLM_LINE_THRU_DT         81  90 date     Claim Line Thru Date
  CLM_LINE_HCPCS_CD        91  95 code     HCPCS Code
  CLM_LINE_CVRD_PD_AMT     96 110 usd      Claim Line NCH Payment Amount
  CLM_PRMRY_PYR_CD        111 111 code     Claim Primary Payer Code
  PAYTO_PRVDR_NPI_NUM     112 121 code     Pay-to Provider NPI Number
  ORDRG_PRVDR_NPI_NUM     122 131 code     Ordering Provider NPI Number
  CLM_CARR_PMT_DNL_CD     132 133 code     Claim Carrier Payment Denial Code
  CLM_PRCSG_IND_CD        134 135 code     Claim Processing Indicator Code
  CLM_ADJSMT_TYPE_CD      136 137 code!    Claim Adjustment Type Code
  CLM_EFCTV_DT            138 147 date     Claim Effective Date
  CLM_IDR_LD_DT           148 157 date     Claim IDR Load Date
  CLM_CNTL_NUM            158 197 code     Claim Control Number
  BENE_EQTBL_BIC_HICN_NUM 198 208 code     Beneficiary Equitable BIC HICN Number
  CLM_LINE_ALOWD_CHRG_AMT 209 225 usd      Claim Line Allowed Charges Amount
  CLM_DISP_CD             226 227 code     Claim Disposition Code
  CLM_BLG_PRVDR_NPI_NUM   228 237 code     Claim Pay-to Provider NPI Number
  CLM_RFRG_PRVDR_NPI_NUM  238 247 code     Claim Ordering Provider NPI Number
`,
)
