import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Region } from '../../region.ts'
import type { SubmissionRow } from '../../register/schema.ts'
import * as kept from '../landing/tables.ts'
import type { Delivery } from './match.ts'

/** How a submission stands by its sender's agreements; what nobody says is in use. */
export type StateOf = ReadonlyMap<string, { state: string; because: string }>

const OWN: ReadonlySet<string> = new Set(Object.values(kept).map((table) => table.name))

/**
 * Submissions as deliveries: with the tables of the common data model that each filled. A refused one filled none; it
 * is taken for the tables that its sender's accepted ones of the same layout filled; where there is none to compare it
 * with, it may have been for any feed.
 */
export function deliveriesOf(
  region: Pick<Region, 'lake'>,
  submissions: readonly SubmissionRow[],
  states: StateOf,
): Delivery[] {
  const filled = new Map(submissions.map((one) => [one.submission_id, tablesIn(region, one)]))
  const like = (refused: SubmissionRow): string[] | null => {
    const tables = submissions
      .filter((one) => one.payer === refused.payer && one.status === 'accepted')
      .filter((one) => refused.layout === null || one.layout === refused.layout)
      .flatMap((one) => filled.get(one.submission_id) ?? [])
    return tables.length === 0 ? null : [...new Set(tables)].sort()
  }
  return submissions.map((one) => ({
    submission_id: one.submission_id,
    payer: one.payer,
    received_on: one.received_at.slice(0, 10),
    received_at: one.received_at,
    status: one.status === 'accepted' && states.get(one.submission_id)?.state === 'held' ? 'held' : one.status,
    tables: one.status === 'refused' ? like(one) : (filled.get(one.submission_id) ?? []).toSorted(),
    newest_service_date: one.newest_service_date,
    mends: one.mends,
  }))
}

function tablesIn({ lake }: Pick<Region, 'lake'>, { payer, submission_id }: SubmissionRow): string[] {
  const folder = join(lake, payer, submission_id)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => basename(name, '.parquet'))
    .filter((table) => !OWN.has(table))
}
