import { quotient } from '../../lake/dialect.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { nonClaimsSpend } from './tables.ts'

/**
 * What was paid beside claims, for the days of each period. A payment for several periods is divided by days: up to a day
 * it has paid the share of its days that have passed, to the cent, and a period gets the difference, so that periods one
 * after the other sum to the payment. A span that ends before it begins counts on its first day.
 */
export const nonClaimsSpends = (...periods: readonly Period[]): Step => ({
  table: nonClaimsSpend,
  reads: ['non_claims_payment'],
  keeps: { by: 'table' },
  relation: sql`
    select period, payer, line_of_business, organization_id, coalesce(practice_id, '-') as practice_id, category,
      count(*) as payments, sum(amount_usd) as amount_usd
    from (${join(periods.map(ofPeriod), ' union all ')}) parts
    group by period, payer, line_of_business, organization_id, coalesce(practice_id, '-'), category`,
})

const ofPeriod = (period: Period): Sql => sql`
  select ${period.id} as period, payer, line_of_business, organization_id, practice_id, category,
    ${paidBy(period.end)} - ${paidBy(period.start)} as amount_usd
  from (
    select *, greatest(date_diff('day', service_period_start, service_period_end) + 1, 1) as days
    from non_claims_payment
  ) payment
  where service_period_start < cast(${literal(period.end)} as date)
    and greatest(service_period_start, service_period_end) >= cast(${literal(period.start)} as date)`

const paidBy = (day: string): Sql => {
  const passed = sql`least(greatest(date_diff('day', service_period_start, cast(${literal(day)} as date)), 0), days)`
  return quotient(sql`(paid_amount * ${passed})`, sql`days`, 2)
}
