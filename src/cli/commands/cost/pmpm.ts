import { PMPM_BY, type PmpmBy, pmpm } from '../../../cost/pmpm/pmpm.ts'
import { WholepanelError } from '../../../error.ts'
import { sql } from '../../../lake/sql.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'
import type { CostOptions } from './cost.ts'

export type PmpmOptions = CostOptions & { by: readonly string[]; practice?: string }

/** Cost per member and month of the run's period, by what is asked for. */
export function printPmpm(context: Context, { period, asOf, by, practice, ...output }: PmpmOptions): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  const asked = by.map(oneOf)
  return withRegion(context, 'cost', async (open) => {
    const rows = await withLastRun(context, open, { period, as_of }, async (engine, run) => {
      if (practice !== undefined && practice !== 'none') {
        const known = await engine.one(sql`select practice_id from practice where practice_id = ${practice}`)
        if (!known)
          throw new WholepanelError('input-argument', {
            at: '--practice',
            got: practice,
            want: 'the key of a practice of the directory, or none',
          })
      }
      return engine.rows<Row>(pmpm({ period: period ?? run.period, by: asked, practice }))
    })
    await releaseToOperator(context, open, 'cost pmpm')
    const keys = Object.entries(PMPM_BY).flatMap(([name, column]) => (asked.includes(name as PmpmBy) ? [column] : []))
    printRows(context, rows, [...keys, ...COLUMNS], output)
    return DONE
  })
}

const COLUMNS =
  'people member_months spend_usd excess_usd pmpm_usd truncated_pmpm_usd lines lines_without_amount lines_unknown completeness'.split(
    ' ',
  )

function oneOf(name: string): PmpmBy {
  const known = (Object.keys(PMPM_BY) as PmpmBy[]).find((one) => one === name)
  if (!known)
    throw new WholepanelError('input-argument', { at: '--by', got: name, want: Object.keys(PMPM_BY).join(', ') })
  return known
}
