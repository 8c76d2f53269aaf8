import type { WorkingStep } from '../payment/part.ts'

/**
 * A number taken apart by one level. Each term with an `explain_id` can be taken apart in turn, down to `records`:
 * the physical records that a sender sent.
 *
 * An id is `<kind>:<key>:<key>…`. The kind is a result table and the keys its grain in order, for example
 * `statement_line:2025:summit:elm-street:demo/common-model:incentive`. Where a row holds several numbers the kind names
 * the column too, as in `practice_cost.member_months:2025:elm-street:summit`. A claim line is named by its record:
 * `person_line:<file_id>:<record_number>:<claim_line_number>`.
 */
export type Explained = {
  id: string
  kind: string
  /** What the number is, in the reader's words: "Incentive from Summit for Elm Street, 2025". */
  title: string
  value: string | null
  unit: Unit
  /** One or two plain sentences: why it is what it is. */
  because: string
  reason: string | null
  rule: string | null
  /** How the terms make the value, for example `base × share × score`. */
  formula: string | null
  /** Why, where the formula does not say it. */
  says: string | null
  /** What went before, in order: each value that the formula rests on, with its own formula. */
  steps: Step[]
  terms: Term[]
  records: SourceRecord[]
  /** Terms and records beyond those listed. */
  more: { terms: number; records: number }
  /** Where the viewer's right ends, said plainly; null where nothing was held back. */
  border: string | null
}

export type Unit = 'usd' | 'share' | 'count' | 'months' | 'date' | 'code' | 'text'

/** How one of these values came about; `withheld` where a viewer may not see it. */
export type Step = WorkingStep & { withheld?: true }

export type Term = {
  name: string
  label: string
  value: string | null
  unit: Unit
  /** result: another number of the run. structure, recommended, own: a parameter. record: read from a sent record. */
  kind: 'result' | 'structure' | 'recommended' | 'own' | 'record'
  /** The citation of a parameter; for an own amount, the arrangement. */
  source: string | null
  explain_id: string | null
  /** The viewer may not see the value. */
  withheld?: true
}

export type SourceRecord = {
  submission_id: string
  file_id: string
  file_name: string
  payer: string
  record_number: number
  layout: string
  /** Fields of the record that the number was read from, under the sender's own names. */
  fields: { name: string; value: string | null }[]
}
