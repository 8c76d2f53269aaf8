import { join, type Sql, sql } from '../lake/sql.ts'
import type { CodeSystem, ValueSet } from './value-set.ts'

export const codesOf = (set: ValueSet, system: CodeSystem): readonly string[] => set.codes[system] ?? []

/** A relation (value_set, code) of one code system; without rows where no set names the system. */
export function codeList(sets: readonly ValueSet[], system: CodeSystem): Sql {
  const rows = sets.flatMap((set) => codesOf(set, system).map((code) => sql`(${set.value_set}, ${code})`))
  return rows.length > 0
    ? sql`(values ${join(rows)}) as listed (value_set, code)`
    : sql`(select '' as value_set, '' as code where false) as listed`
}

/** `column in (…)`, or false for an empty list. */
export function oneOf(column: Sql, values: readonly string[]): Sql {
  return values.length > 0 ? sql`${column} in (${join(values.map((value) => sql`${value}`))})` : sql`false`
}
