import { countOfMonths, daysOfAll, monthsOfAll, monthsOfDays, partOfMonth, sumOfParts } from '../../lake/dialect.ts'
import { id, join, type Sql, sql } from '../../lake/sql.ts'
import type { Period } from '../../period.ts'
import { periodOf, within } from '../in-period.ts'
import { countsParts, type MonthPolicy } from './month-policy.ts'

/** What a person's months are told by. */
type Key = 'payer' | 'line_of_business'
/** How `member_month` was counted. */
export type Counted = { member_months: MonthPolicy }

/**
 * One row per period, person and each grouping: the keys that a grouping names, 'all' in those it is over, `person_id`,
 * `member_months`. Days under two plans count once in each row. A month of a person is rounded once, to four places, and
 * from there on only added.
 */
export function personMonths(
  { member_months: policy }: Counted,
  periods: readonly Period[],
  ...groupings: readonly (readonly Key[])[]
): Sql {
  const keys = (['payer', 'line_of_business'] as const).filter((key) => groupings.some((one) => one.includes(key)))
  const month = sql`
    select ${periodOf(sql`month_start`, periods)} as period, person_id, month_start, days${keysOf(keys)}
    from member_month where ${within(sql`month_start`, periods)}`
  return (countsParts(policy) ? inParts : whole)(month, keys, groupings)
}

/** Where no payer counts parts, the months of a year are marks of one number: many times as quick as to look at each. */
function whole(month: Sql, keys: readonly Key[], groupings: readonly (readonly Key[])[]): Sql {
  const own = monthsOfDays(sql`month_start`)
  if (groupings.length === 1)
    return sql`
      select period, person_id, ${countOfMonths(own)} as member_months${keysOf(keys)}
      from (${month}) m group by period, person_id${keysOf(keys)}`
  return sql`
    select period, person_id, ${countOfMonths(monthsOfAll(sql`months`))} as member_months${named(keys)}
    from (
      select period, person_id, ${own} as months${keysOf(keys)}
      from (${month}) m group by period, person_id${keysOf(keys)}
    ) one
    group by grouping sets (${join(groupings.map((own) => sql`(period, person_id${keysOf(own)})`))})`
}

function inParts(month: Sql, keys: readonly Key[], groupings: readonly (readonly Key[])[]): Sql {
  return sql`
    select period, person_id, ${sumOfParts(partOfMonth(sql`days`, sql`month_start`))} as member_months${keysOf(keys)}
    from (
      select period, person_id, month_start, ${daysOfAll(sql`days`)} as days${named(keys)}
      from (${month}) m
      group by grouping sets (${join(groupings.map((own) => sql`(period, person_id, month_start${keysOf(own)})`))})
    ) each_month
    group by period, person_id${keysOf(keys)}`
}

const keysOf = (keys: readonly Key[]): Sql => join([sql``, ...keys.map(id)])
const named = (keys: readonly Key[]): Sql =>
  join([sql``, ...keys.map((key) => sql`coalesce(${id(key)}, 'all') as ${id(key)}`)])
