import type { AttributionRule } from '../../attribution/rule.ts'
import { rowsOfJson } from '../../lake/dialect.ts'
import { join, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { idleStep } from '../tables.ts'

/**
 * Which steps of which rule placed nobody. Looked at are those with a month under the payer in the period, on any list of it:
 * who had the payer for other months than the list's counts too, so that a step is rather found busy than idle. Of a payer
 * without members on the rule's lists there is no row.
 */
export function idleSteps(rules: readonly AttributionRule[], ...periods: readonly Period[]): Step {
  const each = rules.flatMap(({ rule, steps }) => steps.map((_, i) => ({ rule, step: String(i + 1) })))
  return {
    table: idleStep,
    reads: ['rule_attribution', 'member_month'],
    relation: join(
      periods.map((period) => ofPeriod(each, period)),
      ' union all ',
    ),
    keeps: { by: 'table' },
  }
}

const ofPeriod = (each: readonly { rule: string; step: string }[], { id, start, end }: Period): Sql => sql`
  select ${id} as period, l.payer, l.rule, s.step, d.step is null as idle
  from (select distinct payer, rule from (${decided({ id, start, end })}) r) l
  join (
    select rule, cast(step as bigint) as step from (${rowsOfJson(sql`${JSON.stringify(each)}`, ['rule', 'step'])}) given
  ) s on s.rule = l.rule
  left join (${decided({ id, start, end })}) d on d.payer = l.payer and d.rule = l.rule and d.step = s.step`

const decided = ({ id, start, end }: Pick<Period, 'id' | 'start' | 'end'>): Sql => sql`
  select distinct m.payer, r.rule, r.step
  from rule_attribution r
  join (
    select distinct payer, person_id from member_month
    where month_start >= cast(${start} as date) and month_start < cast(${end} as date)
  ) m on m.person_id = r.person_id
  where r.period = ${id}`
