import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { SQL_TYPE, type Table } from '../../lake/table.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import { mapCclf } from '../cclf/map.ts'
import type { FileLayout, Layout } from '../layout.ts'
import { layouts } from '../layouts.ts'
import type { StagedFile } from '../staged.ts'
import { lineOfBusinessOf, payerOf, type Sender } from '../validate/sender.ts'
import { valueIn } from '../validate/values.ts'

/** The rows of a submission for one table of the common data model lie in `new_<table>`. */
export const newTable = (table: Table): string => `new_${table.name}`

/** Brings what was staged into the common data model. Quarantined records stay behind. */
export async function mapToModel(
  engine: Engine,
  staged: readonly StagedFile[],
  sender: Sender,
  submission_id: string,
): Promise<Table[]> {
  const relations: { table: Table; relation: Sql }[] = []
  for (const layout of layouts.filter((l) => staged.some((s) => s.recognised.layout.name === l.name))) {
    for (const file of layout.files) {
      const files = staged.filter(
        (s) => s.recognised.layout.name === layout.name && s.recognised.file.name === file.name,
      )
      if (files.length === 0 && layout.name !== 'cclf') continue
      const table = COMMON_DATA_MODEL.find((t) => t.name === file.name)
      // Only CCLF's files are read more than once on their way, each by several relations.
      if (layout.name === 'cclf') await engine.run(sql`create table ${id(file.name)} as ${typed(file, files)}`)
      else if (table) relations.push({ table, relation: mapByName(table, layout, file, files, sender, submission_id) })
    }
    if (layout.name === 'cclf')
      relations.push(...mapCclf(sender.payer, sender.line_of_business ?? 'medicare-ffs', submission_id))
  }
  const tables = COMMON_DATA_MODEL.filter((table) => relations.some((r) => r.table.name === table.name))
  for (const table of tables) {
    const parts = relations
      .filter((r) => r.table.name === table.name)
      .map((r) => sql`select * from (${r.relation}) part`)
    await engine.run(sql`create table ${id(newTable(table))} as ${join(parts, ' union all ')}`)
  }
  return tables
}

function typed(file: FileLayout, files: readonly StagedFile[]): Sql {
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

/** A layout with the common data model's names: each column is the field of its name; what ingest knows is added. */
function mapByName(
  table: Table,
  layout: Layout,
  file: FileLayout,
  files: readonly StagedFile[],
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
  return sql`select ${join(columns, ',\n')} from (${typed(file, files)}) t`
}
