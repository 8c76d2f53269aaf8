import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 24. Positions are of the current record; earlier versions end sooner. */
export const cclfb = record(
  'cclfb',
  'Part B benefit enhancement and demonstration codes. One record per professional claim line with a benefit enhancement or demonstration code.',
  128,
  `
  CUR_CLM_UNIQ_ID                  1  13 code!    Current Claim Unique Identifier
  CLM_LINE_NUM                    14  23 integer! Claim Line Number
  BENE_MBI_ID                     24  34 code     Medicare Beneficiary Identifier
  BENE_HIC_NUM                    35  45 code     Beneficiary HIC Number
  CLM_TYPE_CD                     46  47 code     Claim Type Code
  CLM_LINE_NGACO_PBPMT_SW         48  48 code     PBP Benefit Enhancement Indicator
  CLM_LINE_NGACO_PDSCHRG_HCBS_SW  49  49 code     Post Discharge Home Visit Benefit Enhancement Indicator
  CLM_LINE_NGACO_SNF_WVR_SW       50  50 code     SNF 3-Day-Waiver Benefit Enhancement Indicator
  CLM_LINE_NGACO_TLHLTH_SW        51  51 code     Telehealth Benefit Enhancement Indicator
  CLM_LINE_NGACO_CPTATN_SW        52  52 code     AIPBP Benefit Enhancement Indicator
  CLM_DEMO_1ST_NUM                53  54 code     First Program Demonstration Number
  CLM_DEMO_2ND_NUM                55  56 code     Second Program Demonstration Number
  CLM_DEMO_3RD_NUM                57  58 code     Third Program Demonstration Number
  CLM_DEMO_4TH_NUM                59  60 code     Fourth Program Demonstration Number
  CLM_DEMO_5TH_NUM                61  62 code     Fifth Program Demonstration Number
  CLM_PBP_INCLSN_AMT              63  77 usd      PBP/AIPBP-Inclusion Amount
  CLM_PBP_RDCTN_AMT               78  92 usd      PBP/AIPBP-Reduction Amount
  CLM_NGACO_CMG_WVR_SW            93  93 code     Care Management Home Visits
  CLM_MDCR_DDCTBL_AMT             94 112 usd      Claim Medicare Deductible Amount
  CLM_SQSTRTN_RDCTN_AMT          113 127 usd      Part B Sequestration reduction amounts
  CLM_LINE_CARR_HPSA_SCRCTY_CD   128 128 code     Claim Line Carrier Health Professional Shortage Area Scarcity Code
`,
)
