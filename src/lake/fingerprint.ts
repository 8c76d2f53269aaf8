import { joinedTexts, md5Number, plain, rowHash } from './dialect.ts'
import type { Engine } from './engine.ts'
import { id, join, raw, type Sql, sql } from './sql.ts'
import { type Column, SQL_TYPE, type Table } from './table.ts'

/** Above this many rows, writing each of them as a text would cost more than the step that made them. */
export const MOST_DIGESTED_ROWS = 250_000

/**
 * A result's identity: a sum over its rows, to which each counts by a number of its own. The order in which rows stand
 * in a file, and the file itself, do not enter it, and what rows come and go add and take away is known without the rest.
 * A row's number is the beginning of the MD5 of its text. In tables of more rows than `MOST_DIGESTED_ROWS` it is the
 * engine's own hash, comparable within one version of it.
 */
export async function fingerprint(
  engine: Engine,
  table: Table,
  rows: number,
  relation: Sql = id(table.name),
): Promise<string> {
  return written(rows, await total(engine, table, rows, relation))
}

/** That of a table which had another fingerprint before some rows went and others came; null where it has to be taken anew. */
export async function fingerprintAfter(
  engine: Engine,
  table: Table,
  rows: number,
  { before, gone, come }: { before: string; gone: Sql; come: Sql },
): Promise<string | null> {
  const sum = before.slice(prefix(rows).length)
  if (before !== prefix(rows) + sum) return null
  const [less, more] = [await total(engine, table, rows, gone), await total(engine, table, rows, come)]
  return written(rows, BigInt(sum) - less + more)
}

const prefix = (rows: number): string => (rows > MOST_DIGESTED_ROWS ? 'hash-' : 'md5-')
const written = (rows: number, sum: bigint): string => `${prefix(rows)}${sum}`

async function total(engine: Engine, table: Table, rows: number, relation: Sql): Promise<bigint> {
  const number = rows > MOST_DIGESTED_ROWS ? rowHash(join(table.columns.map(hashed))) : digest(table)
  const found = await engine.one<{ total: string }>(
    sql`select cast(coalesce(sum(${number}), 0) as varchar) as total from ${relation}`,
  )
  return BigInt(found?.total ?? 0)
}

/** Whole months are the same number wherever no payer counts parts of them. */
const hashed = ({ name, type }: Column): Sql =>
  type === 'months'
    ? sql`cast(case when ${id(name)} = trunc(${id(name)}) then ${id(name)} else -10000 * ${id(name)} end as bigint)`
    : id(name)

/** Columns are written as text in the declared order; an empty value differs from an empty text. */
function digest(table: Table): Sql {
  const texts = table.columns.flatMap(({ name, type }) => {
    const value = sql`${id(name)}::${raw(SQL_TYPE[type])}`
    const text = type === 'months' ? plain(value) : sql`${value}::varchar`
    return [sql`chr(31)`, sql`case when ${id(name)} is null then '-' else '=' end`, text]
  })
  return md5Number(joinedTexts(texts.slice(1)))
}
