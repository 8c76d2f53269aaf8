import { literal, raw, type Sql, sql } from './sql.ts'

/**
 * The words that one engine spells differently from another, each under a plain name. Everything else is SQL that
 * DuckDB and Trino both know.
 */

/** Letters without their accents: José is JOSE after `upper`. */
export const unaccented = (text: Sql): Sql => sql`strip_accents(${text})`

/** The MD5 of a text as 32 hexadecimal digits. */
export const md5Text = (text: Sql): Sql => sql`md5(${text})`

/** The letters of a text in alphabetical order. */
export const sortedLetters = (text: Sql): Sql => sql`array_to_string(list_sort(string_split(${text}, '')), '')`

/** Rows may be written in any order: a result is known by its sorted rows, and the engine needs less memory. */
export const ANY_ORDER: Sql = raw('set preserve_insertion_order = false')

/** A number per row that any order of rows adds up to the same sum of; compared within one version of the engine. */
export const rowHash = (columns: Sql): Sql => sql`cast(hash(${columns}) as hugeint)`

/**
 * The exact quotient of two decimals, rounded half away from zero to `places`; empty when the divisor is zero.
 * The engine's own division of decimals passes through a float, so this divides whole numbers.
 */
export function quotient(dividend: Sql, divisor: Sql, places: number): Sql {
  const scale = raw(`1${'0'.repeat(places)}`)
  const unit = raw(places === 0 ? '1' : `0.${'0'.repeat(places - 1)}1`)
  const whole = (value: Sql) => sql`cast(abs(cast(${value} as decimal(38,2))) * 100 as hugeint)`
  const sign = sql`case when (${dividend} < 0) = (${divisor} < 0) then 1 else -1 end`
  const rounded = sql`((2 * ${whole(dividend)} * ${scale} + ${whole(divisor)}) // (2 * ${whole(divisor)}))`
  return sql`case when ${divisor} <> 0
    then cast(${sign} * ${rounded} * cast(${unit} as decimal(38,${raw(String(places))})) as decimal(38,${raw(String(places))})) end`
}

/** One row per object of a JSON array, each named member as text. Thousands of rows in one bound value. */
export function rowsOfJson(json: Sql, names: readonly string[]): Sql {
  const shape = JSON.stringify([Object.fromEntries(names.map((name) => [name, 'VARCHAR']))])
  return sql`select unnest(from_json(cast(${json} as json), ${literal(shape)}), recursive := true)`
}

/** Whether the text holds the pattern (RE2) somewhere. */
export const holds = (text: Sql, pattern: string): Sql => sql`regexp_matches(${text}, ${pattern})`

/** What the pattern's second group matches first in the text; empty where it matches nothing. */
export const secondGroup = (text: Sql, pattern: string): Sql => sql`nullif(regexp_extract(${text}, ${pattern}, 2), '')`
