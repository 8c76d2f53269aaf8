import { sql } from '../../../lake/sql.ts'
import { blurred } from '../../../rights/blurred.ts'
import { leftOut, type RemovedCount } from '../../../rights/shown.ts'
import { removedRecord } from '../../../rights/tables.ts'
import { resultFingerprint } from '../../../run/result-fingerprint.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { ownPayer, payerName, type Reading } from '../reading.ts'

export const LEFT_OUT = ['payer', 'payer_name', 'reason', 'members', 'rows', 'exact'] as const

/**
 * What the last run left out before the panel was built: its own to a payer and all of it to the operator, as counted;
 * to those without a right to the people rounded, and withheld where it is of few.
 */
export async function readLeftOut(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  const exact = viewer.role === 'payer' || viewer.role === 'operator'
  const counts = await reading.engine.rows<RemovedCount>(sql`
    select payer, line_of_business, table_name, reason, rows, members from removed
    where ${ownPayer(viewer, 'payer')} order by payer, line_of_business, table_name, reason`)
  const rows = exact ? leftOut(counts) : blurred(counts, payersOf(reading), await secretOf(reading))
  const named = rows
    .map((row) => ({ ...row, payer_name: payerName(reading, row.payer), exact }))
    // What is held back is given to the door as nothing, so that it says why.
    .map((row) => (exact ? row : { ...row, members: row.members ?? 0, rows: row.rows ?? 0 }))
  return release(door, dataset(viewer.role === 'payer'), named)
}

const payersOf = (reading: Reading): string[] => reading.payers.map((one) => one.payer).toSorted()

/** Which records were left out is known to no viewer who gets rounded counts. */
const secretOf = async ({ engine }: Reading): Promise<string> =>
  (await resultFingerprint(engine, removedRecord)).fingerprint

const dataset = (own: boolean): Dataset => {
  const kind = own ? 'own-amount' : 'public'
  const count = own ? 'count' : 'rounded-count'
  return {
    name: 'left out',
    columns: { payer: kind, payer_name: kind, reason: kind, exact: 'public', members: count, rows: count },
    parties: (row: Row) => ({ payer: String(row.payer) }),
    follows: { members: ['rows'] },
  }
}
