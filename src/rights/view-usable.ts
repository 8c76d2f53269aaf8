import type { Engine } from '../lake/engine.ts'
import { viewTable } from '../lake/lake.ts'
import { id, join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import { COMMON_DATA_MODEL } from '../lake/tables/index.ts'
import { RIGHTS_TABLES } from './tables.ts'

/** Under this name every row ever accepted stays readable to the steps that decide what may be used, and to no other. */
export const received = (table: Pick<Table, 'name'>): string => `${table.name}_received`

/**
 * From here on the views of the common data model, those in force and those with history, are without what may not be
 * used: whatever reads them, a step, a page or an explanation, cannot meet it. Until `removed_record` is filled it is
 * empty. An engine without a lake is left as it is.
 */
export async function viewUsable(engine: Engine): Promise<void> {
  const views = await engine.rows<{ view_name: string }>(sql`
    select table_name as view_name from information_schema.tables where table_type = 'VIEW' order by table_name`)
  const known = new Set(views.map((view) => view.view_name))
  for (const table of RIGHTS_TABLES) if (!known.has(table.name)) await viewTable(engine, table.name, table, [])
  for (const table of COMMON_DATA_MODEL) {
    const history = `${table.name}_history`
    if (!known.has(history) || known.has(received(table))) continue
    await engine.run(sql`alter view ${id(history)} rename to ${id(received(table))}`)
    await engine.run(sql`create or replace view ${id(history)} as ${usable(table)}`)
  }
}

const usable = (table: Table): Sql => sql`
  select ${join(table.columns.map((column) => sql`t.${id(column.name)}`))} from ${id(received(table))} t
  left join removed_record r
    on r.table_name = ${literal(table.name)} and r.file_id = t.file_id and r.record_number = t.record_number
  where r.file_id is null
  ${table.name === 'eligibility' ? sql`union all ${partsOfSpans(table)}` : sql``}`

/** Of a span that may be used in part, the part. */
const partsOfSpans = (table: Table): Sql => sql`
  select ${join(
    table.columns.map(({ name }) =>
      name === 'enrollment_start_date' || name === 'enrollment_end_date' ? sql`k.${id(name)}` : sql`t.${id(name)}`,
    ),
  )}
  from ${id(received(table))} t
  join kept_span k
    on k.file_id = t.file_id and k.record_number = t.record_number and k.span_start_date = t.enrollment_start_date`
