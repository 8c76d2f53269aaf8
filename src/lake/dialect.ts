import { id, join, literal, raw, type Sql, sql } from './sql.ts'

/**
 * The words that one engine spells differently from another, each under a plain name. Everything else is SQL that
 * DuckDB and Trino both know.
 */

/** Letters without their accents: José is JOSE after `upper`. */
export const unaccented = (text: Sql): Sql => sql`strip_accents(${text})`

/** The MD5 of a text as 32 hexadecimal digits. */
export const md5Text = (text: Sql): Sql => sql`md5(${text})`

/** The first 64 bits of the MD5 of a text as a whole number. */
export const md5Number = (text: Sql): Sql => sql`cast(md5_number_upper(${text}) as hugeint)`

/** Texts one after the other, an empty one as nothing: in one go, where `||` makes a text anew at each place. */
export const joinedTexts = (texts: readonly Sql[]): Sql => sql`concat(${join(texts)})`

/** The letters of a text in alphabetical order. */
export const sortedLetters = (text: Sql): Sql => sql`array_to_string(list_sort(string_split(${text}, '')), '')`

/** Rows may be written in any order: a result is known by its sorted rows, and the engine needs less memory. */
export const ANY_ORDER: Sql = raw('set preserve_insertion_order = false')

/** A decimal as text, without zeros after its last digit. */
export const plain = (decimal: Sql): Sql => sql`rtrim(rtrim(cast(${decimal} as varchar), '0'), '.')`

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

/** The quotient of an amount by months, which may have parts of four places. */
export const perMonth = (amount: Sql, months: Sql, places: number): Sql =>
  quotient(sql`(${amount} * 10000)`, sql`(${months} * 10000)`, places)

/**
 * The exact share, to nine places and a half up, that a part has of a whole; both are decimals of two places, the part from zero
 * to the whole. Empty where the whole is zero. Many times as quick as `quotient`: a float comes near, and what is left over
 * says whether to go one place up or down.
 */
export function shareOf(part: Sql, whole: Sql): Sql {
  const near = sql`cast(cast(${part} as double) / nullif(cast(${whole} as double), 0) as decimal(20,9))`
  const left = sql`2 * (cast(${part} as decimal(29,11)) - ${near} * cast(${whole} as decimal(18,2)))`
  const place = sql`cast(0.000000001 as decimal(10,9)) * cast(${whole} as decimal(18,2))`
  return sql`${near} + case when ${left} >= ${place} then cast(0.000000001 as decimal(10,9))
    when ${left} < -${place} then cast(-0.000000001 as decimal(10,9)) else 0 end`
}

/** The quotient of two whole numbers from zero, rounded half up to a whole number; the divisor is not zero. */
export const roundedQuotient = (dividend: Sql, divisor: Sql): Sql =>
  sql`((2 * (${dividend}) + (${divisor})) // (2 * (${divisor})))`

/** One row per object of a JSON array, each named member as text. Thousands of rows in one bound value. */
export function rowsOfJson(json: Sql, names: readonly string[]): Sql {
  const shape = JSON.stringify([Object.fromEntries(names.map((name) => [name, 'VARCHAR']))])
  return sql`select unnest(from_json(cast(${json} as json), ${literal(shape)}), recursive := true)`
}

/** Whether the text holds the pattern (RE2) somewhere. */
export const holds = (text: Sql, pattern: string): Sql => sql`regexp_matches(${text}, ${pattern})`

/** What the pattern's second group matches first in the text; empty where it matches nothing. */
export const secondGroup = (text: Sql, pattern: string): Sql => sql`nullif(regexp_extract(${text}, ${pattern}, 2), '')`

/** A JSON text read as the declared shape, its numbers as text; what is of another kind there is empty. */
export const shaped = (json: Sql, shape: object): Sql => sql`from_json(${json}, ${literal(JSON.stringify(shape))})`

export const isJson = (text: Sql): Sql => sql`json_valid(${text})`

/** The text of a member of a JSON object, by its path ($.id). */
export const jsonText = (json: Sql, path: string): Sql => sql`json_extract_string(${json}, ${literal(path)})`

/** A part of a JSON text, as JSON. */
export const jsonPart = (json: Sql, path: string): Sql => sql`cast(json_extract(${json}, ${literal(path)}) as varchar)`

export const jsonKind = (json: Sql): Sql => sql`json_type(${json})`

