import { refused } from '../../../governance/permit.ts'
import { type Folders, readModel } from '../../../model/read-model.ts'
import type { PrintedDocument } from '../../../payment/print/document.ts'
import { exhibitOf } from '../../../payment/print/exhibit.ts'
import { period as periodOf } from '../../../period.ts'
import { listArrangements } from '../../../register/arrangements.ts'
import type { Register } from '../../../register/open.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, release } from '../../release.ts'

const EXHIBIT: Dataset = {
  name: 'contract exhibit',
  columns: {
    arrangement: 'own-amount',
    payer: 'own-amount',
    organization_id: 'own-amount',
    model: 'own-amount',
    track: 'own-amount',
    amounts: 'own-amount',
  },
  parties: (row: Row) => ({ payer: String(row.payer), organization_id: String(row.organization_id) }),
}

/**
 * A contract with its own amounts as a document, for its two parties. The register is asked as the viewer, so that
 * row-level security cuts every other contract before this room does; a cell that is withheld withholds the document.
 */
export async function readExhibit(
  door: Door,
  { register, folders }: { register: Register; folders: Folders },
  { arrangement, period }: { arrangement: string; period?: string | undefined },
): Promise<PrintedDocument> {
  const { role, organization_id } = door.viewer
  const all = await listArrangements(register, undefined, { role, organization_id })
  const found = all.find((one) => one.arrangement === arrangement)
  if (!found) throw refused()
  // Before the release is written down, so that none is for a document that cannot be made.
  const asked = periodOf(period ?? found.start_date.slice(0, 4))
  const document = exhibitOf(found, readModel(found.model, folders), asked, folders)
  const { payer, model, track, amounts } = found
  const row = { arrangement, payer, organization_id: found.organization_id, model, track, amounts }
  const [released] = await release(door, EXHIBIT, [row])
  if (!released || released.withheld.length > 0) throw refused()
  return document
}
