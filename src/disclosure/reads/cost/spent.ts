import { explainId } from '../../../explain/context.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, ownPayer, payerName, type Reading } from '../reading.ts'
import { ofPayer } from './own.ts'

const INTERVAL = 'completed_pmpm_usd low_pmpm_usd high_pmpm_usd'

const SPENDING = ofPayer('spending', {
  said: 'period completeness paid_through reason explain_id completed_explain_id',
  counts: 'member_months lines_without_amount',
  amounts: `claims_pmpm_usd non_claims_pmpm_usd total_pmpm_usd paid_share ${INTERVAL} claims_usd non_claims_usd total_usd
    growth low_share high_share`,
})
const MONTHS = ofPayer('cost by month', {
  said: 'period year_month completeness reason explain_id',
  counts: 'member_months developed_months',
  amounts: `paid_pmpm_usd paid_share ${INTERVAL}`,
})
const DRIVERS = ofPayer('what moved the cost', {
  said: 'practice_id practice_name reason explain_id',
  counts: 'baseline_member_months member_months baseline_lines lines',
  amounts: 'baseline_pmpm_usd pmpm_usd change_usd price_usd use_usd mix_usd',
})
const SHARES = ofPayer('shares of spending', {
  said: 'period kind definition explain_id',
  amounts: 'claims_usd non_claims_usd of_usd share',
})
const columnsOf = ({ columns }: Dataset): string[] => Object.keys(columns)
export const SPENT_COLUMNS = {
  spending: columnsOf(SPENDING),
  months: columnsOf(MONTHS),
  drivers: columnsOf(DRIVERS),
  shares: columnsOf(SHARES),
}

/** What a payer spent on its own people: to that payer, and to the operator everybody's. */
export type Spent = Record<keyof typeof SPENT_COLUMNS, Released[]>

/** `practice_id` takes the drivers of one practice's people; the other tables are of all people of a payer. */
export async function readSpent(reading: Reading, door: Door): Promise<Spent> {
  const { viewer } = door
  if (viewer.role !== 'operator' && viewer.role !== 'payer')
    return { spending: [], months: [], drivers: [], shares: [] }
  const own = sql`${ownPayer(viewer, 't.payer')} and t.payer <> 'all'`
  const ask = async (dataset: Dataset, query: Sql, more: (row: Row) => Row) => {
    const rows = await answersFor(reading, viewer).rows<Row>(query)
    return release(
      door,
      dataset,
      rows.map((row) => ({ ...row, payer_name: payerName(reading, String(row.payer)), ...more(row) })),
    )
  }
  return {
    spending: await ask(SPENDING, spendingOf(own), (row) => ({
      explain_id: idOf('spending', row, 'period', 'payer', 'line_of_business'),
      completed_explain_id:
        row.line_of_business === 'all' ? null : idOf('completed_period', row, 'period', 'payer', 'line_of_business'),
    })),
    months: await ask(MONTHS, monthsOf(own), (row) => ({
      explain_id: idOf('completed_month', row, 'payer', 'line_of_business', 'year_month'),
    })),
    drivers: await ask(DRIVERS, driversOf(own, raw('true')), driver),
    shares: await ask(SHARES, sharesOf(own), (row) => ({
      explain_id: idOf('spending_share', row, 'period', 'payer', 'line_of_business', 'kind', 'definition'),
    })),
  }
}

/** What moved a payer's cost at one practice, to that payer. */
export async function readDriversAt(reading: Reading, door: Door, practice_id: string): Promise<Released[]> {
  const { viewer } = door
  if (viewer.role !== 'operator' && viewer.role !== 'payer') return []
  const own = sql`${ownPayer(viewer, 't.payer')} and t.payer <> 'all'`
  const rows = await answersFor(reading, viewer).rows<Row>(driversOf(own, sql`t.practice_id = ${practice_id}`))
  const named = rows.map((row) => ({ ...row, payer_name: payerName(reading, String(row.payer)), ...driver(row) }))
  return release(door, DRIVERS, named)
}

const idOf = (table: string, row: Row, ...keys: string[]): string =>
  explainId(table, ...keys.map((key) => String(row[key])))
const driver = (row: Row): Row => ({ explain_id: idOf('cost_driver', row, 'payer', 'line_of_business', 'practice_id') })

const spendingOf = (own: Sql): Sql => sql`
  select t.*, c.completeness, c.paid_through, c.paid_share, c.reason, c.completed_pmpm_usd, c.low_pmpm_usd, c.high_pmpm_usd,
    g.growth, g.low_share, g.high_share
  from spending t
  left join cost_growth g on g.period = t.period and g.payer = t.payer and g.line_of_business = t.line_of_business
  left join completed_period c
    on c.period = t.period and c.payer = t.payer and c.line_of_business = t.line_of_business
  where ${own} order by t.payer, case t.line_of_business when 'all' then 0 else 1 end, t.line_of_business, t.period`

const monthsOf = (own: Sql): Sql => sql`
  select t.* from completed_month t where ${own} order by t.payer, t.line_of_business, t.year_month`

const driversOf = (own: Sql, at: Sql): Sql => sql`
  select t.*, coalesce(p.practice_name, 'All people') as practice_name
  from cost_driver t left join practice p on p.practice_id = t.practice_id
  where ${own} and ${at}
  order by t.payer, case t.practice_id when 'all' then 0 else 1 end, t.line_of_business, practice_name, t.practice_id`

const sharesOf = (own: Sql): Sql => sql`
  select t.* from spending_share t
  where ${own} order by t.payer, case t.line_of_business when 'all' then 0 else 1 end, t.line_of_business, t.kind,
    t.definition, t.period`
