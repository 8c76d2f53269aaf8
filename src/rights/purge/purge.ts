import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, sep } from 'node:path'
import { Engine } from '../../lake/engine.ts'
import { openLake } from '../../lake/lake.ts'
import { id, literal, raw, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { forgetStatements } from '../../register/rights/attestation/statements.ts'
import { forgetPeople } from '../../register/rights/disclosure/disclosures.ts'
import { recordTombstones } from '../../register/rights/tombstones.ts'
import { restateOutcomes } from '../../register/submissions.ts'
import { fileCounts, landedSubmissions } from '../../sources/landing/submissions.ts'
import { blank } from './byte-ranges.ts'
import { type Begun, begin, begunPurge, end, writeWhole } from './journal.ts'
import { preparePersons, prepareTarget, rowGoes } from './rows-that-go.ts'
import { formOf, sentFiles } from './sent-records.ts'
import type { Item, Purge } from './target.ts'

export type PurgeGiven = { purge: Purge; authority: string; now: string; by?: string }

/**
 * Destroys what `listPurge` listed. Each file is replaced or removed whole; the journal says what is left to do, and doing
 * it twice does nothing more, so that a process killed on the way is finished by `resumePurge`. The caller holds the
 * region's lock.
 */
export async function purge(region: Region, register: Register, given: PurgeGiven): Promise<void> {
  const { purge: listed, authority, now, by = 'operator' } = given
  begin(region, { purge: listed, authority, purged_at: now, purged_by: by })
  await resumePurge(region, register)
}

/** Finishes a purge that was begun. False where none was. */
export async function resumePurge(
  region: Region,
  register: Register,
  onItem: (done: number) => void = () => {},
): Promise<boolean> {
  const begun = begunPurge(region)
  if (!begun) return false
  const { target, items, closed } = begun.purge
  const engine = await Engine.open({ memory: region.settings.memory, threads: region.settings.threads })
  try {
    const records = items.flatMap(({ file_id, numbers }) => (file_id && numbers ? [{ file_id, numbers }] : []))
    await prepareTarget(engine, target, records)
    for (const [i, item] of items.entries()) {
      await carryOut(engine, region, begun, item)
      onItem(i + 1)
    }
    for (const folder of closed) await closeSubmission(engine, join(region.path, folder))
  } finally {
    engine.close()
  }
  await tellRegister(region, register, begun)
  end(region)
  return true
}

async function carryOut(engine: Engine, region: Region, { purge: { target } }: Begun, item: Item): Promise<void> {
  const path = join(region.path, item.path)
  if (!existsSync(path)) return
  if (item.action === 'remove') return rmSync(path, { recursive: true, force: true })
  if (item.action === 'blank') return blankRecords(engine, region, path, item)
  const [room = '', run = ''] = item.path.split(sep)
  const members = join(region.path, room, run, 'person_member.parquet')
  if (room === 'runs' && existsSync(members)) await preparePersons(engine, members)
  const goes = await rowGoes(engine, path, target)
  if (goes) await replace(engine, path, sql`select t.* from read_parquet(${literal(path)}) t where not ${goes}`)
}

async function replace(engine: Engine, path: string, relation: Sql): Promise<void> {
  const beside = `${path}.purging`
  await engine.writeParquet(relation, beside)
  chmodSync(beside, 0o600)
  renameSync(beside, path)
}

async function blankRecords(engine: Engine, region: Region, path: string, item: Item): Promise<void> {
  const numbers = item.numbers ?? []
  const folder = join(region.lake, item.payer, item.submission_id ?? '')
  const file = (await sentFiles(engine, folder)).find((one) => one.file_id === item.file_id)
  const form = file ? formOf(path, file) : null
  if (form === null) return rmSync(path)
  if (form === 'parquet') {
    const described = await engine.rows<{ column_name: string }>(
      sql`describe select * from read_parquet(${literal(path)})`,
    )
    const goes = sql`file_row_number + 1 in (${sqlJoin(numbers.map((number) => raw(String(number))))})`
    const columns = described.map(
      ({ column_name }) => sql`case when ${goes} then null else ${id(column_name)} end as ${id(column_name)}`,
    )
    return replace(
      engine,
      path,
      sql`select ${sqlJoin(columns)} from read_parquet(${literal(path)}, file_row_number = true) order by file_row_number`,
    )
  }
  const bytes = readFileSync(path)
  blank(bytes, form, new Set(numbers))
  writeWhole(path, bytes)
}

/** What came again under the same bytes is new: nothing of it is here any more. */
async function closeSubmission(engine: Engine, folder: string): Promise<void> {
  const path = join(folder, 'file.parquet')
  if (!existsSync(path)) return
  const described = await engine.rows<{ column_name: string }>(
    sql`describe select * from read_parquet(${literal(path)})`,
  )
  const columns = described.map(({ column_name }) =>
    column_name === 'status'
      ? sql`case when status = 'accepted' then 'purged' else status end as status`
      : id(column_name),
  )
  await replace(engine, path, sql`select ${sqlJoin(columns)} from read_parquet(${literal(path)})`)
}

/** Counts of files that are in force again, runs that are no more, and a tombstone for each thing that went. */
async function tellRegister(region: Region, register: Register, begun: Begun): Promise<void> {
  const {
    purge: { target, items, runs, person_ids },
    authority,
    purged_at,
    purged_by,
  } = begun
  const engine = await openLake(region)
  try {
    await restateOutcomes(register, await fileCounts(engine, landedSubmissions(region.lake)))
  } finally {
    engine.close()
  }
  if (runs.length > 0)
    await register.engine((tx) =>
      tx
        .updateTable('run')
        .set({ status: 'failed', because: 'purged' })
        .where('run_id', 'in', [...runs])
        .execute(),
    )
  await forgetPeople(register, person_ids)
  // What was typed on the page for statements would come into the lake again.
  if (target.kind === 'person') await forgetStatements(register, target.members)
  if (target.kind === 'payer') await forgetStatements(register, [{ payer: target.payer }])
  const by = { kind: target.kind, authority, purged_at, purged_by }
  await recordTombstones(
    register,
    items.map(({ payer, submission_id, file_id, what, records, bytes, sha256 }) => ({
      ...{ ...by, payer, submission_id, file_id, what, records, bytes, sha256 },
    })),
  )
}
