import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'

/** In how many rows each column has a value: table `fill_now`, kept for later comparisons. One pass over each table. */
export async function makeFill(engine: Engine, tables: readonly Table[]): Promise<void> {
  await engine.run(sql`
    create or replace temp table fill_now (table_name varchar, file_id varchar, "column" varchar, "rows" bigint, filled bigint)`)
  for (const table of tables) {
    const counts = table.columns.map(({ name }) => sql`count(${id(name)}) as ${id(name)}`)
    const name = id(`new_${table.name}`)
    const files = await engine.one<{ n: number }>(sql`select count(distinct file_id) as n from ${name}`)
    // Mostly a table is one file, and then nothing need be grouped: that is what the time goes into.
    const file = files?.n === 1 ? sql`(select max(file_id) from ${name})` : raw('file_id')
    const grouped = files?.n === 1 ? raw('') : raw('group by file_id order by file_id')
    const found = await engine.rows<Record<string, string | number>>(sql`
      select ${file} as of_file, count(*) as of_rows, ${join(counts)} from ${name} ${grouped}`)
    const rows = found.flatMap((row) =>
      table.columns.map(
        ({ name }) =>
          sql`(${literal(table.name)}, ${literal(String(row.of_file))}, ${literal(name)}, ${raw(String(row.of_rows))}, ${raw(String(row[name]))})`,
      ),
    )
    if (rows.length > 0) await engine.run(sql`insert into fill_now values ${join(rows)}`)
  }
}
