import type { Engine } from '../../lake/engine.ts'
import { id, literal, raw, sql } from '../../lake/sql.ts'
import { countOf, fieldsAsText, type StagedFile } from '../staged.ts'

/** One row per row of the file, in its order. Days and times become the layout's text. */
export async function readParquet(engine: Engine, staged: StagedFile, path: string): Promise<number> {
  const { file, columns } = staged.recognised
  const source = sql`read_parquet(${literal(path)}, file_row_number = true)`
  const described = await engine.rows<{ column_name: string; column_type: string }>(
    sql`describe select * from ${source}`,
  )
  const types = new Map(described.map((column) => [column.column_name, column.column_type]))
  const fields = fieldsAsText(file, (field) => {
    const column = columns.find((c) => c.field === field.name)?.name
    if (column === undefined) return null
    const isMoment = /^(DATE|TIMESTAMP)/.test(types.get(column) ?? '')
    return isMoment && field.type === 'date'
      ? sql`strftime(${id(column)}, ${literal(file.dateFormat)})`
      : sql`${id(column)}::varchar`
  })
  await engine.run(sql`
    create table ${id(staged.raw_table)} as
    select file_row_number + ${raw('1')} as record_number, ${fields} from ${source}`)
  return countOf(engine, id(staged.raw_table))
}
