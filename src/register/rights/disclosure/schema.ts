import type { Generated } from 'kysely'

/** A count that was withheld once, and so stays withheld under a policy at least as strict. */
export type WithheldCellRow = { smallest_cell: number; cell: string; policy: string; first_run: string }

export type ShownFigureRow = {
  /** practice-cost, overseer-cost, region-cost or payer-rate */
  kind: string
  subject: string
  period: string
  run_id: string
  /** When that run finished. */
  as_of: string
  /** In the order in which figures were first shown. */
  place: Generated<number>
  /** Name and version of the policy. */
  policy: string
  /** What viewers got. */
  shown: unknown
  /** What was behind it, so that a later figure can be held against it: never shown. */
  behind: unknown
}

export type StandardPriceRow = { period: string; category: string; price_usd: string; run_id: string }

/** The people whose records releases were about: each set of them once, by its hash. */
export type PeopleSetRow = { people_set: string; person_ids: string[] }

export type ReleasePeopleRow = { release_id: number; dataset: string; people_set: string }

export type PublicationRow = {
  publication: Generated<number>
  period: string
  run_id: string
  policy: string
  /** The figures as they were published. */
  figures: unknown
  published_at: string
  published_by: string
  withdrawn_at: string | null
  withdrawn_by: string | null
  because: string | null
}

export type DisclosureSchema = {
  withheld_cell: WithheldCellRow
  shown_figure: ShownFigureRow
  standard_price: StandardPriceRow
  people_set: PeopleSetRow
  release_people: ReleasePeopleRow
  publication: PublicationRow
}
