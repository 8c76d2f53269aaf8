import { id, join, type Sql, sql } from '../../lake/sql.ts'
import { encounterRows, encounterTables, linesOfEncounters } from '../encounter.ts'
import type { EncounterModel } from '../encounter-model.ts'

/** One encounter, and whose lines are looked at: those of one payer alone, or all (null). */
export type OneEncounter = { person_id: string; encounter_id: string; payer: string | null }

/**
 * The row of `encounter` as the lines looked at make it; none where they make no such one. One statement over the person's
 * lines, without a table of its own, for an engine that many read.
 */
export const encounterOf = (model: EncounterModel, one: OneEncounter): Sql => sql`
  ${withTables(model, one)} select * from (${encounterRows(model)}) e where e.encounter_id = ${one.encounter_id}`

/** One row per line of the encounter: part, payer, service_date, spend_usd, file_id, record_number, claim_line_number. */
export const linesOf = (model: EncounterModel, one: OneEncounter): Sql => sql`
  ${withTables(model, one)}
  select part, payer, service_date, spend_usd, file_id, record_number, claim_line_number
  from (${linesOfEncounters(model, linesLookedAt(one))}) l where l.encounter_id = ${one.encounter_id}
  order by service_date, part, file_id, record_number, claim_line_number`

/**
 * One row per facility's claim of the encounter, in the order in which they follow one another: first_date, last_date, what it
 * is (stay, observation or emergency), and whether it comes from another facility than the claim before it.
 */
export const claimsOf = (model: EncounterModel, one: OneEncounter): Sql => sql`
  ${withTables(model, one)}
  select first_date, last_date, what, facility <> lag(facility) over (order by ${CLAIM_ORDER}) as elsewhere
  from (
    select s.encounter_id, 'stay' as what, min(l.began) as first_date,
      case when max(l.discharge_date) >= min(l.began) then max(l.discharge_date)
        when min(s.kind) = 'skilled-nursing' then greatest(min(l.began), max(l.service_date)) else min(l.began) end as last_date,
      min(l.facility) as facility, l.payer, l.claim_id
    from encounter_line l
    join stay s on s.kind = l.kind and s.first_date <= l.began and s.last_date >= l.began
    where l.own and (l.spend_usd is null or l.spend_usd >= 0)
    group by s.encounter_id, l.payer, l.data_source, l.plan, l.line_of_business, l.claim_id
    union all
    select encounter_id, case when claim_observed then 'observation' else 'emergency' end, first_date, last_date, facility, payer,
      claim_id
    from visit_of_claim
  ) claim
  where encounter_id = ${one.encounter_id}
  order by ${CLAIM_ORDER}`

const CLAIM_ORDER = sql`case when what = 'stay' then 1 else 0 end, first_date, last_date, payer, claim_id`

const linesLookedAt = ({
  person_id,
  payer,
}: OneEncounter): Sql => sql`(select * from person_line where person_id = ${person_id}
    and payer = coalesce(cast(${payer} as varchar), payer))`

const withTables = (model: EncounterModel, one: OneEncounter): Sql => {
  const tables = encounterTables(model, linesLookedAt(one))
  return sql`with ${join(tables.map(({ name, rows }) => sql`${id(name)} as (${rows})`))}`
}
