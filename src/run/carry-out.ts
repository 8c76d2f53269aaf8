import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import { id, literal, sql, join as sqlJoin } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { RunStep } from '../register/runs.ts'
import { typedRows } from './fill-step.ts'
import { viewResult } from './open-run.ts'
import { resultFingerprint } from './result-fingerprint.ts'

export type Progress = {
  table: string
  /** Place of the table in the run, from 1. */
  step: number
  steps: number
  /** kept: an earlier, interrupted try had finished it. */
  state: 'started' | 'finished' | 'kept'
  rows: number | null
  seconds: number | null
}

export type Work = {
  engine: Engine
  /** Where each finished table stands as `<table>.parquet`. */
  folder: string
  /** What an earlier try recorded, so that its tables need not be read again. */
  known: readonly RunStep[]
  progress: (event: Progress) => void
  /** After each table: what is done so far. */
  recorded: (done: readonly RunStep[]) => Promise<void>
  now: () => string
  signal: AbortSignal
}

/**
 * Fills the tables in order. A table appears in the folder by a rename once it is whole; one that is there already is
 * kept. Later steps read it from there, so that the engine holds no table in memory.
 */
export async function carryOut(steps: readonly Step[], work: Work): Promise<RunStep[]> {
  const names = [...new Set(steps.map((step) => step.table.name))]
  const done: RunStep[] = []
  mkdirSync(work.folder, { recursive: true, mode: 0o700 })
  for (const [i, name] of names.entries()) {
    const group = steps.filter((step) => step.table.name === name)
    const at = { table: name, step: i + 1, steps: names.length }
    const kept = existsSync(join(work.folder, `${name}.parquet`))
    if (!kept) work.progress({ ...at, state: 'started', rows: null, seconds: null })
    const step = await oneTable(group, work).catch((error: unknown) => {
      throw understood(error, name, work.signal)
    })
    done.push(step)
    await work.recorded(done)
    work.progress({ ...at, state: kept ? 'kept' : 'finished', rows: step.rows, seconds: step.milliseconds / 1000 })
  }
  return done
}

async function oneTable(group: readonly Step[], work: Work): Promise<RunStep> {
  const [first] = group
  if (!first) throw new Error('a table without a step')
  const { table } = first
  const started = Date.parse(work.now())
  const kept = existsSync(join(work.folder, `${table.name}.parquet`))
  if (!kept) await write(group, work)
  await viewResult(work.engine, table, work.folder)
  const before = work.known.find((step) => step.table === table.name)
  if (kept && before) return before
  const { rows, fingerprint } = await resultFingerprint(work.engine, table)
  return { table: table.name, rows, fingerprint, milliseconds: Date.parse(work.now()) - started }
}

/** Several steps may fill one table, each its part of the rows. */
async function write(group: readonly Step[], { engine, folder, signal }: Work): Promise<void> {
  const name = group[0]?.table.name ?? ''
  for (const left of readdirSync(folder).filter((file) => file.startsWith(`.${name}.`))) rmSync(join(folder, left))
  const parts: string[] = []
  for (const [i, step] of group.entries()) {
    signal.throwIfAborted()
    const part = join(folder, `.${name}.${i}.parquet`)
    await step.prepare?.(engine)
    await engine.writeParquet(typedRows(step), part, 'quick')
    await forgetTemporary(engine)
    parts.push(part)
  }
  let whole = parts[0] ?? ''
  if (parts.length > 1) {
    whole = join(folder, `.${name}.parquet`)
    await engine.writeParquet(sql`select * from read_parquet([${sqlJoin(parts.map(literal))}])`, whole, 'quick')
    for (const part of parts) rmSync(part)
  }
  chmodSync(whole, 0o600)
  renameSync(whole, join(folder, `${name}.parquet`))
}

/** A step keeps nothing outside its table. */
async function forgetTemporary(engine: Engine): Promise<void> {
  const left = await engine.rows<{ table_name: string }>(
    sql`select table_name from information_schema.tables where table_type = 'LOCAL TEMPORARY' order by table_name`,
  )
  for (const { table_name } of left) await engine.run(sql`drop table ${id(table_name)}`)
}

// The engine's own message may quote a value of a row, so only its kind is told.
function understood(error: unknown, table: string, signal: AbortSignal): unknown {
  if (signal.aborted)
    return new WholepanelError('state-interrupted', { at: `step ${table}`, fix: 'the same command goes on from here' })
  if (error instanceof WholepanelError) return error
  const kind = error instanceof Error ? /^[A-Z][\w ]* Error(?=:)/.exec(error.message)?.[0] : undefined
  return new WholepanelError('state-unexpected', { at: `step ${table}`, ...(kind ? { got: kind } : {}) }, error)
}
