import { table } from '../../lake/table.ts'

export const nonClaimsSpend = table(
  'non_claims_spend',
  'One row per period, payer, line of business, organization, practice and category of payments beside claims.',
  'period payer line_of_business organization_id practice_id category',
  `
  period                 code!  the period
  payer                  code!  the payer
  line_of_business       code!  line of business
  organization_id        code!  the provider organization paid
  practice_id            code!  the practice it is for, - where none is named
  category               code!  population-health, performance, capitation, shared-savings, recovery or other
  payments               integer!  payments that pay for days of the period
  amount_usd             usd!   their part for the days of the period`,
)

export const spending = table(
  'spending',
  "One row per period, payer and line of business, with 'all' for each: what was spent on claims and beside them.",
  'period payer line_of_business',
  `
  period                 code!  the period
  payer                  code!  the payer, or all
  line_of_business       code!  line of business, or all
  member_months          months!  months of coverage; a month under two plans counts once in a row
  claims_usd             usd!   spend of claim lines
  lines_without_amount   integer!  lines with neither an allowed nor a paid amount; they count for nothing
  non_claims_usd         usd!   payments beside claims for days of the period
  total_usd              usd!   the two together
  claims_pmpm_usd        usd    spend of claim lines per member and month
  non_claims_pmpm_usd    usd    payments beside claims per member and month
  total_pmpm_usd         usd    the two together per member and month`,
)

export const spendingShare = table(
  'spending_share',
  "One row per period, payer and line of business, with 'all' for each, and kind of share: primary care, and payment models.",
  'period payer line_of_business kind definition',
  `
  period                 code!  the period
  payer                  code!  the payer, or all
  line_of_business       code!  line of business, or all
  kind                   code!  primary-care, or payment-category
  definition             code!  narrow or broad; or the HCP-LAN category, unknown where the contract's model has none
  claims_usd             usd!   claims that count
  non_claims_usd         usd!   payments beside claims that count
  of_usd                 usd!   all spending
  share                  share  what counts by all; empty where nothing was spent
  rule                   code!  the cost model's key`,
)
