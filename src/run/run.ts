import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import type { LinkageQuality } from '../identity/compare.ts'
import { ANY_ORDER } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { openLake } from '../lake/lake.ts'
import { sql } from '../lake/sql.ts'
import { type Folders, LIBRARY } from '../model/read-model.ts'
import type { Period } from '../period.ts'
import type { Region } from '../region.ts'
import { listArrangements } from '../register/arrangements.ts'
import type { Register } from '../register/open.ts'
import { failRun, finishRun, listRuns, type RunStep, recordSteps, startRun } from '../register/runs.ts'
import { removals } from '../rights/removal.ts'
import { type Rights, rightsOf } from '../rights/rights.ts'
import { viewUsable } from '../rights/view-usable.ts'
import { carryOut, type Progress } from './carry-out.ts'
import { submissionsInUse } from './in-use.ts'
import { inputsHash, VERSION } from './inputs.ts'
import { linkageQuality } from './linkage-quality.ts'
import { plan } from './plan.ts'

export type RunOptions = {
  register: Register
  /** Reads the lake as it stood at the end of this day (UTC). */
  as_of?: string | undefined
  progress?: (event: Progress) => void
  now: () => string
  signal?: AbortSignal
}

export type RunResult = {
  run_id: string
  /** unchanged: a finished run of the same inputs is there already. */
  state: 'finished' | 'unchanged'
  tables: { table: string; rows: number; fingerprint: string; seconds: number }[]
  /** How well members were joined, where the demonstration left the truth. */
  linkage: LinkageQuality | null
}

/**
 * Runs a period and the year before it over the lake.
 *
 * Tables are written to `runs/.pending-<inputs>/`; one rename to `runs/<run_id>/` and the register's row make the run.
 * Until then readers see the last finished one. A run of the same inputs goes on where an interrupted one stopped.
 * The caller holds the region's lock.
 */
export async function run(region: Region, period: Period, options: RunOptions): Promise<RunResult> {
  const { register, now } = options
  const folders: Folders = [region.models, LIBRARY]
  const as_of = options.as_of ?? null
  const inUse = await submissionsInUse(region, register, as_of, now().slice(0, 10))
  const rights = await rightsOf(region, register, inUse, now().slice(0, 10))
  const inputs_hash = await inputsHash(register, period, folders, inUse, rights)
  const submissions = inUse.map(({ submission_id }) => submission_id)
  const run_id = [period.id.toLowerCase(), ...(as_of ? ['as-of', as_of] : []), inputs_hash.slice(0, 12)].join('-')
  const before = (await listRuns(register)).find((row) => row.run_id === run_id)
  const known = (before?.steps ?? []) as RunStep[]
  const place = join(region.runs, run_id)
  if (before?.status === 'finished' && existsSync(place))
    return { run_id, state: 'unchanged', tables: known.map(inSeconds), linkage: await linkageQuality(region, run_id) }

  await startRun(register, {
    run_id,
    period: period.id,
    inputs_hash,
    version: VERSION,
    started_at: now(),
    as_of,
    submissions,
  })
  try {
    const steps = await tables(region, period, folders, {
      ...options,
      run_id,
      known,
      place,
      inputs_hash,
      submissions,
      rights,
    })
    await finishRun(register, run_id, now(), steps)
    forgetPending(region)
    return { run_id, state: 'finished', tables: steps.map(inSeconds), linkage: await linkageQuality(region, run_id) }
  } catch (error) {
    await failRun(register, run_id, now(), error instanceof WholepanelError ? error.code : 'state-unexpected')
    throw error
  }
}

type Given = RunOptions & {
  run_id: string
  known: readonly RunStep[]
  place: string
  inputs_hash: string
  submissions: readonly string[]
  rights: Rights
}

async function tables(region: Region, period: Period, folders: Folders, given: Given): Promise<RunStep[]> {
  // Where the rename succeeded and the register was not told, only the register is left to do.
  const pending = join(region.runs, `.pending-${given.inputs_hash.slice(0, 12)}`)
  const folder = existsSync(given.place) ? given.place : pending
  const signal = given.signal ?? new AbortController().signal
  const engine = await openLake(region, { submissions: new Set(given.submissions) })
  const interrupt = () => engine.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    await viewUsable(engine)
    await requireInput(engine)
    await engine.run(ANY_ORDER)
    const steps = await carryOut(
      plan(period, {
        folders,
        arrangements: await listArrangements(given.register, period),
        removals: removals(region.lake, given.rights),
      }),
      {
        engine,
        folder,
        known: given.known,
        progress: given.progress ?? (() => {}),
        recorded: (done) => recordSteps(given.register, given.run_id, done),
        now: given.now,
        signal,
      },
    )
    if (folder === pending) renameSync(pending, given.place)
    return steps
  } finally {
    signal.removeEventListener('abort', interrupt)
    engine.close()
  }
}

async function requireInput(engine: Engine): Promise<void> {
  const found = await engine.one(sql`select 1 as found from eligibility limit 1`)
  if (!found)
    throw new WholepanelError('state-missing-input', {
      at: 'eligibility',
      fix: 'send coverage first with: wholepanel ingest PAYER FILES…',
    })
}

/** What interrupted runs of other inputs left can never be taken up again. */
function forgetPending(region: Region): void {
  for (const name of readdirSync(region.runs).filter((entry) => entry.startsWith('.pending-')))
    rmSync(join(region.runs, name), { recursive: true, force: true })
}

const inSeconds = ({ milliseconds, ...step }: RunStep) => ({ ...step, seconds: milliseconds / 1000 })
