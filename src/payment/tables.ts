import { table } from '../lake/table.ts'

export const claimsPerson = table(
  'claims_person',
  'One row per model, year, payer, person and population: what a model that runs from claims counts of the person.',
  'model year payer person_id population',
  `
  model                  code!  the model's key
  year                   code!  the year, or the run's period, for example 2022
  year_start             date!  its first day
  payer                  code!  the payer, of whom a contract under the model is in force
  person_id              code!  the person
  population             code!  a population of the model; untold where the coverage does not say which
  member_months          months!  months of the year in it, covered first of all by the payer in the model's lines of business
  first_month            date!  first of those months
  last_month             date!  last of them
  lines                  integer!  claim lines of services in those months
  lines_without_amount   integer!  lines without the amount that the model counts; they add nothing
  spend_usd              usd!   sum of the amounts
  point_usd              usd    spend of a year above which no more is counted; empty where the model cuts nothing
  truncated_usd          usd!   spend, at most the point times the part of a year
  practice_id            code   the practice that the panel's rule finds for the year
  settled_id             code   the practice or organization that the model settles and the person is assigned to
`,
)

export const claimsYear = table(
  'claims_year',
  'One row per model, year, payer, whom it is about and population: sums over people, and why a year is not known.',
  'model year payer settled_id population',
  `
  model                  code!  the model's key
  year                   code!  the year, or the run's period, for example 2022
  year_start             date!  its first day
  payer                  code!  the payer
  settled_id             code!  the practice or organization settled, or region: everybody of the payer
  population             code!  a population of the model
  people                 integer!  people with a month in it
  member_months          months!  their months
  lines_without_amount   integer!  their lines without the amount that the model counts
  spend_usd              usd!   their spend
  truncated_usd          usd!   their spend, cut at the point
  unknown_because        text   why nothing is known of the year, so that the counts are not its counts
`,
)

export const paymentFact = table(
  'payment_fact',
  'One row per payer, practice (or contract), model and fact: what is known about a contract.',
  'period payer practice_id model fact',
  `
  period                 code!  the performance period
  payer                  code!  the payer
  practice_id            code!  the practice; the organization's key where the model settles the contract as a whole
  organization_id        code!  the provider organization whose contract it is
  model                  code!  the model's key
  fact                   code!  the fact's name, for example member_months or rate/hba1c-control
  value                  text   exact decimal, yes or no, or a code; empty when it is not known
  unit                   code!  months, usd, share, count, factor, flag or code
  explain_id             code   the result this fact was read from; empty where it was counted from months or claim lines
  reason                 text   why the lake cannot say; of what the contract gives, its source
  first_day              date!  first day of the contract
  last_day               date   last day of the contract; empty while it runs on`,
)

export const statement = table(
  'statement',
  'One row per payer, practice, model and period: what the contract pays.',
  'period payer practice_id model',
  `
  period                 code!  the performance period
  payer                  code!  the payer
  practice_id            code!  the practice; the organization's key where the model settles the contract as a whole
  organization_id        code!  the provider organization
  model                  code!  the model's key
  status                 code!  settled or incomplete
  reason                 text!  complete, or which amount or fact is missing
  total_usd              usd    sum of the lines; empty while incomplete`,
)

export const statementLine = table(
  'statement_line',
  'One row per component of a statement, with its working.',
  'period payer practice_id model component',
  `
  period                 code!  the performance period
  payer                  code!  the payer
  practice_id            code!  the practice; the organization's key where the model settles the contract as a whole
  organization_id        code!  the provider organization
  model                  code!  the model's key
  component              code!  the part of the model
  place                  integer! its place among the lines of the statement, from 1
  label                  text!  the part's name for people
  amount_usd             usd    the amount, rounded once; empty while a value is missing
  working                json!  {formula, says, steps: [{component, label, value, unit, formula, says, source}], terms: [{name, label, value, unit, kind, source, explain_id}]}`,
)
