import { quotient } from '../lake/dialect.ts'
import { raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { measureRate } from './tables.ts'

/** The 97.5th percentile of the standard normal distribution: a two-sided 95 % interval. */
const Z = raw('cast(1.959963984540054 as double)')

/** Columns of the 95 % score interval of Wilson (JASA 22, 1927, 209-212), cut to 0 and 1 and rounded to nine digits. */
function wilson(sign: '+' | '-'): Sql {
  const n = sql`cast(denominator as double)`
  const p = sql`(cast(numerator as double) / ${n})`
  const center = sql`(${p} + ${Z} * ${Z} / (2 * ${n}))`
  const half = sql`(${Z} * sqrt(${p} * (1 - ${p}) / ${n} + ${Z} * ${Z} / (4 * ${n} * ${n})))`
  const end = sql`((${center} ${raw(sign)} ${half}) / (1 + ${Z} * ${Z} / ${n}))`
  return sql`case when denominator > 0
    then cast(round(least(greatest(${end}, 0), 1), 9) as decimal(18,9)) end`
}

/** One row per period, measure, practice and payer, and one with payer 'all'. Statuses are counted, nothing else. */
export const rates: Step = {
  table: measureRate,
  reads: ['measure_status', 'attribution', 'measure_payer'],
  keeps: { by: 'table' },
  relation: sql`
    with status as (
      select s.period, s.measure, a.practice_id, p.payer, s.status
      from measure_status s
      join attribution a on a.period = s.period and a.person_id = s.person_id
      join measure_payer p on p.period = s.period and p.person_id = s.person_id
      where a.practice_id is not null
    ), by_payer as (
      select period, measure, practice_id, payer,
        count(case when status = 'met' then 1 end) as numerator,
        count(case when status in ('met', 'gap') then 1 end) as denominator,
        count(case when status = 'excluded' then 1 end) as excluded
      from status group by period, measure, practice_id, payer
    ), counted as (
      select * from by_payer
      union all
      select period, measure, practice_id, 'all' as payer, sum(numerator), sum(denominator), sum(excluded)
      from by_payer group by period, measure, practice_id
    )
    select period, measure, practice_id, payer, numerator, denominator, excluded,
      ${quotient(sql`numerator`, sql`denominator`, 9)} as rate_share,
      ${wilson('-')} as low_share, ${wilson('+')} as high_share
    from counted`,
}
