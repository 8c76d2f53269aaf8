import { Engine } from '../../src/lake/engine.ts'
import { id, join, raw, type SqlValue, sql } from '../../src/lake/sql.ts'
import { SQL_TYPE, type Table } from '../../src/lake/table.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { RESULT_TABLES } from '../../src/run/results.ts'

export type Rows = Readonly<Record<string, readonly Readonly<Record<string, SqlValue>>[]>>

/** An engine with every declared table, holding these rows; a column not given is empty. */
export async function tablesOf(rows: Rows): Promise<Engine> {
  const engine = await Engine.open({ threads: 1, memory: '500MB' })
  for (const table of [...COMMON_DATA_MODEL, ...RESULT_TABLES]) {
    await create(engine, table)
    await insert(engine, table, rows[table.name] ?? [])
  }
  for (const { name } of COMMON_DATA_MODEL)
    await engine.run(sql`create view ${id(`${name}_history`)} as select * from ${id(name)}`)
  return engine
}

async function create(engine: Engine, table: Table): Promise<void> {
  const columns = table.columns.map((one) => sql`${id(one.name)} ${raw(SQL_TYPE[one.type])}`)
  await engine.run(sql`create table ${id(table.name)} (${join(columns)})`)
}

async function insert(
  engine: Engine,
  table: Table,
  rows: readonly Readonly<Record<string, SqlValue>>[],
): Promise<void> {
  if (rows.length === 0) return
  const given = new Set(rows.flatMap((row) => Object.keys(row)))
  for (const name of given)
    if (!table.columns.some((one) => one.name === name)) throw new Error(`${table.name} has no column ${name}`)
  const columns = table.columns.filter((one) => given.has(one.name))
  const values = rows.map(
    (row) => sql`(${join(columns.map((one) => sql`${row[one.name] ?? null}::${raw(SQL_TYPE[one.type])}`))})`,
  )
  await engine.run(
    sql`insert into ${id(table.name)} (${join(columns.map((one) => id(one.name)))}) values ${join(values)}`,
  )
}
