import { periodOf, within } from '../../cost/in-period.ts'
import { partOfMonth, sumOfParts } from '../../lake/dialect.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Model } from '../../model/read-model.ts'
import type { Period } from '../../period.ts'
import type { SupportRule } from './support-rule.ts'
import { payerSupport, supportedPractice } from './tables.ts'

export type SupportOf = { rule: SupportRule; models: readonly Model[]; period: Period; baseline: Period }

/**
 * One row per period, payer and practice supported. A payment counts in the period in which what it pays for begins. What
 * a payer sent goes before its statements; a payment to an organization or ACO supports all its practices.
 */
export function supportedPractices(of: SupportOf): Step {
  return {
    table: supportedPractice,
    reads: [...READS(of), 'practice', 'organization'],
    relation: sql`
      with ${support(of)}, place as (
        select period, payer, basis, practice_id from support where practice_id is not null
        union all
        select s.period, s.payer, s.basis, p.practice_id
        from support s join practice p on p.organization_id = s.organization_id where s.practice_id is null
        union all
        select s.period, s.payer, s.basis, p.practice_id
        from support s join organization o on o.parent_organization_id = s.organization_id
        join practice p on p.organization_id = o.organization_id where s.practice_id is null
      )
      select period, payer, practice_id, min(basis) as basis from place group by period, payer, practice_id`,
  }
}

/**
 * One row per period and payer that is somebody's first coverage on a panel, or that spends on support. A payer of whom
 * neither payments nor statements are there is unknown, not zero, and so is one with a line that has no amount yet.
 */
export function payerSupports(of: SupportOf): Step {
  const { period, baseline } = of
  const periods = [period, baseline]
  return {
    table: payerSupport,
    reads: [...READS(of), 'supported_practice', 'attribution', 'member_month'],
    relation: sql`
      with ${support(of)}, spent as (
        select period, payer, min(basis) as basis,
          case when count(*) = count(amount_usd) then sum(amount_usd) end as support_usd
        from (
          select period, payer, basis, amount_usd from support
          union all select period, payer, 'sent', 0.00 from said
        ) every_one
        group by period, payer
      ), own_month as (
        select ${periodOf(sql`m.month_start`, periods)} as period, m.payer, m.person_id, m.month_start, m.days
        from member_month m where m.primary_coverage and ${within(sql`m.month_start`, periods)}
      ), on_panel as (
        select m.period, m.payer, m.person_id, a.practice_id,
          ${sumOfParts(partOfMonth(sql`m.days`, sql`m.month_start`))} as months
        from own_month m
        join attribution a on a.period = m.period and a.person_id = m.person_id and a.practice_id is not null
        group by m.period, m.payer, m.person_id, a.practice_id
      ), shared as (select distinct period, practice_id from supported_practice),
      counted as (
        select p.period, p.payer,
          coalesce(sum(case when o.practice_id is not null then p.months end), 0) as member_months,
          count(o.practice_id) as people,
          coalesce(sum(case when s.practice_id is not null then p.months end), 0) as shared_months,
          count(s.practice_id) as shared_people
        from on_panel p
        left join supported_practice o on o.period = p.period and o.payer = p.payer and o.practice_id = p.practice_id
        left join shared s on s.period = p.period and s.practice_id = p.practice_id
        group by p.period, p.payer
      ), places as (
        select period, payer, count(*) as practices from supported_practice group by period, payer
      )
      select coalesce(c.period, t.period) as period, coalesce(c.payer, t.payer) as payer,
        coalesce(t.basis, 'unknown') as basis, t.support_usd, coalesce(l.practices, 0) as practices,
        coalesce(c.member_months, 0) as member_months, coalesce(c.people, 0) as people,
        coalesce(c.shared_months, 0) as shared_months, coalesce(c.shared_people, 0) as shared_people
      from counted c
      full join spent t on t.period = c.period and t.payer = c.payer
      left join places l on l.period = coalesce(c.period, t.period) and l.payer = coalesce(c.payer, t.payer)`,
  }
}

const READS = ({ models }: SupportOf): string[] => [
  'non_claims_payment',
  ...(models.length > 0 ? ['statement_line'] : []),
]

/** `support`: one row per payment or statement line; of a payer that sent payments of a period, only those. */
function support({ rule, models, period, baseline }: SupportOf): Sql {
  const periods = [period, baseline]
  const lines = models.flatMap((model) =>
    model.components.filter(({ supports }) => supports).map(({ component }) => sql`(${model.id}, ${component})`),
  )
  const stated = sql`
    select l.period, l.payer, l.organization_id, nullif(l.practice_id, l.organization_id) as practice_id,
      'statements' as basis, l.amount_usd
    from statement_line l
    join (values ${join(lines)}) as c(model, component) on c.model = l.model and c.component = l.component
    left join said s on s.period = l.period and s.payer = l.payer
    where s.payer is null`
  return sql`
    said as (
      select distinct ${periodOf(sql`service_period_start`, periods)} as period, payer
      from non_claims_payment where ${within(sql`service_period_start`, periods)}
    ), support as (
      select ${periodOf(sql`service_period_start`, periods)} as period, payer, organization_id, practice_id,
        'sent' as basis, paid_amount as amount_usd
      from non_claims_payment
      where ${within(sql`service_period_start`, periods)} and category in (${join(rule.categories.map(literal))})
      ${lines.length > 0 ? sql`union all ${stated}` : sql``}
    )`
}
