import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Parameter } from '../../model/parameter.ts'

/** A number of a rule as it stood on a day of each row; empty before it was in force. `of`: what is made of its text. */
export function dated({ values = [] }: Parameter, day: Sql, type: string, of = (value: string): string => value): Sql {
  const whens = values
    .toReversed()
    .map(
      ({ from, value }) =>
        sql`when ${day} >= cast(${literal(from)} as date) then cast(${literal(of(String(value)))} as ${raw(type)})`,
    )
  return whens.length === 0 ? sql`cast(null as ${raw(type)})` : sql`case ${join(whens, ' ')} end`
}
