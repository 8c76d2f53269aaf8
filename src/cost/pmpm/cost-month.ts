import { quotient } from '../../lake/dialect.ts'
import { sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import { NONE } from './panel.ts'
import type { ServiceCategories } from './service-category.ts'
import { costMonth } from './tables.ts'

/**
 * One row per payer, line of business, practice, category and month with a line, of the people whose spend counts: those
 * the payer covers in the period. The sums over months and categories are those of `person_cost`, to the cent.
 *
 * What a person spent above the point is taken from each month and category by its share of the person's spend, since
 * the point is one of the year and names no month: any order of taking would make the months or categories at its end
 * look cheap. Up to a cell its share of all is rounded to the cent, and a cell has the difference to the cell before, so
 * that the cells sum to the excess.
 */
export const costMonths = ({ rule }: ServiceCategories): Step => ({
  table: costMonth,
  reads: ['category_spend', 'person_cost', 'attribution'],
  keeps: { by: 'table' },
  relation: sql`
    with counted as (
      select c.period, c.payer, c.line_of_business, c.person_id, coalesce(a.practice_id, ${NONE}) as practice_id,
        c.spend_usd, cast((c.spend_usd - c.truncated_usd) * 100 as decimal(38,0)) as excess
      from person_cost c
      left join attribution a on a.period = c.period and a.person_id = c.person_id
    ), excess_cell as (
      select c.period, c.payer, c.line_of_business, c.practice_id, s.category, s.year_month, c.excess,
        c.spend_usd as of_usd, s.spend_usd,
        cast(sum(s.spend_usd) over (partition by s.period, s.payer, s.line_of_business, s.person_id
          order by s.year_month, s.category rows between unbounded preceding and current row) as decimal(38,2)) as up_to_usd
      from counted c
      join category_spend s on s.period = c.period and s.payer = c.payer and s.line_of_business = c.line_of_business
        and s.person_id = c.person_id
      where c.excess > 0
    ), cell as (
      select c.period, c.payer, c.line_of_business, c.practice_id, s.category, s.year_month, count(*) as people,
        sum(s.lines) as lines, sum(s.lines_without_amount) as lines_without_amount,
        sum(s.lines_unknown) as lines_unknown, sum(s.spend_usd) as spend_usd, 0 as excess
      from counted c
      join category_spend s on s.period = c.period and s.payer = c.payer and s.line_of_business = c.line_of_business
        and s.person_id = c.person_id
      group by c.period, c.payer, c.line_of_business, c.practice_id, s.category, s.year_month
      union all
      select period, payer, line_of_business, practice_id, category, year_month, 0, 0, 0, 0, 0,
        ${quotient(sql`(excess * up_to_usd)`, sql`of_usd`, 0)}
          - ${quotient(sql`(excess * (up_to_usd - spend_usd))`, sql`of_usd`, 0)}
      from excess_cell
    )
    select period, payer, line_of_business, practice_id, category, year_month, sum(people) as people,
      sum(lines) as lines, sum(lines_without_amount) as lines_without_amount, sum(lines_unknown) as lines_unknown,
      sum(spend_usd) as spend_usd, sum(excess) * cast(0.01 as decimal(3,2)) as excess_usd, ${rule} as rule
    from cell
    group by period, payer, line_of_business, practice_id, category, year_month`,
})
