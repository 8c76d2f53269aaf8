import { sorted } from '../lake/dialect.ts'
import { join, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import type { Period } from '../period.ts'
import { costValue } from './cost-file.ts'
import type { CostModel } from './cost-model.ts'
import { personMonths } from './months/person-months.ts'
import { categorySpends } from './pmpm/category-spend.ts'
import { personCost, truncationPoint } from './tables.ts'

/**
 * What was spent on each person, and the point above which no more is counted. The last two steps take the point from the
 * same rows in the same way, so that the last explains the other.
 *
 * Nearest rank: of the n people of a line of business, ordered by spend, the one at place ceil(share × n) sets the
 * point. Which of two people of the same spend comes first changes nothing. A person with two payers in a line of business stands in it once for each, as each payer sees one of them.
 */
export function personCosts(model: CostModel, ...periods: readonly Period[]): Step[] {
  return [
    categorySpends(model.categories, ...periods),
    {
      table: personCost,
      reads: ['member_month', 'category_spend'],
      keeps: {
        by: 'person',
        takeOver: sql`insert into person_total
          select period, payer, line_of_business, person_id, member_months, lines, lines_without_amount, spend_usd
          from kept_row`,
      },
      prepare: async (engine) => engine.run(sql`create or replace temp table person_total as ${spend(model, periods)}`),
      relation: sql`
        with point as (${points(model, periods, sql`person_total`)})
        select s.period, s.payer, s.line_of_business, s.person_id, s.member_months, s.lines, s.lines_without_amount,
          s.spend_usd, least(s.spend_usd, p.cap_usd) as truncated_usd
        from person_total s
        join point p on p.period = s.period and p.line_of_business = s.line_of_business`,
    },
    {
      table: truncationPoint,
      reads: ['person_cost'],
      keeps: { by: 'table' },
      relation: points(model, periods, sql`person_cost`),
    },
  ]
}

/** One row per period, payer, line of business and person with a month of coverage there; no lines is a spend of 0. */
const spend = (model: CostModel, periods: readonly Period[]): Sql => sql`
  with month as (${personMonths(model, periods, ['payer', 'line_of_business'])}), line as (
    select period, payer, line_of_business, person_id, sum(lines) as lines,
      sum(lines_without_amount) as lines_without_amount, sum(spend_usd) as spend_usd
    from category_spend group by period, payer, line_of_business, person_id
  )
  select m.period, m.payer, m.line_of_business, m.person_id, cast(m.member_months as decimal(18,4)) as member_months,
    coalesce(l.lines, 0) as lines,
    coalesce(l.lines_without_amount, 0) as lines_without_amount,
    cast(coalesce(l.spend_usd, 0) as decimal(18,2)) as spend_usd
  from month m
  left join line l on l.period = m.period and l.payer = m.payer and l.line_of_business = m.line_of_business
    and l.person_id = m.person_id`

/** One row per period and line of business. */
function points(model: CostModel, periods: readonly Period[], from: Sql): Sql {
  const shares = periods.map((period) => {
    const { value } = costValue(model, 'truncation_percentile', period.start)
    return sql`select ${period.id} as period, cast(${value} as decimal(9,6)) as percentile_share`
  })
  return sql`
    select period, line_of_business, percentile_share, people, place, greatest(spends[place], 0) as cap_usd,
      ${`${model.rule}/truncation_percentile`} as rule
    from (
      select c.*, s.percentile_share, cast(greatest(ceil(s.percentile_share * c.people), 1) as bigint) as place
      from (
        select period, line_of_business, count(*) as people, ${sorted(sql`array_agg(spend_usd)`)} as spends
        from ${from} group by period, line_of_business
      ) c join (${join(shares, ' union all ')}) s on s.period = c.period
    ) ranked`
}
