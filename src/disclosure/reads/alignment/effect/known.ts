import { inForceIn } from '../../../../alignment/contract.ts'
import { REFERENCE } from '../../../../alignment/profile/reference.ts'
import type { Permitted } from '../../../../governance/permitted.ts'
import { sql } from '../../../../lake/sql.ts'
import { holds, rulesOf } from '../../../../model/profile.ts'
import type { Register } from '../../../../register/open.ts'
import {
  dayOf,
  type RegionAlignment,
  type RegionPayer,
  readShelf,
  regionAlignment,
} from '../../../../run/region-alignment.ts'
import { oncePerRun, payerName, type Reading } from '../../reading.ts'
import { isCare } from '../../received/received.ts'
import { seesContracts } from '../seen.ts'

const shelfOf = oncePerRun(async ({ folders }) => readShelf(folders))

/** What the payers of the region do, on the day for which the run asked. */
export const alignmentOf = async (reading: Reading, register: Register): Promise<RegionAlignment> =>
  regionAlignment(register, reading.folders, dayOf(reading.period), await shelfOf(reading))

/** Contracts through which a viewer may know what a payer does. */
export type Contracts = 'all' | readonly string[]

/** Those of a practice's own organization, and of the ACO that it takes part in. */
export async function ownOrganizations({ engine }: Reading, viewer: Permitted): Promise<string[]> {
  const own = viewer.organization_id
  if (!isCare(viewer) || own === null) return []
  const row = await engine.one<{ parent: string | null }>(
    sql`select max(parent_organization_id) as parent from organization where organization_id = ${own}`,
  )
  return row?.parent ? [own, row.parent] : [own]
}

/** Whose contracts with whom tell this viewer something: everybody's to who oversees, a payer's own to it. */
export const contractsSeen = (viewer: Permitted, payer: string, organizations: readonly string[]): Contracts =>
  seesContracts(viewer, payer) ? 'all' : organizations

/** Models and tracks of the contracts in force in the run's period that a viewer may know of. */
export function structuresSeen(
  { period }: Reading,
  { arrangements }: Pick<RegionPayer, 'arrangements'>,
  seen: Contracts,
): { model: string; track: string }[] {
  const known = inForceIn(arrangements, period).filter(
    ({ organization_id }) => seen === 'all' || seen.includes(organization_id),
  )
  const keys = new Map(known.map(({ model, track }) => [`${model} ${track}`, { model, track }]))
  return [...keys.values()]
}

/** Whether a viewer may know that a payer uses a rule of attribution. */
export type RuleSeen = (payer: string, rule: string) => boolean

/**
 * Who oversees knows every payer's rule, a payer its own, a practice what its own contracts say; what a payer said itself is
 * known to all who take part, as long as the run went by it.
 */
export function rulesSeen(
  reading: Reading,
  region: RegionAlignment,
  viewer: Permitted,
  organizations: readonly string[],
): RuleSeen {
  const of = new Map(
    region.payers.map((one) => {
      const seen = contractsSeen(viewer, one.payer, organizations)
      const derived = structuresSeen(reading, one, seen).flatMap(({ model, track }) =>
        rulesOf(region.models.get(model)?.attribution_rule)
          .filter((rule) => holds(rule, track, reading.period.start))
          .map(({ rule }) => rule),
      )
      return [one.payer, { seen, rules: new Set([...derived, ...(one.stated.rule ? [one.stated.rule] : [])]) }]
    }),
  )
  return (payer, rule) =>
    payer === REFERENCE || of.get(payer)?.seen === 'all' || (of.get(payer)?.rules.has(rule) ?? false)
}

export const nameOf = (reading: Reading, { reference }: RegionAlignment, payer: string): string =>
  payer === REFERENCE ? reference.title : payerName(reading, payer)
