import { quotient } from '../../lake/dialect.ts'
import { type Sql, sql } from '../../lake/sql.ts'

const whole = (value: Sql): Sql => sql`cast(${value} as hugeint)`

/** What is agreed on by chance alone. `chance`: the sum, over answers, of how often the one and the other give it, multiplied. */
export const chanceOf = (people: Sql, chance: Sql): Sql => quotient(chance, sql`${whole(people)} * ${whole(people)}`, 9)

/**
 * Cohen's kappa, (observed - chance) / (1 - chance), in whole numbers of people until the one division; empty where chance
 * alone would agree on all. J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
 * Measurement 20 (1960), 37-46.
 */
export const kappaOf = (people: Sql, same: Sql, chance: Sql): Sql =>
  quotient(
    sql`(${whole(people)} * ${whole(same)} - ${chance})`,
    sql`(${whole(people)} * ${whole(people)} - ${chance})`,
    9,
  )
