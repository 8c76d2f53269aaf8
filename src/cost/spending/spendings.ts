import { perMonth } from '../../lake/dialect.ts'
import { sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { coveredMonths } from '../months/covered-months.ts'
import type { Counted } from '../months/person-months.ts'
import { spending } from './tables.ts'

/** Claims and what is paid beside them, of payers with coverage or a payment in the period. */
export const spendings = (counted: Counted, ...periods: readonly Period[]): Step => ({
  table: spending,
  reads: ['person_cost', 'member_month', 'non_claims_spend'],
  keeps: { by: 'table' },
  relation: sql`
    with months as (${coveredMonths(counted, periods)}),
    spent as (
      select period, payer, line_of_business, sum(spend_usd) as claims_usd,
        sum(lines_without_amount) as lines_without_amount, 0 as non_claims_usd
      from person_cost group by period, payer, line_of_business
      union all
      select period, payer, line_of_business, 0, 0, sum(amount_usd)
      from non_claims_spend group by period, payer, line_of_business
    ), summed as (
      select period, coalesce(payer, 'all') as payer, coalesce(line_of_business, 'all') as line_of_business,
        sum(claims_usd) as claims_usd, sum(lines_without_amount) as lines_without_amount,
        sum(non_claims_usd) as non_claims_usd
      from spent
      group by grouping sets ((period, payer, line_of_business), (period, payer), (period))
    )
    select s.period, s.payer, s.line_of_business, coalesce(m.member_months, 0) as member_months, s.claims_usd,
      s.lines_without_amount, s.non_claims_usd, s.claims_usd + s.non_claims_usd as total_usd,
      ${perMonth(sql`s.claims_usd`, sql`m.member_months`, 2)} as claims_pmpm_usd,
      ${perMonth(sql`s.non_claims_usd`, sql`m.member_months`, 2)} as non_claims_pmpm_usd,
      ${perMonth(sql`(s.claims_usd + s.non_claims_usd)`, sql`m.member_months`, 2)} as total_pmpm_usd
    from summed s
    left join months m on m.period = s.period and m.payer = s.payer and m.line_of_business = s.line_of_business`,
})
