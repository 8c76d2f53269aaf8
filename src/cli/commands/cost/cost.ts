import { completedMonth, completedPeriod, completionFactor } from '../../../cost/completion/tables.ts'
import { costDriver } from '../../../cost/drivers/tables.ts'
import { compounded } from '../../../cost/growth/growth.ts'
import { costGrowth } from '../../../cost/growth/tables.ts'
import { costOutlier } from '../../../cost/pmpm/tables.ts'
import { nonClaimsSpend, spending, spendingShare } from '../../../cost/spending/tables.ts'
import { WholepanelError } from '../../../error.ts'
import { id, join, sql } from '../../../lake/sql.ts'
import type { Table } from '../../../lake/table.ts'
import { LIBRARY, readModel } from '../../../model/read-model.ts'
import { exact } from '../../../money.ts'
import { againstTarget, growthTargetOf, type NamedTarget } from '../../../payment/growth-target.ts'
import { period as periodOf } from '../../../period.ts'
import { type Context, DONE, type OpenRegion } from '../../context.ts'
import { pastDay } from '../../past-day.ts'
import { releaseToOperator } from '../../release-to-operator.ts'
import { type Output, printRows, type Row } from '../../say/print-table.ts'
import { withLastRun } from '../../with-last-run.ts'
import { withRegion } from '../../with-region.ts'

/** What `wholepanel cost` prints: each is a table of the last run. */
const SHOWN = {
  outliers: [
    costOutlier,
    'period payer line_of_business practice_id person_id spend_usd excess_usd practice_share category reason',
  ],
  completion: [
    completedPeriod,
    'period payer line_of_business paid_through paid_usd completed_usd low_usd high_usd paid_share completed_pmpm_usd completeness reason',
  ],
  months: [
    completedMonth,
    'payer line_of_business year_month developed_months paid_usd completed_usd paid_share paid_pmpm_usd completed_pmpm_usd low_pmpm_usd high_pmpm_usd completeness reason',
  ],
  factors: [completionFactor, 'payer line_of_business developed_months factor to_complete service_months paid_through'],
  drivers: [
    costDriver,
    'payer line_of_business practice_id baseline_pmpm_usd pmpm_usd change_usd price_usd use_usd mix_usd reason',
  ],
  spending: [
    spending,
    'period payer line_of_business member_months claims_usd non_claims_usd total_usd total_pmpm_usd lines_without_amount',
  ],
  'non-claims': [
    nonClaimsSpend,
    'period payer line_of_business organization_id practice_id category payments amount_usd',
  ],
  shares: [spendingShare, 'period payer line_of_business kind definition claims_usd non_claims_usd of_usd share'],
} as const satisfies Record<string, readonly [Table, string]>

export type CostTable = keyof typeof SHOWN
export type CostOptions = Output & { period?: string; asOf?: string }

/** A table of what was spent, as the last run left it. */
export function cost(context: Context, shown: CostTable, { period, asOf, ...output }: CostOptions): Promise<number> {
  const as_of = pastDay(asOf, context.now())
  const [table, columns] = SHOWN[shown]
  return withRegion(context, 'cost', async (open) => {
    const rows = await withLastRun(context, open, { period, as_of }, (engine) => engine.rows<Row>(allOf(table)))
    await releaseToOperator(context, open, `cost ${shown}`)
    printRows(context, rows, forOutput(table, columns, output), output)
    return DONE
  })
}

const allOf = (table: Table) => sql`select * from ${id(table.name)} order by ${join(table.grain.map(id))}`
const forOutput = (table: Table, columns: string, { json, csv }: Output) =>
  json || csv ? table.columns.map(({ name }) => name) : columns.split(' ')

export type GrowthOptions = CostOptions & { target?: string; track?: string; since?: string }

/** Growth of spending per person, and whether it meets a state's target. */
export function growth(context: Context, { period, asOf, target, track, since, ...output }: GrowthOptions) {
  const as_of = pastDay(asOf, context.now())
  const base = since === undefined ? null : baseYear(since)
  return withRegion(context, 'cost', async (open) => {
    const rows = await withLastRun(context, open, { period, as_of }, (engine) => engine.rows<Row>(allOf(costGrowth)))
    const against = targetOf(open, { target, track })
    if (base && !against) throw new WholepanelError('input-argument', { at: '--since', got: 'no --target beside it' })
    const shown = against ? rows.map((row) => ({ ...row, ...held(open, row, { ...against, base }) })) : rows
    await releaseToOperator(context, open, 'cost growth')
    const names = forOutput(costGrowth, GROWTH, output)
    printRows(context, shown, against ? [...names, 'verdict', 'target_says'] : names, output)
    return DONE
  })
}

const GROWTH =
  'payer line_of_business people baseline_tme_per_person_usd tme_per_person_usd thce_per_person_usd growth low_share high_share completeness reason'

type Base = { year: number; amount: string }

/** `2017=7123.45`: a year, and what a person cost in it. */
function baseYear(text: string): Base {
  const match = /^(\d{4})=(\d+(?:\.\d+)?)$/.exec(text)
  if (!match) throw new WholepanelError('input-argument', { at: '--since', got: text, want: 'such as 2017=7123.45' })
  return { year: Number(match[1]), amount: match[2] ?? '' }
}

type Named = { target?: string | undefined; track?: string | undefined }

/** What is asked for; else what the settings of the region say, of which another track may be asked for. */
function targetOf({ region }: OpenRegion, { target, track }: Named): NamedTarget | null {
  const folders = [region.models, LIBRARY]
  if (target === undefined) {
    const own = growthTargetOf(region.settings, folders)
    return own && { ...own, track: track ?? own.track }
  }
  return { model: target, track: track ?? readModel(target, folders).tracks[0]?.track ?? '' }
}

type Asked = NamedTarget & { base: Base | null }

/** Since a base year the growth is the even one of the years between, of total medical expense as it was counted. */
function held({ region }: OpenRegion, row: Row, { model: id, track, base }: Asked): Row {
  const model = readModel(id, [region.models, LIBRARY])
  const of = periodOf(String(row.period))
  const text = (name: string) => (typeof row[name] === 'string' ? row[name] : null)
  const now = text('tme_per_person_usd')
  const years = base ? Number(of.start.slice(0, 4)) - base.year : 0
  const measured =
    base && now
      ? { growth: compounded(exact(base.amount), exact(now), years)?.toFixed(9) ?? null, low: null, high: null }
      : { growth: text('growth'), low: text('low_share'), high: text('high_share') }
  const { verdict, shown } = againstTarget(model, { track, period: of }, measured)
  return { verdict, target_says: shown.map(({ label, value }) => `${label}: ${value ?? 'not known'}`) }
}
