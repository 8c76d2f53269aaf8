import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../../../lake/engine.ts'
import { listRuns } from '../../../register/runs.ts'
import { type Context, DONE } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

/** Every run there was, the oldest first; of those whose tables were removed the register still knows the fingerprints. */
export function runs(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'runs', async ({ region, register }) => {
    const rows = (await listRuns(register)).map(({ steps: _, ...run }) => ({
      ...run,
      submissions: run.submissions.length,
      tables: existsSync(join(region.runs, run.run_id)) ? 'here' : 'removed',
    }))
    printRows(context, rows, COLUMNS, output)
    if (rows.length === 0) context.say('no run yet: wholepanel run --period YEAR')
    return DONE
  })
}

const COLUMNS = [
  ...['run_id', 'period', 'as_of', 'status', 'started_at', 'finished_at', 'submissions', 'built_on', 'tables'],
  'because',
]

/** What changed from one run to another: rows by result table, people and dollars by practice. For the operator alone. */
export function compare(context: Context, before: string, after: string, output: Output): Promise<number> {
  return withRegion(context, 'runs compare', async (open) => {
    const { compareRuns } = await import('../../../run/compare-runs.ts')
    const engine = await Engine.open({ ...open.region.settings, spill: open.region.spill })
    const stop = () => engine.interrupt()
    context.signal.addEventListener('abort', stop)
    try {
      const { tables, practices } = await compareRuns(engine, open.region, before, after)
      await releaseToOperator(context, open, 'runs compare')
      if (output.json) {
        context.out(`${JSON.stringify({ tables, practices }, null, 2)}\n`)
        return DONE
      }
      if (!output.csv) {
        printRows(context, tables, ['table', 'added', 'removed', 'changed', 'same'], {})
        context.out('\n')
      }
      printRows(context, practices, PRACTICE, output)
      return DONE
    } finally {
      context.signal.removeEventListener('abort', stop)
      engine.close()
    }
  })
}

const PRACTICE = [
  ...['period', 'practice_id', 'people_before', 'people_after', 'people_came', 'people_left'],
  ...['spend_usd_before', 'spend_usd_after', 'spend_usd_moved'],
]
