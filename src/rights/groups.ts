import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import { labResult } from '../lake/tables/lab-result.ts'
import { medicalClaim } from '../lake/tables/medical-claim.ts'
import { pharmacyClaim } from '../lake/tables/pharmacy-claim.ts'
import type { Rights } from './rights.ts'
import { received } from './view-usable.ts'

/**
 * Self-funded groups decide themselves whether their members' claims are shared; a state cannot order it (Gobeille v.
 * Liberty Mutual, 577 U.S. 312 (2016)). Their coverage is used for the days for which the group opted in, and no other.
 */
const SELF_FUNDED = literal('self-funded')

/**
 * Leaves, with members under the number now in use:
 *
 *     self_funded_span  one row per span of self-funded coverage ever sent, and whether it is in force
 *     opted_piece       one row per part of such a span for which its group opted in
 *     barred_number     one row per number of a member with coverage in force that may not be used, or only in part
 *     usable_span       one row per span of such a member that may be used
 */
export async function prepareGroups(engine: Engine, { opt_ins }: Rights): Promise<void> {
  const given = opt_ins.map(
    (one) => sql`(${one.payer}, ${one.group_id}, ${one.start_date}::date, ${one.end_date}::date)`,
  )
  await engine.run(
    sql`create or replace temp table opt_in (payer varchar, group_id varchar, first_day date, last_day date)`,
  )
  if (given.length > 0) await engine.run(sql`insert into opt_in values ${join(given)}`)
  await engine.run(sql`create or replace temp table self_funded_span as
    select e.file_id, e.record_number, e.payer, coalesce(n.current_member_id, e.member_id) as member_id, e.group_id,
      e.enrollment_start_date as first_day, e.enrollment_end_date as last_day, s.file_id is null as in_force
    from eligibility_received e
      left join member_number n on n.payer = e.payer and n.member_id = e.member_id
      left join superseded s on s.file_id = e.file_id and s.record_number = e.record_number
    where e.line_of_business = ${SELF_FUNDED}`)
  await engine.run(sql`create or replace temp table opted_piece as
    select s.file_id, s.record_number, s.payer, s.member_id, s.in_force, s.first_day as span_start_date,
      s.last_day as span_end_date, greatest(s.first_day, o.first_day) as first_day, least(s.last_day, o.last_day) as last_day
    from self_funded_span s join opt_in o on o.payer = s.payer and o.group_id = s.group_id
    where o.first_day <= s.last_day and o.last_day >= s.first_day`)
  await engine.run(sql`create or replace temp table barred_span as
    select s.* from self_funded_span s
    where not exists (
      select 1 from opted_piece p where p.file_id = s.file_id and p.record_number = s.record_number
        and p.span_start_date = s.first_day and p.first_day = s.first_day and p.last_day = s.last_day)`)
  await engine.run(sql`create or replace temp table barred_number as
    with barred as (select distinct payer, member_id from barred_span where in_force)
    select payer, member_id, member_id as current_member_id from barred
    union
    select n.payer, n.member_id, b.member_id from member_number n
      join barred b on b.payer = n.payer and b.member_id = n.current_member_id`)
  await engine.run(sql`create or replace temp table usable_span as
    select b.payer, b.current_member_id as member_id, e.enrollment_start_date as first_day, e.enrollment_end_date as last_day
    from eligibility_received e
      join barred_number b on b.payer = e.payer and b.member_id = e.member_id
      left join superseded s on s.file_id = e.file_id and s.record_number = e.record_number
      left join not_agreed a on a.table_name = 'eligibility' and a.file_id = e.file_id and a.record_number = e.record_number
    where e.line_of_business <> ${SELF_FUNDED} and s.file_id is null and a.file_id is null
    union all
    select p.payer, p.member_id, p.first_day, p.last_day from opted_piece p
      left join not_agreed a on a.table_name = 'eligibility' and a.file_id = p.file_id and a.record_number = p.record_number
    where p.in_force and a.file_id is null`)
}

/** One row per record that may not be used, or not whole, because its group did not opt in. */
export const barredRecords = (tables: readonly Table[]): Sql => sql`
  select 'eligibility' as table_name, file_id, record_number from barred_span
  union all
  ${join(
    tables
      .filter((table) => table.name !== 'eligibility')
      .map((table) => (DAY[table.name] ? ofDay(table) : ofMember(table))),
    ' union all ',
  )}`

/** The day of a row; without one, the member's coverage as a whole decides. */
const DAY: Record<string, Sql | undefined> = {
  [medicalClaim.name]: raw('coalesce(t.claim_line_start_date, t.claim_start_date, t.admission_date)'),
  [pharmacyClaim.name]: raw('coalesce(t.dispensing_date, t.paid_date)'),
  [labResult.name]: raw('t.collection_date'),
}

/**
 * On a day that only coverage without the group's word covers. Self-funded claims of a member whose groups never opted in
 * go whatever their day; so do those of a member without any coverage, because nothing says that the group opted in.
 */
function ofDay(table: Table): Sql {
  const day = DAY[table.name] ?? raw('null')
  const name = literal(table.name)
  return sql`
    select ${name}, t.file_id, t.record_number from ${id(received(table))} t
      join barred_number b on b.payer = t.payer and b.member_id = t.member_id
    where not exists (
        select 1 from usable_span u where u.payer = b.payer and u.member_id = b.current_member_id
          and (${day} is null or (u.first_day <= ${day} and u.last_day >= ${day})))
      and (${day} is null
        or exists (
          select 1 from barred_span s where s.in_force and s.payer = b.payer and s.member_id = b.current_member_id
            and s.first_day <= ${day} and s.last_day >= ${day})
        or (t.line_of_business = ${SELF_FUNDED} and not exists (
          select 1 from opted_piece p where p.in_force and p.payer = b.payer and p.member_id = b.current_member_id)))
    union all
    select ${name}, t.file_id, t.record_number from ${id(received(table))} t
    where t.line_of_business = ${SELF_FUNDED}
      and not exists (select 1 from eligibility_received e where e.payer = t.payer and e.member_id = t.member_id)
      and not exists (select 1 from member_number n where n.payer = t.payer and n.member_id = t.member_id)`
}

const ofMember = (table: Table): Sql => sql`
  select ${literal(table.name)}, t.file_id, t.record_number from ${id(received(table))} t
    join barred_number b on b.payer = t.payer and b.member_id = ${
      table.columns.some((column) => column.name === 'member_id') ? raw('t.member_id') : raw('t.current_member_id')
    }
  where not exists (
    select 1 from usable_span u where u.payer = b.payer and u.member_id = b.current_member_id)`
