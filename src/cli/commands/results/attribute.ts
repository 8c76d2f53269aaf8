import { attribute as stepsOf } from '../../../attribution/attribute.ts'
import { readRule } from '../../../attribution/rule.ts'
import { attribution } from '../../../attribution/tables.ts'
import type { Engine } from '../../../lake/engine.ts'
import { id, sql } from '../../../lake/sql.ts'
import { LIBRARY } from '../../../model/read-model.ts'
import { period as periodOf } from '../../../period.ts'
import { typedRows } from '../../../run/fill-step.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'

export type AttributeOptions = Output & { rule: string; period?: string; asOf?: string }

/** Who is whose patient by one rule, over the people and visits of the last run. Nothing is kept. */
export function attribute(context: Context, { rule: key, period, asOf, ...output }: AttributeOptions): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'attribute', async (open) => {
    const rule = readRule(key, [open.region.models, LIBRARY])
    return withLastRun(context, open, { period, as_of }, async (engine, run) => {
      context.progress(`attributing by ${key}`)
      const rows = await attributed(engine, stepsOf(rule, periodOf(period ?? run.period)))
      await releaseToOperator(context, open, 'attribute')
      printRows(context, rows, output.json || output.csv ? COLUMNS : FOR_PEOPLE, output)
      return DONE
    })
  })
}

/** The steps one after the other, each in place of the run's own table. */
async function attributed(engine: Engine, steps: ReturnType<typeof stepsOf>): Promise<Row[]> {
  for (const step of steps) {
    const filled = id(`${step.table.name}_now`)
    await step.prepare?.(engine)
    await engine.run(sql`create or replace temp table ${filled} as ${typedRows(step)}`)
    await engine.run(sql`drop view if exists ${id(step.table.name)}`)
    await engine.run(sql`create view ${id(step.table.name)} as select * from ${filled}`)
  }
  return engine.rows<Row>(sql`select * from attribution order by period, person_id`)
}

const COLUMNS = attribution.columns.map((column) => column.name)
const FOR_PEOPLE = ['person_id', 'practice_id', 'reason', 'step', 'visits', 'last_visit', 'attested_on', 'rule']
