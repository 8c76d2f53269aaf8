import { id, join, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { SQL_TYPE } from '../lake/table.ts'

/** A step's rows as its table declares them: the columns in order, each cast to its type. */
export function typedRows(step: Step): Sql {
  const columns = step.table.columns.map((c) => sql`cast(${id(c.name)} as ${raw(SQL_TYPE[c.type])}) as ${id(c.name)}`)
  return sql`select ${join(columns)} from (${step.relation}) filled`
}
