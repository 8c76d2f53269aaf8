import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import { SQL_TYPE, type Table } from '../../lake/table.ts'

/** The columns of a table in its own order, each of its own type; one that is not given is unknown. */
export function row(table: Table, given: Readonly<Record<string, Sql>>): Sql {
  const unknown = Object.keys(given).filter((name) => !table.columns.some((column) => column.name === name))
  if (unknown.length > 0) throw new Error(`${table.name} has no column ${unknown.join(', ')}`)
  return join(
    table.columns.map(
      ({ name, type }) => sql`cast(${given[name] ?? raw('null')} as ${raw(SQL_TYPE[type])}) as ${id(name)}`,
    ),
    ',\n  ',
  )
}

/** Whose rows they are. */
export type Sender = { payer: string; lineOfBusiness: string; submission_id: string }

/** The columns that every table of a payer carries, from the staged record `alias`. */
export function sentBy({ payer, lineOfBusiness, submission_id }: Sender, alias: string): Record<string, Sql> {
  const of = (column: string) => raw(`${alias}.${column}`)
  return {
    data_source: sql`'cclf/' || ${of('aco_id')}`,
    payer: sql`${payer}`,
    plan: sql`'-'`,
    line_of_business: sql`${lineOfBusiness}`,
    submission_id: sql`${submission_id}`,
    file_id: of('file_id'),
    record_number: of('record_number'),
  }
}
