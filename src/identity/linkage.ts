import { WholepanelError } from '../error.ts'
import type { Engine } from '../lake/engine.ts'
import { join, raw, sql } from '../lake/sql.ts'
import { LINKAGE_RULES, type LinkageRule } from './rules.ts'

/** Far above the longest chain of numbers a payer has been seen to replace; reaching it means a fault of ours. */
const MOST_ROUNDS = 100

/**
 * Joins members into people. Each member starts as its own component, labeled by its `n`; then
 * 1. numbers that a payer replaced take one label;
 * 2. each rule in order: members whose agreeing columns are the same are joined to the first of them, unless the group
 *    is doubtful by the rule;
 * 3. a component in which that would put two different social security numbers or two birth dates is left as it was
 *    before the rule: the rule's joins inside it are dropped, all of them, so that no order of rows can matter.
 * Leaves `linkage_label` (n, label: the smallest n of the component) and `linkage_edge` (n, other, step).
 */
export async function joinMembers(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_label as select n, n as label from linkage_member`)
  await engine.run(
    sql`create or replace temp table linkage_edge as select n, current_n as other, 0 as step from linkage_replaced`,
  )
  await joinStep(engine, 0)
  for (const [i, rule] of LINKAGE_RULES.entries()) {
    await agree(engine, rule, i + 1)
    await joinStep(engine, i + 1)
  }
}

/** Adds the edges of one rule: each member of a group to the group's first. */
async function agree(engine: Engine, rule: LinkageRule, step: number): Promise<void> {
  const parts = rule.agrees.map((column) => sql`cast(${raw(column)} as varchar)`)
  const key = join(parts, ` || '|' || `)
  const doubtful = {
    'two-names-in-one-payer': sql`low < high and low_given < high_given`,
    'two-members-in-one-payer': sql`low < high`,
    'two-addresses': sql`low < high`,
    'two-members-at-once': sql`low < high and (labels > 2 or latest_start <= earliest_end)`,
  }[rule.doubtful]
  const apart = rule.doubtful === 'two-addresses' ? sql` and coalesce(min(low_housed) = max(high_housed), true)` : sql``
  await engine.run(sql`create or replace temp table linkage_keyed as
    select m.n, m.payer, m.given, m.first_day, m.last_day, l.label, case when m.address is not null then l.label end as housed, ${key} as agreed
    from linkage_match m join linkage_label l on l.n = m.n
    where ${join(
      rule.agrees.map((column) => sql`${raw(column)} is not null`),
      ' and ',
    )}`)
  await engine.run(sql`insert into linkage_edge
    with payer_group as (
      select agreed, payer, min(n) as n, min(label) as low, max(label) as high, min(given) as low_given,
        max(given) as high_given, min(housed) as low_housed, max(housed) as high_housed,
        count(distinct label) as labels, max(first_day) as latest_start, min(last_day) as earliest_end
      from linkage_keyed group by agreed, payer
    ), joined as (
      select agreed, min(n) as n from payer_group group by agreed
      having min(low) < max(high) and max(case when ${doubtful} then 1 else 0 end) = 0${apart}
    )
    select distinct k.n, j.n as other, ${step} as step
    from linkage_keyed k join joined j on j.agreed = k.agreed
    where k.n <> j.n`)
}

/** Takes the edges of one step into the labels, component by component. */
async function joinStep(engine: Engine, step: number): Promise<void> {
  await engine.run(sql`create or replace temp table linkage_next as
    select distinct a.label as a, b.label as b
    from linkage_edge e join linkage_label a on a.n = e.n join linkage_label b on b.n = e.other
    where e.step = ${step} and a.label <> b.label`)
  await engine.run(sql`insert into linkage_next select b, a from linkage_next`)
  await engine.run(
    sql`create or replace temp table linkage_root as select distinct a as label, a as root from linkage_next`,
  )
  await spreadSmallest(engine)
  await engine.run(sql`create or replace temp table linkage_conflict as
    select r.root
    from linkage_root r join linkage_label l on l.label = r.label join linkage_match m on m.n = l.n
    group by r.root having min(m.ssn) < max(m.ssn) or min(m.birth_date) < max(m.birth_date)`)
  await engine.run(sql`delete from linkage_edge where step = ${step} and n in (
    select l.n from linkage_conflict c join linkage_root r on r.root = c.root join linkage_label l on l.label = r.label)`)
  await engine.run(sql`create or replace temp table linkage_label as
    select l.n, case when c.root is null then coalesce(r.root, l.label) else l.label end as label
    from linkage_label l
    left join linkage_root r on r.label = l.label
    left join linkage_conflict c on c.root = r.root`)
}

/** Each round gives every label the smallest root among its neighbors, until nothing changes. */
async function spreadSmallest(engine: Engine): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await engine.run(sql`create or replace temp table linkage_spread as
      select r.label, r.root as before, least(r.root, min(o.root)) as root
      from linkage_root r join linkage_next x on x.a = r.label join linkage_root o on o.label = x.b
      group by r.label, r.root`)
    const changed = await engine.one<{ changed: number }>(
      sql`select count(*) as changed from linkage_spread where root < before`,
    )
    await engine.run(sql`create or replace temp table linkage_root as select label, root from linkage_spread`)
    if (changed?.changed === 0) return
  }
  throw new WholepanelError('state-unexpected', { at: 'person_member', got: 'components that do not settle' })
}
