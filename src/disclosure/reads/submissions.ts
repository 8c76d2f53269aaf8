import type { Viewer } from '../../governance/viewer.ts'
import type { ColumnClass, Dataset, Row } from '../dataset.ts'
import { type Door, type Released, release } from '../release.ts'

/** Deliveries as the register keeps them. */
export type SubmissionGiven = Row & { submission_id: string; payer: string }
export type SubmissionParts = { findings: readonly Row[]; files: readonly Row[] }

const OUTCOMES = ['received', 'accepted', 'warned', 'quarantined', 'superseded', 'duplicate', 'control']
const each = (names: readonly string[], kind: ColumnClass) =>
  Object.fromEntries(names.map((name) => [name, kind] as const))

/** What was delivered and how every record of it ended. */
export async function readSubmissions(
  door: Door,
  all: readonly SubmissionGiven[],
  partsOf: (submission_id: string) => SubmissionParts,
): Promise<Released[]> {
  const { viewer } = door
  const own = all.filter((one) => viewer.role !== 'payer' || one.payer === viewer.organization_id)
  const released = await release(door, submissions(viewer), own)
  const out: Released[] = []
  for (const row of released) {
    const { findings, files } = partsOf(String(row.submission_id))
    const whole = viewer.role === 'payer' || viewer.role === 'operator'
    const of = (rows: readonly Row[]) => (whole ? rows : []).map((one) => ({ ...one, payer: row.payer ?? null }))
    out.push({
      ...row,
      findings: await release(door, parts('findings', FINDING), of(findings)),
      files: await release(door, parts('submission files', FILE), of(files)),
      withheld: whole ? row.withheld : [...row.withheld.map(({ field }) => field), 'findings', 'files'].map(forSender),
    })
  }
  return out
}

const forSender = (field: string) => ({ field, because: 'how a delivery was taken in is for its sender' })

const FINDING = ['rule', 'severity', 'file_name', 'column', 'records', 'expected', 'fix', 'first_record']
const FILE = ['file_id', 'file_name', 'layout_file', ...OUTCOMES]

const parts = (name: string, columns: readonly string[]): Dataset => ({
  name,
  columns: each(columns, 'own-amount'),
  parties: (row) => ({ payer: String(row.payer) }),
})

/** A practice sees that a delivery came and how fresh it is; the convener and the state see how its records ended. */
function submissions(viewer: Viewer): Dataset {
  const care = viewer.role === 'practice' || viewer.role === 'provider-organization'
  return {
    name: 'submissions',
    columns: {
      ...each(['submission_id', 'payer', 'payer_name', 'received_at', 'newest_service_date'], 'public'),
      ...each(['layout', 'status', ...OUTCOMES], care ? 'own-amount' : 'public'),
    },
    parties: (row) => ({ payer: String(row.payer) }),
  }
}
