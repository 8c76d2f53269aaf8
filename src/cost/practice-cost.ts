import { perMonth, quotient } from '../lake/dialect.ts'
import { type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { periodOf, within } from './in-period.ts'
import { type Counted, personMonths } from './months/person-months.ts'
import { practiceCost } from './tables.ts'

/**
 * One row per period, practice and payer, and one with payer 'all', over the people attributed to the practice. A
 * person of two payers counts once among the people of 'all', and a month under two plans once among its months.
 */
export function practiceCosts(counted: Counted, ...periods: readonly Period[]): Step {
  return {
    table: practiceCost,
    reads: ['attribution', 'member_month', 'person_cost', 'person_line'],
    keeps: { by: 'table' },
    relation: sql`
      with panel as (
        select period, person_id, practice_id, organization_id from attribution where practice_id is not null
      ), ${months(counted, periods)}, ${cost}, ${others(periods)}
      select m.period, m.practice_id, m.payer, c.people, m.member_months, c.spend_usd, c.truncated_usd,
        ${perMonth(sql`c.truncated_usd`, sql`m.member_months`, 2)} as pmpm_usd,
        coalesce(o.other_billers, 0) as other_billers,
        case when o.spend_usd > 0 and o.largest_usd >= 0
          then ${quotient(sql`o.largest_usd`, sql`o.spend_usd`, 9)} end as largest_other_share
      from practice_months m
      join practice_spend c on c.period = m.period and c.practice_id = m.practice_id and c.payer = m.payer
      left join other_biller o on o.period = m.period and o.practice_id = m.practice_id and o.payer = m.payer`,
  }
}

const months = (counted: Counted, periods: readonly Period[]): Sql => sql`
  practice_months as (
    select p.period, p.practice_id, m.payer, sum(m.member_months) as member_months
    from (${personMonths(counted, periods, ['payer'], [])}) m
    join panel p on p.period = m.period and p.person_id = m.person_id
    group by p.period, p.practice_id, m.payer
  )`

const cost: Sql = sql`
  person_payer as (
    select p.period, p.practice_id, c.payer, c.person_id, sum(c.spend_usd) as spend_usd,
      sum(c.truncated_usd) as truncated_usd
    from person_cost c join panel p on p.period = c.period and p.person_id = c.person_id
    group by p.period, p.practice_id, c.payer, c.person_id
  ), practice_spend as (
    select period, practice_id, payer, count(*) as people, sum(spend_usd) as spend_usd,
      sum(truncated_usd) as truncated_usd
    from person_payer group by period, practice_id, payer
    union all
    select period, practice_id, 'all', count(*), sum(spend_usd), sum(truncated_usd)
    from (
      select period, practice_id, person_id, sum(spend_usd) as spend_usd, sum(truncated_usd) as truncated_usd
      from person_payer group by period, practice_id, person_id
    ) p
    group by period, practice_id
  )`

// Another organization is known by its key in the directory, else by the tax number or NPI it bills under.
const others = (periods: readonly Period[]): Sql => sql`
  billed as (
    select p.period, p.practice_id, l.payer, coalesce(l.organization_id, l.billing_tin, l.billing_npi) as biller,
      sum(l.spend_usd) as spend_usd
    from (
      select ${periodOf(sql`service_date`, periods)} as period, person_id, payer, organization_id, billing_tin,
        billing_npi, spend_usd
      from person_line
      where ${within(sql`service_date`, periods)}
        and coalesce(organization_id, billing_tin, billing_npi) is not null
    ) l
    join panel p on p.period = l.period and p.person_id = l.person_id
    where l.organization_id is null or l.organization_id <> p.organization_id
    group by p.period, p.practice_id, l.payer, coalesce(l.organization_id, l.billing_tin, l.billing_npi)
  ), other_biller as (
    select period, practice_id, payer, count(*) as other_billers, sum(spend_usd) as spend_usd,
      max(spend_usd) as largest_usd
    from billed group by period, practice_id, payer
    union all
    select period, practice_id, 'all', count(*), sum(spend_usd), max(spend_usd)
    from (
      select period, practice_id, biller, sum(spend_usd) as spend_usd
      from billed group by period, practice_id, biller
    ) b
    group by period, practice_id
  )`
