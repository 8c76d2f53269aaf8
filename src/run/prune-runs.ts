import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Region } from '../region.ts'
import type { Register } from '../register/open.ts'
import { listRuns } from '../register/runs.ts'
import type { RunRow } from '../register/schema.ts'

const REMOVED = '.removed-'

/**
 * Removes the tables of runs that no one looks at any more: of each period the newest `keep_runs` stay, and of those as
 * of a past day the newest of each day. The register keeps every run with its fingerprints. A file that a later run took
 * over stays under the name it has there. A folder leaves by one rename.
 */
export async function pruneRuns(region: Region, register: Register): Promise<string[]> {
  const finished = (await listRuns(register)).filter((run) => run.status === 'finished')
  // The order by which readers take the newest.
  const order = ({ finished_at, run_id }: RunRow) => `${finished_at ?? ''} ${run_id}`
  finished.sort((a, b) => (order(a) < order(b) ? 1 : -1))
  const seen = new Map<string, number>()
  const removed: string[] = []
  for (const { run_id, period, as_of } of finished) {
    if (!existsSync(join(region.runs, run_id))) continue
    const group = `${period} ${as_of ?? ''}`
    const newer = seen.get(group) ?? 0
    seen.set(group, newer + 1)
    if (newer < (as_of === null ? region.settings.keep_runs : 1)) continue
    renameSync(join(region.runs, run_id), join(region.runs, `${REMOVED}${run_id}`))
    removed.push(run_id)
  }
  for (const name of readdirSync(region.runs).filter((entry) => entry.startsWith(REMOVED)))
    rmSync(join(region.runs, name), { recursive: true, force: true })
  return removed
}
