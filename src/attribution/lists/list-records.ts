import { holds } from '../../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { type ListSource, listWindow, type ReconciliationRule } from './reconciliation-rule.ts'
import { listCount, listRecord, payerListMonth } from './tables.ts'

/** What payers and practices sent as lists: by month, record by record of the newest ones, and how each record ended. */
export const listRecords = (rule: ReconciliationRule, period: Period): Step[] => [
  payerListMonths(),
  records(rule, period),
  counts(rule, period),
]

/** One row per payer, line, month and submission, of everything ever accepted: a corrected list was a list too. */
const payerListMonths = (): Step => ({
  table: payerListMonth,
  reads: ['provider_attribution_history', 'person_member', 'member_month'],
  keeps: { by: 'table' },
  relation: sql`
    select a.payer, a.line_of_business, a.year_month, a.submission_id, count(distinct a.member_id) as members,
      count(distinct case when c.person_id is not null then a.member_id end) as covered
    from provider_attribution_history a
    left join person_member m on m.payer = a.payer and m.member_id = a.member_id
    left join (select distinct payer, person_id, year_month from member_month) c
      on c.payer = a.payer and c.person_id = m.person_id and c.year_month = a.year_month
    group by a.payer, a.line_of_business, a.year_month, a.submission_id`,
})

/** Both kinds of list under the same names, of every month. */
const SENT: Readonly<Record<ListSource, Sql>> = {
  plan: sql`
    select payer as sender, payer, line_of_business, member_id, year_month, file_id, record_number,
      payer_attributed_provider_practice as named, payer_attributed_provider as npi
    from provider_attribution`,
  practice: sql`
    select sender, payer, line_of_business, member_id, year_month, file_id, record_number, practice_id as named, npi
    from practice_panel`,
}

const MONTH = '^[0-9]{4}(0[1-9]|1[0-2])$'
const IS_MONTH = holds(raw('year_month'), MONTH)

/** The newest month in the window of each sender's list; one for each line of business of a payer. */
const newest = (rule: ReconciliationRule, source: ListSource, period: Period): Sql => {
  const { first, last } = listWindow(rule, source, period)
  return sql`
    select sender, payer, line_of_business, max(year_month) as year_month from (${SENT[source]}) s
    where ${IS_MONTH} and year_month >= ${first} and year_month <= ${last} group by sender, payer, line_of_business`
}

const SOURCES: readonly ListSource[] = ['plan', 'practice']

/**
 * One row per record of a newest list. The practice is the one named by its key, else the only one that bills under the tax
 * number named, else the only one at which the clinician works in that month.
 */
