import { table } from '../../lake/table.ts'

export const costGrowth = table(
  'cost_growth',
  "One row per payer and line of business, and one with 'all' for both: growth of spending per person from the year before.",
  'payer line_of_business',
  `
  period                 code!  the period, beside the same period of the year before
  payer                  code!  the payer, or all
  line_of_business       code!  line of business, or all
  people                 integer!  people with coverage in either
  baseline_member_months months!  months of coverage the year before
  member_months          months!  months of coverage
  baseline_tme_usd       usd!   total medical expense the year before: claims, completed where they can be, and payments beside them
  tme_usd                usd!   total medical expense
  baseline_tme_per_person_usd usd  of twelve months of coverage, the year before
  tme_per_person_usd     usd    of twelve months of coverage
  tme_growth             share  growth of total medical expense per person
  baseline_insurance_usd usd    net cost of private health insurance the year before; empty where it was not given
  insurance_usd          usd    net cost of private health insurance; empty where it was not given
  baseline_thce_per_person_usd usd  total health care expenditures of twelve months of coverage, the year before
  thce_per_person_usd    usd    total health care expenditures of twelve months of coverage
  thce_growth            share  growth of total health care expenditures per person
  growth                 share  growth of total medical expense per person after truncation
  low_share              share  lower end of its 95 % interval; empty where too few people stand behind it
  high_share             share  upper end of its 95 % interval
  completeness           code!  complete, partly, too-early or unknown: the least of what its claims of the period are
  reason                 code!  measured; or why it is not: no-baseline
  rule                   code!  the cost model's key`,
)
