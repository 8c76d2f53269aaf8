import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Held } from '../alignment/steps.ts'
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
import { listSubmissions } from '../register/submissions.ts'
import { removals } from '../rights/removal.ts'
import { type Rights, rightsOf } from '../rights/rights.ts'
import { viewUsable } from '../rights/view-usable.ts'
import { carryOut, type Progress } from './carry-out.ts'
import { submissionsInUse } from './in-use.ts'
import { baseRun } from './incremental/base-run.ts'
import { type Redone, redoneIn } from './incremental/redone.ts'
import type { Base } from './incremental/scope.ts'
import { inputsHash, libraryHash, VERSION } from './inputs.ts'
import { linkageQuality } from './linkage-quality.ts'
import { type Made, readMade, writeMade } from './made.ts'
import { PANEL_RULE, plan } from './plan.ts'
import { pruneRuns } from './prune-runs.ts'
import { dayOf, heldIn, regionAlignment } from './region-alignment.ts'

export type RunOptions = {
  register: Register
  /** Reads the lake as it stood at the end of this day (UTC). */
  as_of?: string | undefined
  /** Keeps nothing of an earlier run, and makes a run of the same inputs again. */
  from_scratch?: boolean
  /** Tables of fewer rows are written whole, not in parts. */
  whole_below?: number
  progress?: (event: Progress) => void
  now: () => string
  signal?: AbortSignal
}

export type RunResult = {
  run_id: string
  /** unchanged: a finished run of the same inputs is there already. */
  state: 'finished' | 'unchanged'
  tables: { table: string; rows: number; fingerprint: string; seconds: number }[]
  /** The run whose rows were kept, where any were. */
  built_on: string | null
  /** What such a run made anew, and why. */
  redone: Redone | null
  /** How well members were joined, where the demonstration left the truth. */
  linkage: LinkageQuality | null
}

/**
 * Runs a period and the year before it over the lake.
 *
 * Tables are written to `runs/.pending-<inputs>/`; one rename to `runs/<run_id>/` and the register's row make the run.
 * Until then readers see the last finished one. A run of the same inputs goes on where an interrupted one stopped.
 * Rows of an earlier run on which nothing that changed bears are kept; the results are those of a run from scratch.
 * The caller holds the region's lock.
 */
export async function run(region: Region, period: Period, options: RunOptions): Promise<RunResult> {
  const { register, now } = options
  const folders: Folders = [region.models, LIBRARY]
  const as_of = options.as_of ?? null
  const inUse = await submissionsInUse(region, register, as_of, now().slice(0, 10))
  const rights = await rightsOf(region, register, inUse, now().slice(0, 10))
  const alignment = heldIn(await regionAlignment(register, folders, dayOf(period)), PANEL_RULE)
  const inputs_hash = await inputsHash(register, period, folders, { inUse, rights, alignment })
  const submissions = inUse.map(({ submission_id }) => submission_id)
  const run_id = [period.id.toLowerCase(), ...(as_of ? ['as-of', as_of] : []), inputs_hash.slice(0, 12)].join('-')
  const before = (await listRuns(register)).find((row) => row.run_id === run_id)
  const known = (before?.steps ?? []) as RunStep[]
  const place = join(region.runs, run_id)
  const again = before?.status === 'finished' && existsSync(place)
  if (again && !options.from_scratch) return resultOf(region, run_id, 'unchanged', known, before.built_on)

  const pending = join(region.runs, `.pending-${inputs_hash.slice(0, 12)}`)
  // Where the rename succeeded and the register was not told, only the register is left to do.
  const folder = existsSync(place) && !options.from_scratch ? place : pending
  const content = Object.fromEntries(inUse.map(({ submission_id, content_hash }) => [submission_id, content_hash]))
  const made = { library: libraryHash(period, folders), submissions: content }
  const from_scratch = options.from_scratch ?? false
  const building = { period: period.id, folder, made, from_scratch }
  const base = folder === place ? null : await baseRun(region, register, building)
  const built_on = (folder === place ? readMade(place)?.built_on : base?.run_id) ?? null
  const version = VERSION
  const row = { run_id, period: period.id, inputs_hash, version, started_at: now(), as_of, submissions, built_on }
  // A run that is made again stays in force until the new one is whole.
  if (!again) await startRun(register, row)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!readMade(folder)) writeMade(folder, { ...made, generation: base ? base.generation + 1 : 0, built_on })
    const given = { ...options, run_id, known, folder, base, submissions, rights, alignment, made }
    const { steps, redone } = await tables(region, period, folders, given)
    if (folder === pending) putInPlace(pending, place)
    if (again) await startRun(register, row)
    await finishRun(register, run_id, now(), steps)
    forgetPending(region)
    await pruneRuns(region, register)
    return { ...(await resultOf(region, run_id, 'finished', steps, built_on)), redone }
  } catch (error) {
    if (!again)
      await failRun(register, run_id, now(), error instanceof WholepanelError ? error.code : 'state-unexpected')
    throw error
  }
}

async function resultOf(
  region: Region,
  run_id: string,
  state: RunResult['state'],
  steps: readonly RunStep[],
  built_on: string | null,
): Promise<RunResult> {
  const linkage = await linkageQuality(region, run_id)
  return { run_id, state, tables: steps.map(inSeconds), built_on, redone: null, linkage }
}

/** One rename; a run of the same inputs that is made again goes first. */
function putInPlace(pending: string, place: string): void {
  const before = `${pending}-before`
  rmSync(before, { recursive: true, force: true })
  if (existsSync(place)) renameSync(place, before)
  renameSync(pending, place)
}

type Given = RunOptions & {
  run_id: string
  known: readonly RunStep[]
  folder: string
  base: Base | null
  submissions: readonly string[]
  rights: Rights
  alignment: Held
  made: Pick<Made, 'submissions'>
}

async function tables(
  region: Region,
  period: Period,
  folders: Folders,
  given: Given,
): Promise<{ steps: RunStep[]; redone: Redone | null }> {
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
        alignment: given.alignment,
        removals: removals(region.lake, given.rights, {
          folder: given.folder,
          submissions: given.submissions,
          before: given.base && {
            folder: given.base.folder,
            submissions: Object.keys(readMade(given.base.folder)?.submissions ?? {}),
          },
        }),
      }),
      {
        engine,
        folder: given.folder,
        known: given.known,
        base: given.base,
        ...(given.whole_below === undefined ? {} : { whole_below: given.whole_below }),
        progress: given.progress ?? (() => {}),
        recorded: (done) => recordSteps(given.register, given.run_id, done),
        now: given.now,
        signal,
      },
    )
    return { steps, redone: given.base ? await redoneOver(engine, given, given.base) : null }
  } finally {
    signal.removeEventListener('abort', interrupt)
    engine.close()
  }
}

async function redoneOver(engine: Engine, { register, folder, made }: Given, base: Base): Promise<Redone> {
  const payerOf = new Map((await listSubmissions(register)).map((row) => [row.submission_id, row.payer]))
  const before = readMade(base.folder)?.submissions ?? {}
  return redoneIn(engine, folder, { before, after: made.submissions, payerOf })
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
