import { openLake } from '../../../lake/lake.ts'
import { sql } from '../../../lake/sql.ts'
import { submissionsInUse } from '../../../run/in-use.ts'
import { FINAL_ACTION, finalActions } from '../../../sources/claim-life/final-action.ts'
import { type Context, DONE } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { csvText, type Output, printRows, type Row } from '../../say/print-table.ts'
import { withRegion } from '../../with-region.ts'

export type ClaimsOptions = Output & { payer: string; claim?: string; asOf?: string }

/** The final action of each claim of a payer, now or as it stood on a past day, with what is paid. */
export function claims(context: Context, { payer, claim, asOf, ...output }: ClaimsOptions): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  return withRegion(context, 'claims', async (open) => {
    const inUse = await submissionsInUse(open.region, open.register, as_of ?? null, context.now().slice(0, 10))
    const engine = await openLake(open.region, { submissions: new Set(inUse.map((one) => one.submission_id)) })
    try {
      await engine.run(sql`
        create temp table final_action as
        select row_number() over () as place, f.* from (${finalActions(payer, claim)}) f`)
      await releaseToOperator(context, open, 'claims')
      const total = (await engine.one<{ n: number }>(sql`select count(*) as n from final_action`))?.n ?? 0
      const page = (from: number, rows: number) =>
        engine.rows<Row>(
          sql`select * from final_action where place > ${from} and place <= ${from + rows} order by place`,
        )
      if (output.csv) {
        context.out(csvText([], FINAL_ACTION))
        for (let from = 0; from < total; from += PAGE) {
          const text = csvText(await page(from, PAGE), FINAL_ACTION)
          context.out(text.slice(text.indexOf('\r\n') + 2))
        }
      } else {
        printRows(context, await page(0, output.json ? total : LISTED), output.json ? FINAL_ACTION : FOR_PEOPLE, output)
        if (!output.json && total > LISTED) context.say(`and ${total - LISTED} more: --csv lists all`)
        if (total === 0) context.say(`no claim of ${payer}${claim ? ` under the number ${claim}` : ''}`)
      }
      return DONE
    } finally {
      engine.close()
    }
  })
}

const PAGE = 20_000
/** Claims shown on a terminal; the rest are counted. */
const LISTED = 100
const FOR_PEOPLE = [
  'claim_table',
  'claim_id',
  'claim_control_number',
  'final_action',
  'lines',
  'paid_amount',
  'paid_date',
  'versions',
  'records_out',
]
