import { record } from './record.ts'

/** CCLF Information Packet 38.0, table 21. Positions are of the current record; earlier versions end sooner. */
export const cclf8 = record(
  'cclf8',
  'Beneficiary demographics. One record per beneficiary and hospice range.',
  549,
  `
  BENE_MBI_ID                 1  11 code!    Medicare Beneficiary Identifier
  BENE_HIC_NUM               12  22 code     Beneficiary HIC Number
  BENE_FIPS_STATE_CD         23  24 code     Beneficiary FIPS State Code
  BENE_FIPS_CNTY_CD          25  27 code     Beneficiary FIPS County Code
  BENE_ZIP_CD                28  32 code     Beneficiary ZIP Code
  BENE_DOB                   33  42 date     Beneficiary Date of Birth
  BENE_SEX_CD                43  43 code     Beneficiary Sex Code
  BENE_RACE_CD               44  44 code     Beneficiary Race Code
  BENE_AGE                   45  47 integer  Beneficiary Age
  BENE_MDCR_STUS_CD          48  49 code     Beneficiary Medicare Status Code
  BENE_DUAL_STUS_CD          50  51 code     Beneficiary Dual Status Code
  BENE_DEATH_DT              52  61 date     Beneficiary Death Date
  BENE_RNG_BGN_DT            62  71 date     Date beneficiary enrolled in Hospice
  BENE_RNG_END_DT            72  81 date     Date beneficiary ended Hospice
  BENE_1ST_NAME              82 111 text     Beneficiary First Name
  BENE_MIDL_NAME            112 126 text     Beneficiary Middle Name
  BENE_LAST_NAME            127 166 text     Beneficiary Last Name
  BENE_ORGNL_ENTLMT_RSN_CD  167 167 code     Beneficiary Original Entitlement Reason Code
  BENE_ENTLMT_BUYIN_IND     168 168 code     Beneficiary Entitlement Buy-in Indicator
  BENE_PART_A_ENRLMT_BGN_DT 169 178 date     Bene Entitlement Part A Begin Date
  BENE_PART_B_ENRLMT_BGN_DT 179 188 date     Bene Entitlement Part B Begin Date
  BENE_LINE_1_ADR           189 233 text     Beneficiary Derived Mailing Line One Address
  BENE_LINE_2_ADR           234 278 text     Beneficiary Derived Mailing Line Two Address
  BENE_LINE_3_ADR           279 318 text     Beneficiary Derived Mailing Line Three Address
  BENE_LINE_4_ADR           319 358 text     Beneficiary Derived Mailing Line Four Address
  BENE_LINE_5_ADR           359 398 text     Beneficiary Derived Mailing Line Five Address
  BENE_LINE_6_ADR           399 438 text     Beneficiary Derived Mailing Line Six Address
  GEO_ZIP_PLC_NAME          439 538 text     Beneficiary City
  GEO_USPS_STATE_CD         539 540 code     Beneficiary State
  GEO_ZIP5_CD               541 545 code     Beneficiary Zip Code
  GEO_ZIP4_CD               546 549 code     Beneficiary Zip Code Ext.
`,
)