/** Whether an object names a member twice: the outermost one (`$`), or any of the objects a path with [*] means. */
export const namesTwice = (json: Sql, path: string): Sql =>
  path.includes('*')
    ? sql`coalesce(len(list_filter(json_keys(${json}, ${literal(path)}), lambda k: len(k) > len(list_distinct(k)))) > 0, false)`
    : sql`coalesce(len(json_keys(${json}, ${literal(path)})) > len(list_distinct(json_keys(${json}, ${literal(path)}))), false)`

/** The elements of a list for which a condition on the element, under its name, holds; in their order. */
export const elementsWhere = (list: Sql, name: string, holds: Sql): Sql =>
  sql`list_filter(${list}, lambda ${raw(name)}: coalesce(${holds}, false))`

export const firstWhere = (list: Sql, name: string, holds: Sql): Sql => sql`(${elementsWhere(list, name, holds)})[1]`

export const someWhere = (list: Sql, name: string, holds: Sql): Sql =>
  sql`coalesce(len(${elementsWhere(list, name, holds)}) > 0, false)`

/** Each element of a list as another value. */
export const eachAs = (list: Sql, name: string, value: Sql): Sql =>
  sql`list_transform(${list}, lambda ${raw(name)}: ${value})`

/** The lists of a list as one. */
export const joinedLists = (lists: Sql): Sql => sql`flatten(${lists})`

/** Lists one after the other; an empty value counts as no elements. */
export const concatenated = (lists: readonly Sql[]): Sql => joinedLists(sql`[${join(lists)}]`)

/** The element at a place, from 1; empty where the list is shorter. */
export const elementAt = (list: Sql, place: number): Sql => sql`(${list})[${raw(String(place))}]`

export const lengthOf = (list: Sql): Sql => sql`coalesce(len(${list}), 0)`

/** A list without what it says a second time, in its order, without empty elements. */
export const withoutRepeats = (list: Sql): Sql =>
  sql`list_filter(${list}, lambda one_of_list, place_in_list:
    one_of_list is not null and list_position(${list}, one_of_list) = place_in_list)`

/** Sorted by the elements themselves: of records, by their first member, then the next. */
export const sorted = (list: Sql): Sql => sql`list_sort(${list})`

export const distinctCount = (list: Sql): Sql => sql`coalesce(list_unique(${list}), 0)`

/** A value with named members. */
export const recordOf = (members: Readonly<Record<string, Sql>>): Sql =>
  sql`struct_pack(${join(Object.entries(members).map(([name, value]) => sql`${raw(name)} := ${value}`))})`

/** In a select list: one row per element, and its place from 1. */
export const oneRowEach = (list: Sql, element: string, place: string): Sql =>
  sql`unnest(${list}) as ${raw(element)}, generate_subscripts(${list}, 1) as ${raw(place)}`

/** The first days of the months from the month of one day to the month of another. */
export const monthsFrom = (first: Sql, last: Sql): Sql =>
  sql`generate_series(date_trunc('month', ${first}), date_trunc('month', ${last}), interval 1 month)`

/**
 * The months of one calendar year that a group's days lie in, as one number; such numbers are put together by `monthsOfAll`
 * and counted by `countOfMonths`. Many times as quick as to count what is distinct.
 */
export const monthsOfDays = (day: Sql): Sql => sql`bit_or(cast(1 as bigint) << (month(${day}) - 1))`
export const monthsOfAll = (months: Sql): Sql => sql`bit_or(${months})`
export const countOfMonths = (months: Sql): Sql => sql`cast(bit_count(${months}) as bigint)`
export const hasMonth = (months: Sql, day: Sql): Sql =>
  sql`(${months} & (cast(1 as bigint) << (month(${day}) - 1))) <> 0`

/** The months since year zero: months that follow each other differ by one. */
export const monthNumber = (day: Sql): Sql => sql`cast(year(${day}) * 12 + month(${day}) - 1 as bigint)`

export const lastOfMonth = (day: Sql): Sql => sql`last_day(${day})`

/** In a select list: one row per whole number from one to another; none where the first is greater. */
export const eachNumber = (first: Sql, last: Sql): Sql => sql`unnest(range(${first}, ${last} + 1))`

/** Days of a month as one number, the first as its lowest bit; put together by \`daysOfAll\`, counted by \`countOfDays\`. */
export const daysBetween = (first: Sql, last: Sql): Sql =>
  sql`((cast(1 as bigint) << ${last}) - (cast(1 as bigint) << (${first} - 1)))`
