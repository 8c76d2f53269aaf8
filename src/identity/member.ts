import { sortedLetters } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { join, literal, sql } from '../lake/sql.ts'
import { NICKNAMES, NICKNAMES_BY_GENDER } from './nicknames.ts'
import { email, firstName, lastName, phone, ssn, streetAddress, zipCode } from './normalize.ts'

/**
 * One row per member number in `linkage_member`, as sent, `n` counting them by payer and number; in `linkage_match`
 * one row per spelling and address of a number, normalized, without the numbers that must not speak for anybody: those that two people used, and
 * those that a payer replaced by another number it also reports.
 */
export async function prepareMembers(engine: Engine): Promise<void> {
  await nicknames(engine)
  await latestRows(engine)
  await sharedNumbers(engine)
  await replacedNumbers(engine)
  await matchColumns(engine)
}

export async function nicknames(engine: Engine): Promise<void> {
  const same = Object.entries(NICKNAMES).flatMap(([given, short]) =>
    short.map((nickname) => ({ nickname, male: given, female: given })),
  )
  const rows = [...same, ...NICKNAMES_BY_GENDER].flatMap(({ nickname, male, female }) => [
    sql`(${literal(nickname)}, 'male', ${literal(male)})`,
    sql`(${literal(nickname)}, 'female', ${literal(female)})`,
  ])
  await engine.run(sql`create or replace temp table linkage_nickname as
    select nickname, gender, given from (values ${join(rows)}) as k(nickname, gender, given)`)
}

/** The row in force with the latest coverage speaks for a number; numbers known only from a crosswalk have no names. */
async function latestRows(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_member as
    with ranked as (
      select payer, member_id, first_name, last_name, birth_date, death_date, gender, zip_code, file_id, record_number,
        row_number() over (partition by payer, member_id
          order by enrollment_start_date desc, enrollment_end_date desc, submission_id desc, file_id desc,
            record_number desc) as place
      from eligibility
    ), number as (
      select payer, member_id, min(enrollment_start_date) as first_day, max(enrollment_end_date) as last_day,
        case when min(${ssn(sql`social_security_number`)}) = max(${ssn(sql`social_security_number`)})
          then max(${ssn(sql`social_security_number`)}) end as ssn
      from eligibility group by payer, member_id
    ), crosswalk as (
      select payer, member_id, file_id, record_number,
        row_number() over (partition by payer, member_id order by file_id, record_number) as place
      from (
        select payer, previous_member_id as member_id, file_id, record_number from member_crosswalk
        union all
        select payer, current_member_id, file_id, record_number from member_crosswalk
      ) numbers
    ), member as (
      select r.payer, r.member_id, r.first_name, r.last_name, r.birth_date, r.death_date, r.gender, r.zip_code,
        o.ssn, o.first_day, o.last_day, r.file_id, r.record_number, true as eligible
      from ranked r left join number o on o.payer = r.payer and o.member_id = r.member_id
      where r.place = 1
      union all
      select c.payer, c.member_id, null, null, null, null, null, null, null, null, null, c.file_id,
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
      from (
        select payer, member_id, birth_date, gender, ${firstName(sql`first_name`)} as first from eligibility_history
      ) e
      left join linkage_nickname k on k.nickname = e.first and k.gender = e.gender
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

/** Every spelling and address in force speaks, so that a move or a marriage does not cut a person in two. */
async function matchColumns(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_match as
    with spelled as (
      select distinct m.n, m.payer, m.birth_date, m.ssn, m.first_day, m.last_day,
        case when m.gender in ('male', 'female') then m.gender end as gender,
        ${firstName(sql`e.first_name`)} as first, ${lastName(sql`e.last_name`)} as last,
        ${streetAddress(sql`e.address`)} as address, ${zipCode(sql`e.zip_code`)} as zip,
        ${phone(sql`e.phone`)} as phone, ${email(sql`e.email`)} as email
      from eligibility e
      join linkage_member m on m.payer = e.payer and m.member_id = e.member_id
      where not exists (select 1 from linkage_shared s where s.payer = m.payer and s.member_id = m.member_id)
        and not exists (select 1 from linkage_replaced r where r.n = m.n and r.eligible)
    )
    select spelled.*, coalesce(k.given, spelled.first) as given,
      substr(spelled.first, 1, 1) || ${sortedLetters(sql`spelled.first`)} as first_letters,
      substr(spelled.last, 1, 1) || ${sortedLetters(sql`spelled.last`)} as last_letters
    from spelled left join linkage_nickname k on k.nickname = spelled.first and k.gender = spelled.gender`)
}
