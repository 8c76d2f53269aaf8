import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import type { Step } from '../lake/step.ts'
import type { RunStep } from '../register/runs.ts'
import { writeSteps } from './fill-step.ts'
import { keepOn, keepState, lakeTable } from './incremental/lake-state.ts'
import { tidyTable } from './incremental/parts.ts'
import { type Found, redo } from './incremental/redo.ts'
import { type Base, earlier, type Scope, SEEN_IN_THE_LAKE, scopeOf } from './incremental/scope.ts'
import { viewResult } from './open-run.ts'
import { resultFingerprint } from './result-fingerprint.ts'
import { RESULT_TABLES } from './results.ts'

export type Progress = {
  table: string
  /** Place of the table in the run, from 1. */
  step: number
  steps: number
  /** kept: an earlier, interrupted try had finished it. */
  state: 'started' | 'finished' | 'kept'
  /** What was made anew, when finished; the rest is the earlier run's. */
  redo: Scope['redo'] | null
  rows: number | null
  seconds: number | null
}

export type Work = {
  engine: Engine
  /** Where each finished table stands as `<table>.parquet`. */
  folder: string
  /** What an earlier try recorded, so that its tables need not be read again. */
  known: readonly RunStep[]
  /** The finished run whose rows may be kept; null makes everything anew. */
  base?: Base | null
  /** Tables of fewer rows are written whole. */
  whole_below?: number
  progress: (event: Progress) => void
  /** After each table: what is done so far. */
  recorded: (done: readonly RunStep[]) => Promise<void>
  now: () => string
  signal: AbortSignal
}

const WHOLE_BELOW = 50_000

/**
 * Fills the tables in order. A table appears in the folder by a rename once it is whole; one that is there already is
 * kept. Later steps read it from there, so that the engine holds no table in memory. Over an earlier run only what
 * depends on a change is made anew.
 */
export async function carryOut(steps: readonly Step[], work: Work): Promise<RunStep[]> {
  const names = [...new Set(steps.map((step) => step.table.name))]
  const done: RunStep[] = []
  mkdirSync(work.folder, { recursive: true, mode: 0o700 })
  if (work.base)
    for (const table of RESULT_TABLES) await viewResult(work.engine, table, work.base.folder, earlier(table.name))
  for (const [i, name] of names.entries()) {
    const group = steps.filter((step) => step.table.name === name)
    const at = { table: name, step: i + 1, steps: names.length }
    const kept = existsSync(join(work.folder, `${name}.parquet`))
    if (!kept) work.progress({ ...at, state: 'started', redo: null, rows: null, seconds: null })
    const { step, scope } = await oneTable(group, done, work).catch((error: unknown) => {
      throw understood(error, name, work.signal)
    })
    done.push(step)
    await work.recorded(done)
    const state = kept ? 'kept' : 'finished'
    work.progress({ ...at, state, redo: scope, rows: step.rows, seconds: step.milliseconds / 1000 })
  }
  return done
}

async function oneTable(
  group: readonly Step[],
  done: readonly RunStep[],
  work: Work,
): Promise<{ step: RunStep; scope: Scope['redo'] | null }> {
  const [first] = group
  if (!first) throw new Error('a table without a step')
  const { table } = first
  const started = Date.parse(work.now())
  if (existsSync(join(work.folder, `${table.name}.parquet`))) {
    await viewResult(work.engine, table, work.folder)
    const before = work.known.find((step) => step.table === table.name)
    if (before) return { step: before, scope: null }
    const found = await resultFingerprint(work.engine, table)
    return { step: { table: table.name, ...found, milliseconds: Date.parse(work.now()) - started }, scope: null }
  }
  tidyTable(work.folder, table.name)
  const { scope, ...found } = await fill(group, done, work)
  return { step: { table: table.name, ...found, milliseconds: Date.parse(work.now()) - started }, scope }
}

async function fill(
  group: readonly Step[],
  done: readonly RunStep[],
  work: Work,
): Promise<Found & { scope: Scope['redo'] }> {
  const { engine, folder, signal, base } = work
  const [step] = group
  if (!step) throw new Error('a table without a step')
  work.signal.throwIfAborted()
  const keeps = group.length === 1 && step.keeps !== undefined
  if (keeps && step.keeps?.by === 'keys') keepOn(folder, step.table.name, step.keeps.on)
  if (keeps)
    for (const read of step.reads.filter((name) => !SEEN_IN_THE_LAKE.includes(name) && lakeTable(name)))
      await keepState(engine, folder, read, base?.folder ?? null)
  if (base) {
    const scoping = { engine, folder, base, done }
    const scope: Scope = keeps ? await scopeOf(step, scoping) : { redo: 'all' }
    const whole_below = work.whole_below ?? WHOLE_BELOW
    return { ...(await redo(group, scope, { ...scoping, signal, whole_below })), scope: scope.redo }
  }
  const file = await writeSteps(engine, group, folder, signal)
  renameSync(file, join(folder, `${step.table.name}.parquet`))
  await viewResult(engine, step.table, folder)
  return { ...(await resultFingerprint(engine, step.table)), scope: 'all' }
}

// The engine's own message may quote a value of a row, so only its kind is told.
function understood(error: unknown, table: string, signal: AbortSignal): unknown {
  if (signal.aborted)
    return new WholepanelError('state-interrupted', { at: `step ${table}`, fix: 'the same command goes on from here' })
  if (error instanceof WholepanelError) return error
  const kind = error instanceof Error ? /^[A-Z][\w ]* Error(?=:)/.exec(error.message)?.[0] : undefined
  return new WholepanelError('state-unexpected', { at: `step ${table}`, ...(kind ? { got: kind } : {}) }, error)
}
