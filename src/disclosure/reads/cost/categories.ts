import { readServiceCategories } from '../../../cost/pmpm/service-category.ts'
import { explainId } from '../../../explain/context.ts'
import { perMonth as byMonth } from '../../../lake/dialect.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, oncePerRun, oneOf, ownPayer, payerName, type Reading } from '../reading.ts'
import { isCare } from '../received/received.ts'
import { ofPayer } from './own.ts'

const CATEGORIES = ofPayer('cost by service category', {
  said: 'category category_label explain_id',
  counts: 'lines_per_1000 baseline_lines_per_1000',
  amounts: 'baseline_pmpm_usd pmpm_usd change_usd',
})
const TRUNCATION = ofPayer('cost with and without truncation', {
  said: 'period',
  counts: 'member_months',
  amounts: 'spend_pmpm_usd truncated_pmpm_usd',
})
const CELLS = ofPayer('cost by practice, category and month', {
  said: 'period practice_id category year_month explain_id',
  counts: 'people lines lines_without_amount',
  amounts: 'spend_usd',
})
const columnsOf = ({ columns }: Dataset): string[] => Object.keys(columns)
export const CATEGORY_COLUMNS = {
  categories: columnsOf(CATEGORIES),
  truncation: columnsOf(TRUNCATION),
  cells: columnsOf(CELLS),
}

const labels = oncePerRun(async ({ folders }) => {
  const { categories } = readServiceCategories(folders)
  return new Map(categories.map(({ key, label }, place) => [key, { label, place }]))
})

const isOwner = ({ role }: Door['viewer']): boolean => role === 'operator' || role === 'payer'
const named = (reading: Reading, row: Row): Row => ({ ...row, payer_name: payerName(reading, String(row.payer)) })
const perMonth = (usd: string, months: string): Sql => byMonth(raw(usd), raw(months), 2)
const perThousand = (lines: string, months: string): Sql =>
  sql`cast(${byMonth(sql`(${raw(lines)} * 12000)`, raw(months), 0)} as bigint)`

/** A payer's own cost by service category, both years, and its change. */
export async function readCategories(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (!isOwner(viewer)) return []
  const { period, baseline } = reading
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    with months as (
      select payer, line_of_business, ${inYear(period.id, 'member_months', 'now')}, ${inYear(baseline.id, 'member_months', 'before')}
      from practice_month t where ${ownRows(door)} and line_of_business <> 'all' group by payer, line_of_business
    ), spent as (
      select payer, line_of_business, category, ${inYear(period.id, 'spend_usd', 'usd')}, ${inYear(period.id, 'lines', 'lines')},
        ${inYear(baseline.id, 'spend_usd', 'usd_before')}, ${inYear(baseline.id, 'lines', 'lines_before')}
      from cost_month t where ${ownRows(door)} group by payer, line_of_business, category
    ), each_one as (
      select s.payer, s.line_of_business, s.category, ${perMonth('s.usd', 'm.now')} as pmpm_usd,
        ${perMonth('s.usd_before', 'm.before')} as baseline_pmpm_usd, ${perThousand('s.lines', 'm.now')} as lines_per_1000,
        ${perThousand('s.lines_before', 'm.before')} as baseline_lines_per_1000
      from spent s join months m on m.payer = s.payer and m.line_of_business = s.line_of_business
    )
    select *, pmpm_usd - baseline_pmpm_usd as change_usd from each_one order by payer, line_of_business, pmpm_usd desc, category`)
  const known = await labels(reading)
  const shown = rows.map((row) => ({
    ...named(reading, row),
    category_label: known.get(String(row.category))?.label ?? String(row.category),
    explain_id: explainId('category_cost', period.id, ...keysOf(row, 'payer line_of_business category')),
  }))
  return release(door, CATEGORIES, shown)
}

/** The same people's cost before truncation and after it; what one person cost is in neither. */
export async function readTruncation(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (!isOwner(viewer)) return []
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select t.payer, t.line_of_business, t.period, sum(t.member_months) as member_months,
      ${perMonth('sum(t.spend_usd)', 'sum(t.member_months)')} as spend_pmpm_usd,
      ${perMonth('sum(t.truncated_usd)', 'sum(t.member_months)')} as truncated_pmpm_usd
    from person_cost t where ${ownRows(door)}
    group by t.payer, t.line_of_business, t.period order by t.payer, t.line_of_business, t.period`)
  return release(
    door,
    TRUNCATION,
    rows.map((row) => named(reading, row)),
  )
}

