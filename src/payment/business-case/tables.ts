import { table } from '../../lake/table.ts'

export const supportedPractice = table(
  'supported_practice',
  'One row per period, payer and practice that the payer supports beyond payment for services.',
  'period payer practice_id',
  `
  period                 code!  the period or its baseline
  payer                  code!  the payer
  practice_id            code!  the practice, named by the payment, or of the organization that it went to
  basis                  code!  sent or statements: where the support is known from`,
)

export const payerSupport = table(
  'payer_support',
  'One row per period and payer with members: what it spends on support, beside its part of the supported practices’ panel.',
  'period payer',
  `
  period                 code!  the period or its baseline
  payer                  code!  the payer
  basis                  code!  sent, statements, or unknown: the payer sent no payments outside claims and no statement has them
  support_usd            usd    what it spent; empty where that is unknown
  practices              integer!  practices that it supports
  member_months          months!  months of its members on their panels, covered by it first of all
  people                 integer!  those members
  shared_months          months!  months of its members on the panels of practices that any payer supports
  shared_people          integer!  those members`,
)

export const supportChurn = table(
  'support_churn',
  'One row per payer and what became of members on panels that it supports: in the last month of the baseline and of the period.',
  'payer outcome other_payer',
  `
  payer                  code!  the payer that covered them first of all in the last month of the baseline
  outcome                code!  stayed, other-payer or none
  other_payer            code!  who covers them first of all in the last month of the period; '-' where nobody else
  people                 integer!  people`,
)

export const supportReturn = table(
  'support_return',
  'One row per payer, and whether a practice that it supports has them: the cost of members whom it covers in both years.',
  'payer supported',
  `
  payer                  code!  the payer
  supported              flag!  whether they were in the baseline on the panel of a practice that the payer supports
  people                 integer!  members with months in both years
  baseline_months        months!  their months in the baseline
  period_months          months!  their months in the period
  baseline_usd           usd!   what they cost in the baseline, each cut at the payer's own point
  period_usd             usd!   what they cost in the period, cut likewise
  change_usd             usd!   sum over people of the change of cost per month of each
  change_variance        quantity  variance over people of that change; empty for fewer than two`,
)
