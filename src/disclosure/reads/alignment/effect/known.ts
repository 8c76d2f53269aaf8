import { inForceIn } from '../../../../alignment/contract.ts'
import { REFERENCE } from '../../../../alignment/profile/reference.ts'
import type { Permitted } from '../../../../governance/permitted.ts'
import { holds, rulesOf } from '../../../../model/profile.ts'
import { dayOf, type RegionAlignment, type RegionPayer } from '../../../../run/region-alignment.ts'
import { payerName, type Reading } from '../../reading.ts'
import { knownOf, type OnPaper, seesContracts } from '../seen.ts'

/** What the viewer may know of what payers do, on the day for which the run asked. */
export async function alignmentOf(reading: Reading, paper: OnPaper, viewer: Permitted): Promise<RegionAlignment> {
  const day = dayOf(reading.period)
  return (await knownOf({ ...paper, day }, viewer, reading)).on(day)
}

/** Models and tracks of a payer's contracts in force in the run's period. */
export function structuresIn(
  { period }: Reading,
  { arrangements }: Pick<RegionPayer, 'arrangements'>,
): { model: string; track: string }[] {
  const keys = new Map(
    inForceIn(arrangements, period).map(({ model, track }) => [`${model} ${track}`, { model, track }]),
  )
  return [...keys.values()]
}

/** Whether a viewer may know that a payer uses a rule of attribution. */
export type RuleSeen = (payer: string, rule: string) => boolean

/**
 * Who oversees knows every payer's rule, a payer its own, a practice what its own contracts say; what a payer said itself is
 * known to all who take part, as long as the run went by it.
 */
export function rulesSeen(reading: Reading, region: RegionAlignment, viewer: Permitted): RuleSeen {
  const of = new Map(
    region.payers.map((one) => {
      const derived = structuresIn(reading, one).flatMap(({ model, track }) =>
        rulesOf(region.models.get(model)?.attribution_rule)
          .filter((rule) => holds(rule, track, reading.period.start))
          .map(({ rule }) => rule),
      )
      return [one.payer, new Set([...derived, ...(one.stated.rule ? [one.stated.rule] : [])])]
    }),
  )
  return (payer, rule) => payer === REFERENCE || seesContracts(viewer, payer) || (of.get(payer)?.has(rule) ?? false)
}

export const nameOf = (reading: Reading, { reference }: RegionAlignment, payer: string): string =>
  payer === REFERENCE ? reference.title : payerName(reading, payer)
