import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { SQL_TYPE, type Table } from '../../lake/table.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import type { FileLayout, Layout } from '../layouts/layout.ts'
import type { Mapped, Mapping } from '../source.ts'
import { lineOfBusinessOf, payerOf, type Sender } from '../validate/sender.ts'
import { typedRecords } from './typed-records.ts'

/** A layout with the common data model's names: a file is a table, a column is the field of its name. */
export function mapByName({ source: { layout }, staged, sender, submission_id }: Mapping): Mapped[] {
  return layout.files.flatMap((file) => {
    const files = staged.filter((one) => one.recognised.file.name === file.name)
    const table = COMMON_DATA_MODEL.find((one) => one.name === file.name)
    if (files.length === 0 || !table) return []
    return [{ table, relation: rowsOf(table, layout, file, typedRecords(file, files), sender, submission_id) }]
  })
}

/** What ingest knows is added: who sent it, in which feed, and where each row came from. */
export function rowsOf(
  table: Table,
  layout: Layout,
  file: FileLayout,
  records: Sql,
  sender: Sender,
  submission_id: string,
): Sql {
  const given: Record<string, Sql> = {
    data_source: sql`${literal(`${layout.name}/`)} || coalesce(t.data_source, ${sender.payer})`,
    payer: payerOf(sender),
    plan: raw("coalesce(t.plan, '-')"),
    line_of_business: lineOfBusinessOf(sender),
    sender: sql`${sender.payer}::varchar`,
    claim_status: raw("coalesce(t.claim_status, 'original')"),
    submission_id: sql`${submission_id}::varchar`,
    file_id: raw('t.file_id'),
    record_number: raw('t.record_number'),
  }
  const columns = table.columns.map((column) => {
    const own = file.fields.some((field) => field.name === column.name) ? raw(`t."${column.name}"`) : raw('null')
    const value = given[column.name] ?? (column.type === 'flag' ? sql`${own} in ('1', 'true')` : own)
    return sql`cast(${value} as ${raw(SQL_TYPE[column.type])}) as ${id(column.name)}`
  })
  return sql`select ${join(columns, ',\n')} from (${records}) t`
}
