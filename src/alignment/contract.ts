import type { OpenArrangement } from '../model/arrangement.ts'
import type { Period } from '../period.ts'

/** Those that run on some day of a period. */
export const inForceIn = (all: readonly OpenArrangement[], { start, end }: Period): OpenArrangement[] =>
  all.filter((one) => one.start_date < end && (one.end_date ?? start) >= start)

export const runsOn = ({ start_date, end_date }: OpenArrangement, day: string): boolean =>
  start_date <= day && (end_date ?? day) >= day

/**
 * Contracts that are over an organization: its own, and those of the ACO that it takes part in with payers with whom it has none
 * itself at the time. What a payer pays under another contract of the ACO is not what it pays here.
 */
export function contractsOver<One extends OpenArrangement>(
  all: readonly One[],
  organization_id: string,
  aco: string | null,
): One[] {
  const own = all.filter((one) => one.organization_id === organization_id)
  const ofAco = aco === null ? [] : all.filter((one) => one.organization_id === aco)
  const isAtOnce = (one: One, other: One) =>
    one.start_date <= (other.end_date ?? LAST) && other.start_date <= (one.end_date ?? LAST)
  return [...own, ...ofAco.filter((one) => !own.some((mine) => mine.payer === one.payer && isAtOnce(mine, one)))]
}
const LAST = '9999-12-31'

/** A payer's rules of attribution, by key; empty where none is stated. */
export type RulesOfPayer = { payer: string; rules: readonly string[] }

/** A payer's measure definitions, by key; null where they are not stated. */
export type MeasuresOfPayer = { payer: string; measures: readonly string[] | null }
