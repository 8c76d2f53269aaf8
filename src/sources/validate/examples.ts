import { digitsOf, holds, shapeOf } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { SQL_TYPE, type Table } from '../../lake/table.ts'
import { newTable } from '../landing/map.ts'
import { UNREADABLE } from '../mapping/cell.ts'
import type { StagedFile } from '../staged.ts'
import { exampleKind } from './example-kind.ts'

/**
 * Fills `finding_example`, one row per finding that can be shown by an example: how the value was written, never a
 * person's value. Of personal columns only the number of characters and digits is told; of dates, amounts and codes the
 * shape; and a short code itself where eleven records of eleven members carry it.
 */
export async function exampleFindings(
  engine: Engine,
  staged: readonly StagedFile[],
  tables: readonly Table[],
): Promise<void> {
  const groups = await engine.rows<{ file_id: string; column: string; rule: string; whole: boolean }>(sql`
    select file_id, "column", rule, count(record_number) = 0 as whole from noticed
    where "column" <> '-' group by file_id, "column", rule order by file_id, "column", rule`)
  for (const { file_id, column, rule, whole } of groups) {
    const file = staged.find((one) => one.file_id === file_id)
    const values = file && valuesOf(file, tables, column)
    if (!values) continue
    const own = id('column')
    const given = sql`
      select distinct v.record_number, v.value, v.member from (${values.relation}) v
      where v.value is not null and ${
        whole
          ? sql`v.record_number <= ${raw(String(FIRST))}`
          : sql`exists (
        select 1 from noticed n where n.file_id = ${file_id} and n.${own} = ${column} and n.rule = ${rule}
          and n.record_number = v.record_number)`
      }`
    const example = exampleSql(values.kind, rule)
    if (example === null) continue
    await engine.run(sql`
      insert into finding_example
      with given as (${given}),
      carried as (
        select value from given where length(value) <= ${raw(String(LONGEST_CODE))} and ${holds(raw('value'), '^[0-9A-Za-z._-]+$')}
        group by value having count(*) >= ${raw(String(ENOUGH))} and count(distinct member) >= ${raw(String(ENOUGH))}
      ), shown as (
        select g.record_number, ${example} as example from given g left join carried c on c.value = g.value
      ), counted as (
        select example, count(*) as n from shown group by example
      )
      ${
        whole
          ? sql`select ${file_id}, null, ${column}, ${rule}, (select example from counted order by n desc, example limit 1)`
          : sql`select ${file_id}, record_number, ${column}, ${rule}, min(example) from shown group by record_number`
      }`)
  }
}

/** As many records, of as many members, carry a value before it may be told: no cell under eleven persons. */
const ENOUGH = 11
const LONGEST_CODE = 8
/** Of a column that is odd as a whole, so many records show how it is written. */
const FIRST = 2000

type Values = { relation: Sql; kind: ReturnType<typeof exampleKind> }

/** record_number, value and member of a column of the file: as it was sent where the column is the file's own. */
function valuesOf(
  { file_id, raw_table, recognised }: StagedFile,
  tables: readonly Table[],
  column: string,
): Values | null {
  const fields = recognised.file.fields
  const field = fields.find(({ name }) => name === column)
  if (field) {
    const member = fields.find(({ name }) => MEMBERS.includes(name))
    return {
      relation: sql`
        select record_number, ${recognised.source.sentNames ? sql`ltrim(${id(column)}, ${UNREADABLE})` : id(column)} as value, ${member ? id(member.name) : raw('record_number::varchar')} as member
        from ${id(raw_table)}`,
      kind: exampleKind(column, field.type),
    }
  }
  const table = tables.find(({ columns }) => columns.some(({ name }) => name === column))
  const own = table?.columns.find(({ name }) => name === column)
  if (!table || !own) return null
  const member = table.columns.some(({ name }) => name === 'member_id') ? 'member_id' : 'record_number'
  const parts = tables
    .filter(({ columns }) => columns.some(({ name }) => name === column))
    .map(
      (one) => sql`
      select record_number, ${id(column)}::varchar as value,
        ${id(one.columns.some(({ name }) => name === member) ? member : 'record_number')}::varchar as member
      from ${id(newTable(one))} where file_id = ${literal(file_id)}`,
    )
  const relation = parts.reduce((all, part) => sql`${all} union all ${part}`)
  return { relation, kind: exampleKind(column, SQL_TYPE[own.type] === 'varchar' ? 'code' : own.type) }
}

const MEMBERS = ['member_id', 'BENE_MBI_ID', 'patient', 'beneficiary']

/** The example of a row `g` (value) with `c.value` set where it may be told; null where there is nothing to show. */
function exampleSql(kind: ReturnType<typeof exampleKind>, rule: string): Sql | null {
  if (kind === 'nothing' || rule === 'required-missing' || rule.endsWith('-missing')) return null
  const counted = sql`
    case when ${digitsOf(raw('g.value'))} = g.value then cast(length(g.value) as varchar) || ' digits'
      else cast(length(g.value) as varchar) || ' characters, ' || cast(length(${digitsOf(raw('g.value'))}) as varchar) || ' of them digits' end`
  if (kind === 'count') return counted
  const shape = sql`left(${shapeOf(raw('g.value'))}, 40)`
  return kind === 'code' ? sql`coalesce(c.value, ${shape})` : shape
}

/** One row per finding, with its example and what was observed: in the columns of `finding`. */
export const findingRows = (): Sql => sql`
  select n.*, e.example, o.observed, o.records from noticed n
    left join (
      select file_id, record_number, "column", rule, min(example) as example from finding_example
      group by file_id, record_number, "column", rule
    ) e on e.file_id = n.file_id and e."column" = n."column" and e.rule = n.rule and e.record_number is not distinct from n.record_number
    left join (
      select file_id, "column", rule, min(observed) as observed, max(records) as records from observation
      group by file_id, "column", rule
    ) o on n.record_number is null and o.file_id = n.file_id and o."column" = n."column" and o.rule = n.rule`
