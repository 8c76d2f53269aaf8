const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** CMS, Place of Service Code Set, as published through 2024 (02 and 10 telehealth, 27 outreach, 66 PACE). */
export const PLACES_OF_SERVICE = words(`
  01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 53 54 55
  56 57 58 60 61 62 65 66 71 72 81 99`)

/** USPS Publication 28, appendix B: states, the District of Columbia, territories, freely associated states, armed forces. */
export const STATES = words(`
  AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
  SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI FM MH PW AA AE AP`)

/** Codes of CMS as ResDAC documents them for the beneficiary summary file. */
export const CMS_CODES = {
  original_reason_entitlement_code: words('0 1 2 3'),
  dual_status_code: words('00 01 02 03 04 05 06 08 09 10 99 NA'),
  medicare_status_code: words('00 10 11 20 21 31'),
} as const
