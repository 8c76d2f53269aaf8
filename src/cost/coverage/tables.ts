import { table } from '../../lake/table.ts'

export const coverageFinding = table(
  'coverage_finding',
  'One row per finding on the coverage of a person: of a span, of a month with claims, or of a period without.',
  'finding payer plan line_of_business person_id first_date file_id record_number',
  `
  finding                code!  the finding, as the rule file names it
  severity               code!  warned or note
  payer                  code!  the payer
  line_of_business       code!  line of business
  plan                   code!  the payer's plan; '-' where the finding is about all of them, or the layout has none
  person_id              code!  the person
  member_id              code!  the payer's number for the member, on the record named
  first_date             date!  first of the days that the finding is about
  last_date              date!  last of them
  days                   integer  how many they are; empty where they run backwards or have no end
  months                 integer!  months of the run in which those days lie
  months_counted         integer!  those of them that count for the person, under that plan of the payer in that line of business
  lines                  integer  claim lines the finding is about
  spend_usd              usd    the sum of their spend
  treatment              code!  what the run did: days-not-counted, counted-once, counted-as-sent, span-left-out, ended-at-death, kept-alone, spend-counted-without-month, spend-left-out or spend-of-zero
  reason                 text!  what is odd, in plain words, without values
  rule                   code!  the finding's key in the rule file
  file_id                code!  file of the record that shows it
  record_number          integer!  that record`,
)

export const memberState = table(
  'member_state',
  'One row per member of a payer: what became of its coverage.',
  'payer member_id',
  `
  payer                  code!  the payer
  member_id              code!  the payer's number for the member
  person_id              code!  the person
  state                  code!  months-in-period, months-before-period, number-only, no-usable-span, outside-these-years, months-under-another-number or no-month-counts
  spans                  integer!  spans in force
  months                 integer!  months of the period that count, under whichever plan
  months_before          integer!  months of the twelve before it that count
  findings               integer!  findings about it
  rule                   code!  the state's key in the rule file
  file_id                code!  file of the record that speaks for the member
  record_number          integer!  that record`,
)
