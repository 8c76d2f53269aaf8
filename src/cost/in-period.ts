import { join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Period } from '../period.ts'

/** The period that a day is in; unknown where in none. */
export const periodOf = (day: Sql, periods: readonly Period[]): Sql =>
  sql`case ${join(
    periods.map((period) => sql`when ${inside(day, period)} then ${literal(period.id)}`),
    ' ',
  )} end`

/** Whether a day is in one of the periods. */
export const within = (day: Sql, periods: readonly Period[]): Sql =>
  sql`(${join(
    periods.map((period) => inside(day, period)),
    ' or ',
  )})`

const inside = (day: Sql, period: Period): Sql =>
  sql`${day} >= cast(${literal(period.start)} as date) and ${day} < cast(${literal(period.end)} as date)`
