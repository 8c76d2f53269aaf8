import type { Standing } from '../../../register/standing.ts'
import { statesOf } from '../../../rights/holding.ts'
import type { ColumnClass, Dataset } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { deliveriesFor } from './deliveries.ts'
import {
  each,
  hasContent,
  isCare,
  isOverseer,
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
  { agreements, delivered }: Pick<Standing, 'agreements' | 'delivered'>,
): Promise<Released[]> {
  const { viewer } = door
  const party = isCare(viewer) ? undefined : partyOf(viewer)
  const deliveries = await deliveriesFor(register, { party, withContent: hasContent(viewer), delivered })
  const { submissions: all, ...content } = deliveries
  const states = statesOf(all, agreements, today)
  const mendedBy = new Map(all.flatMap((one) => (one.mends ? [[one.mends, one.submission_id] as const] : [])))
  const own = all
    .filter((one) => viewer.role !== 'payer' || one.payer === viewer.organization_id)
    .map((one) => ({
      ...one,
      ...stateFor(viewer, one.payer, states.get(one.submission_id)),
      mended_by: mendedBy.get(one.submission_id) ?? null,
    }))
  const released = await release(door, isOverseer(viewer) ? TO_OVERSEERS : BETWEEN_THEM, own)
  const payerOf = new Map(
    own.filter((one) => mayReadContent(viewer, one.payer)).map((one) => [one.submission_id, one.payer]),
  )
  const nameOf = new Map(content.files.map((one) => [one.file_id, one.file_name]))
  const named = content.findings.map((one) => ({ ...one, file_name: nameOf.get(one.file_id) ?? null }))
  const findings = await contentOf(door, FINDINGS, payerOf, named)
  const files = await contentOf(door, FILES, payerOf, content.files)
  return released.map((row) => {
    const submission_id = String(row.submission_id)
    return {
      ...row,
      findings: findings.get(submission_id) ?? [],
      files: files.get(submission_id) ?? [],
      withheld: payerOf.has(submission_id)
        ? row.withheld
        : [...row.withheld.map(({ field }) => field), 'findings', 'files'].map(forSender),
    }
  })
}

/** Rows about deliveries whose content the viewer may read, by delivery. */
async function contentOf(
  door: Door,
  dataset: Dataset,
  payerOf: ReadonlyMap<string, string>,
  rows: readonly { submission_id: string }[],
): Promise<Map<string, Released[]>> {
  const open = rows.flatMap((one) => {
    const payer = payerOf.get(one.submission_id)
    return payer === undefined ? [] : [{ ...one, payer }]
  })
  const found = new Map<string, Released[]>()
  for (const [i, row] of (await release(door, dataset, open)).entries()) {
    const submission_id = open[i]?.submission_id ?? ''
    const of = found.get(submission_id)
    if (of) of.push(row)
    else found.set(submission_id, [row])
  }
  return found
}

export const forSender = (field: string) => ({ field, because: 'how a delivery was taken in is for its sender' })

const FINDINGS = ofSender(
  'findings',
  each(
    [
      ...['rule', 'severity', 'file_name', 'column', 'records', 'expected', 'fix', 'first_record', 'example'],
      'observed',
    ],
    'own-amount',
  ),
)
const FILES = ofSender(
  'submission files',
  each(['file_id', 'file_name', 'layout_file', 'status', 'because', ...OUTCOMES], 'own-amount'),
)

/** A practice sees that a delivery came, how fresh it is and whether it is in use; others how its records ended. */
const submissions = (kind: ColumnClass): Dataset =>
  ofSender('submissions', {
    ...each(['submission_id', 'payer', 'payer_name', 'received_at', 'newest_service_date', 'state'], 'public'),
    ...each(['layout', 'status', 'score', 'mends', 'mended_by', 'state_because', ...OUTCOMES], kind),
  })
const TO_OVERSEERS = submissions('public')
const BETWEEN_THEM = submissions('own-amount')