/** Every cell of a payer's own cost: a table to take away. */
export async function readCells(reading: Reading, door: Door): Promise<Released[]> {
  const { viewer } = door
  if (!isOwner(viewer)) return []
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select t.* from cost_month t where ${ownRows(door)}
    order by t.payer, t.line_of_business, t.practice_id, t.category, t.year_month`)
  return release(
    door,
    CELLS,
    rows.map((row) => ({
      ...named(reading, row),
      explain_id: explainId('cost_month', ...keysOf(row, 'payer line_of_business practice_id category year_month')),
    })),
  )
}

const keysOf = (row: Row, names: string): string[] => names.split(' ').map((name) => String(row[name]))

const ownRows = ({ viewer }: Door): Sql => sql`${ownPayer(viewer, 't.payer')} and t.payer <> 'all'`
const inYear = (period: string, column: string, name: string): Sql =>
  sql`sum(case when period = ${period} then ${raw(column)} else 0 end) as ${raw(name)}`

const USE: Dataset = {
  name: 'use by service category',
  columns: {
    practice_id: 'public',
    category: 'public',
    category_label: 'public',
    lines_per_1000: 'count',
    baseline_lines_per_1000: 'count',
  },
  parties: (row) => ({ payer: 'all', practice_id: String(row.practice_id) }),
}
const MARKET_USE: Dataset = {
  ...USE,
  name: 'use by service category in the region',
  columns: { ...USE.columns, lines_per_1000: 'market', baseline_lines_per_1000: 'market' },
  parties: () => ({ payer: 'all' }),
  figure: (row) => row.told === true,
}
export const CATEGORY_USE_COLUMNS = columnsOf(USE)

/**
 * Claim lines of a thousand people in a year by service category, over all payers: of the region, and to those who treat
 * of one practice of theirs. Use in the place of dollars, which over all payers would say one from the other.
 */
export async function readCategoryUse(reading: Reading, door: Door, practice_id: string | null): Promise<Released[]> {
  const { viewer } = door
  const known = await labels(reading)
  const labelled = (rows: readonly Row[]): Row[] =>
    rows
      .map((row): Row => ({ ...row, category_label: known.get(String(row.category))?.label ?? String(row.category) }))
      .sort((a, b) => (known.get(String(a.category))?.place ?? 99) - (known.get(String(b.category))?.place ?? 99))
  if (practice_id === null) return release(door, MARKET_USE, labelled(await marketUse(reading, door)))
  if (!isCare(viewer) && viewer.role !== 'operator') return []
  const own = isCare(viewer) ? oneOf('a.practice_id', viewer.practice_ids) : raw('true')
  const rows = await answersFor(reading, viewer).rows<Row>(
    useOf(reading, sql`a.practice_id = ${practice_id} and ${own}`, sql`practice_id = ${practice_id}`),
  )
  return release(door, USE, labelled(rows.map((row) => ({ ...row, practice_id }))))
}

/** A category that few people or payers have is withheld, and with it another, so that no rest tells it. */
async function marketUse(reading: Reading, { policy }: Door): Promise<Row[]> {
  const rows = await reading.engine.rows<Row>(useOf(reading, raw('true'), raw('true')))
  const isFew = (row: Row) =>
    [row.people, row.baseline_people].some((people) => Number(people) < policy.fewest_people_published) ||
    Number(row.payers) < policy.fewest_payers
  const bySize = rows.toSorted((a, b) => Number(a.people) - Number(b.people))
  const few = new Set(bySize.filter(isFew).map((row) => row.category))
  const next = bySize.find((row) => !few.has(row.category))
  if (few.size === 1 && next) few.add(next.category)
  const may = reading.patterns.market !== null && reading.patterns.market.as_of === null
  return rows.map((row) => ({ ...row, practice_id: 'all', told: may && !few.has(row.category) }))
}

/** People with coverage in the period; those on a panel where the condition says so. */
const useOf = ({ period, baseline }: Reading, panel: Sql, months: Sql): Sql => sql`
  with months as (
    select ${inYear(period.id, 'member_months', 'now')}, ${inYear(baseline.id, 'member_months', 'before')}
    from practice_month where payer = 'all' and line_of_business = 'all' and ${months}
  ), used as (
    select s.category, ${inYearOf('s', period.id, 's.lines', 'lines')}, ${inYearOf('s', baseline.id, 's.lines', 'lines_before')},
      count(distinct case when s.period = ${period.id} then s.person_id end) as people,
      count(distinct case when s.period = ${baseline.id} then s.person_id end) as baseline_people,
      count(distinct s.payer) as payers
    from category_spend s
    join person_cost c on c.period = s.period and c.payer = s.payer and c.line_of_business = s.line_of_business
      and c.person_id = s.person_id
    left join attribution a on a.period = s.period and a.person_id = s.person_id
    where ${panel} group by s.category
  )
  select u.category, u.people, u.baseline_people, u.payers, ${perThousand('u.lines', 'm.now')} as lines_per_1000,
    ${perThousand('u.lines_before', 'm.before')} as baseline_lines_per_1000
  from used u cross join months m order by u.category`

const inYearOf = (table: string, period: string, column: string, name: string): Sql =>
  sql`sum(case when ${raw(table)}.period = ${period} then ${raw(column)} else 0 end) as ${raw(name)}`
