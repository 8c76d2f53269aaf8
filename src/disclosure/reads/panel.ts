import { explainId } from '../../explain/context.ts'
import type { Permitted } from '../../governance/permitted.ts'
import { daysOfAll, partOfMonth, sumOfParts } from '../../lake/dialect.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import type { ColumnClass, Dataset, Row } from '../dataset.ts'
import { type Door, type Released, release } from '../release.ts'
import {
  answersFor,
  isPartial,
  list,
  onPanel,
  ownOrganization,
  ownPayer,
  practiceOf,
  type Reading,
  whileOnPanel,
} from './reading.ts'

export type PanelQuery = {
  search?: string | undefined
  payer?: string | undefined
  reason?: string | undefined
  change?: string | undefined
  gap?: string | undefined
  sort: keyof typeof SORTS
  /** Null for all rows, as a table to take away has them. */
  limit: number | null
  offset: number
}

/** Every order ends in a key that no two rows share. */
export const SORTS = {
  name: 'name, person_id',
  '-visits': 'visits desc nulls last, name, person_id',
  last_visit: 'last_visit nulls first, name, person_id',
  '-gaps': 'gap_count desc, name, person_id',
  '-own_paid_usd': 'own_paid_usd desc nulls last, name, person_id',
} as const

/** How a person came onto the panel and what is open may rest on any payer's records. */
export const overPayers = ({ unusable_payers }: Permitted): ColumnClass =>
  unusable_payers.length > 0 ? 'evidence' : 'person'

const dataset = (viewer: Permitted): Dataset => ({
  name: 'panel',
  columns: {
    person_id: 'person',
    name: 'person',
    age: 'person',
    gender: 'person',
    payers: 'person',
    reason: overPayers(viewer),
    step: overPayers(viewer),
    change: 'person',
    member_months: 'person',
    visits: 'evidence',
    last_visit: 'evidence',
    own_paid_usd: 'pair-price',
    gaps: overPayers(viewer),
    met: overPayers(viewer),
    explain_id: overPayers(viewer),
  },
  person: (row) => String(row.person_id),
  parties: (row) => ({
    payer: viewer.role === 'payer' ? viewer.organization_id : null,
    practice_id: String(row.practice_id),
    organization_id: String(row.priced_organization_id),
  }),
})

/** A practice's panel: one row per person, filtered, sorted and cut in the engine. */
export async function readPanel(
  reading: Reading,
  door: Door,
  practice_id: string,
  query: PanelQuery,
): Promise<{ total: number; rows: Released[] }> {
  const { period } = reading
  const answers = answersFor(reading, door.viewer)
  const practice = await practiceOf(reading, practice_id)
  const organization_id = ownOrganization(door.viewer, practice?.organization_id ?? null)
  const at: At = { reading, viewer: door.viewer, practice_id, organization_id }
  const order = raw(SORTS[sortFor(query.sort, door.viewer)])
  const conditions = conditionsOf(query, door.viewer)
  const cut = (people: Sql): Sql => sql`
    select q.*, count(*) over () as total from (${people}) q where ${conditions}
    order by ${order} limit ${query.limit ?? 1_000_000} offset ${query.offset}`
  // What is known of each person is looked up for the page alone, where it neither chooses nor orders the rows.
  const people = restsOnDetails(query, door.viewer) ? detailed(at, known(at)) : known(at)
  const found = await answers.rows<Row>(
    restsOnDetails(query, door.viewer) ? cut(people) : sql`${detailed(at, cut(people))} order by ${order}`,
  )
  const total =
    found.length > 0 || query.offset === 0
      ? Number(found[0]?.total ?? 0)
      : Number((await answers.one<Row>(sql`select count(*) as n from (${people}) q where ${conditions}`))?.n ?? 0)
  const rows = found.map((row) => ({
    ...row,
    payers: list(row.payers),
    gaps: list(row.gaps),
    met: list(row.met),
    practice_id,
    priced_organization_id: organization_id,
    explain_id: row.change === 'dropped' ? null : explainId('attribution', period.id, String(row.person_id)),
  }))
  return { total, rows: await release(door, dataset(door.viewer), rows) }
}

/** What a viewer does not see must not order the rows either. */
const sortFor = (sort: PanelQuery['sort'], viewer: Permitted): PanelQuery['sort'] =>
  (isPartial(viewer) && (sort === '-visits' || sort === 'last_visit')) ||
  (overPayers(viewer) === 'evidence' && sort === '-gaps')
    ? 'name'
    : sort

type At = { reading: Reading; viewer: Permitted; practice_id: string; organization_id: string }

const restsOnDetails = ({ payer, gap, sort }: PanelQuery, viewer: Permitted): boolean =>
  payer !== undefined || gap !== undefined || ['-gaps', '-own_paid_usd'].includes(sortFor(sort, viewer))

