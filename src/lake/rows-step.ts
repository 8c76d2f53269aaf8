import { rowsOfJson } from './dialect.ts'
import type { Engine } from './engine.ts'
import { id, join, raw, type SqlValue, sql } from './sql.ts'
import type { Keeps, Step } from './step.ts'
import { SQL_TYPE, type Table } from './table.ts'

/** Rows bound in one statement, each up to a few thousand characters long. */
const ROWS_AT_ONCE = 2000

type Given = {
  table: Table
  reads: readonly string[]
  keeps: Keeps
  rows: (engine: Engine) => Promise<readonly Record<string, SqlValue>[]>
}

/** A step whose rows are worked out in TypeScript, from few enough that they fit in memory: arithmetic that SQL has no words for. */
export function rowsStep({ table, reads, keeps, rows: rowsOf }: Given): Step {
  const held = id(`${table.name}_made`)
  const names = table.columns.map((c) => c.name)
  const columns = names.map(id)
  return {
    table,
    reads,
    keeps,
    prepare: async (engine) => {
      const declared = table.columns.map((c) => sql`${id(c.name)} ${raw(SQL_TYPE[c.type])}`)
      await engine.run(sql`create or replace temp table ${held} (${join(declared)})`)
      const rows = await rowsOf(engine)
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const json = JSON.stringify(rows.slice(from, from + ROWS_AT_ONCE))
        await engine.run(
          sql`insert into ${held} (${join(columns)}) select ${join(columns)} from (${rowsOfJson(sql`${json}`, names)}) given`,
        )
      }
    },
    relation: sql`select ${join(columns)} from ${held}`,
  }
}
