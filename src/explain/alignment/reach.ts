import { type Sql, sql } from '../../lake/sql.ts'
import {
  type ExplainContext,
  explained,
  explainId,
  type Kind,
  listed,
  type Row,
  result,
  rowOf,
  text,
} from '../context.ts'
import type { Term } from '../explained.ts'

const monthTerm = (row: Row): Term =>
  result(
    'month',
    `${row.payer} at ${row.practice_id} in ${row.year_month}`,
    row.member_months,
    'months',
    explainId('practice_month', row.payer, row.line_of_business, row.practice_id, row.year_month),
  )

const months = (context: ExplainContext, where: Sql) =>
  listed<Row>(
    context,
    sql`
    select m.payer, m.line_of_business, m.practice_id, m.year_month, m.member_months
    from practice_month m left join practice p on p.practice_id = m.practice_id
    where m.payer <> 'all' and ${where}
    order by m.practice_id, m.payer, m.year_month`,
  )

/** Which share of a practice's panel is with aligned payers: the months of each payer there. */
export const extentOfPractice: Kind = async (context, keys) => {
  const row = await rowOf(context, 'extent_practice', ['period', 'practice_id', 'area'], keys)
  if (!row) return undefined
  const { rows, left_out } = await months(
    context,
    sql`m.period = ${text(row.period)} and m.practice_id = ${text(row.practice_id)} and m.line_of_business = 'all'`,
  )
  return explained({
    id: explainId('extent_practice', ...keys),
    kind: 'extent_practice',
    title: `Aligned share of the panel of ${row.practice_id}, ${row.area}, ${row.period}`,
    value: text(row.panel_share),
    unit: 'share',
    because: `Months with the ${row.aligned_payers} of ${row.payers} payers that have a contract over the practice and are aligned in the area.`,
    reason: text(row.critical_mass),
    rule: text(row.rule),
    formula: 'member months with aligned payers ÷ member months of all payers',
    says: 'A person of two payers counts with each.',
    terms: [
      result('aligned_payers', 'Aligned payers', row.aligned_payers, 'count', null),
      result('open_payers', 'Payers of whom the area is not stated', row.open_payers, 'count', null),
      result('open_panel_share', 'Their share of the panel', row.open_panel_share, 'share', null),
      result('member_months', 'Member months of all payers', row.member_months, 'months', null),
      ...rows.map(monthTerm),
    ],
    more: { terms: left_out, records: 0 },
  })
}

/** A payer's months at a place, of which its share is made. */
export const shareOfMarket: Kind = async (context, keys) => {
  const row = await rowOf(context, 'market_share', ['period', 'place', 'line_of_business', 'payer'], keys)
  if (!row) return undefined
  const place = text(row.place)
  const at: Record<string, Sql> = { all: sql`true`, 'no-panel': sql`m.practice_id = 'none'` }
  const here = sql`m.practice_id <> 'none' and coalesce(substr(p.zip_code, 1, 3), 'unknown') = ${place}`
  const { rows, left_out } = await months(
    context,
    sql`m.period = ${text(row.period)} and m.payer = ${text(row.payer)} and m.line_of_business = ${text(row.line_of_business)}
      and ${at[place ?? ''] ?? here}`,
  )
  return explained({
    id: explainId('market_share', ...keys),
    kind: 'market_share',
    title: `Member months of ${row.payer}, ${place === 'all' ? 'the whole region' : place}, ${row.line_of_business}, ${row.period}`,
    value: text(row.member_months),
    unit: 'months',
    because: `${row.lives} members in the last month of the period; their place is that of the practice whose panel they are on.`,
    rule: 'alignment/market',
    formula: 'sum over practices and months',
    terms: rows.map(monthTerm),
    more: { terms: left_out, records: 0 },
  })
}
