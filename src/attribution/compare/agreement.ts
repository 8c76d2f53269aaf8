import { quotient } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { chanceOf, kappaOf } from './kappa.ts'
import { NOT_SEEN } from './rule-lists.ts'
import { agreement, agreementFlow } from './tables.ts'

/** A payer's own list in the place of a rule. */
export const PAYER_LIST = 'payer-list'

/** Two steps: where each two rules place the same people; then how far they agree. */
export const agreements = (): Step[] => [flows(), shares()]

/**
 * One row per pair, payer, line and pair of practices. People are first counted by the whole of what the rules say of
 * them: many are placed alike, so that the pairs are made of some thousand patterns and not of a million people.
 */
function flows(): Step {
  return {
    table: agreementFlow,
    reads: ['rule_list', 'rule_attribution', 'person_cost', 'list_record'],
    keeps: { by: 'table' },
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table seen as ${seen()}`)
      await engine.run(sql`create or replace temp table person_spend as
        select period, person_id, sum(truncated_usd) as usd from person_cost group by period, person_id`)
      await preparePairs(engine)
    },
    relation: sql`
      select period, rule_a, rule_b, payer, line_of_business, practice_a, practice_b, people, usd as truncated_usd from pair
      union all
      ${withPayerLists()}`,
  }
}

/** One row per period, person and rule that could place the person. */
const seen = (): Sql => sql`
  select l.compared_in as period, r.person_id, r.rule, coalesce(r.practice_id, 'none') as practice
  from rule_attribution r join rule_list l on l.rule = r.rule and l.list = r.list
  where l.compared_in is not null and r.reason <> ${NOT_SEEN}`

/** `pair`: one row per pair of rules and of practices by payer and line. A rule is a column while it is made. */
async function preparePairs(engine: Engine): Promise<void> {
  const rules = (await engine.rows<{ rule: string }>(sql`select distinct rule from rule_list order by rule`)).map(
    ({ rule }) => rule,
  )
  const columns = rules.map((rule, i) => ({ rule, column: id(`practice_${i}`) }))
  const wide = columns.map(({ rule, column }) => sql`max(case when rule = ${rule} then practice end) as ${column}`)
  const names = columns.map(({ column }) => column)
  const each = (of: string) => columns.map(({ column }) => sql`${raw(of)}.${column}`)
  await engine.run(sql`create or replace temp table placed as
    select ${join([raw('period'), raw('person_id'), ...wide])} from seen group by period, person_id`)
  await engine.run(sql`create or replace temp table pattern as
    select ${join([raw('period'), raw('payer'), raw('line_of_business'), ...names])}, count(*) as people, sum(usd) as usd
    from (
      select ${join([raw('p.period'), raw("'all' as payer"), raw("'all' as line_of_business"), ...each('p')])}, s.usd
      from placed p left join person_spend s on s.period = p.period and s.person_id = p.person_id
      union all
      select ${join([raw('p.period'), raw('c.payer'), raw('c.line_of_business'), ...each('p')])}, c.truncated_usd
      from placed p join person_cost c on c.period = p.period and c.person_id = p.person_id
    ) w group by ${join([raw('period'), raw('payer'), raw('line_of_business'), ...names])}`)
  const pairs = columns.flatMap((a, i) =>
    columns.slice(i + 1).map(
      (b) => sql`
        select period, cast(${a.rule} as varchar) as rule_a, cast(${b.rule} as varchar) as rule_b, payer, line_of_business,
          ${a.column} as practice_a, ${b.column} as practice_b, sum(people) as people, sum(usd) as usd
        from pattern where ${a.column} is not null and ${b.column} is not null
        group by period, payer, line_of_business, ${a.column}, ${b.column}`,
    ),
  )
  await engine.run(sql`create or replace temp table pair as ${pairs.length > 0 ? join(pairs, ' union all ') : NO_PAIR}`)
}

const NO_PAIR = sql`select '' as period, '' as rule_a, '' as rule_b, '' as payer, '' as line_of_business,
  '' as practice_a, '' as practice_b, 0 as people, cast(0 as decimal(18,2)) as usd where false`

/**
 * A rule beside a payer's own list, of the payer's members alone. A list that names a person at two practices says
 * several; one that names a practice or clinician that nobody knows says unknown; who is not on it is at none.
 */
const withPayerLists = (): Sql => sql`
  select s.period, s.rule, ${PAYER_LIST}, c.payer, c.line_of_business, s.practice, coalesce(l.practice, 'none'),
    count(*), sum(c.truncated_usd)
  from seen s
  join person_cost c on c.period = s.period and c.person_id = s.person_id
  join (select distinct period, payer, line_of_business from list_record where source = 'plan') o
    on o.period = c.period and o.payer = c.payer and o.line_of_business = c.line_of_business
  left join (
    select period, payer, line_of_business, person_id,
      case when count(distinct practice_id) > 1 then 'several' else coalesce(min(practice_id), 'unknown') end as practice
    from list_record where source = 'plan' and person_id is not null
    group by period, payer, line_of_business, person_id
  ) l on l.period = c.period and l.payer = c.payer and l.line_of_business = c.line_of_business
    and l.person_id = c.person_id
  group by 1, 2, 3, 4, 5, 6, 7`

/** One row per pair, payer and line. Cohen's kappa is over practices and 'none'. */
function shares(): Step {
  const keys = raw('period, rule_a, rule_b, payer, line_of_business')
  const whole = (value: string) => sql`cast(${raw(value)} as hugeint)`
  const people = (holds: Sql) => sql`coalesce(sum(people) filter (where not is_untold and ${holds}), 0)`
  return {
    table: agreement,
    reads: ['agreement_flow'],
    keeps: { by: 'table' },
    relation: sql`
      with told as (
        select *, practice_b = 'unknown' or practice_a = 'unknown' as is_untold from agreement_flow
      ), tally as (
        select ${keys}, coalesce(sum(people) filter (where not is_untold), 0) as people,
          ${people(sql`practice_a = practice_b and practice_a <> 'none'`)} as same_practice,
          ${people(sql`practice_a = practice_b and practice_a = 'none'`)} as same_none,
          ${people(sql`practice_a <> practice_b and practice_a <> 'none' and practice_b <> 'none'`)} as moved,
          ${people(sql`practice_b = 'none' and practice_a <> 'none'`)} as only_a,
          ${people(sql`practice_a = 'none' and practice_b <> 'none'`)} as only_b,
          coalesce(sum(people) filter (where is_untold), 0) as untold,
          sum(truncated_usd) filter (where not is_untold) as total_usd,
          case when ${people(sql`practice_a <> practice_b`)} = 0 then 0
            else sum(truncated_usd) filter (where not is_untold and practice_a <> practice_b) end as moved_usd
        from told group by ${keys}
      ), by_chance as (
        select ${keys}, sum(${whole('a')} * ${whole('b')}) as chance
        from (
          select ${keys}, practice, sum(a) as a, sum(b) as b from (
            select ${keys}, practice_a as practice, people as a, 0 as b from told where not is_untold
            union all select ${keys}, practice_b, 0, people from told where not is_untold
          ) side group by ${keys}, practice
        ) margin group by ${keys}
      )
      select ${keys}, t.people, t.same_practice, t.same_none, t.moved, t.only_a, t.only_b, t.untold,
        ${quotient(sql`t.same_practice + t.same_none`, sql`t.people`, 9)} as agree_share,
        ${chanceOf(sql`t.people`, sql`c.chance`)} as chance_share,
        ${kappaOf(sql`t.people`, sql`(t.same_practice + t.same_none)`, sql`c.chance`)} as kappa, t.total_usd, t.moved_usd
      from tally t left join by_chance c using (${keys})`,
  }
}
