import type { Viewer } from '../../../governance/viewer.ts'
import type { Region } from '../../../region.ts'
import type { Register } from '../../../register/open.ts'
import type { Party } from '../../../register/party.ts'
import type { ColumnClass, Dataset, Row } from '../../dataset.ts'

/** What reads of received files work on: the register, where the lake lies, and the day it is. */
export type Received = { register: Register; region: Pick<Region, 'lake'>; today: string }

/**
 * Whom the register answers: a payer and those who oversee in their own name, so that row-level security cuts the rows
 * before this room does. A practice's own name shows it nothing; what it may know is made from the engine's view.
 */
export const partyOf = ({ role, organization_id }: Viewer): Party => ({ role, organization_id })

export const isOverseer = ({ role }: Viewer): boolean => role === 'convener' || role === 'state' || role === 'operator'
export const isCare = ({ role }: Viewer): boolean => role === 'practice' || role === 'provider-organization'

/** Content of a delivery reaches the operator and its sender. */
export const mayReadContent = (viewer: Viewer, payer: string): boolean =>
  viewer.role === 'operator' || (viewer.role === 'payer' && viewer.organization_id === payer)

/** Whether there is a delivery whose content the viewer may read. */
export const hasContent = ({ role }: Viewer): boolean => role === 'operator' || role === 'payer'

/** What stands between a sender and those who oversee: to another payer each cell of it is withheld once more. */
export const betweenThem = (viewer: Viewer): ColumnClass => (isOverseer(viewer) ? 'public' : 'own-amount')

export const each = (names: readonly string[], kind: ColumnClass): Record<string, ColumnClass> =>
  Object.fromEntries(names.map((name) => [name, kind] as const))

export const ofSender = (name: string, columns: Readonly<Record<string, ColumnClass>>): Dataset => ({
  name,
  columns,
  parties: (row: Row) => ({ payer: String(row.payer) }),
})

/** Why a submission is in its state. What was wrong with a refused one is for its sender. */
export function stateFor(
  viewer: Viewer,
  payer: string,
  found: { state: string; because: string } | undefined,
): { state: string | null; state_because: string | null } {
  const tells = mayReadContent(viewer, payer) || found?.state !== 'refused'
  return { state: found?.state ?? null, state_because: tells ? (found?.because ?? null) : 'it could not be taken' }
}
