import { kappaOf } from '../../attribution/compare/kappa.ts'
import { NOT_SEEN } from '../../attribution/compare/rule-lists.ts'
import { quotient, rowsOfJson } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import type { RulesOfPayer } from '../contract.ts'
import { REFERENCE } from '../profile/reference.ts'
import { effectAttribution, effectAttributionPractice } from '../tables.ts'

const NOT_STATED = '-'

const READS = ['agreement_flow', 'rule_attribution', 'rule_list', 'person_cost']
const COLUMNS = ['payer', 'rule', 'other', 'other_rule', 'rule_a', 'rule_b', 'turned'] as const
type Pair = Record<(typeof COLUMNS)[number], string>

/**
 * How payers' rules act on the same people, and which practices' panels differ. Where two rules place people was found when
 * all rules were compared (`agreement_flow`); it is taken from there. What contracts say may change between two runs, so both
 * tables are always made anew; they read sums.
 */
export function effectsOfAttribution(
  rules: readonly RulesOfPayer[],
  reference: string | null,
  { id: period }: Period,
): Step[] {
  const pairs = pairsOf(rules, reference)
  const given = (engine: Engine) => prepare(engine, pairs, period)
  return [
    { table: effectAttribution, reads: READS, prepare: given, relation: figures(period) },
    { table: effectAttributionPractice, reads: READS, prepare: given, relation: practices(period) },
  ]
}

/** Every payer beside every other and the reference. `turned`: the payer's rule is the second of the two compared. */
function pairsOf(rules: readonly RulesOfPayer[], reference: string | null): Pair[] {
  const sides = rules.flatMap(({ payer, rules: own }) =>
    (own.length > 0 ? [...new Set(own)] : [NOT_STATED]).map((rule) => ({ payer, rule })),
  )
  const others = [...sides, { payer: REFERENCE, rule: reference ?? NOT_STATED }]
  return sides.flatMap(({ payer, rule }) =>
    others
      .filter((other) => other.payer !== payer)
      .map((other) => {
        const isTurned = rule > other.rule
        return {
          ...{ payer, rule, other: other.payer, other_rule: other.rule, turned: isTurned ? 'yes' : 'no' },
          ...{ rule_a: isTurned ? other.rule : rule, rule_b: isTurned ? rule : other.rule },
        }
      }),
  )
}

/** `effect_pair`: who is compared. `effect_flow`: people and spend by practice of the one and the other rule. */
async function prepare(engine: Engine, pairs: readonly Pair[], period: string): Promise<void> {
  const columns = join(COLUMNS.map((name) => raw(`${name} varchar`)))
  await engine.run(sql`create or replace temp table effect_pair (${columns})`)
  if (pairs.length > 0)
    await engine.run(
      sql`insert into effect_pair select ${join(COLUMNS.map(id))} from (${rowsOfJson(sql`${JSON.stringify(pairs)}`, COLUMNS)}) given`,
    )
  await engine.run(sql`create or replace temp table of_one_rule as ${ofOneRule(pairs, period)}`)
  await engine.run(sql`create or replace temp table effect_flow as ${flows(period)}`)
}

/** A rule that two of them use is compared with itself: people by practice, of all and of each payer. */
function ofOneRule(pairs: readonly Pair[], period: string): Sql {
  const shared = [...new Set(pairs.filter((one) => one.rule_a === one.rule_b).map(({ rule }) => rule))]
  if (shared.length === 0) return NOBODY
  return sql`
    with placed as (
      select r.rule, r.person_id, coalesce(r.practice_id, 'none') as practice
      from rule_attribution r join rule_list l on l.rule = r.rule and l.list = r.list
      where l.compared_in = ${period} and r.reason <> ${NOT_SEEN} and r.rule in (${join(shared.map((rule) => sql`${rule}`))})
    ), spend as (
      select person_id, sum(truncated_usd) as usd from person_cost where period = ${period} group by person_id
    )
    select p.rule, 'all' as payer, p.practice, count(*) as people, sum(s.usd) as usd
    from placed p left join spend s on s.person_id = p.person_id group by p.rule, p.practice
    union all
    select p.rule, c.payer, p.practice, count(*), sum(c.truncated_usd)
    from placed p join person_cost c on c.person_id = p.person_id and c.period = ${period}
    group by p.rule, c.payer, p.practice`
}

const NOBODY = sql`select '' as rule, '' as payer, '' as practice, 0 as people, cast(0 as decimal(18,2)) as usd where false`

const PAIR = raw('p.payer, p.rule, p.other, p.other_rule')