function records(rule: ReconciliationRule, period: Period): Step {
  const each = SOURCES.map(
    (source) => sql`
    select ${source} as source, s.* from (${SENT[source]}) s
    join (${newest(rule, source, period)}) n on n.sender = s.sender and n.payer = s.payer
      and n.line_of_business = s.line_of_business and n.year_month = s.year_month`,
  )
  return {
    table: listRecord,
    reads: [
      ...['provider_attribution', 'practice_panel', 'person_member', 'member_month', 'practice', 'organization'],
      'affiliation',
    ],
    keeps: { by: 'table' },
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table sent as ${join(each, ' union all ')}`)
      await engine.run(sql`create or replace temp table at_work as ${atWork()}`)
    },
    relation: sql`
      with told as (${told()}), known as (
        select t.*, m.person_id, c.person_id is not null as covered, coalesce(w.clinicians, 0) as clinicians
        from told t
        left join (select year_month, practice_id, count(distinct npi) as clinicians from at_work group by year_month, practice_id) w
          on w.year_month = t.year_month and w.practice_id = t.practice_id
        left join person_member m on m.payer = t.payer and m.member_id = t.member_id
        left join (select distinct payer, person_id, year_month from member_month) c
          on c.payer = t.payer and c.person_id = m.person_id and c.year_month = t.year_month
      ), judged as (
        select k.*, ${FAULT} as fault from known k
      ), turned as (
        select j.*, row_number() over (partition by source, sender, payer, person_id, practice_id, fault is null
          order by file_id, record_number) as turn
        from judged j
      )
      select ${period.id} as period, source, file_id, record_number, sender, payer, line_of_business, member_id, year_month,
        person_id, practice_id, resolved_by, npi,
        coalesce(fault, case when turn > 1 then 'named-again' else 'counted' end) as state,
        case when practice_id is not null then clinicians > 0 end as practice_has_clinicians
      from turned`,
  }
}

/** One row per month of a list, clinician and practice where the clinician works on a day of it. */
const atWork = (): Sql => sql`
  select distinct y.year_month, a.npi, a.practice_id, p.tin
  from (select distinct year_month, cast(strptime(year_month || '01', '%Y%m%d') as date) as month_start from sent) y
  join affiliation a on a.start_date < y.month_start + interval '1' month
    and (a.end_date is null or a.end_date >= y.month_start)
  join practice p on p.practice_id = a.practice_id`

/** Each record with the practice it means, and by what that was told. */
const told = (): Sql => sql`
  select s.source, s.sender, s.payer, s.line_of_business, s.member_id, s.year_month, s.file_id, s.record_number, s.named,
    s.npi, t.practices as of_tin, c.practices as of_clinician, ${PRACTICE} as practice_id,
    case when k.practice_id is not null then 'practice' when t.practices = 1 or b.practices = 1 then 'tin'
      when ${MAY_GO_BY_CLINICIAN} and c.practices = 1 then 'clinician' end as resolved_by,
    coalesce(r.organization_id <> coalesce(o.organization_id, g.organization_id), false) as by_another
  from sent s
  left join practice k on k.practice_id = s.named
  left join (select tin, count(*) as practices, min(practice_id) as practice_id from practice group by tin) t on t.tin = s.named
  left join (
    select year_month, npi, tin, count(*) as practices, min(practice_id) as practice_id from at_work group by year_month, npi, tin
  ) b on t.practices > 1 and b.year_month = s.year_month and b.npi = s.npi and b.tin = s.named
  left join (
    select year_month, npi, count(*) as practices, min(practice_id) as practice_id from at_work group by year_month, npi
  ) c on c.year_month = s.year_month and c.npi = s.npi
  left join practice o on s.source = 'practice' and o.practice_id = s.sender
  left join organization g on s.source = 'practice' and g.organization_id = s.sender
  left join practice r on s.source = 'practice' and r.practice_id = s.named`

const MAY_GO_BY_CLINICIAN = raw(`(s.source = 'plan' and t.practices is null)`)
const PRACTICE = sql`coalesce(k.practice_id, case when t.practices = 1 then t.practice_id end,
  case when b.practices = 1 then b.practice_id end,
  case when ${MAY_GO_BY_CLINICIAN} and c.practices = 1 then c.practice_id end)`

/** The first of these that is true says why a record does not count. */
const FAULT = sql`case
  when k.person_id is null then 'unknown-member'
  when k.by_another then 'sent-by-another'
  when k.practice_id is null and k.of_tin > 1 then 'tin-of-several-practices'
  when k.practice_id is null and k.npi is not null and k.source = 'plan' and coalesce(k.of_clinician, 0) = 0
    then 'clinician-without-practice'
  when k.practice_id is null and k.npi is not null and k.source = 'plan' then 'clinician-at-several-practices'
  when k.practice_id is null and k.named is not null then 'unknown-practice'
  when k.practice_id is null then 'no-practice-named'
  when not k.covered then 'not-covered' end`

/** One row per list, line, month and state, of every record in force: those of other months too. */
function counts(rule: ReconciliationRule, period: Period): Step {
  const others = SOURCES.map((source) => {
    const { first, last } = listWindow(rule, source, period)
    return sql`
      select ${source} as source, s.sender, s.payer, s.line_of_business, s.year_month,
        case when not ${holds(raw('s.year_month'), MONTH)} then 'month-unreadable'
          when s.year_month < ${first} or s.year_month > ${last} then 'outside-window' else 'older-list' end as state,
        m.person_id
      from (${SENT[source]}) s
      left join (${newest(rule, source, period)}) n on n.sender = s.sender and n.payer = s.payer
        and n.line_of_business = s.line_of_business and n.year_month = s.year_month
      left join person_member m on m.payer = s.payer and m.member_id = s.member_id
      where n.sender is null`
  })
  return {
    table: listCount,
    reads: ['list_record', 'provider_attribution', 'practice_panel', 'person_member'],
    keeps: { by: 'table' },
    relation: sql`
      select ${period.id} as period, source, sender, payer, line_of_business, year_month, state, count(*) as records,
        count(distinct person_id) as people
      from (
        select source, sender, payer, line_of_business, year_month, state, person_id from list_record
        union all ${join(others, ' union all ')}
      ) every_record
      group by source, sender, payer, line_of_business, year_month, state`,
  }
}
