import type { Period } from '../period.ts'

/** What alignment may know of a contract: who, with whom, under which model and when. It has no place for an own amount. */
export type OpenContract = {
  payer: string
  organization_id: string
  model: string
  track: string
  start_date: string
  end_date: string | null
  amounts?: never
  facts?: never
}

/** Those that run on some day of a period. */
export const inForceIn = (all: readonly OpenContract[], { start, end }: Period): OpenContract[] =>
  all.filter((one) => one.start_date < end && (one.end_date ?? start) >= start)

/** A payer's rules of attribution, by key; empty where none is stated. */
export type RulesOfPayer = { payer: string; rules: readonly string[] }

/** A payer's measure definitions, by key; null where they are not stated. */
export type MeasuresOfPayer = { payer: string; measures: readonly string[] | null }

/** What a contract says beside its amounts and facts. */
export const openContract = ({
  payer,
  organization_id,
  model,
  track,
  start_date,
  end_date,
}: Omit<OpenContract, 'amounts' | 'facts'>): OpenContract => ({
  payer,
  organization_id,
  model,
  track,
  start_date,
  end_date,
})
