import { table } from '../../lake/table.ts'

export const categorySpend = table(
  'category_spend',
  'One row per person, payer, line of business, month and service category with a claim line in the periods.',
  'payer line_of_business person_id year_month category',
  `
  period                 code!  the period of the month
  payer                  code!  the payer
  line_of_business       code!  line of business
  person_id              code!  the person, covered in the period or not
  year_month             code!  YYYYMM of the service
  category               code!  service category
  lines                  integer!  claim lines
  lines_without_amount   integer!  lines among them with neither an allowed nor a paid amount
  lines_unknown          integer!  lines among them that no category names
  lines_below_zero       integer!  lines among them that take an amount back
  lines_above_bound      integer!  lines among them with an amount that nobody believes; they count as sent
  spend_usd              usd!   sum of the lines' spend`,
)

export const practiceMonth = table(
  'practice_month',
  "One row per payer, line of business, practice and month with coverage, with 'all' for payer and line: they do not add up, since a person under two plans counts once in each row.",
  'payer line_of_business practice_id year_month',
  `
  period                 code!  the period of the month
  payer                  code!  the payer, or all
  line_of_business       code!  line of business, or all
  practice_id            code!  the practice whose panel of the period the people are on, none where they are on none
  year_month             code!  YYYYMM
  people                 integer!  people with a month, or a part of one, that counts
  member_months          quantity!  their months: of each person the days that count by days of the month, to four places, which is 1 where it counts whole`,
)

export const costMonth = table(
  'cost_month',
  'One row per payer, line of business, practice, service category and month with a claim line of people whose spend counts.',
  'payer line_of_business practice_id category year_month',
  `
  period                 code!  the period of the month
  payer                  code!  the payer
  line_of_business       code!  line of business
  practice_id            code!  the practice whose panel of the period the people are on, none where they are on none
  category               code!  service category
  year_month             code!  YYYYMM of the service
  people                 integer!  people with a line
  lines                  integer!  claim lines
  lines_without_amount   integer!  lines among them with neither an allowed nor a paid amount; they count for nothing
  lines_unknown          integer!  lines among them that no category names
  spend_usd              usd!   sum of the lines' spend
  excess_usd             usd!   the part of it above the people's truncation points, each person's by share of their spend
  rule                   code!  the file of the categories`,
)

export const costOutlier = table(
  'cost_outlier',
  'One row per period, payer, line of business and person whose spend is out of line, with why.',
  'period payer line_of_business person_id',
  `
  period                 code!  the period
  payer                  code!  the payer
  line_of_business       code!  line of business
  person_id              code!  the person
  practice_id            code!  the practice whose panel of the period the person is on, none where on none
  spend_usd              usd!   the person's spend
  cap_usd                usd!   the truncation point of the line of business
  excess_usd             usd!   spend above it
  practice_share         share  the spend by that of the practice's people with the payer and line of business; empty without a practice
  category               code   the category with most of the spend; empty where none is above zero
  category_usd           usd    the spend in it
  lines_below_zero       integer!  lines that take an amount back
  lines_above_bound      integer!  lines with an amount that nobody believes; they count as sent
  reason                 code!  line-above-bound, spend-below-zero, above-truncation-point or share-of-practice
  rule                   code!  the parameter's key`,
)
