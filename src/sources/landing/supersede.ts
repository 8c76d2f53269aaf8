import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { LINEAGE } from '../../lake/tables/lineage.ts'
import { notice } from '../validate/validate.ts'
import { newTable } from './map.ts'

/**
 * Which rows repeat what is known, and which put an earlier one out of force. Leaves two tables:
 *
 *     gone      one row per record that is no longer in force: file_id, record_number, by_file_id, by_record_number, rule
 *     repeated  one row per new row that says exactly what a row in force says: table_name, file_id, record_number, …
 */
export async function createGone(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace table gone (
    file_id varchar, record_number bigint, by_file_id varchar, by_record_number bigint, rule varchar)`)
  await engine.run(sql`create or replace table repeated (
    table_name varchar, file_id varchar, record_number bigint, claimed varchar)`)
}

/** Every record of an earlier file that is in force goes when the file comes again under its name, corrected. */
export async function correctFile(engine: Engine, records: string, earlier: string, by: string): Promise<void> {
  await engine.run(sql`
    insert into gone
    select r.file_id, r.record_number, ${by}, null, 'corrected-file'
    from read_parquet(${records}) r
    where r.file_id = ${earlier} and r.outcome in ('accepted', 'warned')
      and not exists (select 1 from superseded s where s.file_id = r.file_id and s.record_number = r.record_number)`)
}

/** By the table's grain: first within the delivery, where the later record wins, then beside what is in force. */
export async function supersede(engine: Engine, table: Table): Promise<void> {
  await withinDelivery(engine, table)
  const name = id(newTable(table))
  const current = sql`${name} n where not exists (select 1 from gone g where g.file_id = n.file_id and g.record_number = n.record_number)
    and not exists (select 1 from repeated p where p.table_name = ${table.name} and p.file_id = n.file_id
      and p.record_number = n.record_number and p.claimed = ${grainText(table, 'n')})`
  const standing = id(`standing_${table.name}`)
  const met = sql`(select * from ${current}) n join ${standing} s on ${onGrain(table, 'n', 's')}`
  await engine.run(sql`
    insert into repeated select distinct ${table.name}, n.file_id, n.record_number, ${grainText(table, 'n')}
    from ${met} where ${sameContent(table, 'n', 's')}`)
  await engine.run(sql`
    insert into gone
    select distinct s.file_id, s.record_number, n.file_id, n.record_number, 'newer-version'
    from ${met} where not (${sameContent(table, 'n', 's')})`)
}

async function withinDelivery(engine: Engine, table: Table): Promise<void> {
  const name = id(newTable(table))
  const grain = join(table.grain.map(id))
  const twice = await engine.one(sql`select 1 as found from ${name} group by ${grain} having count(*) > 1 limit 1`)
  if (!twice) return
  const placed = id(`placed_${table.name}`)
  await engine.run(sql`
    create or replace table ${placed} as
    select n.*, row_number() over (
      partition by ${join(table.grain.map((column) => sql`n.${id(column)}`))}
      order by length(n.file_id) desc, n.file_id desc, n.record_number desc) as place
    from ${name} n
    join (select ${grain} from ${name} group by ${grain} having count(*) > 1) t on ${onGrain(table, 'n', 't')}`)
  const met = sql`${placed} l join ${placed} w on ${onGrain(table, 'l', 'w')} and w.place = 1 and l.place > 1
    and (l.file_id <> w.file_id or l.record_number <> w.record_number)`
  await engine.run(sql`
    insert into repeated select distinct ${table.name}, l.file_id, l.record_number, ${grainText(table, 'l')}
    from ${met} where ${sameContent(table, 'l', 'w')}`)
  const differ = sql`${met} where not (${sameContent(table, 'l', 'w')})`
  await notice(engine, 'same-key-twice', 'warned', '-', sql`select w.file_id, w.record_number from ${differ}`)
  await engine.run(sql`
    insert into gone select distinct l.file_id, l.record_number, w.file_id, w.record_number, 'same-key-twice' from ${differ}`)
}

/** The rows that the submission adds to a table. */
export const added = (table: Table): Sql => sql`
  select n.* from ${id(newTable(table))} n
  where not exists (select 1 from repeated p where p.table_name = ${literal(table.name)} and p.file_id = n.file_id
    and p.record_number = n.record_number and p.claimed = ${grainText(table, 'n')})`

const LINEAGE_COLUMNS = [...LINEAGE.matchAll(/^\s*(\w+)\s/gm)].map((match) => match[1] ?? '')

const onGrain = (table: Table, a: string, b: string): Sql =>
  join(
    table.grain.map((column) => sql`${id(a)}.${id(column)} = ${id(b)}.${id(column)}`),
    ' and ',
  )

const grainText = (table: Table, alias: string): Sql =>
  join(
    table.grain.map((column) => sql`${id(alias)}.${id(column)}::varchar`),
    ' || chr(31) || ',
  )

/** Where a row came from is not what it says. */
function sameContent(table: Table, a: string, b: string): Sql {
  const besides = new Set([...table.grain, ...LINEAGE_COLUMNS, 'header_file_id', 'header_record_number'])
  const content = table.columns.filter((column) => !besides.has(column.name))
  if (content.length === 0) return raw('true')
  return join(
    content.map((column) => sql`${id(a)}.${id(column.name)} is not distinct from ${id(b)}.${id(column.name)}`),
    ' and ',
  )
}
