import type { AgreementTerms } from '../../../register/schema.ts'
import { listSubmissions, submissionsWhole } from '../../../register/submissions.ts'
import { statesOf } from '../../../rights/holding.ts'
import type { ColumnClass, Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import {
  betweenThem,
  each,
  hasContent,
  isCare,
  mayReadContent,
  ofSender,
  partyOf,
  type Received,
  stateFor,
} from './received.ts'

export const OUTCOMES = ['received', 'accepted', 'warned', 'quarantined', 'superseded', 'duplicate', 'control']

/** What was delivered and how every record of it ended. */
export async function readSubmissions(
  door: Door,
  { register, today }: Received,
  agreements: readonly AgreementTerms[],
): Promise<Released[]> {
  const { viewer } = door
  const party = isCare(viewer) ? undefined : partyOf(viewer)
  const {
    submissions: all,
    files,
    findings,
  } = hasContent(viewer)
    ? await submissionsWhole(register, party)
    : { submissions: await listSubmissions(register, party), files: [], findings: [] }
  const states = statesOf(all, agreements, today)
  const mendedBy = new Map(all.flatMap((one) => (one.mends ? [[one.mends, one.submission_id] as const] : [])))
  const own = all
    .filter((one) => viewer.role !== 'payer' || one.payer === viewer.organization_id)
    .map((one) => ({
      ...one,
      ...stateFor(viewer, one.payer, states.get(one.submission_id)),
      mended_by: mendedBy.get(one.submission_id) ?? null,
    }))
  const nameOf = new Map(files.map((one) => [one.file_id, one.file_name]))
  const released = await release(door, submissions(isCare(viewer) ? 'own-amount' : betweenThem(viewer)), own)
  const out: Released[] = []
  for (const row of released) {
    const payer = String(row.payer)
    const whole = mayReadContent(viewer, payer)
    const of = <Given extends { submission_id: string; file_id: string }>(rows: readonly Given[]): Row[] =>
      rows
        .filter((one) => whole && one.submission_id === row.submission_id)
        .map((one) => ({ ...one, payer, file_name: nameOf.get(one.file_id) ?? null }))
    out.push({
      ...row,
      findings: await release(door, ofSender('findings', each(FINDING, 'own-amount')), of(findings)),
      files: await release(door, ofSender('submission files', each(FILE, 'own-amount')), of(files)),
      withheld: whole ? row.withheld : [...row.withheld.map(({ field }) => field), 'findings', 'files'].map(forSender),
    })
  }
  return out
}

export const forSender = (field: string) => ({ field, because: 'how a delivery was taken in is for its sender' })

const FINDING = [
  ...['rule', 'severity', 'file_name', 'column', 'records', 'expected', 'fix', 'first_record', 'example', 'observed'],
]
const FILE = ['file_id', 'file_name', 'layout_file', 'status', 'because', ...OUTCOMES]

/** A practice sees that a delivery came, how fresh it is and whether it is in use; others how its records ended. */
const submissions = (kind: ColumnClass): Dataset =>
  ofSender('submissions', {
    ...each(['submission_id', 'payer', 'payer_name', 'received_at', 'newest_service_date', 'state'], 'public'),
    ...each(['layout', 'status', 'score', 'mends', 'mended_by', 'state_because', ...OUTCOMES], kind),
  })
