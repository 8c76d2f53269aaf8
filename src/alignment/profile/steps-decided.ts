import { type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'

/**
 * One row per payer, rule and step of the rule that decided, empty where none did: payer, rule, step, members. Counted are those
 * with a month under the payer in the period, on any list of it: who had the payer for other months than the list's counts too,
 * so that a step is rather found busy than idle.
 */
export const stepsDecided = (period: Period): Sql => sql`
  select m.payer, r.rule, r.step, count(*) as members
  from (select distinct rule, step, person_id from rule_attribution where period = ${period.id}) r
  join (
    select distinct payer, person_id from member_month
    where month_start >= cast(${period.start} as date) and month_start < cast(${period.end} as date)
  ) m on m.person_id = r.person_id
  group by m.payer, r.rule, r.step`
