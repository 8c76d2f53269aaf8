import type { Engine } from '../lake/engine.ts'
import { join, raw, type Sql, sql } from '../lake/sql.ts'

type Naming = { statement: string; practice_id: string; clinician: string | null; attested_on: string }

/**
 * The clinician whom a statement names, by NPI: one of the practice on that day, and one only, whose name is the same but
 * for title, case and punctuation, or whose last name alone was given. Nobody else is guessed.
 */
export async function namedClinicians(
  engine: Engine,
  statements: readonly Naming[],
): Promise<ReadonlyMap<string, string>> {
  const naming = statements.flatMap(({ clinician, ...one }) => (clinician === null ? [] : [{ ...one, clinician }]))
  const found = new Map<string, string>()
  for (let from = 0; from < naming.length; from += 500) {
    const rows = naming
      .slice(from, from + 500)
      .map((one) => sql`(${one.statement}, ${one.practice_id}, ${one.clinician}, ${one.attested_on}::date)`)
    const known = await engine.rows<{ statement: string; npi: string }>(sql`
      with named as (
        select statement, practice_id, attested_on, ${letters(raw('clinician'))} as name
        from (values ${join(rows)}) as v(statement, practice_id, clinician, attested_on)
      ), at_practice as (
        select npi, practice_id, start_date, end_date, ${letters(raw('clinician_name'))} as name,
          ${letters(sql`regexp_extract(trim(regexp_replace(upper(clinician_name), ${TITLES}, ' ', 'g')), '[^ ]+$')`)} as last
        from affiliation where clinician_name is not null
      )
      select n.statement, min(a.npi) as npi
      from named n join at_practice a on a.practice_id = n.practice_id and n.name in (a.name, a.last)
        and a.start_date <= n.attested_on and (a.end_date is null or a.end_date >= n.attested_on)
      where n.name <> ''
      group by n.statement having count(distinct a.npi) = 1`)
    for (const { statement, npi } of known) found.set(statement, npi)
  }
  return found
}

const TITLES = '\\b(DR|DOCTOR|MD|DO|NP|PA|RN|CNS)\\b|[.,]'
const letters = (column: Sql): Sql =>
  sql`regexp_replace(regexp_replace(upper(${column}), ${TITLES}, ' ', 'g'), '[^A-Z]', '', 'g')`
