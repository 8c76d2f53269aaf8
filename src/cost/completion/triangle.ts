import { yearMonth } from '../../lake/dialect.ts'
import { sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { claimsTriangle } from './tables.ts'

/** One row per payer, line of business, month of service and month of payment: the one pass over the lines. */
export const claimsTriangles: Step = {
  table: claimsTriangle,
  reads: ['person_line'],
  keeps: { by: 'table' },
  relation: sql`
    select payer, line_of_business, service_month, coalesce(paid_month, '-') as paid_month, sum(lines) as lines,
      sum(lines_without_amount) as lines_without_amount, coalesce(sum(spend_usd), 0) as spend_usd,
      max(last_paid) as last_paid
    from (
      select payer, line_of_business, ${yearMonth(sql`service_date`)} as service_month,
        ${yearMonth(sql`paid_date`)} as paid_month, count(*) as lines,
        count(*) - count(spend_usd) as lines_without_amount, sum(spend_usd) as spend_usd, max(paid_date) as last_paid
      from person_line
      group by payer, line_of_business, service_date, paid_date
    ) days
    group by payer, line_of_business, service_month, paid_month`,
}
