import type { FactUnit } from '../model/model-file.ts'

/** A row of `payment_fact`. Columns keep their names from SQL to page. */
export type FactRow = {
  period: string
  payer: string
  practice_id: string
  organization_id: string
  model: string
  fact: string
  value: string | null
  unit: FactUnit
  explain_id: string | null
  /** Why it is not known, or who gave it. */
  reason: string | null
}

/** A row of `statement`. */
export type StatementRow = {
  period: string
  payer: string
  practice_id: string
  organization_id: string
  model: string
  status: 'settled' | 'incomplete'
  reason: string
  total_usd: string | null
}

/** A row of `statement_line`; `working` is JSON text. */
export type StatementLineRow = {
  period: string
  payer: string
  practice_id: string
  organization_id: string
  model: string
  component: string
  place: number
  label: string
  amount_usd: string | null
  working: string
}
