import { id, sql } from '../../../lake/sql.ts'
import { listTombstones } from '../../../register/rights/tombstones.ts'
import { submissionStates } from '../../../rights/holding.ts'
import { sensitiveSets, setsInForce } from '../../../rights/sensitive-sets.ts'
import { removed } from '../../../rights/tables.ts'
import { type Context, DONE } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'

/** What the last run left out and why, which sensitive sets are in force, what is held, and what was destroyed. */
export function rights(context: Context, output: Output): Promise<number> {
  return withRegion(context, 'rights', async (open) => {
    const { region, register } = open
    const rows = await withLastRun(context, open, {}, (engine) =>
      engine.rows<Row>(sql`select * from ${id(removed.name)} order by payer, line_of_business, table_name, reason`),
    )
    await releaseToOperator(context, open, 'rights')
    const columns = removed.columns.map((column) => column.name)
    printRows(context, rows, columns, output)
    if (output.json || output.csv) return DONE
    if (rows.length === 0) context.say('the last run left nothing out')
    const sets = setsInForce(sensitiveSets(region), region.settings.sensitive)
    context.say(`left out unless the member permits: ${sets.join(', ') || 'nothing'}`)
    const states = await submissionStates(register, context.now().slice(0, 10))
    for (const [submission_id, { state, because }] of states)
      if (state === 'held') context.say(`held: submission ${submission_id}, ${because}`)
    const stones = await listTombstones(register)
    if (stones.length > 0) {
      context.out('\n')
      printRows(context, stones, ['purged_at', 'kind', 'submission_id', 'file_id', 'what', 'records', 'authority'], {})
    }
    return DONE
  })
}
