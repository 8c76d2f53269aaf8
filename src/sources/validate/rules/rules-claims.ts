import type { Rule } from './rules.ts'

/** What a record says that does not go together, or refers to something nobody has sent. */
export const CLAIM_RULES = {
  'line-outside-claim': {
    severity: 'warned',
    expected: "line days within the claim's first and last day",
    fix: 'check the days of the line and of the claim',
  },
  'paid-over-allowed': {
    severity: 'warned',
    expected: 'a paid amount that is at most the allowed amount',
    fix: "check which column holds which amount; allowed is paid and the member's share",
  },
  'allowed-over-charge': {
    severity: 'note',
    expected: 'an allowed amount that is at most the charge, on a professional claim',
    fix: 'check which column holds which amount',
  },
  'bill-type-missing': {
    severity: 'note',
    expected: 'a type of bill on an institutional claim',
    fix: 'fill bill_type_code: without it a stay cannot be told from an outpatient visit',
    source: 'CMS Claims Processing Manual, chapter 25, form locator 4',
  },
  'place-of-service-missing': {
    severity: 'note',
    expected: 'a place of service on a professional claim',
    fix: 'fill place_of_service_code',
    source: 'CMS Claims Processing Manual, chapter 26, item 24B',
  },
  'diagnosis-missing': {
    severity: 'note',
    expected: 'at least one diagnosis on a medical claim',
    fix: "fill diagnosis_code_1 on every line of the claim with the claim's principal or first diagnosis",
    source: 'CMS Claims Processing Manual, chapter 23, section 10',
  },
  'quantity-absurd': {
    severity: 'warned',
    expected: 'a quantity from 0 to 10,000 on an original claim',
    fix: 'check the unit: thousandths, or an amount in the column of quantities',
    source: 'ours: a screen for shifted columns, no published limit',
  },
  'days-supply-absurd': {
    severity: 'warned',
    expected: 'a supply of 0 to 366 days on an original claim',
    fix: 'check that the column holds days, and not the quantity',
    source: 'ours: a screen for shifted columns, no published limit',
  },
  'birth-date-implausible': {
    severity: 'warned',
    expected: 'a birth from 1900 to the day the file was received',
    fix: 'send the day of birth; leave the column empty where it is not known, never a stand-in day',
    source: 'ours: nobody alive was born before 1900',
  },
  'member-unknown': {
    severity: 'warned',
    expected: 'a member whose coverage has come',
    fix: 'send the coverage, or check the member number: it must be spelled as in eligibility',
  },
  'practice-unknown': {
    severity: 'warned',
    expected: "a practice of the region's directory, by its key or its tax number",
    fix: 'compare with the directory; ask the convener to add the practice where it is new',
  },
  'organization-unknown': {
    severity: 'warned',
    expected: "a provider organization of the region's directory",
    fix: 'compare with the directory; ask the convener to add the organization where it is new',
  },
  'clinician-unknown': {
    severity: 'note',
    expected: "a clinician of the region's directory",
    fix: 'compare the NPI with the directory; ask the convener to add the clinician where it is new',
  },
} as const satisfies Record<string, Rule>
