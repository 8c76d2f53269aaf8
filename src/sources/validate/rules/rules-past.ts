import type { Rule } from './rules.ts'

/**
 * What is odd about a table as a whole, beside its own months, what the payer sent before, and what others of the line
 * of business send. None of it says that a record is wrong: it says where to look. The bounds are in bounds.ts.
 */
export const PAST_RULES = {
  'month-missing': {
    severity: 'warned',
    expected: 'rows for every month between the first and the last',
    fix: 'send the month that is missing, or say that there is nothing in it',
  },
  'volume-drop': {
    severity: 'warned',
    expected: "about as many rows as in the payer's other months",
    fix: 'check the extract: a filter, a failed load or a product that is left out',
  },
  'volume-surge': {
    severity: 'warned',
    expected: "about as many rows as in the payer's other months",
    fix: 'check for records that are sent twice under new numbers',
  },
  'column-went-blank': {
    severity: 'warned',
    expected: 'values in a column that the last delivery of the table filled',
    fix: 'check the extract: the column lost its source, or its name changed',
  },
  'codes-changed': {
    severity: 'warned',
    expected: 'the codes that the last delivery of the table used, in about the same shares',
    fix: 'check the code translation: it changed between two deliveries',
  },
  'zero-paid-share': {
    severity: 'warned',
    expected: 'claims of which fewer than nine in ten are paid zero',
    fix: 'check the paid amount; say so where the claims are encounters under capitation',
  },
  'negative-share': {
    severity: 'warned',
    expected: 'fewer than one line in ten with a negative paid amount',
    fix: 'check the sign: what the payer pays is positive',
  },
  'first-of-month': {
    severity: 'warned',
    expected: 'days of service spread over the month',
    fix: 'send the day of service: nine in ten lie on the first of a month, which is a month written as a day',
  },
  'diagnosis-share-fell': {
    severity: 'warned',
    expected: "about the share of lines with a diagnosis that the payer's other months have",
    fix: 'check that diagnoses were joined to the lines of the month',
  },
  'npi-share-fell': {
    severity: 'warned',
    expected: "about the share of lines with a rendering NPI that the payer's other months have",
    fix: 'check that providers were joined to the lines of the month',
  },
  'cost-out-of-range': {
    severity: 'warned',
    expected: "a cost per member and month near that of the payer's other months",
    fix: 'check the amounts (dollars or cents, whole claim or line) and the coverage of the month',
  },
  'use-out-of-range': {
    severity: 'warned',
    expected: "claims per 1,000 members near those of the payer's other months",
    fix: 'check that claims and coverage are of the same members',
  },
  'outside-others': {
    severity: 'note',
    expected: 'a figure within the range seen at other payers of the line of business',
    fix: 'outside the range seen: check how the figure comes about; it may well be right',
  },
} as const satisfies Record<string, Rule>

/** Counts and amounts that a trailer or a side file states, and what a sender may be held to. */
export const CONTROL_RULES = {
  'control-total': {
    severity: 'warned',
    expected: 'as many records as the sender states',
    fix: 'compare with the sender; the records that came are taken in',
  },
  'control-amount': {
    severity: 'warned',
    expected: 'amounts that add up to what the sender states',
    fix: 'compare the sums: a record is missing or was quarantined, or an amount was read otherwise',
  },
  'control-hash': {
    severity: 'warned',
    expected: 'the bytes whose sha256 the sender states',
    fix: 'send the file again: it was changed or cut on its way',
  },
  'control-file-missing': {
    severity: 'warned',
    expected: 'every file that the sender states',
    fix: 'send the file, or take it out of the control file',
  },
  'control-unreadable': {
    severity: 'warned',
    expected: 'file_name, and records, amount or sha256 as plain numbers',
    fix: 'write the control record as docs/concepts/findings.md shows',
  },
  'over-threshold': {
    severity: 'refused',
    expected: 'at most the share of records that the region lets break the rule',
    fix: 'mend the records of that rule and send the file again, or ask the convener for a waiver',
  },
  waived: {
    severity: 'warned',
    expected: 'records that keep the rule, which the region lets off for a time',
    fix: 'mend the records of that rule before the waiver ends',
  },
} as const satisfies Record<string, Rule>

/** Rules that only CCLF knows; its source words each finding itself. */
export const CCLF_RULES = {
  'record-without-header': {
    severity: 'warned',
    expected: 'a claim of CCLF1 in the same submission',
    fix: 'send the files of one delivery together',
  },
  'not-entitled': {
    severity: 'warned',
    expected: 'entitlement and the day on which it began',
    fix: 'the beneficiary has no coverage until a delivery states it',
  },
  'coverage-start-unknown': {
    severity: 'warned',
    expected: 'entitlement and the day on which it began',
    fix: 'the beneficiary has no coverage until a delivery states it',
  },
  'cancellation-without-original': {
    severity: 'warned',
    expected: 'a claim of the same natural key and amount',
    fix: 'its amount is taken back all the same; send the claim that it cancels',
  },
} as const satisfies Record<string, Rule>
