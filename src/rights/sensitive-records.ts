import { holds } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import { labResult } from '../lake/tables/lab-result.ts'
import { DIAGNOSES, medicalClaim, PROCEDURES } from '../lake/tables/medical-claim.ts'
import { pharmacyClaim } from '../lake/tables/pharmacy-claim.ts'
import type { Rights } from './rights.ts'
import { CLAIM, type Falling, type Keeping, prepareHits } from './sensitive-hits.ts'
import type { SensitiveSet } from './sensitive-sets.ts'

/**
 * Leaves `sensitive_claim` (one row per claim and set that it falls under, of those that may not be used) and
 * `sensitive_result` (one row per laboratory result). A set in force takes a claim out unless the member permits; a set
 * that is not takes out the claims of members who said no.
 */
export async function prepareSensitive(engine: Engine, { sets, in_force }: Rights, keeping?: Keeping): Promise<void> {
  const said = await engine.rows<{ category: string }>(sql`
    select distinct category from stated where decision = 'deny' order by category`)
  const denied = new Set(said.map((row) => row.category))
  const asked = sets.filter((set) => in_force.includes(set.key) || denied.has(set.key))
  await prepareHits(engine, asked.flatMap(falling), keeping)
  const barred = asked.map((set) => {
    const isOn = in_force.includes(set.key)
    return sql`(t.set_key = ${set.key} and ${isOn ? raw('not') : raw('')} exists (
      select 1 from stated s where s.payer = t.payer and s.member_id = coalesce(n.current_member_id, t.member_id)
        and s.category = ${set.key} and s.decision = ${isOn ? 'permit' : 'deny'}))`
  })
  const hit = sql`sensitive_hit t left join member_number n on n.payer = t.payer and n.member_id = t.member_id
    where (${barred.length > 0 ? join(barred, ' or ') : raw('false')})`
  await engine.run(sql`create or replace temp table sensitive_claim as
    select distinct t.table_name, ${join(CLAIM.map((column) => sql`t.${id(column)}`))}, t.set_key
    from ${hit} and t.table_name <> ${labResult.name}`)
  await engine.run(sql`create or replace temp table sensitive_result as
    select t.file_id, t.record_number, t.set_key from ${hit} and t.table_name = ${labResult.name}`)
}

const falling = (set: SensitiveSet): Falling[] =>
  [
    { table_name: medicalClaim.name, falls: inMedical(set) },
    { table_name: pharmacyClaim.name, falls: inPharmacy(set) },
    { table_name: labResult.name, falls: isIn('t.source_code', set.loinc_codes) },
  ].flatMap(({ table_name, falls }) => (falls ? [{ table_name, falls, set_key: set.key }] : []))

/** One row per record and set: the claim goes whole, all its lines. */
export const sensitiveRecords = (): Sql => sql`
  select t.table_name, t.file_id, t.record_number, c.set_key as reason
  from sensitive_line t
    join sensitive_claim c on c.table_name = t.table_name and ${join(
      CLAIM.map((column) => sql`c.${id(column)} = t.${id(column)}`),
      ' and ',
    )}
  union all select ${literal(labResult.name)}, file_id, record_number, set_key from sensitive_result`

function inMedical(set: SensitiveSet): Sql | null {
  return any([
    begins('diagnosis_code', DIAGNOSES, set.diagnosis_prefixes),
    begins('procedure_code', PROCEDURES, set.procedure_prefixes),
    isIn('t.hcpcs_code', set.hcpcs_codes),
    isIn('t.revenue_center_code', set.revenue_codes),
    set.drg_codes.length > 0
      ? sql`(${isIn('t.drg_code', set.drg_codes)} and coalesce(t.drg_code_type, 'ms-drg') = 'ms-drg')`
      : null,
    ...['t.rendering_npi', 't.billing_npi', 't.facility_npi'].map((column) => isIn(column, set.npis)),
  ])
}

const inPharmacy = (set: SensitiveSet): Sql | null =>
  any([
    isIn('t.ndc_code', set.ndc_codes),
    isIn('t.prescribing_provider_npi', set.npis),
    isIn('t.dispensing_provider_npi', set.npis),
  ])

function any(tests: readonly (Sql | null)[]): Sql | null {
  const given = tests.flatMap((test) => test ?? [])
  return given.length > 0 ? sql`(${join(given, ' or ')})` : null
}

const isIn = (column: string, codes: readonly string[]): Sql | null =>
  codes.length > 0 ? sql`coalesce(upper(${raw(column)}) in (${join(codes.map(literal))}), false)` : null

/** One look at all of a row's codes together: twenty-five columns one by one cost many times as much. */
function begins(column: string, count: number, prefixes: readonly string[]): Sql | null {
  if (prefixes.length === 0) return null
  const all = Array.from({ length: count }, (_, i) => raw(`t.${column}_${i + 1}`))
  return holds(sql`upper(concat_ws(' ', ${join(all)}))`, `(^| )(${prefixes.join('|')})`)
}
