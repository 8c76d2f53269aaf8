import { runsOn } from '../../../alignment/contract.ts'
import type { Profile } from '../../../alignment/profile/profile.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import type { Register } from '../../../register/open.ts'
import {
  bothOf,
  byContracts,
  daysOfChange,
  type Gathered,
  gather,
  profileIn,
  type RegionAlignment,
  type RegionPayer,
  regionOn,
  type Shelf,
} from '../../../run/region-alignment.ts'
import { isCare, isOverseer } from '../received/received.ts'

/** What reads of alignment on paper work on: the register, the files of models, and the day. */
export type OnPaper = { register: Register; folders: readonly string[]; shelf: Shelf; day: string }

/** What the register says of payers, at once and on any day. */
export type Known = { on: (day: string) => RegionAlignment; days: string[]; gathered: Gathered }

export async function knownOf({ register, folders, shelf, day }: OnPaper): Promise<Known> {
  const gathered = await gather(register)
  return {
    gathered,
    days: daysOfChange(gathered, day),
    on: (asked) => regionOn(gathered, folders, asked, shelf),
  }
}

/** Whether all that is known of a payer's structure may be looked at: by itself, and by who convenes and oversees. */
export const seesContracts = (viewer: Viewer, payer: string): boolean =>
  isOverseer(viewer) || (viewer.role === 'payer' && viewer.organization_id === payer)

/**
 * A payer's answers as a viewer may know them. What a payer said of itself is for all who take part. What only its
 * contracts tell is for itself and for who convenes or oversees; of a contract, for its other party too.
 */
export function seenProfile(region: RegionAlignment, payer: RegionPayer, viewer: Viewer): Profile {
  if (seesContracts(viewer, payer.payer)) return profileIn(region, payer)
  const { profile } = payer.stated
  if (!isCare(viewer) || viewer.organization_id === null) return profile
  return bothOf(byContracts(region, payer, [viewer.organization_id]), profile)
}

export const seenProfiles = (region: RegionAlignment, viewer: Viewer): Profile[] =>
  region.payers.map((payer) => seenProfile(region, payer, viewer))

/** The reference of the day; where there is none, one that states nothing. */
export const referenceProfile = ({ reference }: RegionAlignment): Profile =>
  reference.profile ?? { payer: 'reference', name: reference.title, lines: [], answers: new Map() }

/** Payers with a contract in force with an organization on the day. */
export const contractedIn = ({ payers, day }: RegionAlignment, organization_id: string): string[] =>
  payers
    .filter(({ arrangements }) =>
      arrangements.some((one) => one.organization_id === organization_id && runsOn(one, day)),
    )
    .map(({ payer }) => payer)
