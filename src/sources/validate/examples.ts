import { digitsOf, holds, shapeOf } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
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
  const groups = await engine.rows<Group>(sql`
    select file_id, "column", rule, count(record_number) as records from noticed
    where "column" <> '-' group by file_id, "column", rule order by file_id, "column", rule`)
  const files = new Map(staged.map((file) => [file.file_id, file]))
  const shown = groups.flatMap((group): Shown[] => {
    const file = files.get(group.file_id)
    const values = file && valuesOf(file, tables, group.column)
    return values && isShown(values.kind, group.rule) ? [{ ...group, ...values }] : []
  })
  for (const some of together(shown)) await showExamples(engine, some)
}

/** The findings of one column and rule of a file; no records where they are about the file as a whole. */
type Group = { file_id: string; column: string; rule: string; records: number }
type Shown = Group & Values

/** Of a few findings a statement takes longer to plan than to carry out, so that they share one; many stay bounded. */
function together(groups: readonly Shown[]): Shown[][] {
  const batches: Shown[][] = []
  let records = Number.POSITIVE_INFINITY
  for (const group of groups) {
    const batch = batches.at(-1)
    records += Math.max(group.records, 1)
    if (batch && batch.length < MOST_TOGETHER && records <= MOST_RECORDS) batch.push(group)
    else {
      batches.push([group])
      records = group.records
    }
  }
  return batches
}
const MOST_TOGETHER = 100
const MOST_RECORDS = 100_000

async function showExamples(engine: Engine, groups: readonly Shown[]): Promise<void> {
  const of = sql`file_id, ${id('column')}, rule`
  const given = groups.map(({ file_id, column, rule, records, kind, relation }) => {
    const isWhole = records === 0
    const own = sql`
      select ${literal(file_id)} as file_id, ${literal(column)} as ${id('column')}, ${literal(rule)} as rule,
        ${literal(kind)} as kind, ${raw(String(isWhole))} as is_whole, v.record_number, v.value, v.member
      from (${relation}) v where v.value is not null`
    return isWhole ? sql`${own} and v.record_number <= ${raw(String(FIRST))}` : own
  })
  await engine.run(sql`
    insert into finding_example
    with given as (
      select distinct v.* from (${join(given, ' union all ')}) v
      left join (select distinct ${of}, record_number from noticed where record_number is not null) n
        on n.file_id = v.file_id and n.${id('column')} = v.${id('column')} and n.rule = v.rule and n.record_number = v.record_number
      where v.is_whole or n.file_id is not null
    ), carried as (
      select ${of}, value from given
      where length(value) <= ${raw(String(LONGEST_CODE))} and ${holds(raw('value'), '^[0-9A-Za-z._-]+$')}
      group by ${of}, value having count(*) >= ${raw(String(ENOUGH))} and count(distinct member) >= ${raw(String(ENOUGH))}
    ), shown as (
      select g.file_id, g.${id('column')}, g.rule, g.is_whole, g.record_number, ${example()} as example
      from given g left join carried c on c.file_id = g.file_id and c.${id('column')} = g.${id('column')} and c.rule = g.rule
        and c.value = g.value
    ), counted as (
      select ${of}, example, count(*) as n from shown where is_whole group by ${of}, example
    ), placed as (
      select ${of}, example, row_number() over (partition by ${of} order by n desc, example) as place from counted
    )
    select file_id, null, ${id('column')}, rule, example from placed where place = 1
    union all
    select file_id, record_number, ${id('column')}, rule, min(example) from shown where not is_whole group by ${of}, record_number`)
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

/** Of a value that is missing there is nothing to show. */
const isShown = (kind: Values['kind'], rule: string): boolean => kind !== 'nothing' && !rule.endsWith('-missing')

/** The example of a row `g` (kind, value) with `c.value` set where it may be told. */
function example(): Sql {
  const counted = sql`
    case when ${digitsOf(raw('g.value'))} = g.value then cast(length(g.value) as varchar) || ' digits'
      else cast(length(g.value) as varchar) || ' characters, ' || cast(length(${digitsOf(raw('g.value'))}) as varchar) || ' of them digits' end`
  const shape = sql`left(${shapeOf(raw('g.value'))}, 40)`
  return sql`case g.kind when 'count' then ${counted} when 'code' then coalesce(c.value, ${shape}) else ${shape} end`
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
