import type { Engine } from '../lake/engine.ts'
import { join, raw, type Sql, sql } from '../lake/sql.ts'
import { nicknames } from './member.ts'
import { firstName, lastName, phone, zipCode } from './normalize.ts'
import { STATEMENT_RULES, type StatementAgreement, UNMATCHED } from './statement-rules.ts'

/** What of a statement tells who made it. */
export type Identifying = {
  statement: string
  first_name: string
  last_name: string
  birth_date: string
  member_number: string | null
  zip_code: string | null
  phone_last_four: string | null
}

export type StatementMatch = {
  statement: string
  state: 'matched' | 'ambiguous' | 'not-matched'
  /** The rule, or why none matched. */
  because: string
  person_id: string | null
  payer: string | null
  plan: string | null
  line_of_business: string | null
  member_id: string | null
}

/**
 * Who made each statement: one row per statement. Only people with a month of coverage from `since` on (the period of the
 * run that is open) are looked at, and no number under which two people stand. Of a person with several members the
 * one that the number named counts, else the one covered last. Reads `eligibility`, `person_member` and `member_month`.
 */
export async function matchStatements(
  engine: Engine,
  statements: readonly Identifying[],
  since: string,
): Promise<StatementMatch[]> {
  if (statements.length === 0) return []
  await nicknames(engine)
  await given(engine, statements)
  await engine.run(sql`create or replace temp table statement_member as ${covered(since)}`)
  await engine.run(sql`create or replace temp table statement_found as ${found()}`)
  return engine.rows<StatementMatch>(decided())
}

/** The spelling in which members are compared. */
async function given(engine: Engine, statements: readonly Identifying[]): Promise<void> {
  await engine.run(sql`create or replace temp table statement_typed (statement varchar, first_name varchar,
    last_name varchar, birth_date date, member_number varchar, zip_code varchar, phone_last_four varchar)`)
  for (let from = 0; from < statements.length; from += ROWS_AT_ONCE) {
    const rows = statements.slice(from, from + ROWS_AT_ONCE).map(
      (one) => sql`(${one.statement}, ${one.first_name}, ${one.last_name}, ${one.birth_date}::date,
          ${one.member_number}, ${one.zip_code}, ${one.phone_last_four})`,
    )
    await engine.run(sql`insert into statement_typed values ${join(rows)}`)
  }
  await engine.run(sql`create or replace temp table statement_given as
    select statement, birth_date, ${firstName(raw('first_name'))} as first, ${lastName(raw('last_name'))} as last,
      ${memberNumber(raw('member_number'))} as member_number, ${zipCode(raw('zip_code'))} as zip, phone_last_four
    from statement_typed`)
}
const ROWS_AT_ONCE = 500

/** Without the hyphens and spaces that a card sets between its groups. */
const memberNumber = (column: Sql): Sql => sql`nullif(translate(upper(${column}), ' -', ''), '')`

/** One row per spelling and address of a member who is covered since, as far as a statement has that birth date. */
const covered = (since: string): Sql => sql`
  with lasting as (
    select payer, member_id, plan, line_of_business, month_start from (
      select payer, member_id, plan, line_of_business, month_start, row_number() over (
        partition by payer, member_id order by month_start desc, primary_coverage desc, plan, line_of_business) as place
      from member_month where month_start >= cast(${since} as date)
    ) m where place = 1
  )
  select distinct p.person_id, e.payer, e.member_id, l.plan, l.line_of_business, l.month_start, e.birth_date,
    e.gender, ${memberNumber(raw('e.member_id'))} as member_number, s.first, ${lastName(raw('e.last_name'))} as last,
    coalesce(k.given, s.first) as given, ${zipCode(raw('e.zip_code'))} as zip,
    substr(${phone(raw('e.phone'))}, 7, 4) as phone_last_four
  from eligibility e
  join lasting l on l.payer = e.payer and l.member_id = e.member_id
  join person_member p on p.payer = e.payer and p.member_id = e.member_id and p.rule <> 'member-number-shared'
  cross join lateral (select ${firstName(raw('e.first_name'))} as first) s
  left join linkage_nickname k on k.nickname = s.first and k.gender = e.gender
  where e.birth_date in (select birth_date from statement_given)`

/** One row per statement, member and rule on which they agree. */
function found(): Sql {
  const rules = STATEMENT_RULES.map(
    ({ rule, agrees, enough }, place) => sql`
      select g.statement, ${place} as place, ${rule} as rule, ${enough} as enough, m.person_id, m.payer, m.member_id,
        m.plan, m.line_of_business, m.month_start
      from statement_given g join statement_member m on ${join(
        agrees.map((one) => AGREE[one]),
        ' and ',
      )}
      left join linkage_nickname k on k.nickname = g.first and k.gender = m.gender
      where coalesce(k.given, g.first) = m.given or g.first = m.first`,
  )
  return join(rules, ' union ')
}

const AGREE: Record<StatementAgreement, Sql> = {
  member_number: raw('g.member_number = m.member_number'),
  birth_date: raw('g.birth_date = m.birth_date'),
  // Held against the short forms of the member's own gender, which the join above cannot know yet.
  given: raw('true'),
  last: raw('g.last = m.last'),
  zip: raw('g.zip = m.zip'),
  phone_last_four: raw('g.phone_last_four = m.phone_last_four'),
}

/** The first rule that anybody agrees by decides: for one person, or for staff. */
const decided = (): Sql => sql`
  with first as (
    select statement, min(place) as place from statement_found group by statement
  ), people as (
    select f.statement, f.rule, f.enough, count(distinct f.person_id) as people
    from statement_found f join first o on o.statement = f.statement and o.place = f.place
    group by f.statement, f.rule, f.enough
  ), member as (
    select f.*, row_number() over (partition by f.statement
      order by f.month_start desc, f.payer, f.member_id) as among
    from statement_found f join first o on o.statement = f.statement and o.place = f.place
  )
  select g.statement,
    case when p.people = 1 and p.enough then 'matched' when p.people >= 1 then 'ambiguous' else 'not-matched' end as state,
    case when p.people = 1 and p.enough then p.rule when p.people = 1 then ${UNMATCHED.weak}
      when p.people > 1 then ${UNMATCHED.several} else ${UNMATCHED.nobody} end as because,
    case when p.people = 1 and p.enough then m.person_id end as person_id,
    case when p.people = 1 and p.enough then m.payer end as payer,
    case when p.people = 1 and p.enough then m.plan end as plan,
    case when p.people = 1 and p.enough then m.line_of_business end as line_of_business,
    case when p.people = 1 and p.enough then m.member_id end as member_id
  from statement_given g
  left join people p on p.statement = g.statement
  left join member m on m.statement = g.statement and m.among = 1
  order by g.statement`
