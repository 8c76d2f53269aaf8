import { table } from '../../lake/table.ts'

export const claimsTriangle = table(
  'claims_triangle',
  'One row per payer, line of business, month of service and month of payment of claim lines in force.',
  'payer line_of_business service_month paid_month',
  `
  payer                  code!  the payer
  line_of_business       code!  line of business
  service_month          code!  YYYYMM of the service
  paid_month             code!  YYYYMM of the payment, - where the payer did not say
  lines                  integer!  claim lines
  lines_without_amount   integer!  lines among them with neither an allowed nor a paid amount
  spend_usd              usd!   sum of the lines' spend
  last_paid              date   latest day of payment`,
)

export const completionFactor = table(
  'completion_factor',
  "One row per payer, line of business and month of development: a payer's own completion factors.",
  'payer line_of_business developed_months',
  `
  payer                  code!  the payer
  line_of_business       code!  line of business
  developed_months       integer!  months from service to payment, from which the factor leads to the next
  factor                 share! what was paid by the next month, by what was paid by this one
  to_complete            share! product of this factor and all that follow
  variance_usd           usd    variance of the factor per dollar paid, in dollars; empty where it is not known
  service_months         integer!  months of service behind it
  paid_usd               usd!   their sum by this month
  next_usd               usd!   their sum by the next
  paid_through           code!  YYYYMM of the last month of payment that is whole
  rule                   code!  the cost model's key`,
)

const COMPLETED = `
  paid_through           code   YYYYMM of the last month of payment that is whole; empty where none is known
  paid_usd               usd!   spend of lines paid by then, or without a day of payment
  later_usd              usd!   spend of lines paid after it, not counted here
  completed_usd          usd    what it will come to when all is paid; empty where that is not known
  run_out_usd            usd    what is still to come
  standard_error_usd     usd    standard error of what is to come
  low_usd                usd    lower end of the 95 % interval
  high_usd               usd    upper end of the 95 % interval
  paid_share             share  share paid of what it will come to
  member_months          months!  months of coverage
  paid_pmpm_usd          usd    paid per member and month
  completed_pmpm_usd     usd    completed per member and month
  low_pmpm_usd           usd    lower end of its 95 % interval
  high_pmpm_usd          usd    upper end of its 95 % interval
  completeness           code!  complete, partly, too-early or unknown
  reason                 code!  chain-ladder; or why it is not known: no-paid-dates, too-few-months, nothing-paid, after-paid-through
  rule                   code!  the cost model's key`

export const completedMonth = table(
  'completed_month',
  'One row per payer, line of business and month of the period or the year before: what its claims will come to.',
  'payer line_of_business year_month',
  `
  period                 code!  the period
  payer                  code!  the payer
  line_of_business       code!  line of business
  year_month             code!  YYYYMM
  month_start            date!  first day of the month
  developed_months       integer  months from the month of service to the last month of payment that is whole
${COMPLETED}`,
)

export const completedPeriod = table(
  'completed_period',
  'One row per period, payer and line of business: what its claims will come to, all months together.',
  'period payer line_of_business',
  `
  period                 code!  the period
  payer                  code!  the payer
  line_of_business       code!  line of business
${COMPLETED}`,
)
