import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 20. Positions are of the current record; earlier versions end sooner. */
export const cclf7 = record(
  'cclf7',
  'Part D. One record per version of a prescription drug event.',
  195,
  `
  CUR_CLM_UNIQ_ID                1  13 code!    Current Claim Unique Identifier
  BENE_MBI_ID                   14  24 code!    Medicare Beneficiary Identifier
  BENE_HIC_NUM                  25  35 code     Beneficiary HIC Number
  CLM_LINE_NDC_CD               36  46 code     NDC Code
  CLM_TYPE_CD                   47  48 code     Claim Type Code
  CLM_LINE_FROM_DT              49  58 date     Claim Line From Date
  PRVDR_SRVC_ID_QLFYR_CD        59  60 code     Provider Service Identifier Qualifier Code
  CLM_SRVC_PRVDR_GNRC_ID_NUM    61  80 code     Claim Service Provider Generic ID Number
  CLM_DSPNSNG_STUS_CD           81  81 code     Claim Dispensing Status Code
  CLM_DAW_PROD_SLCTN_CD         82  82 code     Claim Dispense as Written (DAW) Product Selection Code
  CLM_LINE_SRVC_UNIT_QTY        83 106 quantity Claim Line Service Unit Quantity
  CLM_LINE_DAYS_SUPLY_QTY      107 115 integer  Claim Line Days' Supply Quantity
  PRVDR_PRSBNG_ID_QLFYR_CD     116 117 code     Provider Prescribing ID Qualifier Code
  CLM_PRSBNG_PRVDR_GNRC_ID_NUM 118 137 code     Claim Prescribing Provider Generic ID Number
  CLM_LINE_BENE_PMT_AMT        138 150 usd      Claim Line Beneficiary Payment Amount
  CLM_ADJSMT_TYPE_CD           151 152 code!    Claim Adjustment Type Code
  CLM_EFCTV_DT                 153 162 date     Claim Effective Date
  CLM_IDR_LD_DT                163 172 date     Claim IDR Load Date
  CLM_LINE_RX_SRVC_RFRNC_NUM   173 184 code     Claim Line Prescription Service Reference Number
  CLM_LINE_RX_FILL_NUM         185 193 code     Claim Line Prescription Fill Number
  CLM_PHRMCY_SRVC_TYPE_CD      194 195 code     Claim Pharmacy Service Type Code
`,
)
