import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Region } from '../../region.ts'
import type { Register } from '../../register/open.ts'
import { listRuns, type RunStep } from '../../register/runs.ts'
import { type Made, readMade } from '../made.ts'
import type { Base } from './scope.ts'

export type Building = {
  period: string
  /** Where the run is being made; what an interrupted try built on binds. */
  folder: string
  made: Pick<Made, 'library' | 'submissions'>
  from_scratch: boolean
}

/**
 * The finished run that a new one may build on: of the same period, program and library, with no submission whose
 * content is another now. Of several the one that differs in the fewest submissions, then the newest.
 */
export async function baseRun(region: Region, register: Register, building: Building): Promise<Base | null> {
  const { period, folder, made, from_scratch } = building
  const finished = (await listRuns(register)).filter((run) => run.status === 'finished' && run.period === period)
  const possible = finished.reverse().flatMap((run) => {
    const place = join(region.runs, run.run_id)
    const before = existsSync(place) ? readMade(place) : null
    if (!before || before.library !== made.library || !agree(before.submissions, made.submissions)) return []
    const { generation } = before
    const base: Base = { run_id: run.run_id, folder: place, generation, steps: run.steps as RunStep[] }
    return [{ base, distance: distance(before.submissions, made.submissions) }]
  })
  const begun = readMade(folder)
  if (begun) {
    const same = possible.find(({ base }) => base.run_id === begun.built_on)
    if (begun.built_on === null || (same && !from_scratch)) return same?.base ?? null
    rmSync(folder, { recursive: true })
  }
  if (from_scratch) return null
  return possible.sort((a, b) => a.distance - b.distance)[0]?.base ?? null
}

const agree = (before: Made['submissions'], after: Made['submissions']): boolean =>
  Object.entries(before).every(([id, content]) => after[id] === undefined || after[id] === content)

const distance = (before: Made['submissions'], after: Made['submissions']): number =>
  [...Object.keys(before).filter((id) => !(id in after)), ...Object.keys(after).filter((id) => !(id in before))].length
