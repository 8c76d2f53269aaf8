import { quotient } from '../../lake/dialect.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import type { PrimaryCare, SpendingModel } from './spending-model.ts'
import { spendingShare } from './tables.ts'

/** A payer's contract with an organization, and the categories of payment of its model; none where it says none. */
export type Contract = {
  payer: string
  organization_id: string
  start_date: string
  end_date: string | null
  lan_categories: readonly string[]
}

/**
 * What of the spending goes to primary care, by each definition, in every period; and what is paid under each category of
 * payment models, in the period whose contracts are known.
 */
export function spendingShares(model: SpendingModel, contracts: readonly Contract[], period: Period): Step[] {
  const of = { table: spendingShare, reads: ['kind_spend', 'non_claims_spend', 'spending', 'practice', 'organization'] }
  return [
    {
      ...of,
      reads: [...of.reads, 'affiliation'],
      relation: shareOf(join(model.primary_care.map(primaryCare), ' union all '), 'primary-care', model.rule),
    },
    { ...of, relation: shareOf(byCategory(model, contracts, period), 'payment-category', model.rule) },
  ]
}

/** Sums (period, payer, line_of_business, definition, claims_usd, non_claims_usd) over lines and payers, by all that was spent. */
const shareOf = (counted: Sql, kind: string, rule: string): Sql => sql`
  select c.period, c.payer, c.line_of_business, ${kind} as kind, c.definition, c.claims_usd, c.non_claims_usd,
    s.total_usd as of_usd,
    case when s.total_usd > 0 then ${quotient(sql`(c.claims_usd + c.non_claims_usd)`, sql`s.total_usd`, 9)} end as share,
    ${rule} as rule
  from (
    select period, coalesce(payer, 'all') as payer, coalesce(line_of_business, 'all') as line_of_business, definition,
      sum(claims_usd) as claims_usd, sum(non_claims_usd) as non_claims_usd
    from (${counted}) one
    group by grouping sets ((period, payer, line_of_business, definition), (period, payer, definition), (period, definition))
  ) c
  join spending s on s.period = c.period and s.payer = c.payer and s.line_of_business = c.line_of_business`

const isOneOf = (column: Sql, values: readonly string[]): Sql =>
  values.length > 0 ? sql`coalesce(${column} in (${join(values.map(literal))}), false)` : sql`false`

const primaryCare = ({ definition, specialties, places, non_claims }: PrimaryCare): Sql => sql`
  select period, payer, line_of_business, ${definition} as definition,
    case when claim_type = 'professional' and ${isOneOf(sql`specialty`, specialties)}
      and ${places ? isOneOf(sql`place_of_service_code`, places) : sql`true`} then spend_usd else 0 end as claims_usd,
    0 as non_claims_usd
  from kind_spend
  union all
  select n.period, n.payer, n.line_of_business, ${definition}, 0,
    case when ${isOneOf(sql`n.category`, non_claims)} and o.organization_id is not null then n.amount_usd else 0 end
  from non_claims_spend n
  left join (
    select distinct p.organization_id from practice p
    join affiliation a on a.practice_id = p.practice_id where ${isOneOf(sql`a.specialty`, specialties)}
  ) o on o.organization_id = n.organization_id`

/** A practice is under its own organization's contract, else under that of the ACO the organization takes part in. */
function byCategory(model: SpendingModel, contracts: readonly Contract[], period: Period): Sql {
  const rows = contracts
    .filter((one) => one.start_date < period.end && (one.end_date ?? period.start) >= period.start)
    .map((one) => {
      const rank = Math.max(
        -1,
        ...one.lan_categories.map((category) => model.payment_categories.order.indexOf(category)),
      )
      const category = model.payment_categories.order[rank] ?? 'unknown'
      return sql`(cast(${one.payer} as varchar), cast(${one.organization_id} as varchar), cast(${category} as varchar), cast(${rank} as integer))`
    })
  const listed = rows.length > 0 ? sql`(values ${join(rows)})` : sql`(select '', '', '', 0 where false)`
  return sql`
    with contract as (
      select payer, organization_id, max_by(category, rank) as category
      from ${listed} as listed (payer, organization_id, category, rank) group by payer, organization_id
    ), organization_contract as (
      select organization_id, payer, min_by(category, turn) as category
      from (
        select organization_id, payer, category, 1 as turn from contract
        union all
        select o.organization_id, c.payer, c.category, 2
        from organization o join contract c on c.organization_id = o.parent_organization_id
      ) each_contract
      group by organization_id, payer
    )
    select k.period, k.payer, k.line_of_business, coalesce(c.category, '1') as definition, k.spend_usd as claims_usd,
      0 as non_claims_usd
    from kind_spend k
    left join practice p on p.practice_id = k.practice_id
    left join organization_contract c on c.organization_id = p.organization_id and c.payer = k.payer
    where k.period = ${period.id}
    union all
    select n.period, n.payer, n.line_of_business, coalesce(c.category, 'unknown'), 0, n.amount_usd
    from non_claims_spend n
    left join organization_contract c on c.organization_id = n.organization_id and c.payer = n.payer
    where n.period = ${period.id}`
}
