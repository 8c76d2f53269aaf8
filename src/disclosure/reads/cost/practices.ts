import { explainId } from '../../../explain/context.ts'
import { type Sql, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { isCounting } from '../../right.ts'
import { answersFor, oneOf, ownPayer, payerName, practices, type Reading } from '../reading.ts'
import { isCare, isOverseer } from '../received/received.ts'
import { COST, figureOf, practiceFigures, REGION, regionFigures } from '../scorecard.ts'

/** The scorecard's cost, of every practice the viewer may see it of. */
const AT_PRACTICES: Dataset = {
  ...COST,
  name: 'cost by practice',
  columns: { practice_id: 'public', practice_name: 'public', ...COST.columns },
}
export const PRACTICE_COST_COLUMNS = Object.keys(AT_PRACTICES.columns)

/**
 * Cost per member and month after truncation, by practice, as the scorecard of each shows it: to a payer of its own
 * people, to a practice its own, to those who oversee over all payers.
 */
export async function readPracticeCosts(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  const { period } = reading
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select d.practice_id, d.practice_name, d.organization_id, t.payer, t.people, t.member_months, t.pmpm_usd
    from (${practices()}) d
    left join practice_cost t on t.practice_id = d.practice_id and t.period = ${period.id} and ${rowsFor(door)}
    where ${isCare(viewer) ? oneOf('d.practice_id', viewer.practice_ids) : sql`true`}
    order by d.practice_name, d.practice_id, case t.payer when 'all' then 0 else 1 end, t.payer`)
  const counting = isCounting(viewer)
  // Who may not see a small count may not see either that there is none: every practice has a row.
  const shown = counting
    ? rows.map((row) => (row.payer === null ? { ...row, payer: 'all', people: 0, member_months: 0 } : row))
    : rows.filter((row) => row.payer !== null)
  return release(
    door,
    AT_PRACTICES,
    shown.map((row) => {
      const payer = String(row.payer)
      return {
        ...row,
        ...figureOf(practiceFigures(reading, viewer, String(row.practice_id)), payer),
        period: period.id,
        payer_name: payerName(reading, payer),
        explain_id: counting ? null : explainId('practice_cost', period.id, String(row.practice_id), payer),
      }
    }),
  )
}

/** By payer to whom the people of one are; over all payers to those who only count. */
const rowsFor = ({ viewer }: Door): Sql => (isCounting(viewer) ? sql`t.payer = 'all'` : ownPayer(viewer, 't.payer'))

/** Cost per member and month of everybody on a panel, as a scorecard shows it beside a practice's. */
export async function readRegionCost(reading: Reading, door: Door): Promise<Released[]> {
  const [practice_id = ''] = door.viewer.practice_ids
  const figures = await regionFigures(reading, door.viewer)
  const rows = isCounting(door.viewer) ? figures.filter((row) => row.payer === 'all') : figures
  return release(
    door,
    { ...REGION, columns: { ...REGION.columns, payer_name: 'public' } },
    rows.map((row) => ({ ...row, practice_id, payer_name: payerName(reading, String(row.payer)) })),
  )
}

const WORST = ['complete', 'partly', 'too-early', 'unknown']

/** How complete the months are: by payer to who oversees, the least of them to a practice; to a payer its own come with amounts. */
export async function readCompleteness(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (viewer.role === 'payer') return []
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select t.payer, t.line_of_business, t.period, t.year_month, t.completeness from completed_month t
    where ${ownPayer(viewer, 't.payer')} order by t.payer, t.line_of_business, t.year_month`)
  const named = rows.map((row) => ({ ...row, payer_name: payerName(reading, String(row.payer)) }))
  return release(door, COMPLETENESS, isOverseer(viewer) ? named : leastOf(named))
}

const COMPLETENESS: Dataset = {
  name: 'completeness of months',
  columns: {
    payer: 'public',
    payer_name: 'public',
    line_of_business: 'public',
    period: 'public',
    year_month: 'public',
    completeness: 'public',
  },
  parties: (row) => ({ payer: String(row.payer) }),
}
export const COMPLETENESS_COLUMNS = Object.keys(COMPLETENESS.columns)

function leastOf(rows: readonly Row[]): Row[] {
  const months = new Map<string, Row>()
  for (const row of rows) {
    const month = String(row.year_month)
    const before = months.get(month)
    const rank = (one: Row | undefined) => WORST.indexOf(String(one?.completeness))
    if (!before || rank(row) > rank(before))
      months.set(month, { ...row, payer: 'all', payer_name: 'All payers', line_of_business: 'all' })
  }
  return [...months.values()].sort((a, b) => (String(a.year_month) < String(b.year_month) ? -1 : 1))
}
