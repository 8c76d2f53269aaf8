import { id, join, type Sql, sql } from '../../lake/sql.ts'
import type { FileLayout } from '../layouts/layout.ts'
import type { StagedFile } from '../staged.ts'
import { valueIn } from '../validate/values.ts'

/** One row per record of the staged files that was not ended, each field in its type. Without a file: no row. */
export function typedRecords(file: FileLayout, files: readonly StagedFile[]): Sql {
  const values = file.fields.map((field) => sql`${valueIn(field, file)} as ${id(field.name)}`)
  if (files.length === 0) {
    const none = file.fields.map((field) => sql`null::varchar as ${id(field.name)}`)
    return sql`select ''::varchar as file_id, 0::bigint as record_number, ''::varchar as aco_id, ${join(values, ',\n')}
      from (select ${join(none)}) nothing where false`
  }
  const parts = files.map(
    (staged) => sql`
      select ${staged.file_id}::varchar as file_id, record_number, ${staged.recognised.aco_id}::varchar as aco_id,
        ${join(values, ',\n')}
      from ${id(staged.raw_table)} r
      where not exists (
        select 1 from ending e where e.file_id = ${staged.file_id} and e.record_number = r.record_number)`,
  )
  return join(parts, ' union all ')
}
