import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import type { Table } from '../lake/table.ts'
import type { Region } from '../region.ts'
import { viewUsable } from '../rights/view-usable.ts'
import { viewParts } from './parts.ts'
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
