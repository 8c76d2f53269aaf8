import { join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { addMonths, type Period } from '../../period.ts'
import type { Deciding, ReconciliationRule } from './reconciliation-rule.ts'
import { listReconciliation } from './tables.ts'

/**
 * What the three lists are, where only a part of them may be looked at: rows of `list_record`, of `attribution`, of
 * `member_month`, and who has a birth date.
 */
export type ListsGiven = { records: Sql; panel: Sql; months: Sql; people: Sql }

/** One row per person on a list or with coverage in the period: where the lists place the person, and what is decided. */
export const reconciliation = (rule: ReconciliationRule, period: Period): Step => ({
  table: listReconciliation,
  reads: ['list_record', 'attribution', 'member_month', 'person'],
  keeps: { by: 'table' },
  relation: reconciled(rule, period, allLists(period)),
})

export const allLists = ({ id }: Period): ListsGiven => ({
  records: sql`select * from list_record where period = ${id} and person_id is not null`,
  panel: sql`select person_id, practice_id, reason from attribution where period = ${id}`,
  months: sql`select person_id, payer, year_month, primary_coverage from member_month`,
  people: sql`select person_id, birth_date from person`,
})

/** The same over a part of the lists, so that who may see only that part gets the answer that it gives. */
export function reconciled(rule: ReconciliationRule, period: Period, given: ListsGiven): Sql {
  const decided = rule.decide.map(({ step }) => sql`when ${DECIDES[step]} is not null then ${step}`)
  const chosen = rule.decide.map(({ step }) => DECIDES[step])
  const place = rule.decide.map(({ step }, i) => sql`when ${DECIDES[step]} is not null then ${raw(String(i + 1))}`)
  return sql`
    with record as (${given.records}), panel as (${given.panel}), covered as (${given.months}),
    vote as (
      select distinct person_id, source, practice_id from record where state in ('counted', 'named-again')
      union all select person_id, 'claims', practice_id from panel where practice_id is not null
    ), backed as (
      select person_id, practice_id, count(distinct source) as sources from vote group by person_id, practice_id
    ), agreed as (
      select person_id, count(*) as practices, max(sources) as most, min(practice_id) as only_practice,
        case when count(*) filter (where sources >= 2) = 1 then min(practice_id) filter (where sources >= 2) end as by_two
      from backed group by person_id
    ), ${ofRecords()}, everybody as (
      select person_id from panel union select person_id from record
    ), joined as (
      select e.person_id, n.practice_id as claims_practice_id, n.reason as claims_reason,
        coalesce(r.plan_lists, 0) as plan_lists, coalesce(r.plan_practices, 0) as plan_practices,
        case when r.plan_practices = 1 then r.plan_practice when f.practices = 1 then f.practice_id end as plan_practice_id,
        coalesce(r.practice_lists, 0) as practice_lists, coalesce(r.practice_practices, 0) as practice_practices,
        case when r.practice_practices = 1 then r.practice_practice end as practice_practice_id,
        coalesce(a.practices, 0) as practices, coalesce(a.most, 0) as most,
        case when a.practices = 1 and a.most >= 2 then a.only_practice end as all_agree, a.by_two as two_agree,
        coalesce(r.counted, 0) as records_counted, coalesce(r.left_out, 0) as records_left, t.person_id is not null as named_twice,
        p.person_id is not null as birth_date_known, l.person_id is not null as covered_last_month
      from everybody e
      left join panel n on n.person_id = e.person_id
      left join agreed a on a.person_id = e.person_id
      left join of_record r on r.person_id = e.person_id
      left join first_payer f on f.person_id = e.person_id
      left join twice t on t.person_id = e.person_id
      left join (select distinct person_id from (${given.people}) known where birth_date is not null) p on p.person_id = e.person_id
      left join (select distinct person_id from covered where year_month = ${lastMonth(period)}) l on l.person_id = e.person_id
    )
    select ${period.id} as period, j.person_id, ${STATE} as state, j.plan_lists, j.plan_practices, j.plan_practice_id,
      j.practice_lists, j.practice_practices, j.practice_practice_id, j.claims_practice_id, j.claims_reason,
      coalesce(${join(chosen)}, null) as decision_practice_id,
      case ${join(decided, ' ')} when j.practices > 0 then 'undecided' else 'nowhere' end as decision,
      case ${join(place, ' ')} end as step, ${rule.rule} as rule, j.records_counted, j.records_left, j.named_twice,
      j.birth_date_known, j.covered_last_month
    from joined j`
}

const lastMonth = ({ end }: Period): string => addMonths(end, -1).slice(0, 7).replace('-', '')

/** The practice that a step names, or none. */
const DECIDES: Readonly<Record<Deciding, Sql>> = {
  attested: sql`case when j.claims_reason = 'attested' then j.claims_practice_id end`,
  'all-agree': raw('j.all_agree'),
  'two-agree': raw('j.two_agree'),
  claims: raw('j.claims_practice_id'),
  plan: raw('j.plan_practice_id'),
  practice: raw('j.practice_practice_id'),
}

/** The first that is true: a list at odds with itself, then lists of one kind, then the three. */
const STATE = sql`case
  when j.named_twice then 'one-list-twice'
  when j.plan_practices > 1 then 'two-payers-differ'
  when j.practice_practices > 1 then 'two-practices-claim'
  when j.practices = 0 then 'nowhere'
  when j.practices = 1 and j.most >= 2 then 'agreed'
  when j.practices > 1 then 'lists-differ'
  when j.plan_practices = 1 then 'plan-only'
  when j.practice_practices = 1 then 'practice-only'
  else 'claims-only' end`

const COUNTS = raw(`state in ('counted', 'named-again')`)

/** What each person's records say; a payer whose list names two practices; the payer whose coverage counts first. */
const ofRecords = (): Sql => {
  const of = (source: string, what: Sql) => sql`count(distinct case when source = ${literal(source)} then ${what} end)`
  const practice = sql`case when ${COUNTS} then practice_id end`
  const only = (source: string) => sql`min(case when source = ${literal(source)} then ${practice} end)`
  return sql`
    of_record as (
      select person_id, ${of('plan', raw('payer'))} as plan_lists, ${of('plan', practice)} as plan_practices,
        ${only('plan')} as plan_practice, ${of('practice', raw('sender'))} as practice_lists,
        ${of('practice', practice)} as practice_practices, ${only('practice')} as practice_practice,
        count(*) filter (where ${COUNTS}) as counted, count(*) filter (where not (${COUNTS})) as left_out
      from record group by person_id
    ), twice as (
      select distinct person_id from (
        select person_id from record where ${COUNTS}
        group by person_id, source, sender, payer having count(distinct practice_id) > 1
      ) one
    ), first_payer as (
      select r.person_id, count(distinct r.practice_id) as practices, min(r.practice_id) as practice_id
      from record r
      join (select distinct person_id, payer, year_month from covered where primary_coverage) m
        on m.person_id = r.person_id and m.payer = r.payer and m.year_month = r.year_month
      where r.source = 'plan' and ${COUNTS}
      group by r.person_id
    )`
}
