import { NONE } from '../../cost/pmpm/panel.ts'
import { quotient } from '../../lake/dialect.ts'
import { raw, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { addMonths, type Period } from '../../period.ts'
import { type CriticalMass, criticalShareOn } from '../extent/critical-mass.ts'
import { market, marketShare } from '../tables.ts'
import { boundsOn, type MarketBounds } from './concentration.ts'

const READS = ['practice_month', 'practice']

/**
 * Payers' shares of member months, and how concentrated they are, by place and line of business. The directory has no
 * counties: a place is the first three digits of the ZIP code of the practice whose panel people are on. A person of two
 * payers counts with each.
 */
export function markets(mass: CriticalMass, bounds: MarketBounds, period: Period): Step[] {
  const of = { reads: READS, keeps: { by: 'table' } as const }
  return [
    { ...of, table: marketShare, relation: shares(period) },
    { ...of, table: market, relation: concentration(mass, bounds, period) },
  ]
}

function counted(period: Period): Sql {
  const last = addMonths(period.end, -1)
  return sql`
    part as (
      select case when m.practice_id = ${NONE} then 'no-panel' else coalesce(substr(p.zip_code, 1, 3), 'unknown') end as place,
        m.line_of_business, m.payer, m.practice_id, sum(m.member_months) as months,
        sum(case when m.year_month = ${last.slice(0, 4) + last.slice(5, 7)} then m.people else 0 end) as lives
      from practice_month m left join practice p on p.practice_id = m.practice_id
      where m.period = ${period.id} and m.payer <> 'all'
      group by 1, 2, 3, 4
    ), placed as (
      select * from part where place <> 'no-panel'
      union all
      select 'no-panel', line_of_business, payer, practice_id, months, lives from part where place = 'no-panel'
      union all
      select 'all', line_of_business, payer, practice_id, months, lives from part
    ), payers as (
      select place, line_of_business, payer, sum(months) as months, sum(lives) as lives,
        count(distinct case when practice_id <> ${NONE} then practice_id end) as practices
      from placed group by place, line_of_business, payer
    ), whole as (
      select place, line_of_business, sum(months) as total from payers group by place, line_of_business
    )`
}

const shares = (period: Period): Sql => sql`
  with ${counted(period)}
  select ${period.id} as period, p.place, p.line_of_business, p.payer, p.lives, p.months as member_months,
    ${quotient(raw('p.months'), raw('w.total'), 9)} as share,
    row_number() over (partition by p.place, p.line_of_business order by p.months desc, p.payer) as by_size, p.practices
  from payers p join whole w on w.place = p.place and w.line_of_business = p.line_of_business`

function concentration(mass: CriticalMass, bounds: MarketBounds, period: Period): Sql {
  const { moderate, high } = boundsOn(bounds, period)
  const critical = criticalShareOn(mass, period)
  // Days that count, so that squares are of whole numbers.
  const units = (value: string) => raw(`cast(${value} * 10000 as hugeint)`)
  return sql`
    with ${counted(period)},
    ranked as (
      select p.*, w.total, coalesce(sum(p.months) over (partition by p.place, p.line_of_business
        order by p.months desc, p.payer rows between unbounded preceding and 1 preceding), 0) as before
      from payers p join whole w on w.place = p.place and w.line_of_business = p.line_of_business
    ), summed as (
      select place, line_of_business, total, count(*) as payers, sum(lives) as lives, max(months) as largest,
        sum(${units('months')} * ${units('months')}) as squares,
        count(case when before < ${critical} * total then 1 end) as movers
      from ranked group by place, line_of_business, total
    ), funded as (
      select place, sum(case when line_of_business = 'self-funded' then months end) as self_funded, sum(months) as private
      from payers where line_of_business in ('commercial', 'self-funded') group by place
    ), practices as (
      select place, line_of_business, count(*) as practices, count(case when payers > 1 then 1 end) as shared_practices
      from (
        select place, line_of_business, practice_id, count(distinct payer) as payers
        from placed where practice_id <> ${NONE} group by place, line_of_business, practice_id
      ) each_practice
      group by place, line_of_business
    ), indexed as (
      select s.*, ${quotient(raw('s.squares * 10000'), sql`${units('s.total')} * ${units('s.total')}`, 4)} as hhi from summed s
    )
    select ${period.id} as period, s.place, s.line_of_business, s.payers, s.lives, s.total as member_months, s.hhi,
      case when cast(${high} as decimal(18,4)) is null or s.hhi is null then null when s.hhi > cast(${high} as decimal(18,4)) then 'high'
        when s.hhi >= cast(${moderate} as decimal(18,4)) then 'moderate' else 'low' end as concentration,
      ${quotient(raw('s.largest'), raw('s.total'), 9)} as largest_share,
      case when s.total > 0 and ${critical} is not null then s.movers end as movers,
      case when s.line_of_business = 'all' then ${quotient(raw('f.self_funded'), raw('f.private'), 9)} end as self_funded_share,
      coalesce(n.practices, 0) as practices, coalesce(n.shared_practices, 0) as shared_practices, ${bounds.rule} as rule
    from indexed s
    left join funded f on f.place = s.place
    left join practices n on n.place = s.place and n.line_of_business = s.line_of_business`
}
