import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Parameter } from '../../model/parameter.ts'

/** A number of a rule as it stood on a day of each row; empty before it was in force. */
export function dated({ values = [] }: Parameter, day: Sql, type: string): Sql {
  const whens = values
    .toReversed()
    .map(
      ({ from, value }) =>
        sql`when ${day} >= cast(${literal(from)} as date) then cast(${literal(String(value))} as ${raw(type)})`,
    )
  return whens.length === 0 ? sql`cast(null as ${raw(type)})` : sql`case ${join(whens, ' ')} end`
}
