import { quotient } from '../../lake/dialect.ts'
import { join, literal, type Sql, sql } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Period } from '../../period.ts'
import { costValue } from '../cost-file.ts'
import type { CostModel } from '../cost-model.ts'
import { NONE } from './panel.ts'
import { costOutlier } from './tables.ts'

/**
 * One row per period, payer, line of business and person whose spend is out of line, by the first that holds: a line with
 * an amount that nobody believes, more taken back than given, spend above the truncation point, a large part of what all
 * people of the practice spent. Nothing is changed by it: every amount counts as it was sent, cut at the point.
 */
export function costOutliers(model: CostModel, ...periods: readonly Period[]): Step {
  const key = (parameter: string) => `${model.rule}/${parameter}`
  const shares = periods.map(
    (
      period,
    ) => sql`select ${literal(period.id)} as period, cast(${costValue(model, 'outlier_practice_share', period.start).value} as decimal(18,9)) as practice_share,
      cast(${costValue(model, 'least_person_spend_usd', period.start).value} as decimal(18,2)) as least_usd`,
  )
  const reason: Sql = sql`case when lines_above_bound > 0 then 'line-above-bound' when spend_usd < least_usd then 'spend-below-zero'
    when spend_usd > cap_usd then 'above-truncation-point' when practice_share >= from_share then 'share-of-practice' end`
  return {
    table: costOutlier,
    reads: ['person_cost', 'truncation_point', 'category_spend', 'attribution'],
    keeps: { by: 'table' },
    relation: sql`
      with bound as (${join(shares, ' union all ')}), odd_line as (
        select period, payer, line_of_business, person_id, sum(lines_below_zero) as lines_below_zero,
          sum(lines_above_bound) as lines_above_bound
        from category_spend where lines_below_zero > 0 or lines_above_bound > 0
        group by period, payer, line_of_business, person_id
      ), panel as (
        select c.period, c.payer, c.line_of_business, c.person_id, a.practice_id, c.spend_usd, c.truncated_usd
        from person_cost c left join attribution a on a.period = c.period and a.person_id = c.person_id
      ), practice_spend as (
        select period, payer, line_of_business, practice_id, sum(spend_usd) as spend_usd
        from panel where practice_id is not null group by period, payer, line_of_business, practice_id
      ), beside as (
        select p.period, p.payer, p.line_of_business, p.person_id, coalesce(p.practice_id, ${NONE}) as practice_id,
          p.spend_usd, t.cap_usd, p.spend_usd - p.truncated_usd as excess_usd, b.least_usd, b.practice_share as from_share,
          coalesce(o.lines_below_zero, 0) as lines_below_zero, coalesce(o.lines_above_bound, 0) as lines_above_bound,
          case when r.spend_usd > 0 then ${quotient(sql`p.spend_usd`, sql`r.spend_usd`, 9)} end as practice_share
        from panel p
        join bound b on b.period = p.period
        join truncation_point t on t.period = p.period and t.line_of_business = p.line_of_business
        left join practice_spend r on r.period = p.period and r.payer = p.payer
          and r.line_of_business = p.line_of_business and r.practice_id = p.practice_id
        left join odd_line o on o.period = p.period and o.payer = p.payer
          and o.line_of_business = p.line_of_business and o.person_id = p.person_id
      ), found as (
        select *, ${reason} as reason from beside
      ), by_category as (
        select s.period, s.payer, s.line_of_business, s.person_id, s.category, sum(s.spend_usd) as spend_usd
        from category_spend s
        join found f on f.period = s.period and f.payer = s.payer and f.line_of_business = s.line_of_business
          and f.person_id = s.person_id
        where f.reason is not null
        group by s.period, s.payer, s.line_of_business, s.person_id, s.category
      ), largest as (
        select *, row_number() over (partition by period, payer, line_of_business, person_id
          order by spend_usd desc, category) as place
        from by_category where spend_usd > 0
      )
      select f.period, f.payer, f.line_of_business, f.person_id, f.practice_id, f.spend_usd, f.cap_usd, f.excess_usd,
        f.practice_share, l.category, l.spend_usd as category_usd, f.lines_below_zero, f.lines_above_bound, f.reason,
        case f.reason when 'line-above-bound' then ${`${model.categories.rule}/largest_line_usd`}
          when 'spend-below-zero' then ${key('least_person_spend_usd')}
          when 'above-truncation-point' then ${key('truncation_percentile')} else ${key('outlier_practice_share')} end as rule
      from found f
      left join largest l on l.period = f.period and l.payer = f.payer and l.line_of_business = f.line_of_business
        and l.person_id = f.person_id and l.place = 1
      where f.reason is not null`,
  }
}
