/** What is withheld by which policy, and what is published. */

export type Policy = {
  name: string
  title: string
  about: string
  version: string
  chosen_by: string
  agreement: string | null
  from: string
  until: string | null
  because: string
  values: {
    value_name: string
    value: string
    says: string
    about: string
    whom: string
    source: string
    looser: boolean
  }[]
}
export type Publication = {
  period: string
  published_at: string
  withdrawn_at: string | null
  because: string | null
  rates: { measure: string; title: string; rate_share: string; end: string | null; reliability: string }[]
}
export type Publications = {
  /** Of the last run: the one that may be published. */
  period: string | null
  /** Why its rates and costs wait for those whose they are not. */
  embargo: string | null
  publications: Publication[]
}
/** What publishing would show, in counts of figures. */
export type Preview = {
  period: string
  rows: { whom: string; what: string; all: number; shown: number; withheld: number; by_publication: boolean }[]
}
