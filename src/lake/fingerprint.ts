import type { Engine } from './engine.ts'
import { id, join, raw, type Sql, sql } from './sql.ts'
import { SQL_TYPE, type Table } from './table.ts'

/**
 * A result's identity: the hash of its sorted rows. The order in which rows stand in a file, and the file itself, do
 * not enter it. Columns are written as text in the declared order; an empty value differs from an empty text.
 */
export async function fingerprint(engine: Engine, table: Table, relation: Sql = id(table.name)): Promise<string> {
  const cells = table.columns.map((c) => sql`coalesce('=' || ${id(c.name)}::${raw(SQL_TYPE[c.type])}::varchar, '-')`)
  const row = sql`md5(${join(cells, ' || chr(31) || ')})`
  const found = await engine.one<{ hash: string }>(
    sql`select md5(coalesce(string_agg(row, '' order by row), '')) as hash from (select ${row} as row from ${relation})`,
  )
  return found?.hash ?? ''
}
