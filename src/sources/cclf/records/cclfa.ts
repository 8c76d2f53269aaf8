import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 23. Positions are of the current record; earlier versions end sooner. */
export const cclfa = record(
  'cclfa',
  'Part A benefit enhancement and demonstration codes. One record per institutional claim with a benefit enhancement or demonstration code.',
  324,
  `
  CUR_CLM_UNIQ_ID               1  13 code!    Current Claim Unique Identifier
  BENE_MBI_ID                  14  24 code     Medicare Beneficiary Identifier
  BENE_HIC_NUM                 25  35 code     Beneficiary HIC Number
  CLM_TYPE_CD                  36  37 code     Claim Type Code
  CLM_ACTV_CARE_FROM_DT        38  47 date     Claim Admission Date
  CLM_NGACO_PBPMT_SW           48  48 code     PBP Benefit Enhancement Indicator
  CLM_NGACO_PDSCHRG_HCBS_SW    49  49 code     Post Discharge Home Visit Benefit Enhancement Indicator
  CLM_NGACO_SNF_WVR_SW         50  50 code     SNF 3-Day Waiver Benefit Enhancement Indicator
  CLM_NGACO_TLHLTH_SW          51  51 code     Telehealth Benefit Enhancement Indicator
  CLM_NGACO_CPTATN_SW          52  52 code     AIPBP Benefit Enhancement Indicator
  CLM_DEMO_1ST_NUM             53  54 code     First Program Demonstration Number
  CLM_DEMO_2ND_NUM             55  56 code     Second Program Demonstration Number
  CLM_DEMO_3RD_NUM             57  58 code     Third Program Demonstration Number
  CLM_DEMO_4TH_NUM             59  60 code     Fourth Program Demonstration Number
  CLM_DEMO_5TH_NUM             61  62 code     Fifth Program Demonstration Number
  CLM_PBP_INCLSN_AMT           63  81 usd      PBP/AIPBP-Inclusion Amount
  CLM_PBP_RDCTN_AMT            82 100 usd      PBP/AIPBP-Reduction Amount
  CLM_NGACO_CMG_WVR_SW        101 101 code     Care Management Home Visits
  CLM_INSTNL_PER_DIEM_AMT     102 120 usd      Claim Institutional Per Diem Amount
  CLM_MDCR_IP_BENE_DDCTBL_AMT 121 135 usd      Claim Medicare Inpatient Beneficiary Deductible Amount
  CLM_MDCR_COINSRNC_AMT       136 154 usd      Claim Medicare Coinsurance Amount
  CLM_BLOOD_LBLTY_AMT         155 169 usd      Claim Blood Liability Amount
  CLM_INSTNL_PRFNL_AMT        170 184 usd      Claim Institutional Professional Amount
  CLM_NCVRD_CHRG_AMT          185 203 usd      Claim Noncovered Charge Amount
  CLM_MDCR_DDCTBL_AMT         204 222 usd      Claim Medicare Deductible Amount
  CLM_RLT_COND_CD             223 224 code     Claim Related Condition Code Periodic interim payments (PIP) -62
  CLM_OPRTNL_OUTLR_AMT        225 243 usd      Operating Outlier Amount (DSH) -17
  CLM_MDCR_NEW_TECH_AMT       244 262 usd      Medicare new technology add-on payment -77
  CLM_ISLET_ISOLN_AMT         263 281 usd      Islet Isolation Add-on payment amount--Q7
  CLM_SQSTRTN_RDCTN_AMT       282 300 usd      Part A Sequestration reduction amounts -73
  CLM_1_REV_CNTR_ANSI_RSN_CD  301 303 code     Claim adjustment reason code (CARC)
  CLM_1_REV_CNTR_ANSI_GRP_CD  304 305 code     Claim Adjustment Segment (CAS) Group Code
  CLM_MIPS_PMT_AMT            306 324 usd      Capital MIPS payment costs
`,
)
