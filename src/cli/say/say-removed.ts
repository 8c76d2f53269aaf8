import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../../lake/engine.ts'
import { viewTable } from '../../lake/lake.ts'
import { id, sql } from '../../lake/sql.ts'
import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { listSubmissions } from '../../register/submissions.ts'
import { submissionStates } from '../../rights/holding.ts'
import { type RemovedCount, removedSince } from '../../rights/shown.ts'
import { removed } from '../../rights/tables.ts'
import type { Context } from '../context.ts'

/** Says what a run left out and by what right, against the run before it, and what is held. */
export async function sayRemoved(
  context: Pick<Context, 'say' | 'now'>,
  { region, register }: { region: Region; register: Register },
  run_id: string,
  before: string | null,
): Promise<void> {
  const is = await countsOf(region, run_id)
  const was = before === null ? [] : await countsOf(region, before)
  const changes = removedSince(is, was)
  for (const { payer, reason, members, members_before, rows, rows_before } of changes)
    context.say(
      `left out of ${payer}, ${reason}: ${members} members, ${rows} rows${before === null ? '' : ` (before: ${members_before}, ${rows_before})`}`,
    )
  if (is.length > 0) context.say('all that is left out: wholepanel rights')
  const states = await submissionStates(register, context.now().slice(0, 10))
  const held = (await listSubmissions(register)).filter((one) => states.get(one.submission_id)?.state === 'held')
  if (held.length > 0) {
    const senders = [...new Set(held.map((one) => one.payer))].sort().join(', ')
    context.say(`held and not read: ${held.length} of ${senders}; no agreement is in force`)
  }
}

async function countsOf(region: Region, run_id: string): Promise<RemovedCount[]> {
  const file = join(region.runs, run_id, `${removed.name}.parquet`)
  const engine = await Engine.open({ memory: '200MB', threads: 1 })
  try {
    await viewTable(engine, removed.name, removed, existsSync(file) ? [file] : [])
    return await engine.rows<RemovedCount>(
      sql`select * from ${id(removed.name)} order by payer, line_of_business, table_name, reason`,
    )
  } finally {
    engine.close()
  }
}
