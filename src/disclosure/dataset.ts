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
  /** People too, rounded at random before it came here: it gives no count away, so it needs no pattern. */
  | 'rounded-count'
  /** What gives away how many stand behind a rate: numerator, denominator, exclusions. */
  | 'weight'
  | 'rate'
  /** The ends of a rate's interval, which give its denominator away. */
  | 'interval'
  /** An amount of one contract or statement: for its payer and its provider organization. */
  | 'own-amount'
  /** Paid or allowed between one payer and one provider: a negotiated price, for the two. */
  | 'pair-price'
  /** An amount in which the prices of many organizations are mixed: shown where the run's patterns say so. */
  | 'mixed-price'
  /** A figure over all payers of the whole region, the same for everybody who may look: shown where the run's patterns say so. */
  | 'market'
  /** Of several payers together before truncation: beside what is after it, it would tell what the costliest people cost. */
  | 'before-truncation'

/** Whom a row is about. Read from the row before columns without a class are dropped. */
export type Parties = {
  payer?: string | null
  organization_id?: string | null
  practice_id?: string | null
}

export type Value = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>
export type Row = Readonly<Record<string, Value>>

export type Dataset<Given extends Row = Row> = {
  name: string
  columns: Readonly<Record<string, ColumnClass>>
  parties: (row: Given) => Parties
  /** The person whose records a row holds, so that the release can be accounted for. */
  person?: (row: Given) => string | readonly string[] | null
  /** The key of a count in the run's patterns; without one it is withheld from those without a right to the people. */
  cell?: (row: Given, field: string) => string | null
  /** Whether the run's patterns show this mixed price, or this rate over all payers to payers; without it, they do not. */
  figure?: (row: Given, field: string) => boolean
  /** Columns withheld whenever the column they follow is: months follow people, a rate follows its numerator. */
  follows?: Readonly<Record<string, readonly string[]>>
}
