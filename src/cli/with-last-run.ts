import type { Engine } from '../lake/engine.ts'
import { openLake } from '../lake/lake.ts'
import { lastFinishedRun, requireFinishedRun, requireRunAsOf } from '../register/runs.ts'
import type { RunRow } from '../register/schema.ts'
import { openRun } from '../run/open-run.ts'
import type { Context, OpenRegion } from './context.ts'

/**
 * Opens the lake and the tables of the last finished run, for as long as the work takes. Ctrl-C stops its queries. Where
 * a period is asked for that has a run of its own, that one; as of a past day, the run of that day.
 */
export async function withLastRun<Result>(
  { signal }: Pick<Context, 'signal'>,
  { region, register }: Pick<OpenRegion, 'region' | 'register'>,
  { period, as_of }: { period?: string | undefined; as_of?: string | undefined },
  work: (engine: Engine, run: RunRow) => Promise<Result>,
): Promise<Result> {
  const run =
    as_of !== undefined
      ? await requireRunAsOf(register, as_of, period)
      : (period && (await lastFinishedRun(register, period))) || (await requireFinishedRun(register))
  const engine = await openLake(region, { submissions: new Set(run.submissions) })
  const stop = () => engine.interrupt()
  signal.addEventListener('abort', stop)
  try {
    await openRun(engine, region, run.run_id)
    return await work(engine, run)
  } finally {
    signal.removeEventListener('abort', stop)
    engine.close()
  }
}
