import { table } from '../../lake/table.ts'

export const kindSpend = table(
  'kind_spend',
  'One row per period, payer, line of business, practice, kind of service and specialty: lines and spend of covered people.',
  'period payer line_of_business practice_id kind specialty',
  `
  period                 code!  the period
  payer                  code!  the payer
  line_of_business       code!  line of business
  practice_id            code!  the practice whose panel the people are on, - where they are on none
  kind                   code!  type of claim, place, and group, code or revenue center
  specialty              code!  directory specialty of the clinician, - where none is known
  claim_type             code!  institutional, professional, dental, vision, undetermined or pharmacy
  place_of_service_code  code   CMS place of service
  lines                  integer!  claim lines with an amount, less those that take an amount back
  lines_without_amount   integer!  lines with neither an allowed nor a paid amount; they count for nothing
  spend_usd              usd!   their spend`,
)

export const costDriver = table(
  'cost_driver',
  'One row per payer and line of business, per payer and practice, per practice, and one over all: what moved its cost.',
  'payer line_of_business practice_id',
  `
  period                 code!  the period, beside the same period of the year before
  payer                  code!  the payer, or all
  line_of_business       code!  line of business, or all
  practice_id            code!  the practice, or all people of the payer, on a panel or not
  baseline_pmpm_usd      usd    spend per member and month the year before
  pmpm_usd               usd    spend per member and month
  change_usd             usd    the difference: price, use and mix together
  price_usd              usd    of it, what the same services cost more or less
  use_usd                usd    of it, more or fewer services
  mix_usd                usd    of it, costlier or cheaper services
  baseline_member_months months!  months of coverage the year before
  member_months          months!  months of coverage
  baseline_lines         integer!  lines with a standard price the year before
  lines                  integer!  lines with a standard price
  baseline_standard_usd  usd!   those lines at standard prices the year before
  standard_usd           usd!   those lines at standard prices
  baseline_spend_usd     usd!   spend the year before
  spend_usd              usd!   spend
  lines_without_amount   integer!  lines of both periods that count for nothing
  reason                 code!  split; or why it is not: no-baseline, no-standard-price
  rule                   code!  the convention by which the parts are made`,
)
