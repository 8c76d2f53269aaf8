import { roundedQuotient } from '../../lake/dialect.ts'
import { join, raw, type Sql, sql } from '../../lake/sql.ts'
import { exact } from '../../money.ts'
import { dated } from './dated.ts'
import type { EventRule } from './event-rule.ts'
import { EVENT, type Named, same } from './spans.ts'

const OF_EVENT = raw(EVENT.join(', '))

/** A whole event, in billionths: a share has nine places. */
const WHOLE = sql`cast(1000000000 as hugeint)`

const inBillionths = (share: string): string => exact(share).times(1_000_000_000).toFixed(0)

/** What lies between two of the sums of weights so far, of an amount that is shared by them: each rounded, all together exact. */
const between = (amount: Sql, weight: Sql, so_far: Sql, of_all: Sql): Sql =>
  sql`(${roundedQuotient(sql`${amount} * ${so_far}`, of_all)} - ${roundedQuotient(sql`${amount} * (${so_far} - ${weight})`, of_all)})`

/**
 * `part`: one row per event, role and holder of it, or one where nobody fits, with their billionths of the event. The parts of an
 * event are a whole together: each is the difference of two rounded sums so far, in the order of roles, then of what is counted.
 */
export function parts({ roles, unfilled }: EventRule): Named {
  const whole = roles.map(
    ({ share }, i) => sql`when ${raw(String(i + 1))} then ${dated(share, sql`e.event_start`, 'hugeint', inBillionths)}`,
  )
  const to_others = unfilled.goes_to === 'others'
  return [
    {
      name: 'role',
      rows: sql`
        select ${raw(EVENT.map((name) => `e.${name}`).join(', '))}, r.place,
          case r.place ${join(whole, ' ')} end as whole,
          coalesce(h.holders, 0) as holders, coalesce(h.weight, 0) as weight
        from event e
        cross join (values ${join(roles.map((_, i) => sql`(cast(${raw(String(i + 1))} as integer))`))}) as r (place)
        left join (
          select ${OF_EVENT}, place, count(*) as holders, cast(sum(weight) as hugeint) as weight
          from held group by ${OF_EVENT}, place
        ) h on ${same('h', 'e', EVENT)} and h.place = r.place`,
    },
    {
      name: 'role_part',
      rows: sql`
        select *, ${
          to_others
            ? sql`case when filled = 0 then whole when holders = 0 then 0
                else ${between(WHOLE, sql`whole`, sql`so_far`, sql`filled`)} end`
            : sql`whole`
        } as billionths
        from (
          select *, sum(case when holders > 0 then whole else 0 end) over (partition by ${OF_EVENT}) as filled,
            sum(case when holders > 0 then whole else 0 end) over (partition by ${OF_EVENT} order by place) as so_far
          from role
        ) r`,
    },
    {
      name: 'part',
      rows: sql`
        select ${OF_EVENT}, place, held_by, weight, whole,
          ${between(sql`billionths`, sql`counted`, sql`so_far`, sql`of_role`)} as billionths
        from (
          select *, sum(counted) over (partition by ${OF_EVENT}, place order by weight desc, held_by) as so_far,
            sum(counted) over (partition by ${OF_EVENT}, place) as of_role
          from (
            select ${raw(EVENT.map((name) => `h.${name}`).join(', '))}, h.place, h.held_by, h.weight, r.whole, r.billionths,
              cast(case when r.weight = 0 then 1 else h.weight end as hugeint) as counted
            from held h join role_part r on ${same('r', 'h', EVENT)} and r.place = h.place
          ) h
        ) shared
        union all
        select ${OF_EVENT}, place, null, null, whole, billionths from role_part where holders = 0`,
    },
  ]
}

/** The cents of an amount that fall to each part of an event, in the same order. */
export const centsOf = (amount: Sql): Sql => {
  const so_far = sql`sum(billionths) over (partition by person_id, event_start order by place, weight desc, held_by)`
  const cents = sql`cast(abs(${amount}) * 100 as hugeint)`
  const part = between(cents, sql`billionths`, so_far, WHOLE)
  return sql`case when ${amount} < 0 then -1 else 1 end * ${part}`
}
