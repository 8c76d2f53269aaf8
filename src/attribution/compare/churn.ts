import { placesOfAll, quotient, unbroken } from '../../lake/dialect.ts'
import { type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { NOT_SEEN } from './rule-lists.ts'
import { listFlow, listStability } from './tables.ts'

/**
 * One row per list, practice, way and reason. Why somebody left: death comes before the end of coverage, which comes
 * before what the rule says of the person now.
 */
export function listFlows(): Step {
  return {
    table: listFlow,
    reads: ['rule_list', 'rule_attribution', 'person', 'member_month'],
    keeps: { by: 'table' },
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table step_of_list as ${stepsOfLists()}`)
      await engine.run(sql`create or replace temp table covered_on_list as ${coveredOnList()}`)
      await engine.run(sql`create or replace temp table way as ${ways()}`)
    },
    relation: sql`
      with each as (
        select rule, list, now_at as practice_id, case way when 'moved' then 'moved-in' else way end as flow, reason, people
        from way where way in ('kept', 'new', 'moved')
        union all
        select rule, list, then_at, case way when 'moved' then 'moved-out' else way end, reason, people
        from way where way in ('dropped', 'moved')
        union all
        select rule, list, 'all', way, reason, people from way
      )
      select rule, list, practice_id, flow, reason, sum(people) as people
      from each group by rule, list, practice_id, flow, reason`,
  }
}

/** One row per list and person whom this list or the one before it places. */
const stepsOfLists = (): Sql => sql`
  select coalesce(n.rule, b.rule) as rule, coalesce(n.list, b.next_list) as list,
    coalesce(n.person_id, b.person_id) as person_id, n.practice_id as now_at, b.practice_id as then_at,
    n.reason as now_because, b.reason as then_because, coalesce(n.effective_from, b.effective_from) as effective_from,
    coalesce(n.effective_until, b.effective_until) as effective_until
  from (
    select r.rule, r.list, r.person_id, r.practice_id, r.reason, l.effective_from, l.effective_until
    from rule_attribution r join rule_list l on l.rule = r.rule and l.list = r.list
    where l.previous_list is not null
  ) n
  full join (
    select r.rule, l.list as next_list, r.person_id, r.practice_id, r.reason, l.effective_from, l.effective_until
    from rule_attribution r join rule_list l on l.rule = r.rule and l.previous_list = r.list
  ) b on b.rule = n.rule and b.next_list = n.list and b.person_id = n.person_id
  where n.practice_id is not null or b.practice_id is not null`

/** People who are off every panel now: whether they have coverage on the list's days. */
const coveredOnList = (): Sql => sql`
  select distinct s.rule, s.list, s.person_id
  from step_of_list s join member_month m on m.person_id = s.person_id
  where s.now_at is null and m.month_start >= s.effective_from and m.month_start < s.effective_until`

const ways = (): Sql => sql`
  select s.rule, s.list, s.now_at, s.then_at,
    case when s.now_at = s.then_at then 'kept' when s.then_at is null then 'new'
      when s.now_at is null then 'dropped' else 'moved' end as way,
    case when s.now_at is not null and s.then_at is not null then '-'
      when s.then_at is null then coalesce(s.then_because, 'not-there-before')
      when p.death_date < s.effective_until then 'death'
      when c.person_id is null then 'coverage-ended'
      when coalesce(s.now_because, ${NOT_SEEN}) = ${NOT_SEEN} then 'left-population'
      else s.now_because end as reason,
    count(*) as people
  from step_of_list s
  left join person p on p.person_id = s.person_id
  left join covered_on_list c on c.rule = s.rule and c.list = s.list and c.person_id = s.person_id
  group by 1, 2, 3, 4, 5, 6`

/**
 * One row per rule, kind, practice and number of lists: how many of the first list's people were at the same practice in
 * every list since. Sixty lists at most. Everybody is followed to the last list, so nobody has to be estimated.
 */
export function listStabilities(): Step {
  return {
    table: listStability,
    reads: ['rule_list', 'rule_attribution'],
    keeps: { by: 'table' },
    prepare: (engine) => engine.run(sql`create or replace temp table stay as ${stays()}`),
    relation: sql`
      with held as (
        select rule, kind, practice_id, lists, people from stay
        union all select rule, kind, 'all', lists, people from stay
      ), started as (
        select rule, kind, practice_id, sum(people) as started from held group by rule, kind, practice_id
      ), so_far as (
        select l.rule, l.kind, l.place, l.list, f.effective_from,
          12 * (extract(year from l.effective_until) - extract(year from f.effective_from))
            + extract(month from l.effective_until) - extract(month from f.effective_from) as months
        from rule_list l join rule_list f on f.rule = l.rule and f.kind = l.kind and f.place = 1
        where l.place <= 60
      )
      select s.rule, s.kind, s.practice_id, a.place as lists, a.list, a.months, s.started,
        coalesce(sum(h.people), 0) as stayed, ${quotient(sql`coalesce(sum(h.people), 0)`, sql`s.started`, 9)} as stayed_share
      from started s
      join so_far a on a.rule = s.rule and a.kind = s.kind
      left join held h on h.rule = s.rule and h.kind = s.kind and h.practice_id = s.practice_id and h.lists >= a.place
      group by s.rule, s.kind, s.practice_id, a.place, a.list, a.months, s.started`,
  }
}

/** One row per rule, kind, practice and length of stay from the first list on. */
const stays = (): Sql => sql`
  select rule, kind, practice_id, lists, count(*) as people
  from (
    select r.rule, l.kind, r.practice_id, r.person_id, ${unbroken(placesOfAll(sql`l.place`))} as lists
    from rule_attribution r
    join rule_list l on l.rule = r.rule and l.list = r.list and l.place <= 60
    where r.practice_id is not null
    group by r.rule, l.kind, r.practice_id, r.person_id
  ) person
  where lists > 0
  group by rule, kind, practice_id, lists`
