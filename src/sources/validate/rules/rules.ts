import { CLAIM_RULES } from './rules-claims.ts'
import { CODE_RULES } from './rules-codes.ts'
import { FHIR_RULES } from './rules-fhir.ts'
import { MAPPING_RULES } from './rules-mapping.ts'
import { CCLF_RULES, CONTROL_RULES, PAST_RULES } from './rules-past.ts'

/**
 * Every rule that a record or a file may break, with what the sender is told. Severity here is the rule's own; a field
 * the layout requires makes `by-field` a quarantine, any other field a warning with the value left empty.
 */
export type Severity = 'refused' | 'quarantined' | 'warned' | 'note'

export type Rule = {
  severity: Severity | 'by-field'
  expected: string
  fix: string
  /** Where a public source says so. */
  source?: string
}

/** What a file and its fields look like, and what new rows say beside what is in force. */
const STRUCTURE_RULES = {
  'record-length': {
    severity: 'quarantined',
    expected: "a record of the layout's length, or of a published earlier version's",
    fix: 'send the file in a published version of the layout',
  },
  'open-quote': {
    severity: 'quarantined',
    expected: 'a closing quote',
    fix: 'double a quote inside a field, and close each quoted field',
  },
  'field-count': {
    severity: 'quarantined',
    expected: 'as many fields as the header has',
    fix: 'put a field that holds the delimiter in quotes',
  },
  'odd-character': {
    severity: 'quarantined',
    expected: 'text: no NUL, no carriage return inside a record, no character broken on its way',
    fix: 'write the file in UTF-8, with one kind of line end',
  },
  'required-missing': {
    severity: 'quarantined',
    expected: 'a value: the record means nothing without it',
    fix: 'fill the column',
  },
  'date-unreadable': {
    severity: 'by-field',
    expected: "a day in the layout's form",
    fix: 'write days as the layout does',
  },
  'date-form': {
    severity: 'warned',
    expected: "the layout's form of a day",
    fix: 'read as year, month, day; write days as the layout does',
  },
  'amount-unreadable': {
    severity: 'quarantined',
    expected: 'an amount in dollars with a decimal point',
    fix: 'write 1234.50',
  },
  'amount-form': {
    severity: 'warned',
    expected: 'an amount without currency sign, thousands separators or parentheses',
    fix: 'read as dollars; write 1234.50, and -1234.50 for a negative amount',
  },
  'amount-rounded': {
    severity: 'warned',
    expected: 'at most two decimals',
    fix: 'rounded to the cent; send whole cents',
  },
  'number-unreadable': {
    severity: 'by-field',
    expected: 'a number',
    fix: 'write digits, with a decimal point where needed',
  },
  'not-listed': {
    severity: 'by-field',
    expected: "one of the layout's values",
    fix: 'use one of the values in the reference',
  },
  'amount-in-cents': {
    severity: 'note',
    expected: 'dollars',
    fix: 'no amount of the column has a decimal point and the middle one is above 10,000: check that they are not cents',
  },
  'amount-negative': {
    severity: 'warned',
    expected: 'a negative amount on an adjustment or cancellation only',
    fix: 'state claim_status, or send the amount as paid',
  },
  'extra-column': {
    severity: 'note',
    expected: "the layout's columns",
    fix: 'kept in the received file, read by nothing',
  },
  'other-encoding': { severity: 'note', expected: 'UTF-8', fix: 'read as Windows-1252 or UTF-16; send UTF-8' },
  'corrects-file': {
    severity: 'note',
    expected: 'a name of its own for each file',
    fix: 'taken as a correction of the earlier file of this name: its records are no longer in force',
  },
  'wrong-payer': {
    severity: 'quarantined',
    expected: 'the payer that sends the file, or one that is registered',
    fix: 'send the record as that payer, or give the name with --name as one of its own',
  },
  'line-of-business-unknown': {
    severity: 'quarantined',
    expected: 'a line_of_business column, or one registered for the payer',
    fix: 'register the payer with --line-of-business',
  },
  'same-key-twice': {
    severity: 'warned',
    expected: 'one record for each key of the table',
    fix: 'two records of the delivery have one key and differ; the later one is in force',
  },
  'dates-out-of-order': { severity: 'warned', expected: 'an end on or after the start', fix: 'check both days' },
  'date-in-future': { severity: 'warned', expected: 'a day before the file was received', fix: 'check the day' },
  'death-before-birth': { severity: 'warned', expected: 'a death on or after the birth', fix: 'check both days' },
  'coverage-overlap': {
    severity: 'warned',
    expected: 'spans of one member and plan that do not overlap',
    fix: 'a month counts once; end the earlier span',
  },
  'claim-without-coverage': {
    severity: 'warned',
    expected: "coverage on the claim's first day",
    fix: 'send the coverage, or check the member number',
  },
  'member-number-shared': {
    severity: 'warned',
    expected: 'one person for each member number',
    fix: 'the number has two first names and two birth dates: check who it belongs to',
  },
} as const satisfies Record<string, Rule>

/** The rules by what they look at: docs/reference/findings.md is made from it. */
export const RULE_FAMILIES = [
  { family: 'Structure, types and coverage', rules: STRUCTURE_RULES },
  { family: 'Codes', rules: CODE_RULES },
  { family: 'Within a claim, and references', rules: CLAIM_RULES },
  { family: 'Over time, and beside other payers', rules: PAST_RULES },
  { family: 'Control totals and thresholds', rules: CONTROL_RULES },
  { family: 'CCLF', rules: CCLF_RULES },
  { family: 'FHIR', rules: FHIR_RULES },
] as const satisfies readonly { family: string; rules: Readonly<Record<string, Rule>> }[]

export const RULES = {
  ...STRUCTURE_RULES,
  ...CODE_RULES,
  ...CLAIM_RULES,
  ...PAST_RULES,
  ...CONTROL_RULES,
  ...CCLF_RULES,
  ...FHIR_RULES,
  ...MAPPING_RULES,
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof RULES
