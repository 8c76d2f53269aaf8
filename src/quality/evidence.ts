import { STAYS } from '../cost/stay.ts'
import { join, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { codeList, codesOf, oneOf } from '../terminology/code-list.ts'
import type { CodeSystem, ValueSet } from '../terminology/value-set.ts'
import { type Measure, valueSetsOf } from './read-measures.ts'
import { measureEvidence } from './tables.ts'

/** Where a code stands on a claim line. A type of bill is written by its first two digits. */
const ON_THE_LINE: readonly { system: CodeSystem; column: Sql }[] = [
  { system: 'hcpcs', column: raw('hcpcs_code') },
  { system: 'revenue', column: raw('revenue_center_code') },
  { system: 'bill-type', column: raw('substr(bill_type_code, 1, 2)') },
]

/** A line with a negative amount takes another one back: it shows no service. */
const NOT_TAKEN_BACK = raw('(spend_usd is null or spend_usd >= 0)')

/**
 * One row per person, value set and day: what the measures may use as evidence or as an exclusion. Visits are kept
 * only where they follow a stay that a measure counts: everybody has visits, and only those few are asked for.
 */
export function evidence(measures: readonly Measure[]): Step {
  const visits = measures.flatMap((measure) =>
    measure.numerator.kind === 'visit-after-stay' ? [measure.numerator] : [],
  )
  const visitSets = new Set(visits.map((visit) => visit.value_set))
  const sets = valueSetsOf(measures).filter((set) => !visitSets.has(set.value_set))
  const found = [
    ...ON_THE_LINE.filter(({ system }) => sets.some((set) => codesOf(set, system).length > 0)).map(
      ({ system, column }) => onTheLine(sets, system, column),
    ),
    ...sets.filter((set) => codesOf(set, 'loinc').length > 0).map(laboratory),
    ...visits.map((visit) => visitsAfterStays(visit, setOf(measures, visit.value_set))),
  ]
  return {
    table: measureEvidence,
    reads: ['person_line', 'lab_result', 'person_member', 'encounter'],
    keeps: { by: 'person' },
    relation: sql`
      with found as (${found.length > 0 ? join(found, ' union all ') : NONE}), ranked as (
        select *, row_number() over (
          partition by person_id, value_set, service_date
          order by (case when value is null then 1 else 0 end), value, evidence_table, file_id, record_number) as place
        from found
      )
      select person_id, value_set, service_date, value, evidence_table, file_id, record_number
      from ranked where place = 1`,
  }
}

const NONE = sql`
  select '' as person_id, '' as value_set, cast(null as date) as service_date, cast(null as decimal(18,4)) as value,
    '' as evidence_table, '' as file_id, 0 as record_number where false`

const setOf = (measures: readonly Measure[], key: string): ValueSet | undefined =>
  valueSetsOf(measures).find((set) => set.value_set === key)

function onTheLine(sets: readonly ValueSet[], system: CodeSystem, column: Sql): Sql {
  const all = [...new Set(sets.flatMap((set) => codesOf(set, system)))]
  return sql`
    select l.person_id, listed.value_set, l.service_date, cast(null as decimal(18,4)) as value,
      'medical_claim' as evidence_table, l.file_id, l.record_number
    from (
      select person_id, service_date, ${column} as code, file_id, record_number
      from person_line where claim_type <> 'pharmacy' and ${NOT_TAKEN_BACK} and ${oneOf(column, all)}
    ) l
    join ${codeList(sets, system)} on listed.code = l.code`
}

/** A result in another unit cannot be compared and is no evidence. The lowest of a day stands, as CMS122 has it. */
function laboratory(set: ValueSet): Sql {
  const comparable = set.units
    ? sql`and (r.source_units is null or ${oneOf(
        sql`lower(r.source_units)`,
        set.units.map((unit) => unit.toLowerCase()),
      )})`
    : sql``
  return sql`
    select m.person_id, ${set.value_set} as value_set, coalesce(r.collection_date, r.result_date) as service_date,
      r.result_value as value, 'lab_result' as evidence_table, r.file_id, r.record_number
    from lab_result r
    join person_member m on m.payer = r.payer and m.member_id = r.member_id
    where ${oneOf(sql`r.source_code`, codesOf(set, 'loinc'))} and lower(r.source_code_type) = 'loinc'
      and coalesce(r.collection_date, r.result_date) is not null ${comparable}`
}

function visitsAfterStays(visit: { from_day: number; to_day: number }, set: ValueSet | undefined): Sql {
  if (!set) return NONE
  return sql`
    select l.person_id, ${set.value_set} as value_set, l.service_date, cast(null as decimal(18,4)) as value,
      'medical_claim' as evidence_table, l.file_id, l.record_number
    from person_line l
    join ${STAYS} s on s.person_id = l.person_id
    where s.discharge_date is not null and ${NOT_TAKEN_BACK}
      and date_diff('day', s.discharge_date, l.service_date) between ${visit.from_day} and ${visit.to_day}
      and ((l.claim_type = 'professional' and ${oneOf(sql`l.place_of_service_code`, codesOf(set, 'place-of-service'))})
        or (l.claim_type = 'institutional' and ${oneOf(sql`substr(l.bill_type_code, 1, 2)`, codesOf(set, 'bill-type'))}))`
}
