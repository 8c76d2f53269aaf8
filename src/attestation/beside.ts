import type { Engine } from '../lake/engine.ts'
import { join, sql } from '../lake/sql.ts'
import { LAKE_FEED } from './statement-file.ts'

/** A statement whose member is known, as it stands in the register. */
export type Standing = {
  statement: string
  payer: string
  member_id: string
  practice_id: string
  attested_on: string
  withdrawn_on: string | null
}

/** How a statement stands beside the person's others, in the order in which the strongest word is told. */
export type Beside = 'replaced' | 'same-day' | 'replaces' | 'repeated'

/**
 * How each statement that was not taken back stands beside what else its person said, here or in another sender's file:
 * replaced by a later one for another practice, contradicted by one of the same day, replacing an earlier one for another
 * practice, or said before for the same.
 */
export async function besideOthers(
  engine: Engine,
  statements: readonly Standing[],
): Promise<ReadonlyMap<string, Beside>> {
  const standing = statements.filter((one) => one.withdrawn_on === null)
  if (standing.length === 0) return new Map()
  await engine.run(sql`create or replace temp table statement_standing (
    statement varchar, payer varchar, member_id varchar, practice_id varchar, attested_on date)`)
  for (let from = 0; from < standing.length; from += 500)
    await engine.run(
      sql`insert into statement_standing values ${join(
        standing
          .slice(from, from + 500)
          .map(
            (one) =>
              sql`(${one.statement}, ${one.payer}, ${one.member_id}, ${one.practice_id}, ${one.attested_on}::date)`,
          ),
      )}`,
    )
  const rows = await engine.rows<{ statement: string; beside: Beside }>(sql`
    with said as (
      select s.statement, p.person_id, s.practice_id, s.attested_on from statement_standing s
      join person_member p on p.payer = s.payer and p.member_id = s.member_id
      union all
      select '', p.person_id, a.practice_id, a.attested_on from attestation a
      join person_member p on p.payer = a.payer and p.member_id = a.member_id
      where a.data_source <> ${LAKE_FEED} and a.withdrawn_on is null
    ), beside as (
      select s.statement,
        max(case when o.practice_id <> s.practice_id and o.attested_on > s.attested_on then 1 else 0 end) as replaced,
        max(case when o.practice_id <> s.practice_id and o.attested_on = s.attested_on then 1 else 0 end) as same_day,
        max(case when o.practice_id <> s.practice_id and o.attested_on < s.attested_on then 1 else 0 end) as replaces,
        max(case when o.practice_id = s.practice_id and (o.attested_on < s.attested_on
          or (o.attested_on = s.attested_on and o.statement < s.statement)) then 1 else 0 end) as repeated
      from said s join said o on o.person_id = s.person_id and o.statement <> s.statement
      where s.statement <> '' group by s.statement
    )
    select statement, case when replaced = 1 then 'replaced' when same_day = 1 then 'same-day'
      when replaces = 1 then 'replaces' else 'repeated' end as beside
    from beside where replaced + same_day + replaces + repeated > 0`)
  return new Map(rows.map(({ statement, beside }) => [statement, beside]))
}
