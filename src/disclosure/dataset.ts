/** What a read declares about its columns before any of it may leave. A column without a class never leaves. */
export type ColumnClass =
  /** Names of practices, titles of measures, codes of the run. */
  | 'public'
  /** About a person: for those who treat, cover or operate. */
  | 'person'
  /** What records of any payer say about a person: never for a payer, whose member another payer may cover too. */
  | 'evidence'
  /** People or months of people. */
  | 'count'
  /** What gives away how many stand behind a rate: numerator, denominator, exclusions. */
  | 'weight'
  | 'rate'
  /** The ends of a rate's interval, which give its denominator away. */
  | 'interval'
  /** An amount of one contract or statement: for its payer and its provider organization. */
  | 'own-amount'
  /** Paid or allowed between one payer and one provider: a negotiated price, for the two. */
  | 'pair-price'

/** Whom a row is about. Read from the row before columns without a class are dropped. */
export type Parties = {
  payer?: string | null
  organization_id?: string | null
  practice_id?: string | null
}

/** Organizations outside the practice's own that stand behind an amount. */
export type Contributors = { others: number; largest_share: string | null }

export type Value = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>
export type Row = Readonly<Record<string, Value>>

export type Dataset<Given extends Row = Row> = {
  name: string
  columns: Readonly<Record<string, ColumnClass>>
  parties: (row: Given) => Parties
  /** A pair price that mixes many organizations may pass on to a provider when enough of them stand behind it. */
  contributors?: (row: Given) => Contributors
  /** Columns withheld whenever the column they follow is: months follow people, a rate follows its numerator. */
  follows?: Readonly<Record<string, readonly string[]>>
  /** Columns whose cells add up over the rows of one set, so that a single withheld one could be worked out. */
  additive?: readonly { column: string; set: (row: Given) => string }[]
}
