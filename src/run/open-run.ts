import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import { id, sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import { organization, practice } from '../lake/tables/directory.ts'
import type { Region } from '../region.ts'
import { viewUsable } from '../rights/view-usable.ts'
import { partsOf, viewParts } from './incremental/parts.ts'
import { RESULT_TABLES } from './results.ts'

/**
 * Opens a finished run for its readers: one view per result table, named as the table. A table the run did not fill
 * is a view without rows. Where a lake is open its views are from then on without what the run left out.
 */
export async function openRun(engine: Engine, region: Region, run_id: string): Promise<void> {
  const folder = requireRunFolder(region, run_id)
  for (const table of RESULT_TABLES) await viewResult(engine, table, folder)
  await viewUsable(engine)
}

export async function viewResult(engine: Engine, table: Table, folder: string, name = table.name): Promise<void> {
  await viewParts(engine, table, folder, name)
}

/** Where a finished run's tables stand, or the error that tells how to make one. */
export function requireRunFolder(region: Region, run_id: string): string {
  const folder = join(region.runs, run_id)
  if (!/^[a-z0-9-]+$/.test(run_id) || !existsSync(folder))
    throw new WholepanelError('state-no-run', { got: run_id, fix: 'make one with: wholepanel run --period YEAR' })
  return folder
}

/** Of a run's files at most so many bytes are kept; unpacked they take about twenty times as much. */
const MOST_BYTES = 4_000_000

/**
 * For an engine that many read: takes the directory and a run's small tables into memory, the smallest first. Most of
 * what a question to a small file costs is opening it and reading what it holds.
 */
export async function keepSmall(engine: Engine, region: Region, run_id: string): Promise<void> {
  await engine.run(sql`set parquet_metadata_cache = true`)
  const folder = requireRunFolder(region, run_id)
  const sized = RESULT_TABLES.map(({ name }) => ({ name, bytes: bytesOf(folder, name) }))
  let left = MOST_BYTES
  for (const { name, bytes } of sized.toSorted((a, b) => a.bytes - b.bytes)) {
    left -= bytes
    if (left >= 0) await keep(engine, name)
  }
  for (const { name } of [practice, organization]) await keep(engine, name)
}

function bytesOf(folder: string, table: string): number {
  const { made, kept, out } = partsOf(folder, table)
  const files = [made, out, ...kept.map((one) => one.path)]
  return files.reduce((sum, file) => sum + (file === null ? 0 : statSync(file).size), 0)
}

async function keep(engine: Engine, name: string): Promise<void> {
  await engine.run(sql`create table ${id(`${name} kept`)} as select * from ${id(name)}`)
  await engine.run(sql`create or replace view ${id(name)} as select * from ${id(`${name} kept`)}`)
}
