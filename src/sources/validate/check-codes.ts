import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { newTable } from '../landing/map.ts'
import { CODE_COLUMNS, CODE_KINDS, type CodeColumn } from './code-columns.ts'
import type { RuleName } from './rules/rules.ts'
import { noticeColumn, noticeRule } from './validate.ts'

/**
 * Codes by form and check digit, on every row that came. Each value is judged once, however many rows carry it: a file
 * of a million lines has a few thousand different codes. Reads `fill_now`.
 */
export async function checkCodes(engine: Engine, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const filled = new Set(
      (
        await engine.rows<{ column: string }>(sql`
        select distinct "column" from fill_now where table_name = ${table.name} and filled > 0`)
      ).map(({ column }) => column),
    )
    const columns = (CODE_COLUMNS[table.name] ?? []).filter(({ column }) => filled.has(column))
    if (columns.length === 0) continue
    for (const { column, rule } of await oddColumns(engine, table, columns)) {
      const { when } = columns.find((one) => one.column === column) ?? {}
      await noticeColumn(
        engine,
        rule,
        column,
        sql`
        select t.file_id, t.record_number, o.value is not null as is_odd from ${id(newTable(table))} t
          left join odd_code o on o."column" = ${column} and o.rule = ${rule} and o.value = t.${id(column)}
        where t.${id(column)} is not null and ${isMeant(when)}`,
      )
    }
  }
  await noticeVersions(engine, tables)
}

/** Fills `odd_code`, one row per column and value that breaks a rule, and says which columns have any. */
async function oddColumns(
  engine: Engine,
  table: Table,
  columns: readonly CodeColumn[],
): Promise<{ column: string; rule: RuleName }[]> {
  const name = id(newTable(table))
  const values = columns.map(
    ({ kind, column, when }) => sql`
      select distinct ${literal(kind)} as kind, ${literal(column)} as "column", ${id(column)} as value from ${name}
      where ${id(column)} is not null and ${isMeant(when)}`,
  )
  // A table of its own: the engine would otherwise judge every row before it looks for the different values.
  await engine.run(sql`create or replace temp table coded_value as ${join(values, ' union all ')}`)
  const kinds = [...new Set(columns.map(({ kind }) => kind))]
  const judged = kinds.map((kind) => {
    const cases = CODE_KINDS[kind].rules.map(
      ([rule, holds]) => sql`when not coalesce(${holds(raw('value'))}, false) then ${literal(rule)}`,
    )
    return sql`select "column", value, case ${join(cases, ' ')} end as rule from coded_value where kind = ${literal(kind)}`
  })
  await engine.run(sql`
    create or replace temp table odd_code as
    select "column", value, rule from (${join(judged, ' union all ')}) judged where rule is not null`)
  return engine.rows(sql`select distinct "column", rule from odd_code order by "column", rule`)
}

const isMeant = (when: string | undefined): Sql => raw(when ?? 'true')

/** The day from which ICD-10 is used (45 CFR 162.1002): of discharge for a stay, of service otherwise. */
const ICD_10_FROM = '2015-10-01'

async function noticeVersions(engine: Engine, tables: readonly Table[]): Promise<void> {
  const table = tables.find(({ name }) => name === 'medical_claim')
  if (!table) return
  const day = raw('coalesce(discharge_date, claim_end_date, claim_start_date)')
  for (const [column, nine, ten, first] of VERSIONED) {
    const fails = sql`${id(first)} is not null and (
      (${id(column)} = ${nine} and ${day} >= date ${literal(ICD_10_FROM)}) or
      (${id(column)} = ${ten} and ${day} < date ${literal(ICD_10_FROM)}))`
    const found = await engine.one(sql`select 1 as found from ${id(newTable(table))} where ${fails} limit 1`)
    if (found)
      await noticeRule(
        engine,
        'icd-version-date',
        column,
        sql`select file_id, record_number from ${id(newTable(table))} where ${fails}`,
      )
  }
}

const VERSIONED = [
  ['diagnosis_code_type', 'icd-9-cm', 'icd-10-cm', 'diagnosis_code_1'],
  ['procedure_code_type', 'icd-9-pcs', 'icd-10-pcs', 'procedure_code_1'],
] as const
