import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { addMonths } from '../../period.ts'
import { added } from '../landing/supersede.ts'
import { BOUNDS } from './bounds.ts'

/**
 * What a submission's new rows add up to, for this and later comparisons: tables `profile_now` and
 * `code_use_now`. Reads the new rows once for each, and of coverage what checkPlausible left: nothing of the lake.
 */
export async function makeProfile(engine: Engine, tables: readonly Table[], received_at: string): Promise<void> {
  const has = new Set(tables.map(({ name }) => name))
  await engine.run(
    sql`create or replace temp table profile_now as ${join(
      [
        ...CLAIMS.filter(({ table }) => has.has(table)).map((one) => claimMonths(one, newRows(tables, one.table))),
        ...(has.has('eligibility') ? [coverageMonths(newRows(tables, 'eligibility'), received_at)] : []),
        raw(NO_MONTH),
      ],
      ' union all ',
    )}`,
  )
  if (has.has('medical_claim') || has.has('pharmacy_claim'))
    await coveredMembers(engine, has.has('eligibility'), received_at)
  await makeCodeUse(engine, tables)
}

const NO_MONTH = `
  select '' as table_name, '' as file_id, '' as payer, '' as line_of_business, '' as month, 0 as "rows", 0 as members, 0 as claims,
    0::decimal(18,2) as paid_usd, 0 as with_diagnosis, 0 as with_npi, 0 as zero_paid, 0 as negative, 0 as originals,
    0 as judged_paid, 0 as first_days, 0::bigint as days_supply, 0::bigint as covered_members where false`

const newRows = (tables: readonly Table[], name: string): Sql => {
  const table = tables.find((one) => one.name === name)
  if (!table) return raw(`${name}_history`)
  return sql`(select * from (${added(table)}) t
    where not exists (select 1 from gone g where g.file_id = t.file_id and g.record_number = t.record_number))`
}

type Claims = { table: string; day: string; npi: string; diagnosis: string; judged: string; supply: string }
const CLAIMS: readonly Claims[] = [
  {
    table: 'medical_claim',
    day: 'coalesce(claim_line_start_date, claim_start_date)',
    npi: 'rendering_npi',
    diagnosis: 'diagnosis_code_1',
    judged: "claim_type = 'professional'",
    supply: 'null::bigint',
  },
  {
    table: 'pharmacy_claim',
    day: 'dispensing_date',
    npi: 'prescribing_provider_npi',
    diagnosis: 'null',
    judged: 'true',
    supply: 'days_supply',
  },
]

const claimMonths = ({ table, day, npi, diagnosis, judged, supply }: Claims, rows: Sql): Sql => {
  const counted = (fails: string) => raw(`count(case when ${fails} then 1 end)`)
  return sql`
  select ${literal(table)} as table_name, file_id, payer, line_of_business, month, count(*) as "rows",
    count(distinct member_id) as members, count(distinct claim_id) as claims, cast(sum(paid_amount) as decimal(18,2)) as paid_usd,
    count(diagnosis) as with_diagnosis, count(npi) as with_npi,
    ${counted("claim_status = 'original' and judged and paid_amount = 0")} as zero_paid,
    ${counted("claim_status = 'original' and paid_amount < 0")} as negative,
    ${counted("claim_status = 'original'")} as originals,
    ${counted("claim_status = 'original' and judged and paid_amount is not null")} as judged_paid,
    ${counted('day_of_month = 1')} as first_days, cast(sum(supply) as bigint) as days_supply, null::bigint as covered_members
  from (
    select file_id, payer, line_of_business, member_id, claim_id, claim_status, paid_amount, ${raw(diagnosis)} as diagnosis,
      ${raw(npi)} as npi, ${raw(judged)} as judged, ${raw(supply)} as supply, substr(cast(${raw(day)} as varchar), 1, 7) as month,
      extract(day from ${raw(day)}) as day_of_month
    from ${rows} r where ${raw(day)} is not null
  ) line
  group by file_id, payer, line_of_business, month`
}

/** The months before the day of receipt, that day's included, as rows (month, first_day, last_day). */
function monthsBefore(received_at: string): Sql {
  const months = Array.from({ length: BOUNDS.months_back }, (_, back) => addMonths(received_at, -back).slice(0, 7))
  const rows = months.map((month) => sql`(${literal(month)}, date ${literal(`${month}-01`)})`)
  return sql`(select month, first_day, first_day + interval 1 month as next_month from (values ${join(rows)}) m(month, first_day))`
}

const coverageMonths = (rows: Sql, received_at: string): Sql => sql`
  select 'eligibility' as table_name, file_id, payer, line_of_business, m.month, count(*) as "rows",
    count(distinct member_id) as members, 0 as claims, null::decimal(18,2) as paid_usd, 0 as with_diagnosis, 0 as with_npi,
    0 as zero_paid, 0 as negative, 0 as originals, 0 as judged_paid, 0 as first_days, null::bigint as days_supply,
    count(distinct member_id) as covered_members
  from ${rows} e join ${monthsBefore(received_at)} m
    on e.enrollment_start_date < m.next_month and e.enrollment_end_date >= m.first_day
  group by file_id, payer, line_of_business, m.month`

/** Claims are held against the coverage in force, this submission's included. Table covered (payer, line_of_business, month). */
async function coveredMembers(engine: Engine, isNew: boolean, received_at: string): Promise<void> {
  const columns = raw('payer, line_of_business, member_id, enrollment_start_date, enrollment_end_date')
  await engine.run(sql`
    create or replace temp table covered as
    select s.payer, s.line_of_business, m.month, count(distinct s.member_id) as members
    from (
      select ${columns} from standing_span
      ${isNew ? sql`union all select ${columns} from fresh_eligibility` : raw('')}
    ) s join ${monthsBefore(received_at)} m on s.enrollment_start_date < m.next_month and s.enrollment_end_date >= m.first_day
    group by s.payer, s.line_of_business, m.month`)
  await engine.run(sql`
    update profile_now set covered_members = (
      select c.members from covered c
      where c.payer = profile_now.payer and c.line_of_business = profile_now.line_of_business and c.month = profile_now.month)
    where table_name <> 'eligibility'`)
}

/** Columns in which a code says what kind of thing a row is: a new translation shows in all rows at once. */
const TRANSLATED: Readonly<Record<string, readonly string[]>> = {
  eligibility: ['gender', 'payer_type', 'subscriber_relation', 'dual_status_code', 'medicare_status_code'],
  medical_claim: [
    'claim_type',
    'claim_status',
    'place_of_service_code',
    'bill_type_code',
    'discharge_disposition_code',
  ],
  pharmacy_claim: ['claim_status'],
  non_claims_payment: ['category'],
}

async function makeCodeUse(engine: Engine, tables: readonly Table[]): Promise<void> {
  const parts = tables.flatMap((table) =>
    (TRANSLATED[table.name] ?? []).map(
      (column) => sql`
      select ${literal(table.name)} as table_name, file_id, ${literal(column)} as "column", ${id(column)} as value, count(*) as "rows"
      from ${id(`new_${table.name}`)} where ${id(column)} is not null group by file_id, ${id(column)}`,
    ),
  )
  const none = sql`select '' as table_name, '' as file_id, '' as "column", '' as value, 0 as "rows" where false`
  await engine.run(sql`create or replace temp table code_use_now as ${join([...parts, none], ' union all ')}`)
}
