import { attribute as stepsOf } from '../../attribution/attribute.ts'
import { readRule } from '../../attribution/rule.ts'
import type { Engine } from '../../lake/engine.ts'
import { openLake } from '../../lake/lake.ts'
import { id, sql } from '../../lake/sql.ts'
import { LIBRARY } from '../../model/read-model.ts'
import { period as periodOf } from '../../period.ts'
import { requireFinishedRun } from '../../register/runs.ts'
import { typedRows } from '../../run/fill-step.ts'
import { openRun } from '../../run/open-run.ts'
import { type Context, DONE } from '../context.ts'
import { type Output, printRows, type Row } from '../print-table.ts'
import { releaseToOperator } from '../release-to-operator.ts'
import { withRegion } from '../with-region.ts'

/** Who is whose patient by one rule, over the people and visits of the last run. Nothing is kept. */
export function attribute(
  context: Context,
  { rule: key, period, ...output }: Output & { rule: string; period?: string },
): Promise<number> {
  return withRegion(context, 'attribute', async ({ region, register }) => {
    const rule = readRule(key, [region.models, LIBRARY])
    const run = await requireFinishedRun(register, period)
    const engine = await openLake(region)
    const stop = () => engine.interrupt()
    context.signal.addEventListener('abort', stop)
    try {
      await openRun(engine, region, run.run_id)
      context.progress(`attributing by ${key}`)
      const rows = await attributed(engine, stepsOf(rule, periodOf(period ?? run.period)))
      await releaseToOperator(context, { register }, 'attribute')
      printRows(context, rows, columnsOf(rows, output), output)
      return DONE
    } finally {
      context.signal.removeEventListener('abort', stop)
      engine.close()
    }
  })
}

async function attributed(engine: Engine, steps: ReturnType<typeof stepsOf>): Promise<Row[]> {
  for (const step of steps) {
    await step.prepare?.(engine)
    await engine.run(sql`create or replace temp table ${id(`${step.table.name}_now`)} as ${typedRows(step)}`)
    await engine.run(sql`drop view if exists ${id(step.table.name)}`)
    await engine.run(sql`create view ${id(step.table.name)} as select * from ${id(`${step.table.name}_now`)}`)
  }
  return engine.rows<Row>(sql`select * from attribution order by period, person_id`)
}

const FOR_PEOPLE = ['person_id', 'practice_id', 'reason', 'step', 'visits', 'last_visit', 'attested_on', 'rule']

function columnsOf(rows: readonly Row[], { json, csv }: Output): readonly string[] {
  const [first] = rows
  return first && (json || csv) ? Object.keys(first) : FOR_PEOPLE
}