const flows = (period: string): Sql => sql`
  with turned as (
    select ${PAIR}, case when f.payer = 'all' then 'all' else 'own' end as members, f.people, f.truncated_usd as usd,
      case when p.turned = 'yes' then f.practice_b else f.practice_a end as mine,
      case when p.turned = 'yes' then f.practice_a else f.practice_b end as theirs
    from effect_pair p
    join agreement_flow f on f.rule_a = p.rule_a and f.rule_b = p.rule_b and f.period = ${period}
    where f.payer = 'all' or f.payer = p.payer
    union all
    select ${PAIR}, case when o.payer = 'all' then 'all' else 'own' end, o.people, o.usd, o.practice, o.practice
    from effect_pair p join of_one_rule o on o.rule = p.rule and p.rule = p.other_rule
    where o.payer = 'all' or o.payer = p.payer
  )
  select ${PAIR}, p.members, p.mine, p.theirs, sum(p.people) as people, sum(p.usd) as usd
  from turned p group by ${PAIR}, p.members, p.mine, p.theirs`

const KEYS = raw('payer, rule, other, other_rule, members')

const figures = (period: string): Sql => sql`
  with tally as (
    select ${KEYS}, sum(people) as people,
      coalesce(sum(people) filter (where mine = theirs and mine <> 'none'), 0) as same_practice,
      coalesce(sum(people) filter (where mine = theirs and mine = 'none'), 0) as same_none,
      coalesce(sum(people) filter (where mine <> theirs and mine <> 'none' and theirs <> 'none'), 0) as moved,
      coalesce(sum(people) filter (where theirs = 'none' and mine <> 'none'), 0) as only_payer,
      coalesce(sum(people) filter (where mine = 'none' and theirs <> 'none'), 0) as only_other,
      sum(usd) as total_usd,
      case when coalesce(sum(people) filter (where mine <> theirs), 0) = 0 then 0
        else sum(usd) filter (where mine <> theirs) end as moved_usd
    from effect_flow group by ${KEYS}
  ), by_chance as (
    select ${KEYS}, sum(cast(a as hugeint) * cast(b as hugeint)) as chance
    from (
      select ${KEYS}, practice, sum(a) as a, sum(b) as b from (
        select ${KEYS}, mine as practice, people as a, 0 as b from effect_flow
        union all select ${KEYS}, theirs, 0, people from effect_flow
      ) side group by ${KEYS}, practice
    ) margin group by ${KEYS}
  ), asked as (
    select ${PAIR}, 'all' as members from effect_pair p
    union all
    select ${PAIR}, 'own' from effect_pair p
  ), listed as (
    select distinct rule from rule_list where compared_in = ${period}
  )
  select ${period} as period, p.payer, p.rule, p.other, p.other_rule, p.members,
    case when p.rule = ${NOT_STATED} or p.other_rule = ${NOT_STATED} then 'not-stated'
      when m.rule is null or o.rule is null then 'not-run'
      when t.people is null then 'nobody'
      when p.rule = p.other_rule then 'one-rule' else 'compared' end as state,
    t.people, t.same_practice, t.same_none, t.moved, t.only_payer, t.only_other,
    ${quotient(sql`t.same_practice + t.same_none`, sql`t.people`, 9)} as agree_share,
    ${kappaOf(sql`t.people`, sql`(t.same_practice + t.same_none)`, sql`c.chance`)} as kappa, t.total_usd, t.moved_usd
  from asked p
  left join listed m on m.rule = p.rule
  left join listed o on o.rule = p.other_rule
  left join tally t on t.payer = p.payer and t.rule = p.rule and t.other = p.other and t.other_rule = p.other_rule
    and t.members = p.members
  left join by_chance c on c.payer = p.payer and c.rule = p.rule and c.other = p.other and c.other_rule = p.other_rule
    and c.members = p.members`

const practices = (period: string): Sql => sql`
  with side as (
    select ${KEYS}, mine as practice_id, people as by_payer, 0 as by_other,
      case when mine = theirs then people else 0 end as by_both
    from effect_flow where mine <> 'none'
    union all
    select ${KEYS}, theirs, 0, people, 0 from effect_flow where theirs <> 'none'
  ), counted as (
    select ${KEYS}, practice_id, sum(by_payer) as by_payer, sum(by_other) as by_other, sum(by_both) as by_both,
      sum(by_payer) + sum(by_other) - 2 * sum(by_both) as differ
    from side group by ${KEYS}, practice_id
  )
  select ${period} as period, ${KEYS}, practice_id,
    row_number() over (partition by ${KEYS} order by differ desc, practice_id) as place, by_payer, by_other, by_both, differ
  from counted where differ > 0`
