import { table } from '../../lake/table.ts'

export const payerListMonth = table(
  'payer_list_month',
  "One row per payer, line of business, month and submission in which a part of that month's list came.",
  'payer line_of_business year_month submission_id',
  `
  payer                  code!  the payer
  line_of_business       code!  line of business
  year_month             code!  YYYYMM, the month the list is for
  submission_id          code!  the submission
  members                integer!  members on it, as that submission said
  covered                integer!  members whom the payer covers in that month by the coverage in force, as far as the run reads coverage`,
)

export const listCount = table(
  'list_count',
  'One row per list, line of business, month and state of its records: how every record of every list ended.',
  'period source sender payer line_of_business year_month state',
  `
  period                 code!  the period
  source                 code!  plan: the payer's own list; practice: a list that a practice sent
  sender                 code!  who sent it; of a plan's list the payer
  payer                  code!  the payer whose members it names
  line_of_business       code!  line of business
  year_month             code!  YYYYMM, the month the list is for
  state                  code!  as in list_record; also older-list, outside-window and month-unreadable
  records                integer!  records in force
  people                 integer!  people behind them, where known`,
)

export const listRecord = table(
  'list_record',
  'One row per record of the newest list of each sender in the window: whom it names, where, and whether it counts.',
  'period source file_id record_number',
  `
  period                 code!  the period
  source                 code!  plan: the payer's own list; practice: a list that a practice sent
  file_id                code!  the file
  record_number          integer!  its physical record
  sender                 code!  who sent it; of a plan's list the payer
  payer                  code!  the payer whose member is named
  line_of_business       code!  line of business
  member_id              code!  the payer's number for the member
  year_month             code!  YYYYMM, the month the list is for
  person_id              code   the person behind the number; empty where nobody knows it
  practice_id            code   the practice of the directory that is meant; empty where none can be told
  resolved_by            code   practice, tin or clinician: by what it was told
  npi                    code   the clinician named
  state                  code!  counted, or why it does not: unknown-member, sent-by-another, no-practice-named, unknown-practice, tin-of-several-practices, clinician-without-practice, clinician-at-several-practices, not-covered, named-again
  practice_has_clinicians flag  whether a clinician works at the practice in that month; empty where no practice is told`,
)

export const listReconciliation = table(
  'list_reconciliation',
  'One row per person on a list, or with coverage in the period: which lists place the person where, and what is decided.',
  'period person_id',
  `
  period                 code!  the period
  person_id              code!  the person
  state                  code!  agreed, plan-only, practice-only, claims-only, lists-differ, one-list-twice, two-payers-differ, two-practices-claim or nowhere
  plan_lists             integer!  payers whose list names the person, whether it counts or not
  plan_practices         integer!  practices that payers' lists place the person at
  plan_practice_id       code   the one of them, or that of the payer whose coverage counts first
  practice_lists         integer!  practices and others whose own list names the person
  practice_practices     integer!  practices that those lists place the person at
  practice_practice_id   code   the one of them; empty where two claim the person
  claims_practice_id     code   the practice of the region's panel
  claims_reason          code   why it is on that panel; empty where the person has no coverage in the period
  decision_practice_id   code   what is decided; empty where nothing is
  decision               code!  the step that decided: attested, all-agree, two-agree, claims, plan or practice; undecided where lists name practices and no step decides; nowhere where none names one
  step                   integer  its place in the rule, from 1
  rule                   code!  the rule's key
  records_counted        integer!  list records that count
  records_left           integer!  list records of the person that do not; each has its reason in list_record
  named_twice            flag!  a list names the person at two practices
  birth_date_known       flag!  whether any payer knows the birth date; without one nobody can be joined over payers
  covered_last_month     flag!  whether a payer covers the person in the last month of the period`,
)
