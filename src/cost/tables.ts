import { table } from '../lake/table.ts'

export const memberMonth = table(
  'member_month',
  "One row per person, plan and month that counts: the payer's way says which days of coverage make one.",
  'payer plan line_of_business person_id year_month',
  `
  person_id              code!  the person
  payer                  code!  the payer
  plan                   code!  the payer's plan
  line_of_business       code!  line of business
  member_id              code!  the payer's number for the member
  year_month             code!  YYYYMM
  month_start            date!  first day of the month
  primary_coverage       flag!  the one plan of that month that counts where a person must count once
  days                   integer!  the days that count as one number, the first of the month as its lowest bit: all of them where the month counts whole
  reason                 code!  the way the month was counted: first-day, fifteenth, any-day, whole-month or days-share
  file_id                code!  file of the eligibility row
  record_number          integer!  that row`,
)

export const personCost = table(
  'person_cost',
  'One row per person, payer and line of business with coverage in the period.',
  'period payer line_of_business person_id',
  `
  period                 code!  the period
  payer                  code!  the payer
  line_of_business       code!  line of business
  person_id              code!  the person
  member_months          months!  months covered by the payer in that line of business
  lines                  integer!  claim lines of services in the period
  lines_without_amount   integer!  lines with neither an allowed nor a paid amount
  spend_usd              usd!   sum of the lines' spend
  truncated_usd          usd!   spend, at most the truncation point`,
)

export const truncationPoint = table(
  'truncation_point',
  'One row per line of business: the spend of one person above which no more is counted.',
  'period line_of_business',
  `
  period                 code!  the period
  line_of_business       code!  line of business
  percentile_share       share! share of people at or below the point
  people                 integer!  people ranked
  place                  integer!  rank of the person whose spend is the point, from the lowest
  cap_usd                usd!   that person's spend
  rule                   code!  the parameter's key`,
)

export const practiceCost = table(
  'practice_cost',
  "One row per practice and payer, and one with payer 'all': total cost of care of the attributed people.",
  'period practice_id payer',
  `
  period                 code!  the period
  practice_id            code!  the practice
  payer                  code!  the payer, or all
  people                 integer!  attributed people with coverage
  member_months          months!  their months of coverage
  spend_usd              usd!   their spend
  truncated_usd          usd!   their spend after truncation
  pmpm_usd               usd    truncated spend per member month
  other_billers          integer!  organizations outside the practice's own that billed
  largest_other_share    share  share of the largest of them in what they all billed`,
)

export const encounter = table(
  'encounter',
  'One row per person and encounter: a stay in hospital or in a nursing facility, an observation, or an emergency visit that did not end in a stay.',
  'person_id encounter_id',
  `
  person_id              code!  the person
  encounter_id           code!  the encounter's key: it stays the same while its kind and first day do
  kind                   code!  inpatient-stay, skilled-nursing, observation or emergency-visit
  first_date             date!  first day
  last_date              date!  last day as reported; of a stay without a discharge, its latest claim's first day
  discharge_date         date   of a stay; empty while nobody reported a discharge
  discharge_disposition_code code NUBC patient discharge status of the last claim
  claims                 integer!  the facilities' claims joined
  facilities             integer!  facilities among them that are known by directory, NPI or tax number
  transfers              integer!  times that a claim of a stay came from another facility than the one before it
  emergency_visits       integer!  visits to an emergency department that are part of it
  observations           integer!  observations that are part of it
  days_since_stay        integer  of a stay in hospital, days since the last day of the stay before it
  readmission_of         code   the stay before it, where this one is a readmission to it
  payers                 integer!  payers that sent its lines
  lines                  integer!  its claim lines, those of clinicians included
  lines_without_amount   integer!  lines with neither an allowed nor a paid amount
  spend_usd              usd!   sum of the lines' spend
  reason                 code!  what showed it: bill-type, room-and-board, observation-revenue, emergency-revenue or emergency-place
  rule                   code!  the kind's key in the encounter file
  file_id                code!  file of a line that shows it, of the last claim of a stay
  record_number          integer!  its physical record`,
)
