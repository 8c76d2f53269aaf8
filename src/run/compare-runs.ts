import type { Engine } from '../lake/engine.ts'
import { id, join, type Sql, sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import type { Region } from '../region.ts'
import { requireRunFolder, viewResult } from './open-run.ts'
import { RESULT_TABLES } from './results.ts'

export type TableDifference = { table: string; added: number; removed: number; changed: number; same: number }
export type PracticeDifference = {
  period: string
  practice_id: string
  people_before: number | null
  people_after: number | null
  people_came: number
  people_left: number
  spend_usd_before: string | null
  spend_usd_after: string | null
  spend_usd_moved: string
}

/** What changed from one run to another: rows of each result table by its grain, and people and dollars by practice. */
export async function compareRuns(
  engine: Engine,
  region: Region,
  before: string,
  after: string,
): Promise<{ tables: TableDifference[]; practices: PracticeDifference[] }> {
  const [a, b] = [requireRunFolder(region, before), requireRunFolder(region, after)]
  const tables: TableDifference[] = []
  for (const table of RESULT_TABLES) {
    await viewResult(engine, table, a, `before ${table.name}`)
    await viewResult(engine, table, b, `after ${table.name}`)
    const found = await engine.one<Omit<TableDifference, 'table'>>(differences(table))
    if (found) tables.push({ table: table.name, ...found })
  }
  return { tables, practices: await engine.rows<PracticeDifference>(PRACTICES) }
}

/** A row of one grain in both runs changed when any of its columns did. */
function differences({ name, grain, columns }: Table): Sql {
  const same = join(
    grain.map((key) => sql`a.${id(key)} is not distinct from b.${id(key)}`),
    ' and ',
  )
  const others = columns.filter((column) => !grain.includes(column.name))
  const changed =
    others.length > 0
      ? join(
          others.map((column) => sql`a.${id(column.name)} is distinct from b.${id(column.name)}`),
          ' or ',
        )
      : sql`false`
  return sql`
    select count(case when a.here is null then 1 end) as added, count(case when b.here is null then 1 end) as removed,
      count(case when a.here and b.here and (${changed}) then 1 end) as changed,
      count(case when a.here and b.here and not (${changed}) then 1 end) as same
    from (select *, true as here from ${id(`before ${name}`)}) a
    full join (select *, true as here from ${id(`after ${name}`)}) b on ${same}`
}

/** One row per period and practice of which people or spend moved. */
const PRACTICES = sql`
  with panel as (
    select coalesce(a.period, b.period) as period, a.practice_id as from_id, b.practice_id as to_id
    from (select * from "before attribution") a
    full join (select * from "after attribution") b on b.period = a.period and b.person_id = a.person_id
    where a.practice_id is distinct from b.practice_id
  ), moved as (
    select period, practice_id, sum(came) as came, sum(went) as went
    from (
      select period, to_id as practice_id, 1 as came, 0 as went from panel where to_id is not null
      union all
      select period, from_id, 0, 1 from panel where from_id is not null
    ) m group by period, practice_id
  ), cost as (
    select coalesce(a.period, b.period) as period, coalesce(a.practice_id, b.practice_id) as practice_id,
      a.people as people_before, b.people as people_after, a.spend_usd as spend_before, b.spend_usd as spend_after
    from (select * from "before practice_cost" where payer = 'all') a
    full join (select * from "after practice_cost" where payer = 'all') b
      on b.period = a.period and b.practice_id = a.practice_id
  )
  select coalesce(c.period, m.period) as period, coalesce(c.practice_id, m.practice_id) as practice_id,
    c.people_before, c.people_after, coalesce(m.came, 0)::bigint as people_came, coalesce(m.went, 0)::bigint as people_left,
    c.spend_before as spend_usd_before, c.spend_after as spend_usd_after,
    cast(coalesce(c.spend_after, 0) - coalesce(c.spend_before, 0) as decimal(18,2)) as spend_usd_moved
  from cost c full join moved m on m.period = c.period and m.practice_id = c.practice_id
  where m.practice_id is not null or c.people_before is distinct from c.people_after
    or c.spend_before is distinct from c.spend_after
  order by period, practice_id`
