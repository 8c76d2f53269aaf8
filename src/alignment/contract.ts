import type { OpenArrangement } from '../model/arrangement.ts'
import type { Period } from '../period.ts'

/** Those that run on some day of a period. */
export const inForceIn = (all: readonly OpenArrangement[], { start, end }: Period): OpenArrangement[] =>
  all.filter((one) => one.start_date < end && (one.end_date ?? start) >= start)

export const runsOn = ({ start_date, end_date }: OpenArrangement, day: string): boolean =>
  start_date <= day && (end_date ?? day) >= day

/** A payer's rules of attribution, by key; empty where none is stated. */
export type RulesOfPayer = { payer: string; rules: readonly string[] }

/** A payer's measure definitions, by key; null where they are not stated. */
export type MeasuresOfPayer = { payer: string; measures: readonly string[] | null }
