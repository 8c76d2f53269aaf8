import { perMonth } from '../../../lake/dialect.ts'
import { raw, sql } from '../../../lake/sql.ts'
import type { Dataset, Row } from '../../dataset.ts'
import { type Door, type Released, release } from '../../release.ts'
import { answersFor, oneOf, type Reading } from '../reading.ts'
import { isCare } from '../received/received.ts'

/** Services of a thousand people in a year of coverage, both years: use, without what it cost. */
const USE: Dataset = {
  name: 'use of services',
  columns: {
    practice_id: 'public',
    practice_name: 'public',
    services_per_1000: 'count',
    baseline_services_per_1000: 'count',
  },
  parties: (row) => ({ payer: 'all', practice_id: String(row.practice_id) }),
}
/** Over the whole region there is one figure, told where its growth may be: it rests on the same people. */
const MARKET_USE: Dataset = {
  ...USE,
  name: 'use of services in the region',
  columns: { ...USE.columns, services_per_1000: 'market', baseline_services_per_1000: 'market' },
  parties: () => ({ payer: 'all' }),
  figure: (row) => row.told === true,
}
export const USE_COLUMNS = Object.keys(USE.columns)

/** Of the region, and to those who treat of their own practices; a payer gets its own people's by price, use and mix. */
export async function readUse(reading: Reading, door: Door, practice_id: string | null): Promise<Released[]> {
  const { viewer } = door
  if (viewer.role === 'payer' && practice_id !== null) return []
  const here = practice_id === null ? raw('true') : sql`t.practice_id = ${practice_id}`
  const own = isCare(viewer) ? oneOf('t.practice_id', viewer.practice_ids) : raw(String(viewer.role === 'operator'))
  const per = (lines: string, months: string) =>
    sql`cast(${perMonth(sql`(${raw(lines)} * 12000)`, raw(months), 0)} as bigint)`
  const rows = await answersFor(reading, viewer).rows<Row>(sql`
    select t.practice_id, coalesce(p.practice_name, 'The region') as practice_name,
      ${per('t.lines', 't.member_months')} as services_per_1000,
      ${per('t.baseline_lines', 't.baseline_member_months')} as baseline_services_per_1000
    from cost_driver t left join practice p on p.practice_id = t.practice_id
    where t.payer = 'all' and (t.practice_id = 'all' or (${own} and ${here}))
    order by case t.practice_id when 'all' then 0 else 1 end, practice_name`)
  const told = reading.patterns.market !== null && reading.patterns.market.as_of === null
  const market = rows.filter((row) => row.practice_id === 'all').map((row) => ({ ...row, told }))
  return [
    ...(await release(door, MARKET_USE, market)),
    ...(await release(
      door,
      USE,
      rows.filter((row) => row.practice_id !== 'all'),
    )),
  ]
}
