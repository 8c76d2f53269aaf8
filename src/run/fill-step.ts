import { chmodSync, rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { ENUMERATIONS } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { SQL_TYPE } from '../lake/table.ts'

/** A step's rows as its table declares them: the columns in order, each cast to its type. */
export function typedRows(step: Step): Sql {
  const columns = step.table.columns.map((c) =>
    step.enumerated?.includes(c.name)
      ? id(c.name)
      : sql`cast(${id(c.name)} as ${raw(SQL_TYPE[c.type])}) as ${id(c.name)}`,
  )
  return sql`select ${join(columns)} from (${step.relation}) filled`
}

/** Writes the rows of the steps of one table as one file beside their place: several steps may each fill a part. */
export async function writeSteps(
  engine: Engine,
  group: readonly Step[],
  folder: string,
  signal: AbortSignal,
  afterPrepare: () => Promise<void> = async () => {},
): Promise<string> {
  const name = group[0]?.table.name ?? ''
  const parts: string[] = []
  for (const [i, step] of group.entries()) {
    signal.throwIfAborted()
    const part = joinPath(folder, `.${name}.${i}.parquet`)
    await step.prepare?.(engine)
    await afterPrepare()
    await engine.writeParquet(typedRows(step), part, 'quick')
    await forgetTemporary(engine)
    parts.push(part)
  }
  let whole = parts[0] ?? ''
  if (parts.length > 1) {
    whole = joinPath(folder, `.${name}.parquet`)
    await engine.writeParquet(sql`select * from read_parquet([${join(parts.map(literal))}])`, whole, 'quick')
    for (const part of parts) rmSync(part)
  }
  chmodSync(whole, 0o600)
  return whole
}

/** A step keeps nothing outside its table. */
async function forgetTemporary(engine: Engine): Promise<void> {
  const left = await engine.rows<{ table_name: string }>(
    sql`select table_name from information_schema.tables where table_type = 'LOCAL TEMPORARY' order by table_name`,
  )
  for (const { table_name } of left) await engine.run(sql`drop table ${id(table_name)}`)
  for (const { name } of await engine.rows<{ name: string }>(ENUMERATIONS)) await engine.run(sql`drop type ${id(name)}`)
}
