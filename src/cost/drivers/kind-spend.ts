import { sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { periodOf, within } from '../in-period.ts'
import { kindOfService } from './kind-of-service.ts'
import { kindSpend } from './tables.ts'

/**
 * One row per period, payer, line of business, practice, kind of service and specialty, of the people whose spend counts: those the
 * payer covers in the period. A line that takes an amount back takes its service back too.
 */
export const kindSpends = (...periods: readonly Period[]): Step => ({
  table: kindSpend,
  reads: ['person_line', 'person_cost', 'attribution'],
  keeps: { by: 'table' },
  relation: sql`
    select period, payer, line_of_business, practice_id, ${kindOfService('line')} as kind, specialty, claim_type,
      place_of_service_code, sum(lines) as lines, sum(lines_without_amount) as lines_without_amount,
      coalesce(sum(spend_usd), 0) as spend_usd
    from (
      select c.period, c.payer, c.line_of_business, coalesce(a.practice_id, '-') as practice_id, p.claim_type,
        p.place_of_service_code, p.bill_type_code, p.drg_code, p.hcpcs_code, p.revenue_center_code,
        coalesce(p.specialty, '-') as specialty,
        sum(case when p.spend_usd >= 0 then 1 when p.spend_usd < 0 then -1 else 0 end) as lines,
        count(*) - count(p.spend_usd) as lines_without_amount, sum(p.spend_usd) as spend_usd
      from person_line p
      join person_cost c on c.period = ${periodOf(sql`p.service_date`, periods)} and c.payer = p.payer
        and c.line_of_business = p.line_of_business and c.person_id = p.person_id
      left join attribution a on a.period = c.period and a.person_id = c.person_id
      where ${within(sql`p.service_date`, periods)}
      group by c.period, c.payer, c.line_of_business, coalesce(a.practice_id, '-'), p.claim_type,
        p.place_of_service_code, p.bill_type_code, p.drg_code, p.hcpcs_code, p.revenue_center_code,
        coalesce(p.specialty, '-')
    ) line
    group by period, payer, line_of_business, practice_id, ${kindOfService('line')}, specialty, claim_type,
      place_of_service_code`,
})