export const daysOfAll = (days: Sql): Sql => sql`bit_or(${days})`
export const countOfDays = (days: Sql): Sql => sql`cast(bit_count(${days}) as bigint)`
/** The part of its month that days are, in ten-thousandths, half of one up; `monthsOfParts` makes months of them again. */
export const partOfMonth = (days: Sql, month: Sql): Sql =>
  sql`((${countOfDays(days)} * 20000 + day(last_day(${month}))) // (2 * day(last_day(${month}))))`
export const monthsOfParts = (parts: Sql): Sql => sql`(cast(${parts} as decimal(18,0)) * cast(0.0001 as decimal(5,4)))`
export const sumOfParts = (parts: Sql): Sql => monthsOfParts(sql`sum(${parts})`)
export const hasDay = (days: Sql, day: number): Sql => sql`(${days} & ${raw(String(2 ** (day - 1)))}) <> 0`
/** The month of a day as YYYYMM. */
export const yearMonth = (day: Sql): Sql => sql`cast(year(${day}) * 100 + month(${day}) as varchar)`

/**
 * A statement that names a list of texts, so that a column of them is kept as their places: a large table is written in
 * half the time. They sort as the texts do where the list is sorted, and are read back as texts.
 */
export const enumeration = (name: string, texts: Sql): Sql =>
  sql`create or replace temp type ${id(name)} as enum (${texts})`
/** The texts of a column under its name, and the empty one: an enumeration of nothing is refused. */
export const enumerationOf = (column: string, table: string): Sql =>
  enumeration(column, sql`select ${id(column)} from ${id(table)} union select '' order by ${id(column)}`)
export const placeIn = (name: string, text: Sql): Sql => sql`cast(${text} as ${id(name)})`
export const ENUMERATIONS: Sql = sql`select type_name as name from duckdb_types()
  where database_name = 'temp' and logical_type = 'ENUM' and not internal order by type_name`

/** How a text is written: each digit as 9, each letter as A, everything else as it is. */
export const shapeOf = (text: Sql): Sql =>
  sql`regexp_replace(regexp_replace(${text}, '\\p{N}', '9', 'g'), '\\p{L}|\\p{M}', 'A', 'g')`

/** A text's digits, and nothing else of it. */
export const digitsOf = (text: Sql): Sql => sql`regexp_replace(${text}, '[^0-9]', '', 'g')`

/** The value that stands beside one of a list of keys; empty where the key does not stand there. */
export const valueBeside = (keys: Sql, values: Sql, key: Sql): Sql => sql`(${values})[list_position(${keys}, ${key})]`

/** The value that stands where a name stands in a list of names; empty where it does not stand. */
export const valueNamed = (names: Sql, values: Sql, name: string): Sql => valueBeside(names, values, literal(name))

export const hasAnyOf = (list: Sql, values: readonly string[]): Sql =>
  sql`coalesce(list_has_any(${list}, [${join(values.map((value) => literal(value)))}]), false)`

/** A list in the opposite order. */
export const reversed = (list: Sql): Sql => sql`list_reverse(${list})`

export const isIn = (value: Sql, list: Sql): Sql => sql`coalesce(list_contains(${list}, ${value}), false)`

/** The sum of a list of decimals, exact; empty where it has none. */
export const sumOf = (list: Sql): Sql => sql`list_sum(${list})`

/** In a select list: one row per element. */
export const eachRow = (list: Sql): Sql => sql`unnest(${list})`

/** Parquet files as one relation; a column that one of them lacks is empty there. */
export const parquetFiles = (paths: readonly string[]): Sql =>
  sql`read_parquet([${join(paths.map(literal))}], union_by_name = true)`

/** Of a group, what the row with the least keys has; of two keys, the first counts, and an empty one comes last. */
export const leastBy = (what: Sql, keys: readonly Sql[]): Sql =>
  sql`arg_min(${what}, struct_pack(${join(keys.map((key, i) => sql`${raw(`k${i}`)} := ${key}`))}))`
/** The places, from 1 to 60, of a group as one number; `unbroken` says how many of them follow one another from 1. */
export const placesOfAll = (place: Sql): Sql => sql`bit_or(cast(1 as bigint) << (cast(${place} as integer) - 1))`
export const unbroken = (places: Sql): Sql => sql`(cast(bit_count(xor(${places}, ${places} + 1)) as bigint) - 1)`
