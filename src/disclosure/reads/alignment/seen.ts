import { type Side, sideOf } from '../../../alignment/burden/side.ts'
import { contractsOver, runsOn } from '../../../alignment/contract.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import { REFERENCE } from '../../../alignment/profile/reference.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { sql } from '../../../lake/sql.ts'
import { registeredOrganizations } from '../../../register/directory.ts'
import type { Register } from '../../../register/open.ts'
import {
  daysOfChange,
  type Gathered,
  gather,
  profileIn,
  type RegionAlignment,
  regionOn,
  type Shelf,
} from '../../../run/region-alignment.ts'
import { oncePerRun, type Reading } from '../reading.ts'
import { isCare, isOverseer } from '../received/received.ts'

/** What reads of alignment on paper work on: the register, the files of models, and the day. */
export type OnPaper = { register: Register; folders: readonly string[]; shelf: Shelf; day: string }

/** What a viewer may know of payers, on any day. */
export type Known = {
  on: (day: string) => RegionAlignment
  /** On which something of it began or ended. */
  days: string[]
  gathered: Gathered
  /** Payers with a contract in force with an organization: that there is one, not what it says. */
  contracted: (organization_id: string) => string[]
}

/** The ACO that each organization takes part in. */
type Acos = ReadonlyMap<string, string>

/**
 * The register's word on payers, cut before anything is worked out from it: what payers said of themselves whole, and of
 * contracts those whose structure the viewer may know. So no degree, day or count can tell of another. Which ACO an organization
 * takes part in is the directory's to say: that of the run where one is read, else the register's own.
 */
export async function knownOf(
  { register, folders, shelf, day }: OnPaper,
  viewer: Viewer,
  reading?: Reading,
): Promise<Known> {
  const all = await gather(register)
  const acos = reading ? await acosOf(reading) : acosIn(await registeredOrganizations(register))
  const over = (organization_id: string) =>
    contractsOver(all.arrangements, organization_id, acos.get(organization_id) ?? null)
  const own = isCare(viewer) && viewer.organization_id !== null ? over(viewer.organization_id) : []
  const arrangements = all.arrangements.filter((one) => seesContracts(viewer, one.payer) || own.includes(one))
  const gathered = { ...all, arrangements }
  const days = new Map<string, RegionAlignment>()
  return {
    gathered,
    days: daysOfChange(gathered, day),
    on: (asked) => {
      const region = days.get(asked) ?? regionOn(gathered, folders, asked, shelf)
      days.set(asked, region)
      return region
    },
    contracted: (organization_id) => [
      ...new Set(
        over(organization_id)
          .filter((one) => runsOn(one, day))
          .map(({ payer }) => payer),
      ),
    ],
  }
}

const acosIn = (organizations: readonly { organization_id: string; parent_organization_id: string | null }[]): Acos =>
  new Map(
    organizations.flatMap(({ organization_id, parent_organization_id }) =>
      parent_organization_id === null ? [] : [[organization_id, parent_organization_id] as const],
    ),
  )

const acosOf = oncePerRun(async ({ engine }) =>
  acosIn(
    await engine.rows<{ organization_id: string; parent_organization_id: string | null }>(
      sql`select organization_id, max(parent_organization_id) as parent_organization_id from organization
        group by organization_id order by organization_id`,
    ),
  ),
)

/** Whether all that is known of a payer's structure may be looked at: by itself, and by who convenes and oversees. */
export const seesContracts = (viewer: Viewer, payer: string): boolean =>
  isOverseer(viewer) || (viewer.role === 'payer' && viewer.organization_id === payer)

export const seenProfiles = (region: RegionAlignment): Profile[] =>
  region.payers.map((payer) => profileIn(region, payer))

/** Payers and what they agreed on, as their burden is counted and their steps are found. */
export const sidesIn = (region: RegionAlignment): { sides: Side[]; reference: Side | null } => ({
  sides: seenProfiles(region).map((profile) => sideOf(profile)),
  reference: region.reference.profile && sideOf(region.reference.profile),
})

/** The reference of the day; where there is none, one that states nothing. */
export const referenceProfile = ({ reference }: RegionAlignment): Profile =>
  reference.profile ?? { payer: REFERENCE, name: reference.title, lines: [], answers: new Map() }
