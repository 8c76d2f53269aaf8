import type { Engine } from '../../../lake/engine.ts'
import { sql } from '../../../lake/sql.ts'
import { exact, usd } from '../../../money.ts'
import { differenceOf, type Side } from '../../../payment/business-case/interval.ts'
import { type Context, DONE } from '../../context.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'

const COLUMNS = [
  ...['payer', 'period', 'basis', 'support_usd', 'support_pmpm_usd', 'practices', 'member_months', 'panel_months'],
  ...['supported_people', 'stayed', 'other_payer', 'none', 'difference_usd', 'low_usd', 'high_usd'],
]

export type BusinessCaseOptions = Output & { payer?: string; period?: string }

/** What each payer spends on support of practices, where its members went, and what they cost; exact, for the operator. */
export function businessCase(context: Context, { payer, period, ...output }: BusinessCaseOptions): Promise<number> {
  return withRegion(context, 'business-case', (open) =>
    withLastRun(context, open, { period }, async (engine, run) => {
      const rows = await casesOf(engine, run.period)
      await releaseToOperator(context, open, 'business-case')
      printRows(
        context,
        rows.filter((row) => payer === undefined || row.payer === payer),
        COLUMNS,
        output,
      )
      context.say('The difference describes: supported members differ from others, and it is no estimate of a cause.')
      return DONE
    }),
  )
}

type Returned = Side & { payer: string; supported: boolean }

async function casesOf(engine: Engine, period: string): Promise<Row[]> {
  const rows = await engine.rows<Row>(sql`
    select s.period, s.payer, s.basis, s.support_usd, s.practices, s.member_months,
      (select sum(shared_months) from payer_support a where a.period = s.period) as panel_months,
      c.supported_people, c.stayed, c.other_payer, c.none
    from payer_support s
    left join (
      select payer, sum(people) as supported_people, sum(case when outcome = 'stayed' then people else 0 end) as stayed,
        sum(case when outcome = 'other-payer' then people else 0 end) as other_payer,
        sum(case when outcome = 'none' then people else 0 end) as none
      from support_churn group by payer
    ) c on c.payer = s.payer and s.period = ${period}
    order by s.payer, s.period`)
  const returned = await engine.rows<Returned>(sql`
    select payer, supported, people, change_usd, change_variance from support_return`)
  return rows.map((row) => {
    const side = (supported: boolean) => returned.find((one) => one.payer === row.payer && one.supported === supported)
    const [own, others] = [side(true), side(false)]
    const difference = row.period === period && own && others ? differenceOf(own, others) : null
    return { ...row, support_pmpm_usd: perMonth(row), ...difference }
  })
}

const perMonth = ({ support_usd, member_months }: Row): string | null =>
  support_usd === null || Number(member_months) === 0
    ? null
    : usd(exact(String(support_usd)).div(String(member_months)))
