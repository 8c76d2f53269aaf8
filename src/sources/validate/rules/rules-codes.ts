import type { Rule } from './rules.ts'

/** Codes by their form and check digit, and by lists that anyone may ship. CPT has form only: its list is licensed. */
export const CODE_RULES = {
  'npi-form': {
    severity: 'warned',
    expected: 'ten digits, the first 1 or 2',
    fix: 'send the national provider identifier; leave the column empty where there is none',
    source: '45 CFR 162.406; CMS, Requirements for NPI and its check digit',
  },
  'npi-check-digit': {
    severity: 'warned',
    expected: 'a check digit that fits the nine digits before it (Luhn, prefix 80840)',
    fix: 'look the number up in NPPES and send it again: a digit is wrong or two are swapped',
    source: 'CMS, Requirements for NPI and its check digit',
  },
  'npi-made-up': {
    severity: 'note',
    expected: 'a national provider identifier; CMS issues none that starts with 9',
    fix: 'read as a made-up number, as test files have; send the real one',
    source: '45 CFR 162.406; CMS, Requirements for NPI and its check digit',
  },
  'icd-10-cm-form': {
    severity: 'warned',
    expected: 'an ICD-10-CM code without its dot: a letter, a digit, then one to five letters or digits',
    fix: 'send the code to its full length without the dot; put an ICD-9 code under icd-9-cm',
    source: 'CMS and NCHS, ICD-10-CM Official Guidelines, section I.A',
  },
  'icd-10-pcs-form': {
    severity: 'warned',
    expected: 'an ICD-10-PCS code: seven letters or digits, never I or O',
    fix: 'send all seven characters; a HCPCS or CPT code belongs in hcpcs_code',
    source: 'CMS, ICD-10-PCS Official Guidelines, A',
  },
  'icd-version-date': {
    severity: 'warned',
    expected: 'ICD-10 from October 1, 2015, and ICD-9 before it',
    fix: 'state the version that the codes are of in the code type column',
    source: '45 CFR 162.1002(c)',
  },
  'hcpcs-form': {
    severity: 'warned',
    expected: 'five characters: a letter and four digits, or four digits and a digit or letter',
    fix: 'send the procedure code alone, modifiers in their own columns',
    source: 'CMS, HCPCS Level II Coding Procedures; form only for CPT',
  },
  'modifier-form': {
    severity: 'warned',
    expected: 'two letters or digits',
    fix: 'send one modifier in each column',
    source: 'CMS, HCPCS Level II Coding Procedures',
  },
  'ndc-form': {
    severity: 'warned',
    expected: 'eleven digits (5-4-2) without hyphens',
    fix: 'pad the short part with a zero: 1234-5678-90 becomes 01234567890',
    source: 'HIPAA NDC form, 45 CFR 162.1002; FDA, National Drug Code Directory',
  },
  'revenue-code-form': {
    severity: 'warned',
    expected: 'four digits, the leading zero included',
    fix: 'send 0450, not 450',
    source: 'NUBC revenue codes, as in CMS Claims Processing Manual, chapter 25',
  },
  'bill-type-form': {
    severity: 'warned',
    expected: 'three characters without the leading zero: facility, classification, frequency',
    fix: 'send 111, not 0111 or 11',
    source: 'CMS Claims Processing Manual, chapter 25, form locator 4',
  },
  'discharge-status-form': {
    severity: 'warned',
    expected: 'two digits',
    fix: 'send 01, not 1',
    source: 'CMS Claims Processing Manual, chapter 25, form locator 17',
  },
  'admit-type-unlisted': {
    severity: 'warned',
    expected: '1, 2, 3, 4, 5 or 9',
    fix: 'send the priority of admission as billed',
    source: 'CMS Claims Processing Manual, chapter 25, form locator 14',
  },
  'place-of-service-unlisted': {
    severity: 'warned',
    expected: 'a two-digit code of the CMS list',
    fix: 'send the place of service as billed: 11 is an office, 23 an emergency room',
    source: 'CMS, Place of Service Code Set',
  },
  'drg-form': {
    severity: 'warned',
    expected: 'three digits',
    fix: 'pad with zeros: 65 becomes 065; put severity of illness nowhere in this column',
    source: 'CMS, MS-DRG Definitions Manual',
  },
  'loinc-form': {
    severity: 'warned',
    expected: 'digits, a hyphen and a check digit that fits them: 4548-4',
    fix: "send the LOINC code, or call the code type the sender's own",
    source: "Regenstrief Institute, LOINC Users' Guide: Mod 10 check digit",
  },
  'zip-form': {
    severity: 'warned',
    expected: 'five digits, or nine',
    fix: 'keep the leading zero: spreadsheets drop it',
    source: 'USPS Publication 28',
  },
  'state-unlisted': {
    severity: 'note',
    expected: "the Postal Service's two letters",
    fix: 'send the two letters of the state',
    source: 'USPS Publication 28, appendix B',
  },
  'ssn-impossible': {
    severity: 'note',
    expected: 'nine digits that the Social Security Administration can have given',
    fix: 'leave the column empty where the number is not known: placeholders are not linked by',
    source: 'SSA POMS RM 10201.035: never area 000, 666 or 900 to 999, group 00 or serial 0000',
  },
  'cms-code-unlisted': {
    severity: 'warned',
    expected: "a code of CMS's list for the column",
    fix: 'send the code as CMS lists it; leave the column empty where it is not known',
    source: 'CMS, Beneficiary status, original reason for entitlement and dual status code lists (ResDAC)',
  },
  'year-month-form': {
    severity: 'warned',
    expected: 'a year and a month: 202507',
    fix: 'write the month as YYYYMM',
  },
} as const satisfies Record<string, Rule>
