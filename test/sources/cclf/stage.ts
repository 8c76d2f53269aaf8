import type { Engine } from '../../../src/lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../../src/lake/sql.ts'
import { SQL_TYPE } from '../../../src/lake/table.ts'
import { COMMON_DATA_MODEL } from '../../../src/lake/tables/index.ts'
import { cclf } from '../../../src/sources/cclf/layout.ts'
import { mapCclf } from '../../../src/sources/cclf/map.ts'
import { netCclf } from '../../../src/sources/cclf/net.ts'
import type { Field, FileLayout } from '../../../src/sources/layouts/layout.ts'

/** What a test says of one record; fields it leaves out are blank. */
export type Given = Readonly<Record<string, string | number>>
export type Delivery = Readonly<Record<string, readonly Given[]>>

const TYPE: Record<Field['type'], string> = {
  text: 'varchar',
  code: 'varchar',
  date: 'date',
  usd: 'decimal(18,2)',
  quantity: 'decimal(18,4)',
  integer: 'bigint',
}

export function fileOf(name: string): FileLayout {
  const found = cclf.files.find((file) => file.name === name)
  if (!found) throw new Error(`no file ${name}`)
  return found
}

/** Stages records written by hand, as ingest stages a file: typed fields, file, record number and ACO. */
export async function stage(engine: Engine, delivery: Delivery, submission: string, aco = 'A1234'): Promise<void> {
  for (const layout of cclf.files) {
    const records = delivery[layout.name] ?? []
    const columns = layout.fields.map((f) => sql`${id(f.name)} ${raw(TYPE[f.type])}`)
    await engine.run(
      sql`create or replace table ${id(layout.name)} (${join([...columns, raw('file_id varchar, record_number bigint, aco_id varchar')])})`,
    )
    for (const [i, given] of records.entries()) {
      for (const name of Object.keys(given))
        if (name !== 'aco_id' && !layout.fields.some((f) => f.name === name)) throw new Error(`${layout.name}: ${name}`)
      const cells = layout.fields.map((f) => {
        const value = given[f.name]
        return value === undefined ? raw('null') : literal(String(value))
      })
      const own = [literal(`${submission}/${layout.name}`), raw(String(i + 1)), literal(String(given.aco_id ?? aco))]
      await engine.run(sql`insert into ${id(layout.name)} values (${join([...cells, ...own])})`)
    }
  }
}

/** Empty history, under the names the lake gives it. */
export async function emptyHistory(engine: Engine): Promise<void> {
  for (const table of COMMON_DATA_MODEL) {
    const columns = table.columns.map((c) => sql`${id(c.name)} ${raw(SQL_TYPE[c.type])}`)
    await engine.run(sql`create or replace table ${id(`${table.name}_history`)} (${join(columns)})`)
  }
  await engine.run(sql`create or replace table superseded_row
    (file_id varchar, record_number bigint, by_file_id varchar, by_record_number bigint, rule varchar)`)
  await engine.run(sql`create or replace view superseded as select distinct file_id, record_number from superseded_row`)
}

/** Maps what is staged into history and nets it, as ingest does at the end of a submission. */
export async function takeIn(engine: Engine, submission: string, payer = 'medicare'): Promise<void> {
  for (const { table, relation } of mapCclf(payer, 'medicare-ffs', submission)) {
    const history = id(`${table.name}_history`)
    await engine.run(sql`create or replace temp table coming as ${relation}`)
    const sameGrain = table.grain.map((column) => sql`h.${id(column)} = n.${id(column)}`)
    await engine.run(sql`
      insert into superseded_row
      select h.file_id, h.record_number, n.file_id, n.record_number, 'newer-version'
      from ${history} h join coming n on ${join(sameGrain, ' and ')}`)
    await engine.run(sql`insert into ${history} select * from coming`)
  }
  await engine.run(sql`create or replace temp table netted as ${netCclf(payer)}`)
  await engine.run(sql`insert into superseded_row select * from netted`)
}

export const inForce = (table: string): Sql => sql`
  (select * from ${id(`${table}_history`)} t where not exists (
    select 1 from superseded s where s.file_id = t.file_id and s.record_number = t.record_number))`

/** A field of a fixed-width line, typed as its layout says; blank and the layout's unknown dates are null. */
export function cut(layout: FileLayout, field: Field, line: Sql): Sql {
  const text = sql`nullif(trim(substr(${line}, ${raw(String(field.start))}, ${raw(String((field.end ?? 0) - (field.start ?? 0) + 1))})), '')`
  if (field.type === 'date')
    return sql`case when ${text} not in (${join(layout.unknownDates.map(literal))}) then cast(${text} as date) end`
  return sql`cast(${text} as ${raw(TYPE[field.type])})`
}

/** Stages whole files from disk: [layout file, path, ACO]. */
export async function stageFiles(
  engine: Engine,
  files: readonly (readonly [string, string, string])[],
  submission: string,
): Promise<void> {
  await stage(engine, {}, submission)
  for (const [name, path, aco] of files) {
    const layout = fileOf(name)
    const cells = layout.fields.map((f) => sql`${cut(layout, f, raw('line'))} as ${id(f.name)}`)
    await engine.run(sql`
      insert into ${id(name)}
      select ${join(cells)}, ${literal(`${submission}/${path.split('/').pop()}`)}, record_number, ${literal(aco)}
      from (
        select line, row_number() over () as record_number
        from read_csv(${literal(path)}, header = false, delim = '\u0001', quote = '', escape = '', columns = {'line': 'varchar'})
      )`)
  }
}
