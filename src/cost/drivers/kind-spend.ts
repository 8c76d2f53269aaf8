import { sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { periodOf, within } from '../person-cost.ts'
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
    select l.period, l.payer, l.line_of_business, coalesce(a.practice_id, '-') as practice_id, l.kind, l.specialty,
      l.claim_type, l.place_of_service_code, sum(l.lines) as lines, sum(l.lines_without_amount) as lines_without_amount,
      coalesce(sum(l.spend_usd), 0) as spend_usd
    from (
      select period, payer, line_of_business, person_id, kind, specialty, claim_type, place_of_service_code,
        sum(case when spend_usd >= 0 then 1 when spend_usd < 0 then -1 else 0 end) as lines,
        count(*) - count(spend_usd) as lines_without_amount, sum(spend_usd) as spend_usd
      from (
        select ${periodOf(sql`p.service_date`, periods)} as period, p.payer, p.line_of_business, p.person_id,
          ${kindOfService('p')} as kind, coalesce(p.specialty, '-') as specialty, p.claim_type, p.place_of_service_code,
          p.spend_usd
        from person_line p where ${within(sql`p.service_date`, periods)}
      ) line
      group by period, payer, line_of_business, person_id, kind, specialty, claim_type, place_of_service_code
    ) l
    join person_cost c on c.period = l.period and c.payer = l.payer and c.line_of_business = l.line_of_business
      and c.person_id = l.person_id
    left join attribution a on a.period = l.period and a.person_id = l.person_id
    group by l.period, l.payer, l.line_of_business, coalesce(a.practice_id, '-'), l.kind, l.specialty, l.claim_type,
      l.place_of_service_code`,
})
