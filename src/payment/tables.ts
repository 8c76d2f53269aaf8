import { table } from '../lake/table.ts'

export const paymentFact = table(
  'payment_fact',
  'One row per payer, practice, model and fact: what the lake says about a contract.',
  'period payer practice_id model fact',
  `
  period                 code!  the performance period
  payer                  code!  the payer
  practice_id            code!  the practice
  organization_id        code!  the provider organization whose contract it is
  model                  code!  the model's key
  fact                   code!  the fact's name, for example member_months or rate/hba1c-control
  value                  text   exact decimal; empty when the lake cannot say
  unit                   code!  months, usd, share or count
  explain_id             code   the result this fact was read from; empty where it was counted from months or claim lines
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
  practice_id            code!  the practice
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
  practice_id            code!  the practice
  organization_id        code!  the provider organization
  model                  code!  the model's key
  component              code!  the part of the model
  place                  integer! its place among the lines of the statement, from 1
  label                  text!  the part's name for people
  amount_usd             usd    the amount, rounded once; empty while a value is missing
  working                json!  {formula, says, steps: [{component, label, value, unit, formula, says, source}], terms: [{name, label, value, unit, kind, source, explain_id}]}`,
)
