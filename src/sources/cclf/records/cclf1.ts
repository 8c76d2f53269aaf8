import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 14. Positions are of the current record; earlier versions end sooner. */
export const cclf1 = record(
  'cclf1',
  'Part A claims header. One record per version of an institutional claim.',
  437,
  `
  CUR_CLM_UNIQ_ID                 1  13 code!    Current Claim Unique Identifier
  PRVDR_OSCAR_NUM                14  19 code     Provider OSCAR-Number
  BENE_MBI_ID                    20  30 code!    Medicare Beneficiary Identifier
  BENE_HIC_NUM                   31  41 code     Beneficiary HIC Number
  CLM_TYPE_CD                    42  43 code     Claim Type Code
  CLM_FROM_DT                    44  53 date     Claim From Date
  CLM_THRU_DT                    54  63 date     Claim Thru Date
  CLM_BILL_FAC_TYPE_CD           64  64 code     Claim Bill Facility Type Code
  CLM_BILL_CLSFCTN_CD            65  65 code     Claim Bill Classification Code
  PRNCPL_DGNS_CD                 66  72 code     Principal Diagnosis Code
  ADMTG_DGNS_CD                  73  79 code     Admitting Diagnosis Code
  CLM_MDCR_NPMT_RSN_CD           80  81 code     Claim Medicare Non-Payment Reason Code
  CLM_PMT_AMT                    82  98 usd      Claim Payment Amount
  CLM_NCH_PRMRY_PYR_CD           99  99 code     Claim NCH Primary Payer Code
  PRVDR_FAC_FIPS_ST_CD          100 101 code     Federal Information Processing Standards (FIPS) State Code
  BENE_PTNT_STUS_CD             102 103 code     Beneficiary Patient Status Code
  DGNS_DRG_CD                   104 107 code     Diagnosis Related Group Code
  CLM_OP_SRVC_TYPE_CD           108 108 code     Claim Outpatient Service Type Code
  FAC_PRVDR_NPI_NUM             109 118 code     Facility Provider NPI Number
  OPRTG_PRVDR_NPI_NUM           119 128 code     Operating Provider NPI Number
  ATNDG_PRVDR_NPI_NUM           129 138 code     Attending Provider NPI Number
  OTHR_PRVDR_NPI_NUM            139 148 code     Other Provider NPI Number
  CLM_ADJSMT_TYPE_CD            149 150 code!    Claim Adjustment Type Code
  CLM_EFCTV_DT                  151 160 date     Claim Effective Date
  CLM_IDR_LD_DT                 161 170 date     Claim IDR Load Date
  BENE_EQTBL_BIC_HICN_NUM       171 181 code     Beneficiary Equitable BIC HICN-Number
  CLM_ADMSN_TYPE_CD             182 183 code     Claim Admission Type Code
  CLM_ADMSN_SRC_CD              184 185 code     Claim Admission Source Code
  CLM_BILL_FREQ_CD              186 186 code     Claim Bill Frequency Code
  CLM_QUERY_CD                  187 187 code     Claim Query Code
  DGNS_PRCDR_ICD_IND            188 188 code     ICD Version Indicator
  CLM_MDCR_INSTNL_TOT_CHRG_AMT  189 203 usd      Total Claim Charge Amount
  CLM_MDCR_IP_PPS_CPTL_IME_AMT  204 218 usd      Claim Capital Indirect Medical Education Amount
  CLM_OPRTNL_IME_AMT            219 240 usd      Claim Operational Indirect Medical Education Amount
  CLM_MDCR_IP_PPS_DSPRPRTNT_AMT 241 255 usd      Claim Capital Disproportionate Amount
  CLM_HIPPS_UNCOMPD_CARE_AMT    256 270 usd      Claim Health Insurance Prospective Payment System Uncompensated Care Amount
  CLM_OPRTNL_DSPRPRTNT_AMT      271 292 usd      Claim Operational disproportionate Amount
  CLM_BLG_PRVDR_OSCAR_NUM       293 312 code     Claim Provider OSCAR-number
  CLM_BLG_PRVDR_NPI_NUM         313 322 code     Claim Facility Provider NPI Number
  CLM_OPRTG_PRVDR_NPI_NUM       323 332 code     Claim Operating Provider NPI Number
  CLM_ATNDG_PRVDR_NPI_NUM       333 342 code     Claim Attending Provider NPI Number
  CLM_OTHR_PRVDR_NPI_NUM        343 352 code     Claim Other Provider NPI Number
  CLM_CNTL_NUM                  353 392 code     Claim Control Number
  CLM_ORG_CNTL_NUM              393 432 code     Claim Original Control Number
  CLM_CNTRCTR_NUM               433 437 code     Claim Contractor Number
`,
)
