import { join, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { addMonths, type Period } from '../../period.ts'
import { ruleList } from './tables.ts'

/** Why a rule does not see a person at all; such people are on neither side of a comparison. */
export const NOT_SEEN = 'not-in-population'

/**
 * One row per rule and list. Of the lists of one rule that hold in a period's last month, one stands for the rule in
 * comparisons: the final one, else the one that could be made last.
 */
export function ruleLists(...periods: readonly Period[]): Step {
  return {
    table: ruleList,
    reads: ['rule_attribution'],
    keeps: { by: 'table' },
    relation: sql`
      with listed as (
        select rule, list, kind, period, effective_from, effective_until, known_on, count(*) as people,
          count(practice_id) as attributed, count(distinct practice_id) as practices
        from rule_attribution where reason <> ${NOT_SEEN}
        group by rule, list, kind, period, effective_from, effective_until, known_on
      ), held as (
        select l.rule, l.list, m.period, row_number() over (partition by l.rule, m.period
          order by case l.kind when 'final' then 0 else 1 end, l.known_on desc, l.effective_from desc, l.list) as turn
        from listed l join (${lastMonths(periods)}) m on l.effective_from <= m.month and l.effective_until > m.month
      )
      select l.rule, l.list, l.kind, l.period, l.effective_from, l.effective_until, l.known_on,
        row_number() over (partition by l.rule, l.kind order by l.effective_from, l.known_on, l.list) as place,
        lag(l.list) over (partition by l.rule, l.kind order by l.effective_from, l.known_on, l.list) as previous_list,
        h.period as compared_in, l.people, l.attributed, l.practices
      from listed l left join held h on h.rule = l.rule and h.list = l.list and h.turn = 1`,
  }
}

const lastMonths = (periods: readonly Period[]): Sql =>
  join(
    periods.map(({ id, end }) => sql`select ${id} as period, cast(${addMonths(end, -1)} as date) as month`),
    ' union all ',
  )
