import { monthNumber } from '../../lake/dialect.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { SQL_TYPE } from '../../lake/table.ts'
import type { Period } from '../../period.ts'
import { type EventRule, isWhole } from './event-rule.ts'
import { holders } from './holders.ts'
import { centsOf, parts } from './parts.ts'
import { day, EVENT, OF_ALL, type Records, same, spans } from './spans.ts'
import { eventShare } from './tables.ts'

/** Every event of every person by each rule of events, and who answers for which part. A rule that wants a number has none. */
export function eventShares(rules: readonly EventRule[], ...periods: readonly Period[]): Step {
  const whole = rules.filter(isWhole)
  return {
    table: eventShare,
    reads: [
      ...['person_line', 'affiliation', 'practice', 'member_month'],
      ...(whole.some(({ roles }) => roles.some(({ modifiers }) => modifiers)) ? ['medical_claim'] : []),
    ],
    keeps: { by: 'person' },
    prepare: async (engine) => {
      for (const rule of whole)
        await engine.run(sql`create or replace temp table ${nameOf(rule)} as ${sharesOf(rule, periods)}`)
    },
    relation:
      whole.length === 0
        ? NO_ROWS
        : join(
            whole.map((rule) => sql`select * from ${nameOf(rule)}`),
            ' union all ',
          ),
  }
}

const nameOf = ({ rule }: EventRule): Sql => id(`events of ${rule}`)

const NO_ROWS = sql`select ${join(
  eventShare.columns.map(({ name, type }) => sql`cast(null as ${raw(SQL_TYPE[type])}) as ${id(name)}`),
)} where false`

/** One row per event, role and holder, by one rule, of the records given: the columns of `event_share`. */
export function sharesOf(rule: EventRule, periods: readonly Period[], records: Records = OF_ALL): Sql {
  const named = [...spans(rule, periods, records), ...holders(rule, records), ...parts(rule)]
  const known_from = periods.map(({ start }) => start).sort()[0] ?? ''
  const roles = rule.roles.map(
    ({ role, takes }, i) =>
      sql`(cast(${raw(String(i + 1))} as integer), ${literal(role)}, ${literal(takes === 'first' ? 'first' : 'fits')})`,
  )
  return sql`
    with recursive ${join(named.map(({ name, rows }) => sql`${raw(name)} as (${rows})`))}
    select ${literal(rule.rule)} as rule, e.period, p.person_id, p.event_start, e.event_until, r.role,
      coalesce(p.held_by, 'nobody') as held_by,
      ${rule.who.unit === 'clinician' ? sql`p.held_by` : sql`cast(null as varchar)`} as npi, h.practice_id, o.organization_id,
      case when p.held_by is not null then r.reason when p.billionths = 0 and p.whole > 0 then 'given-to-others' else 'nobody' end
        as reason,
      ${share(sql`p.whole`)} as role_share, ${share(sql`p.billionths`)} as share, ${literal(rule.who.counted_by)} as counted_by,
      h.visits, h.allowed_usd, h.last_visit, p.event_allowed_usd, p.event_paid_usd,
      cast(p.cents as decimal(18,0)) * cast(0.01 as decimal(3,2)) as share_usd,
      p.lines_without_amount, coalesce(w.seen, 0) - coalesce(w.with_role, 0) as without_role,
      case when p.event_start >= ${day(known_from)}
        then ${monthNumber(sql`(e.event_until - 1)`)} - ${monthNumber(sql`e.event_start`)} + 1 - coalesce(c.months, 0) end
        as months_uncovered
    from (
      select q.*, ${centsOf(sql`event_allowed_usd`)} as cents
      from (
        select p.*, t.event_allowed_usd, t.event_paid_usd, t.lines_without_amount from part p join (${totals}) t on ${same('t', 'p', EVENT)}
      ) q
    ) p
    join event e on ${same('e', 'p', EVENT)}
    join (values ${join(roles)}) as r (place, role, reason) on r.place = p.place
    left join holder h on ${same('h', 'p', EVENT)} and h.held_by = p.held_by
    left join practice o on o.practice_id = h.practice_id
    left join (${seen}) w on ${same('w', 'p', EVENT)}
    left join (${covered(rule, records)}) c on ${same('c', 'p', EVENT)}`
}

const share = (billionths: Sql): Sql => sql`cast(${billionths} as decimal(10,0)) * cast(0.000000001 as decimal(10,9))`

const totals = sql`
  select person_id, event_start, cast(sum(spend_usd) as decimal(18,2)) as event_allowed_usd,
    cast(sum(paid_usd) as decimal(18,2)) as event_paid_usd, sum(case when spend_usd is null then 1 else 0 end) as lines_without_amount
  from event_line group by person_id, event_start`

const seen = sql`
  select h.person_id, h.event_start, count(*) as seen, count(d.held_by) as with_role
  from holder h left join held d on ${same('d', 'h', [...EVENT, 'held_by'])} group by h.person_id, h.event_start`

const covered = ({ population }: EventRule, { months }: Records): Sql => sql`
  select e.person_id, e.event_start, count(distinct m.month_start) as months
  from event e
  join ${months} m on m.person_id = e.person_id and m.month_start < e.event_until
    and m.month_start >= date_trunc('month', e.event_start)
  ${population ? sql`where m.line_of_business in (${join(population.lines_of_business.map(literal))})` : sql``}
  group by e.person_id, e.event_start`
