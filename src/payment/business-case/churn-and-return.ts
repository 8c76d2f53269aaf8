import { costValue } from '../../cost/cost-file.ts'
import type { CostModel } from '../../cost/cost-model.ts'
import { perMonth, quotient } from '../../lake/dialect.ts'
import { literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { addMonths, type Period } from '../../period.ts'
import { supportChurn, supportReturn } from './tables.ts'

/** People on the panel, in the baseline, of a practice that a payer supports in the baseline or the period. */
const supportedPeople = (baseline: Period): Sql => sql`
  select distinct s.payer, a.person_id
  from attribution a join supported_practice s on s.practice_id = a.practice_id
  where a.period = ${baseline.id}`

/** One row per payer and supported member of the baseline's last month: (payer, person_id, stayed, other_payer). */
export function becameOf(period: Period, baseline: Period): Sql {
  const lastMonth = ({ end }: Period) => sql`m.month_start = cast(${literal(addMonths(end, -1))} as date)`
  return sql`
    with supported as (${supportedPeople(baseline)}),
    began as (
      select distinct m.payer, m.person_id
      from member_month m join supported s on s.payer = m.payer and s.person_id = m.person_id
      where m.primary_coverage and ${lastMonth(baseline)}
    ), ended as (
      select distinct m.payer, m.person_id, m.primary_coverage from member_month m where ${lastMonth(period)}
    )
    select b.payer, b.person_id, max(case when e.payer = b.payer then 1 else 0 end) as stayed,
      max(case when e.payer <> b.payer and e.primary_coverage then e.payer end) as other_payer
    from began b left join ended e on e.person_id = b.person_id
    group by b.payer, b.person_id`
}

/** One row per payer, what became of its supported members from the last month of the baseline to that of the period, and where. */
export const supportChurns = (period: Period, baseline: Period): Step => ({
  table: supportChurn,
  reads: ['supported_practice', 'attribution', 'member_month'],
  keeps: { by: 'table' },
  relation: sql`
    select payer, case when stayed = 1 then 'stayed' when other_payer is null then 'none' else 'other-payer' end as outcome,
      case when stayed = 1 then '-' else coalesce(other_payer, '-') end as other_payer, count(*) as people
    from (${becameOf(period, baseline)}) became
    group by payer, case when stayed = 1 then 'stayed' when other_payer is null then 'none' else 'other-payer' end,
      case when stayed = 1 then '-' else coalesce(other_payer, '-') end`,
})

/**
 * One row per payer and member with months in both years: whether supported, months and cost of both, and the change of cost
 * per month. The point is ranked over the payer's own members of a line of business, so that no other payer's people have a
 * part in what it is told.
 */
export function bothYearsOf(cost: CostModel, period: Period, baseline: Period): Sql {
  const share = (of: Period) => costValue(cost, 'truncation_percentile', of.start).value
  return sql`
    with supported as (${supportedPeople(baseline)}),
    ranked as (
      select period, payer, line_of_business, spend_usd,
        row_number() over (partition by period, payer, line_of_business order by spend_usd) as place,
        count(*) over (partition by period, payer, line_of_business) as people,
        case when period = ${period.id} then cast(${share(period)} as decimal(9,6))
          else cast(${share(baseline)} as decimal(9,6)) end as percentile_share
      from person_cost
    ), point as (
      select period, payer, line_of_business, spend_usd as cap_usd
      from ranked where place = greatest(ceil(percentile_share * people), 1)
    ), cost as (
      select c.period, c.payer, c.person_id, sum(c.member_months) as months, sum(least(c.spend_usd, p.cap_usd)) as usd
      from person_cost c
      join point p on p.period = c.period and p.payer = c.payer and p.line_of_business = c.line_of_business
      group by c.period, c.payer, c.person_id
    )
    select n.payer, n.person_id, s.person_id is not null as supported, b.months as baseline_months,
      n.months as period_months, b.usd as baseline_usd, n.usd as period_usd,
      ${perMonth(sql`n.usd`, sql`n.months`, 2)} - ${perMonth(sql`b.usd`, sql`b.months`, 2)} as change_usd
    from cost n
    join cost b on b.period = ${baseline.id} and b.payer = n.payer and b.person_id = n.person_id
    left join supported s on s.payer = n.payer and s.person_id = n.person_id
    where n.period = ${period.id}`
}

/** One row per payer and side. */
export const supportReturns = (cost: CostModel, period: Period, baseline: Period): Step => ({
  table: supportReturn,
  reads: ['supported_practice', 'attribution', 'person_cost'],
  keeps: { by: 'table' },
  relation: sql`
    select payer, supported, people, baseline_months, period_months, baseline_usd, period_usd, change_usd,
      ${quotient(sql`(people * squares - change_usd * change_usd)`, sql`(people * (people - 1))`, 4)} as change_variance
    from (
      select payer, supported, count(*) as people, sum(baseline_months) as baseline_months,
        sum(period_months) as period_months, sum(baseline_usd) as baseline_usd, sum(period_usd) as period_usd,
        sum(change_usd) as change_usd, sum(cast(change_usd as decimal(18,2)) * cast(change_usd as decimal(18,2))) as squares
      from (${bothYearsOf(cost, period, baseline)}) both_years group by payer, supported
    ) summed`,
})
