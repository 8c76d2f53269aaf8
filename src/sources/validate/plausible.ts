import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { eligibility } from '../../lake/tables/eligibility.ts'
import { newTable } from '../landing/map.ts'
import { added, standingOf } from '../landing/supersede.ts'
import type { RuleName } from './rules/rules.ts'
import { notice } from './validate.ts'

/**
 * What is odd about the new rows beside what is in force. Every finding here is a warning: the row counts.
 * Reads fresh_<table> (what the submission adds that is in force) and standing_span (the coverage in force that this
 * submission does not correct).
 */
export async function checkPlausible(engine: Engine, tables: readonly Table[], payer: string): Promise<void> {
  const has = new Set(tables.map((table) => table.name))
  if (![...CLAIM_DAYS.map(([name]) => name), 'eligibility'].some((name) => has.has(name))) return
  await keepStanding(engine, payer, has.has('eligibility'))
  const warn = (rule: RuleName, column: string, records: Sql) => notice(engine, rule, 'warned', column, records)
  if (has.has('eligibility')) {
    await warn('coverage-overlap', 'enrollment_start_date', overlap())
    await warn('member-number-shared', 'member_id', sharedNumber())
  }
  for (const [name, day] of CLAIM_DAYS.filter(([table]) => has.has(table)))
    await warn('claim-without-coverage', day, withoutCoverage(name, day, payer, has.has('eligibility')))
}

const CLAIM_DAYS = [
  ['medical_claim', 'claim_start_date'],
  ['pharmacy_claim', 'dispensing_date'],
] as const

/** The later of two spans of one member and plan that share a day, where at least one is new. */
function overlap(): Sql {
  return sql`
    with span as (
      select file_id, record_number, 1 as is_new, ${raw(SPAN)} from fresh_eligibility
      union all
      select file_id, record_number, 0, ${raw(SPAN)} from standing_span
      where not exists (select 1 from fresh_eligibility n where ${raw(SAME_SPAN)})
    ), beside as (
      select *, max(enrollment_end_date) over (
        partition by data_source, payer, plan, line_of_business, member_id
        order by enrollment_start_date, is_new, file_id, record_number
        rows between unbounded preceding and 1 preceding) as covered_until
      from span
    )
    select file_id, record_number from beside where is_new = 1 and enrollment_start_date <= covered_until`
}

const SPAN = 'data_source, payer, plan, line_of_business, member_id, enrollment_start_date, enrollment_end_date'
/** A span that is sent again does not overlap itself. */
const SAME_SPAN = ['data_source', 'payer', 'plan', 'line_of_business', 'member_id', 'enrollment_start_date']
  .map((column) => `n.${column} = standing_span.${column}`)
  .join(' and ')

/** Members with two birth dates and two first names: one of them may be a correction, both may not. */
function sharedNumber(): Sql {
  return sql`
    with known as (
      select payer, line_of_business, member_id, birth_date, lower(first_name) as first_name from fresh_eligibility
      union all
      select payer, line_of_business, member_id, birth_date, lower(first_name) from standing_span
    ), shared as (
      select payer, line_of_business, member_id from known group by payer, line_of_business, member_id
      having count(distinct birth_date) > 1 and count(distinct first_name) > 1
    )
    select n.file_id, n.record_number from fresh_eligibility n
    join shared s on s.payer = n.payer and s.line_of_business = n.line_of_business and s.member_id = n.member_id`
}

/** Only once the payer has sent coverage at all: claims may come first. */
function withoutCoverage(name: string, day: string, payer: string, isNew: boolean): Sql {
  const spans = sql`
    select member_id, enrollment_start_date, enrollment_end_date from standing_span where payer = ${payer}
    ${isNew ? sql`union all select member_id, enrollment_start_date, enrollment_end_date from fresh_eligibility where payer = ${payer}` : raw('')}`
  return sql`
    with span as (${spans})
    select c.file_id, c.record_number from ${id(`fresh_${name}`)} c
    where c.${id(day)} is not null and exists (select 1 from span)
      and not exists (
        select 1 from span s where s.member_id = c.member_id
          and c.${id(day)} >= s.enrollment_start_date and c.${id(day)} <= s.enrollment_end_date)`
}

/** The columns that are looked at, of rows that the submission adds and that are in force: fresh_<table>. */
export async function keepFresh(engine: Engine, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const columns = table.columns.filter(({ name }) => LOOKED_AT.has(name)).map(({ name }) => id(name))
    await engine.run(sql`
      create or replace temp table ${id(`fresh_${table.name}`)} as
      select file_id, record_number, ${join([...columns, raw('null as nothing')])} from (${added(table)}) t
      where not exists (select 1 from gone g where g.file_id = t.file_id and g.record_number = t.record_number)`)
  }
}

const LOOKED_AT: ReadonlySet<string> = new Set([
  ...CLAIM_DAYS.map(([, day]) => day),
  ...SPAN.split(', '),
  ...['first_name', 'birth_date'],
])

/** Table standing_span: coverage in force of the payers that are spoken of, without what this submission corrects. */
async function keepStanding(engine: Engine, payer: string, isNew: boolean): Promise<void> {
  const spoken = isNew
    ? await engine.rows<{ payer: string }>(sql`select distinct payer from ${id(newTable(eligibility))}`)
    : []
  const payers = [...new Set([payer, ...spoken.map((row) => row.payer)])]
  await engine.run(sql`
    create or replace temp table standing_span as
    select file_id, record_number, ${raw(SPAN)}, first_name, birth_date from ${standingOf(eligibility)} s
    where s.payer in (${join(payers.map(literal))})`)
}
