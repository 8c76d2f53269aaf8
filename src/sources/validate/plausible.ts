import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { eligibility } from '../../lake/tables/eligibility.ts'
import { newTable } from '../landing/map.ts'
import { added, standingOf } from '../landing/supersede.ts'
import type { RuleName } from './rules.ts'
import { notice } from './validate.ts'

/**
 * What is odd about the new rows, alone and beside what is in force. Every finding here is a warning: the row counts.
 * Reads fresh_<table> (what the submission adds that is in force) and standing_span (the coverage in force that this
 * submission does not correct).
 */
export async function checkPlausible(
  engine: Engine,
  tables: readonly Table[],
  payer: string,
  now: string,
): Promise<void> {
  const has = new Set(tables.map((table) => table.name))
  for (const table of tables) await checkAlone(engine, table.name, now.slice(0, 10))
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

/** What a row says of itself: one pass to count, then rows for the rules that were broken. */
async function checkAlone(engine: Engine, name: string, today: string): Promise<void> {
  const checks: (readonly [rule: RuleName, column: string, fails: Sql])[] = [
    ...ORDERED.filter(([table]) => table === name).map(
      ([, start, end]) => ['dates-out-of-order', end, sql`${id(end)} < ${id(start)}`] as const,
    ),
    ...PAST.filter(([table]) => table === name).map(
      ([, column]) => ['date-in-future', column, sql`${id(column)} > ${today}::date`] as const,
    ),
  ]
  if (name === 'medical_claim' || name === 'pharmacy_claim')
    checks.push([
      'amount-negative',
      'paid_amount',
      raw("claim_status = 'original' and data_source not like 'cclf/%' and (paid_amount < 0 or allowed_amount < 0)"),
    ])
  if (name === 'eligibility') checks.push(['death-before-birth', 'death_date', raw('death_date < birth_date')])
  if (checks.length === 0) return
  const counts = checks.map(([, , fails], i) => sql`count(case when ${fails} then 1 end) as ${id(`n${i}`)}`)
  const fresh = id(`fresh_${name}`)
  const found = await engine.one<Record<string, number>>(sql`select ${join(counts)} from ${fresh}`)
  for (const [i, [rule, column, fails]] of checks.entries())
    if (found?.[`n${i}`])
      await notice(engine, rule, 'warned', column, sql`select file_id, record_number from ${fresh} where ${fails}`)
}

const ORDERED = [
  ['eligibility', 'enrollment_start_date', 'enrollment_end_date'],
  ['medical_claim', 'claim_start_date', 'claim_end_date'],
  ['medical_claim', 'claim_line_start_date', 'claim_line_end_date'],
  ['medical_claim', 'admission_date', 'discharge_date'],
  ['non_claims_payment', 'service_period_start', 'service_period_end'],
  ['affiliation', 'start_date', 'end_date'],
] as const
const PAST = [
  ['medical_claim', 'claim_start_date'],
  ['pharmacy_claim', 'dispensing_date'],
  ['lab_result', 'collection_date'],
] as const
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
  ...[...ORDERED, ...PAST, ...CLAIM_DAYS].flatMap(([, ...columns]) => columns),
  ...SPAN.split(', '),
  ...['first_name', 'birth_date', 'death_date', 'claim_status', 'paid_amount', 'allowed_amount'],
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
