import { join, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Model } from '../model/read-model.ts'
import type { Period } from '../period.ts'
import { paymentFact } from './tables.ts'

/**
 * One row per payer, practice, model and fact, for every practice of an organization that has an arrangement in force.
 * 1. A practice is under its own organization's arrangement, else under that of the ACO the organization takes part in.
 * 2. A month of a person is paid by one payer, that of the primary coverage, and only while the arrangement runs.
 * 3. Rates count the members of all payers; so one fact is the same for each payer of a practice.
 */
export function paymentFactStep(
  model: Model,
  arrangements: readonly Arrangement[],
  period: Period,
  baseline: Period,
): Step {
  const inForce = arrangements.filter(
    (one) => one.model === model.id && one.start_date < period.end && (one.end_date ?? period.start) >= period.start,
  )
  const rates = model.measures.flatMap((measure) => [
    rateFact(`rate/${measure}`, measure, period),
    rateFact(`baseline_rate/${measure}`, measure, baseline),
  ])
  return {
    table: paymentFact,
    reads: ['practice', 'organization', 'attribution', 'member_month', 'person_line', 'measure_rate'],
    relation: sql`
      with contract as (${contracts(inForce)}),
      under_contract as (${UNDER_CONTRACT}),
      direct as (${directServices(period)}),
      fact as (
        ${memberMonths(period)} union all ${DIRECT_FACTS}
        ${rates.length > 0 ? sql`union all ${join(rates, ' union all ')}` : sql``}
      )
      select ${period.id} as period, payer, practice_id, organization_id, ${model.id} as model, fact, value, unit, explain_id
      from fact`,
  }
}

/** (payer, organization_id, first_day, next_day) of the arrangements. */
function contracts(arrangements: readonly Arrangement[]): Sql {
  const rows = arrangements.map(
    (one) => sql`
      select ${one.payer} as payer, ${one.organization_id} as organization_id,
        cast(${one.start_date} as date) as first_day, cast(${one.end_date} as date) as last_day`,
  )
  return rows.length > 0
    ? join(rows, ' union all ')
    : sql`select '' as payer, '' as organization_id, cast(null as date) as first_day, cast(null as date) as last_day where false`
}

/** One row per payer and practice under contract: whose contract it is, and the organization that bills. */
const UNDER_CONTRACT = sql`
  select payer, practice_id, organization_id, billing_organization_id, first_day, last_day
  from (
    select *, row_number() over (partition by payer, practice_id order by turn) as place
    from (
      select c.payer, p.practice_id, c.organization_id, p.organization_id as billing_organization_id,
        c.first_day, c.last_day, 1 as turn
      from practice p
      join contract c on c.organization_id = p.organization_id
      union all
      select c.payer, p.practice_id, c.organization_id, p.organization_id, c.first_day, c.last_day, 2
      from practice p
      join organization o on o.organization_id = p.organization_id
      join contract c on c.organization_id = o.parent_organization_id
    ) every_contract
  ) ranked
  where place = 1`

const during = (date: Sql, period: Period): Sql => sql`
  ${date} >= cast(${period.start} as date) and ${date} < cast(${period.end} as date)
    and ${date} >= u.first_day and (u.last_day is null or ${date} <= u.last_day)`

/** No month is zero months: the lake knows who is covered. */
function memberMonths(period: Period): Sql {
  return sql`
    select u.payer, u.practice_id, u.organization_id, 'member_months' as fact,
      cast(count(m.person_id) as varchar) as value, 'months' as unit, cast(null as varchar) as explain_id
    from under_contract u
    left join attribution a on a.period = ${period.id} and a.practice_id = u.practice_id
    left join member_month m on m.person_id = a.person_id and m.payer = u.payer and m.primary_coverage
      and ${during(sql`m.month_start`, period)}
    group by u.payer, u.practice_id, u.organization_id`
}

/** One row per payer and practice: the professional lines of its panel that its own clinicians gave and its organization billed. */
function directServices(period: Period): Sql {
  return sql`
    select u.payer, u.practice_id, u.organization_id, count(l.person_id) as lines, sum(l.paid_usd) as paid_usd,
      count(case when l.person_id is not null and l.paid_usd is null then 1 end) as without_amount
    from under_contract u
    left join (
      select l.person_id, l.payer, l.practice_id, l.organization_id, l.service_date, l.paid_usd
      from person_line l
      join attribution a on a.period = ${period.id} and a.person_id = l.person_id and a.practice_id = l.practice_id
      where l.claim_type = 'professional'
        and l.service_date >= cast(${period.start} as date) and l.service_date < cast(${period.end} as date)
    ) l on l.payer = u.payer and l.practice_id = u.practice_id and l.organization_id = u.billing_organization_id
      and ${during(sql`l.service_date`, period)}
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

function rateFact(fact: string, measure: string, period: Period): Sql {
  return sql`
    select u.payer, u.practice_id, u.organization_id, ${fact} as fact, cast(r.rate_share as varchar) as value,
      'share' as unit,
      case when r.practice_id is not null
        then ${`measure_rate:${period.id}:${measure}:`} || u.practice_id || ':all' end as explain_id
    from under_contract u
    left join measure_rate r on r.period = ${period.id} and r.measure = ${measure} and r.payer = 'all'
      and r.practice_id = u.practice_id`
}