/** Age on the last day of the period. */
export const ageAtEnd = ({ end }: Period): Sql => {
  const last = sql`(${end}::date - interval '1' day)`
  return sql`extract(year from ${last}) - extract(year from n.birth_date)
    - case when extract(month from n.birth_date) * 100 + extract(day from n.birth_date)
             > extract(month from ${last}) * 100 + extract(day from ${last}) then 1 else 0 end`
}

/** One row per person of the panel, by the name this viewer knows. */
const known = ({ reading, viewer, practice_id }: At): Sql => sql`
  select panel.*, n.name, n.gender, ${ageAtEnd(reading.period)} as age
  from (${onPanel(reading, viewer, practice_id)}) panel
  join (${namesFor(viewer)}) n on n.person_id = panel.person_id`

/** The same people with their months, measures and what was paid, as this viewer knows them. */
function detailed({ reading, viewer, organization_id }: At, people: Sql): Sql {
  const { start, end, id: period } = reading.period
  return sql`
    with panel as (${people}),
    month as (
      select person_id, payer, month_start, days from member_month
      where month_start >= ${start}::date and month_start < ${end}::date and ${ownPayer(viewer, 'payer')}
        and person_id in (select person_id from panel) and ${whileOnPanel(reading, viewer, 'member_month.person_id', 'member_month.month_start')}
    ),
    months as (
      select person_id, cast(${sumOfParts(partOfMonth(sql`days`, sql`month_start`))} as double) as member_months
      from (select person_id, month_start, ${daysOfAll(sql`days`)} as days from month group by person_id, month_start) m
      group by person_id
    ),
    covers as (
      select person_id, string_agg(distinct payer, ',' order by payer) as payers from month group by person_id
    ),
    status as (
      select person_id,
             string_agg(distinct measure, ',' order by measure) filter (where status = 'gap') as gaps,
             count(distinct measure) filter (where status = 'gap') as gap_count,
             string_agg(distinct measure, ',' order by measure) filter (where status = 'met') as met
      from measure_status where period = ${period} and person_id in (select person_id from panel)
        and ${whileOnPanel(reading, viewer, 'measure_status.person_id', `date '${start}'`)}
      group by person_id
    ),
    paid as (
      select person_id, sum(paid_usd) as own_paid_usd
      from person_line
      where organization_id = ${organization_id} and service_date >= ${start}::date and service_date < ${end}::date
        and person_id in (select person_id from panel) and ${ownPayer(viewer, 'payer')}
        and ${whileOnPanel(reading, viewer, 'person_line.person_id', 'person_line.service_date')}
      group by person_id
    )
    select panel.*, covers.payers, coalesce(months.member_months, 0) as member_months, paid.own_paid_usd, status.gaps,
           coalesce(status.gap_count, 0) as gap_count, status.met
    from panel
    left join months on months.person_id = panel.person_id
    left join covers on covers.person_id = panel.person_id
    left join status on status.person_id = panel.person_id
    left join paid on paid.person_id = panel.person_id`
}

/**
 * The name, birth date and gender of each person. A payer knows its own members by its own spelling: the person's
 * latest name may be another payer's.
 */
export function namesFor(viewer: Permitted): Sql {
  const columns = raw(`coalesce(last_name, '') || ', ' || coalesce(first_name, '') as name, birth_date, gender`)
  if (!isPartial(viewer)) return sql`select person_id, ${columns} from person`
  return sql`
    select person_id, name, birth_date, gender from (
      select person_id, ${columns}, row_number() over (partition by person_id order by member_id desc, payer) as place
      from person_member where ${ownPayer(viewer, 'payer')}
    ) own where place = 1`
}

function conditionsOf(query: PanelQuery, viewer: Permitted): Sql {
  const conditions: Sql[] = [query.change === undefined ? sql`change <> 'dropped'` : sql`change = ${query.change}`]
  if (query.search) conditions.push(sql`strpos(lower(name), ${query.search.toLowerCase()}) > 0`)
  // What a viewer does not see must not choose the rows either.
  const blind = overPayers(viewer) === 'evidence'
  if (query.reason) conditions.push(blind ? raw('false') : sql`reason = ${query.reason}`)
  if (query.gap) conditions.push(blind ? raw('false') : holds('gaps', query.gap))
  // A payer asking for another payer's members gets what it would get for a payer that does not exist: nobody.
  if (query.payer)
    conditions.push(
      viewer.role === 'payer' && query.payer !== viewer.organization_id ? raw('false') : holds('payers', query.payer),
    )
  return join(conditions, ' and ')
}

const holds = (column: string, value: string): Sql =>
  sql`strpos(',' || coalesce(${id(column)}, '') || ',', ${`,${value},`}) > 0`
