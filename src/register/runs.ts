import { WholepanelError } from '../error.ts'
import type { Register } from './open.ts'
import type { RunRow } from './schema.ts'

export type RunGiven = {
  run_id: string
  period: string
  inputs_hash: string
  version: string
  started_at: string
  /** The day as of which the lake is read; null for now. */
  as_of: string | null
  submissions: readonly string[]
  /** The run whose rows it keeps; null from scratch. */
  built_on?: string | null
}

/** What a finished step left: enough to resume and to compare two runs. */
export type RunStep = { table: string; rows: number; fingerprint: string; milliseconds: number }

/** Begins a run, or takes one up again that failed or was interrupted. The last finished one stays in place. */
export function startRun(register: Register, given: RunGiven): Promise<void> {
  return register.engine(async (tx) => {
    const { started_at, built_on = null } = given
    const again = { status: 'pending', started_at, built_on, finished_at: null, because: null }
    await tx
      .insertInto('run')
      .values({ ...given, submissions: [...given.submissions], ...again, steps: '[]' })
      .onConflict((c) => c.column('run_id').doUpdateSet(again))
      .execute()
  })
}

/** Says what is done so far, so that an interrupted run can go on from there. */
export function recordSteps(register: Register, run_id: string, steps: readonly RunStep[]): Promise<void> {
  return change(register, run_id, { steps: JSON.stringify(steps) })
}

/** From here on readers see this run. */
export function finishRun(
  register: Register,
  run_id: string,
  finished_at: string,
  steps: readonly RunStep[],
): Promise<void> {
  return change(register, run_id, { status: 'finished', finished_at, steps: JSON.stringify(steps), because: null })
}

export function failRun(register: Register, run_id: string, finished_at: string, because: string): Promise<void> {
  return change(register, run_id, { status: 'failed', finished_at, because })
}

/** The newest finished run, of a period or of any; those as of a past day are looked at only by name. */
export function lastFinishedRun(register: Register, period?: string): Promise<RunRow | undefined> {
  return register.engine((tx) => {
    const finished = tx
      .selectFrom('run')
      .selectAll()
      .where('status', '=', 'finished')
      .where('as_of', 'is', null)
      .orderBy('finished_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(1)
    return (period === undefined ? finished : finished.where('period', '=', period)).executeTakeFirst()
  })
}

/** The newest finished run as of a past day, of a period or of any; or the error that tells how to make one. */
export async function requireRunAsOf(register: Register, as_of: string, period?: string): Promise<RunRow> {
  const run = await register.engine((tx) => {
    const finished = tx
      .selectFrom('run')
      .selectAll()
      .where('status', '=', 'finished')
      .where('as_of', '=', as_of)
      .orderBy('finished_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(1)
    return (period === undefined ? finished : finished.where('period', '=', period)).executeTakeFirst()
  })
  if (!run)
    throw new WholepanelError('state-no-run', {
      got: `none${period ? ` for ${period}` : ''} as of ${as_of}`,
      fix: `make one with: wholepanel run --period ${period ?? 'YEAR'} --as-of ${as_of}`,
    })
  return run
}

/** The newest finished run, or the error that tells how to make one. */
export async function requireFinishedRun(register: Register, period?: string): Promise<RunRow> {
  const run = await lastFinishedRun(register, period)
  if (!run)
    throw new WholepanelError('state-no-run', {
      ...(period ? { got: `none for ${period}` } : {}),
      fix: `make one with: wholepanel run --period ${period ?? 'YEAR'}`,
    })
  return run
}

export function listRuns(register: Register): Promise<RunRow[]> {
  return register.engine((tx) => tx.selectFrom('run').selectAll().orderBy('started_at').orderBy('run_id').execute())
}

async function change(register: Register, run_id: string, values: Partial<RunRow>): Promise<void> {
  const { numUpdatedRows } = await register.engine((tx) =>
    tx.updateTable('run').set(values).where('run_id', '=', run_id).executeTakeFirstOrThrow(),
  )
  if (numUpdatedRows === 0n) throw new WholepanelError('state-no-run', { got: run_id })
}
