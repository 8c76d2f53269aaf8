import { mkdirSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Region } from '../region.ts'
import { Engine } from './engine.ts'
import { id, literal, raw, sql, join as sqlJoin } from './sql.ts'
import { SQL_TYPE, type Table } from './table.ts'
import { COMMON_DATA_MODEL } from './tables/index.ts'

/** The records that a later record replaced or voided, written by the submission that did it. */
export const SUPERSEDED = 'superseded'

/**
 * The part of the lake that is looked at: the submissions of these ids. Left out: all. What a submission put out of
 * force is out of force only where that submission is looked at, so that the lake can be read as it stood on a past day.
 */
export type LakePart = { submissions?: ReadonlySet<string> | undefined }

/**
 * Opens the engine over a region's lake. Each table of the common data model is a view named as the table:
 * every row in force. The same name with `_history` has every row ever accepted.
 */
export async function openLake(region: Region, part: LakePart = {}): Promise<Engine> {
  mkdirSync(region.spill, { recursive: true, mode: 0o700 })
  const engine = await Engine.open({
    memory: region.settings.memory,
    threads: region.settings.threads,
    spill: region.spill,
  })
  await viewLake(engine, region.lake, part)
  return engine
}

/**
 * Defines the views again, after a submission came in. The lake is listed once: a submission that lands meanwhile is
 * looked at whole or not at all, never its rows without what they put out of force.
 */
export async function viewLake(engine: Engine, lake: string, part: LakePart = {}): Promise<void> {
  const listed = listLake(lake, part)
  const filesOf = (table: string) => listed.filter((path) => path.endsWith(`${sep}${table}.parquet`))
  const gone = filesOf(SUPERSEDED)
  await engine.run(
    gone.length > 0
      ? sql`create or replace view superseded as select file_id, record_number from read_parquet(${list(gone)})`
      : sql`create or replace view superseded as select '' as file_id, 0::bigint as record_number where false`,
  )
  for (const table of COMMON_DATA_MODEL) {
    await viewTable(engine, `${table.name}_history`, table, filesOf(table.name))
    // Not `not exists`: with a condition on top of it the engine keeps every row aside before it looks for the superseded.
    await engine.run(
      sql`create or replace view ${id(table.name)} as
          select t.* from ${id(`${table.name}_history`)} t
          left join superseded s on s.file_id = t.file_id and s.record_number = t.record_number
          where s.file_id is null`,
    )
  }
}

/**
 * A view of the declared columns over Parquet files; no file gives a table without rows. A column that no file has,
 * because it was declared after they were written, is empty.
 */
export async function viewTable(engine: Engine, name: string, table: Table, files: readonly string[]): Promise<void> {
  const written = files.length > 0 ? await columnsOf(engine, files) : new Set<string>()
  const columns = table.columns.map(
    (c) => sql`${written.has(c.name) ? id(c.name) : raw('null')}::${raw(SQL_TYPE[c.type])} as ${id(c.name)}`,
  )
  await engine.run(
    files.length > 0
      ? sql`create or replace view ${id(name)} as select ${sqlJoin(columns)} from read_parquet(${list(files)}, union_by_name = true)`
      : sql`create or replace view ${id(name)} as select ${sqlJoin(columns)} where false`,
  )
}

async function columnsOf(engine: Engine, files: readonly string[]): Promise<Set<string>> {
  const found = await engine.rows<{ name: string }>(sql`select distinct name from parquet_schema(${list(files)})`)
  return new Set(found.map((column) => column.name))
}

/** Every lake/<payer>/<submission>/<table>.parquet; folders that start with a dot are not in place yet. */
function listLake(lake: string, { submissions }: LakePart): string[] {
  const visible = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  const files: string[] = []
  for (const payer of visible(lake)) {
    for (const submission of visible(join(lake, payer.name))) {
      if (submissions && !submissions.has(submission.name)) continue
      const folder = join(lake, payer.name, submission.name)
      files.push(...readdirSync(folder).map((name) => join(folder, name)))
    }
  }
  return files.sort()
}

const list = (files: readonly string[]) => sql`[${sqlJoin(files.map(literal))}]`
