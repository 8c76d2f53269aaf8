import { partOfMonth, plain, sumOfParts } from '../lake/dialect.ts'
import { join, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Model } from '../model/read-model.ts'
import type { Period } from '../period.ts'
import { contracts, inForce, practicesUnderContract } from './from-claims/under-contract.ts'
import { paymentFact } from './tables.ts'

/**
 * One row per payer, practice, model and fact, for every practice of an organization that has an arrangement in force.
 * 1. A practice is under its own organization's arrangement, else under that of the ACO the organization takes part in.
 * 2. A month of a person is paid by one payer, that of the primary coverage, and only while the arrangement runs.
 * 3. Rates count the members of all payers; so one fact is the same for each payer of a practice.
 * 4. A practice without a panel (specialists) has nothing to settle, and no facts.
 */
export function paymentFactStep(
  model: Model,
  arrangements: readonly Arrangement[],
  period: Period,
  baseline: Period,
): Step {
  const asked = model.measures.flatMap((measure) => [
    sql`(${`rate/${measure}`}, ${measure}, ${period.id})`,
    sql`(${`baseline_rate/${measure}`}, ${measure}, ${baseline.id})`,
  ])
  return {
    table: paymentFact,
    reads: ['practice', 'organization', 'attribution', 'member_month', 'person_line', 'measure_rate'],
    relation: sql`
      with contract as (${contracts(inForce(arrangements, model, period))}),
      under_contract as (${underContract(period)}),
      direct as (${directServices(period)}),
      fact as (
        ${memberMonths(period)} union all ${DIRECT_FACTS}
        ${asked.length > 0 ? sql`union all ${rates(asked)}` : sql``}
      )
      select ${period.id} as period, f.payer, f.practice_id, f.organization_id, ${model.id} as model, f.fact, f.value, f.unit,
        f.explain_id, null as reason, u.first_day, u.last_day
      from fact f
      join under_contract u on u.payer = f.payer and u.practice_id = f.practice_id`,
  }
}

/** Those of them with a panel. */
const underContract = (period: Period): Sql => sql`
  select * from (${practicesUnderContract}) u
  where practice_id in (select practice_id from attribution where period = ${period.id})`

const within = (date: Sql, period: Period): Sql =>
  sql`${date} >= cast(${period.start} as date) and ${date} < cast(${period.end} as date)`

/**
 * No month is zero months: the lake knows who is covered. Months are counted by practice and payer first, so that only
 * a few rows meet the contracts' dates.
 */
function memberMonths(period: Period): Sql {
  return sql`
    select u.payer, u.practice_id, u.organization_id, 'member_months' as fact,
      ${plain(sql`coalesce(sum(p.months), cast(0 as decimal(18,4)))`)} as value, 'months' as unit, cast(null as varchar) as explain_id
    from under_contract u
    left join (
      select a.practice_id, m.payer, m.month_start, ${sumOfParts(partOfMonth(sql`m.days`, sql`m.month_start`))} as months
      from member_month m
      join attribution a on a.period = ${period.id} and a.person_id = m.person_id and a.practice_id is not null
      where m.primary_coverage and ${within(sql`m.month_start`, period)}
      group by a.practice_id, m.payer, m.month_start
    ) p on p.payer = u.payer and p.practice_id = u.practice_id
      and p.month_start >= u.first_day and p.month_start <= u.last_day
    group by u.payer, u.practice_id, u.organization_id`
}

/** One row per payer and practice: the professional lines of its panel that its own clinicians gave and its organization billed. */
function directServices(period: Period): Sql {
  return sql`
    select u.payer, u.practice_id, u.organization_id, coalesce(sum(d.lines), 0) as lines, sum(d.paid_usd) as paid_usd,
      coalesce(sum(d.without_amount), 0) as without_amount
    from under_contract u
    left join (
      select l.payer, l.practice_id, l.organization_id, l.service_date, count(*) as lines, sum(l.paid_usd) as paid_usd,
        count(case when l.paid_usd is null then 1 end) as without_amount
      from person_line l
      join attribution a on a.period = ${period.id} and a.person_id = l.person_id and a.practice_id = l.practice_id
      where l.claim_type = 'professional' and ${within(sql`l.service_date`, period)}
      group by l.payer, l.practice_id, l.organization_id, l.service_date
    ) d on d.payer = u.payer and d.practice_id = u.practice_id and d.organization_id = u.billing_organization_id
      and d.service_date >= u.first_day and d.service_date <= u.last_day
    group by u.payer, u.practice_id, u.organization_id`
}

/** No line is zero dollars; lines of which no amount is known are unknown. */
const DIRECT_FACTS = sql`
  select payer, practice_id, organization_id, 'direct_services_paid_usd' as fact,
    case when lines = 0 then '0.00' else cast(paid_usd as varchar) end as value, 'usd' as unit, cast(null as varchar) as explain_id
  from direct
  union all
  select payer, practice_id, organization_id, 'lines_without_amount', cast(without_amount as varchar), 'count', null
  from direct`

function rates(asked: readonly Sql[]): Sql {
  return sql`
    select u.payer, u.practice_id, u.organization_id, asked.fact, cast(r.rate_share as varchar) as value, 'share' as unit,
      case when r.practice_id is not null
        then 'measure_rate:' || asked.period || ':' || asked.measure || ':' || u.practice_id || ':all' end as explain_id
    from under_contract u
    cross join (values ${join(asked)}) as asked (fact, measure, period)
    left join measure_rate r on r.period = asked.period and r.measure = asked.measure and r.payer = 'all'
      and r.practice_id = u.practice_id`
}
