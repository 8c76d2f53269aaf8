import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../../lake/engine.ts'
import { viewTable } from '../../../lake/lake.ts'
import { sql } from '../../../lake/sql.ts'
import { file, finding, record } from '../../../sources/landing/tables.ts'
import type { Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { each, ofSender, type Received } from './received.ts'
import { requireContent } from './submission-report.ts'

export const RECORDS = [...['file_name', 'record_number', 'outcome', 'rule', 'severity', 'column', 'expected', 'fix']]

/** Most rows in one answer; `offset` goes on from there. */
export const MOST_RECORDS = 50_000

/**
 * One row per record and thing noticed about it, of the records that are not plainly accepted: where it stands in which
 * file, how it ended, and how to mend it. Never what it says.
 */
export async function readSubmissionRecords(
  door: Door,
  received: Received,
  submission_id: string,
  offset: number,
  withEngine: <Result>(work: (engine: Engine) => Promise<Result>) => Promise<Result>,
): Promise<Released[]> {
  const { payer } = await requireContent(door, received, submission_id)
  const folder = join(received.region.lake, payer, submission_id)
  const rows = existsSync(folder) ? await withEngine((engine) => recordsIn(engine, folder, offset)) : []
  return release(
    door,
    ofSender('records', each(RECORDS, 'own-amount')),
    rows.map((row) => ({ ...row, payer })),
  )
}

async function recordsIn(engine: Engine, folder: string, offset: number): Promise<Row[]> {
  for (const table of [file, record, finding]) {
    const path = join(folder, `${table.name}.parquet`)
    await viewTable(engine, `sent_${table.name}`, table, existsSync(path) ? [path] : [])
  }
  return engine.rows<Row>(sql`
    select f.file_name, r.record_number, r.outcome, coalesce(n.rule, r.rule) as rule, n.severity, n."column",
           n.expected, n.fix
    from sent_record r
    join sent_file f on f.file_id = r.file_id
    left join sent_finding n on n.file_id = r.file_id and n.record_number = r.record_number
    where r.outcome in ('warned', 'quarantined', 'duplicate') or n.rule is not null
    order by length(r.file_id), r.file_id, r.record_number, rule, n."column"
    limit ${MOST_RECORDS} offset ${offset}`)
}
