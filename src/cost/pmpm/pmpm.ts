import { perMonth } from '../../lake/dialect.ts'
import { id, join, type Sql, sql } from '../../lake/sql.ts'
import { NONE } from './panel.ts'

/** What cost per member and month may be told by, and the column that holds it. */
export const PMPM_BY = {
  payer: 'payer',
  line: 'line_of_business',
  practice: 'practice_id',
  category: 'category',
  month: 'year_month',
} as const
export type PmpmBy = keyof typeof PMPM_BY

export type PmpmAsked = { period: string; by: readonly PmpmBy[]; practice?: string | undefined }

/**
 * One row per combination of what is asked for, in one period: people, their member months, spend, the part above the
 * truncation points, and both costs per member and month. Where people and months are the same for several rows (by
 * category) each row has them. `completeness` is the least complete of the claims behind a row. Spend without a month of
 * coverage beside it has no cost per month.
 */
export function pmpm({ period, by, practice }: PmpmAsked): Sql {
  const all = Object.keys(PMPM_BY).filter((one): one is PmpmBy => by.includes(one as PmpmBy))
  const columns = (kept: readonly PmpmBy[]) => join([sql`1 as one`, ...kept.map((one) => id(PMPM_BY[one]))])
  const grouped = (kept: readonly PmpmBy[]) => join([sql`one`, ...kept.map((one) => id(PMPM_BY[one]))])
  const same = (left: string, right: string, kept: readonly PmpmBy[]) =>
    join(
      ['one', ...kept.map((one) => PMPM_BY[one])].map(
        (name) => sql`${id(left)}.${id(name)} = ${id(right)}.${id(name)}`,
      ),
      ' and ',
    )
  const keys = (kept: readonly PmpmBy[]) => all.filter((one) => kept.includes(one))
  const covered = keys(['payer', 'line', 'practice', 'month'])
  const counted = keys(['payer', 'line', 'practice'])
  const paid = keys(by.includes('month') ? ['payer', 'line', 'month'] : ['payer', 'line'])
  const ofPractice = practice === undefined ? sql`true` : sql`practice_id = ${practice}`
  const total = (column: 'payer' | 'line') => (by.includes(column) ? sql`<> 'all'` : sql`= 'all'`)
  const people = by.includes('month')
    ? sql`select ${grouped(covered)}, cast(sum(people) as bigint) as people from month group by ${grouped(covered)}`
    : sql`select ${grouped(counted)}, count(distinct person_id) as people from (
        select ${columns(counted)}, person_id from (
          select c.payer, c.line_of_business, c.person_id, coalesce(a.practice_id, ${NONE}) as practice_id
          from person_cost c left join attribution a on a.period = c.period and a.person_id = c.person_id
          where c.period = ${period}
        ) person where ${ofPractice}
      ) keyed group by ${grouped(counted)}`
  return sql`
    with month as (
      select ${columns(covered)}, people, member_months from practice_month
      where period = ${period} and payer ${total('payer')} and line_of_business ${total('line')} and ${ofPractice}
    ), months as (
      select ${grouped(covered)}, sum(member_months) as member_months from month group by ${grouped(covered)}
    ), persons as (${people}), cost as (
      select ${grouped(all)}, cast(sum(lines) as bigint) as lines, cast(sum(lines_without_amount) as bigint) as lines_without_amount,
        cast(sum(lines_unknown) as bigint) as lines_unknown, sum(spend_usd) as spend_usd, sum(excess_usd) as excess_usd
      from (select *, 1 as one from cost_month where period = ${period} and ${ofPractice}) c
      group by ${grouped(all)}
    ), claims as (
      select ${grouped(paid)}, max(case completeness when 'complete' then 1 when 'partly' then 2 when 'too-early' then 3
          else 4 end) as place
      from (select *, 1 as one from ${id(by.includes('month') ? 'completed_month' : 'completed_period')}
        where period = ${period}) m
      group by ${grouped(paid)}
    ), beside as (
      select ${join(
        ['one', ...all.map((one) => PMPM_BY[one])].map((name) =>
          name === 'category' ? sql`c.category` : sql`coalesce(c.${id(name)}, m.${id(name)}) as ${id(name)}`,
        ),
      )},
        m.member_months, coalesce(c.lines, 0) as lines, coalesce(c.lines_without_amount, 0) as lines_without_amount,
        coalesce(c.lines_unknown, 0) as lines_unknown, coalesce(c.spend_usd, 0) as spend_usd,
        coalesce(c.excess_usd, 0) as excess_usd
      from cost c ${by.includes('category') ? sql`left` : sql`full`} join months m on ${same('c', 'm', covered)}
    )
    select ${all.length > 0 ? sql`${join(all.map((one) => sql`b.${id(PMPM_BY[one])}`))},` : sql``}
      coalesce(p.people, 0) as people, coalesce(b.member_months, 0) as member_months, b.lines, b.lines_without_amount,
      b.lines_unknown, b.spend_usd, b.excess_usd, ${perMonth(sql`b.spend_usd`, sql`b.member_months`, 2)} as pmpm_usd,
      ${perMonth(sql`(b.spend_usd - b.excess_usd)`, sql`b.member_months`, 2)} as truncated_pmpm_usd,
      case l.place when 1 then 'complete' when 2 then 'partly' when 3 then 'too-early' else 'unknown' end as completeness
    from beside b
    left join persons p on ${same('p', 'b', by.includes('month') ? covered : counted)}
    left join claims l on ${same('l', 'b', paid)}
    order by ${join([...all.map((one) => sql`b.${id(PMPM_BY[one])}`), sql`b.spend_usd`])}`
}
