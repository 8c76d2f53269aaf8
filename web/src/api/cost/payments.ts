/** What each payer will pay a practice. */
import type { Step, Term } from '../../../../src/explain/explained.ts'
import type { Withheld } from '../answer.ts'

export type Track = { track: string; label: string; about: string }
export type Source = { title: string; by: string; url: string | null }
export type StatementLine = {
  component: string
  label: string
  amount_usd: string | null
  formula: string | null
  says: string | null
  steps: Step[] | null
  terms: Term[] | null
  explain_id: string | null
}
export type Statement = {
  payer: string
  payer_name: string
  model: string
  track: string | null
  status: string | null
  reason: string | null
  total_usd: string | null
  explain_id: string | null
  lines: StatementLine[]
  withheld: Withheld[]
}
export type Payments = {
  practice_id: string
  practice_name: string | null
  period: string
  model: { model: string | null; title: string | null; tracks: Track[]; sources: Source[] }
  total_usd: string | null
  statements: Statement[]
  withheld?: Withheld[]
}
