import type { Engine } from '../lake/engine.ts'
import { literal, sql } from '../lake/sql.ts'
import { NICKNAMES } from './nicknames.ts'
import { email, firstName, lastName, phone, ssn, streetAddress, zipCode } from './normalize.ts'

/**
 * One row per member number, `n` counting them by payer and number. Columns ending in nothing are as sent; those of
 * `linkage_match` are normalized, and empty for numbers that must not speak for anybody: those two people used, and
 * those a payer replaced by another number that it also reports.
 */
export async function prepareMembers(engine: Engine): Promise<void> {
  await nicknames(engine)
  await latestRows(engine)
  await sharedNumbers(engine)
  await replacedNumbers(engine)
  await matchColumns(engine)
}

async function nicknames(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_nickname (nickname varchar, given varchar)`)
  const pairs = Object.entries(NICKNAMES).flatMap(([given, short]) =>
    short.map((nickname) => sql`select ${literal(nickname)} as nickname, ${literal(given)} as given`),
  )
  const rows = pairs.reduce((all, pair) => sql`${all} union all ${pair}`)
  await engine.run(sql`insert into linkage_nickname ${rows}`)
}

/** The row in force with the latest coverage speaks for a number; numbers known only from a crosswalk have no names. */
async function latestRows(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_member as
    with ranked as (
      select payer, member_id, first_name, last_name, birth_date, death_date, gender, address, zip_code, phone, email,
        social_security_number, file_id, record_number,
        row_number() over (partition by payer, member_id
          order by enrollment_start_date desc, enrollment_end_date desc, submission_id desc, file_id desc,
            record_number desc) as place
      from eligibility
    ), one_number as (
      select payer, member_id, max(${ssn(sql`social_security_number`)}) as ssn
      from eligibility group by payer, member_id
      having min(${ssn(sql`social_security_number`)}) = max(${ssn(sql`social_security_number`)})
    ), crosswalk as (
      select payer, member_id, file_id, record_number,
        row_number() over (partition by payer, member_id order by file_id, record_number) as place
      from (
        select payer, previous_member_id as member_id, file_id, record_number from member_crosswalk
        union all
        select payer, current_member_id, file_id, record_number from member_crosswalk
      ) numbers
    ), member as (
      select r.payer, r.member_id, r.first_name, r.last_name, r.birth_date, r.death_date, r.gender, r.address,
        r.zip_code, r.phone, r.email, o.ssn, r.file_id, r.record_number, true as eligible
      from ranked r left join one_number o on o.payer = r.payer and o.member_id = r.member_id
      where r.place = 1
      union all
      select c.payer, c.member_id, null, null, null, null, null, null, null, null, null, null, c.file_id,
        c.record_number, false
      from crosswalk c
      where c.place = 1
        and not exists (select 1 from eligibility e where e.payer = c.payer and e.member_id = c.member_id)
    )
    select row_number() over (order by payer, member_id) as n, member.* from member`)
}

/** Birth date and first name both differ between two rows under one number: two people. History counts. */
async function sharedNumbers(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_shared as
    with said as (
      select distinct e.payer, e.member_id, e.birth_date, coalesce(k.given, e.first) as given
      from (select payer, member_id, birth_date, ${firstName(sql`first_name`)} as first from eligibility_history) e
      left join linkage_nickname k on k.nickname = e.first
    )
    select distinct a.payer, a.member_id from said a
    join said b on b.payer = a.payer and b.member_id = a.member_id
    where a.birth_date < b.birth_date and a.given <> b.given`)
}

async function replacedNumbers(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_replaced as
    select distinct p.n, c.n as current_n, c.eligible
    from member_crosswalk x
    join linkage_member p on p.payer = x.payer and p.member_id = x.previous_member_id
    join linkage_member c on c.payer = x.payer and c.member_id = x.current_member_id
    where p.n <> c.n
      and not exists (select 1 from linkage_shared s where s.payer = p.payer and s.member_id = p.member_id)
      and not exists (select 1 from linkage_shared s where s.payer = c.payer and s.member_id = c.member_id)`)
}

async function matchColumns(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_match as
    with spelled as (
      select n, payer, birth_date, ssn, ${firstName(sql`first_name`)} as first, ${lastName(sql`last_name`)} as last,
        case when gender in ('male', 'female') then gender end as gender, ${streetAddress(sql`address`)} as address,
        ${zipCode(sql`zip_code`)} as zip, ${phone(sql`phone`)} as phone, ${email(sql`email`)} as email
      from linkage_member m
      where not exists (select 1 from linkage_shared s where s.payer = m.payer and s.member_id = m.member_id)
        and not exists (select 1 from linkage_replaced r where r.n = m.n and r.eligible)
    )
    select spelled.*, coalesce(k.given, spelled.first) as given
    from spelled left join linkage_nickname k on k.nickname = spelled.first`)
}
