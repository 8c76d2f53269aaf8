import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { clinicianLines, visitClaims, visits } from './encounter/visit.ts'
import { ENCOUNTER_KINDS, type EncounterModel, STAY_KINDS } from './encounter-model.ts'
import { among, lineIs, lineIsAny, revenueIsAny } from './line-condition.ts'
import { stays } from './stay.ts'
import { encounter } from './tables.ts'

/**
 * One row per person and encounter: a stay in hospital or in a nursing facility, an observation, or a visit to an
 * emergency department. A line belongs to one encounter at most.
 * 1. Lines that show a stay and clinicians' lines are set aside, with the kind that they show; outpatient hospital claims
 *    are added up claim by claim.
 * 2. Stays, then visits: a visit that ends in a stay is part of it and has no row.
 * 3. Lines are added up: of a stay, the facility's and those of clinicians at the hospital (or nursing facility) while
 *    it lasts; of a visit, all lines of its claims and those of clinicians in the emergency room.
 * 4. A stay in hospital is a readmission to the stay before it when it begins within the model's days.
 */
export function encounters(model: EncounterModel): Step {
  return {
    table: encounter,
    reads: ['person_line'],
    keeps: { by: 'person' },
    prepare: async (engine) => {
      for (const { name, rows } of encounterTables(model, sql`person_line`))
        await engine.run(sql`create or replace temp table ${id(name)} as ${rows}`)
    },
    relation: encounterRows(model),
  }
}

/** What encounters are read from, each from those before it, by name: temporary tables in a run, else parts of a statement. */
export const encounterTables = (model: EncounterModel, lines: Sql): { name: string; rows: Sql }[] => [
  { name: 'encounter_line', rows: candidates(model, lines) },
  { name: 'stay', rows: stays(model) },
  { name: 'visit_claim', rows: visitClaims(model, lines) },
  { name: 'visit_of_claim', rows: visits },
  { name: 'clinician_line', rows: clinicianLines },
]

/** The rows of `encounter`, from `encounterTables`. */
export const encounterRows = (model: EncounterModel): Sql => sql`
      with every as (${every(model)}), added as (${ADDED})
      select e.person_id, e.encounter_id, e.kind, e.first_date, e.last_date, e.discharge_date, e.discharge_disposition_code,
        e.claims, e.facilities, e.transfers,
        greatest(coalesce(v.emergency, 0), case when e.emergency then 1 else 0 end) as emergency_visits, coalesce(v.observed, case when e.kind = 'observation' then 1 else 0 end) as observations,
        e.first_date - e.last_before as days_since_stay, case when e.is_index and e.first_date - e.last_before <= ${model.readmission.days}
          then e.stay_before end as readmission_of,
        coalesce(a.payers, 0) as payers, coalesce(a.lines, 0) as lines, coalesce(a.without_amount, 0) as lines_without_amount,
        coalesce(a.spend_usd, 0) as spend_usd, e.reason, ${`${model.rule}/kinds/`} || e.kind as rule, e.file_id, e.record_number
      from every e
      left join added a on a.encounter_id = e.encounter_id and a.person_id = e.person_id
      left join (
        select person_id, encounter_id, count(distinct case when emergency then first_date end) as emergency,
          count(distinct case when observed then first_date end) as observed
        from visit_of_claim where of_stay group by person_id, encounter_id
      ) v on v.encounter_id = e.encounter_id and v.person_id = e.person_id`

const LINE = 'l.payer, l.service_date, l.spend_usd, l.file_id, l.record_number, l.claim_line_number'

/** Whether a stay that ended so is one that another can be a readmission to. */
const index = ({ readmission }: EncounterModel): Sql => {
  const { statuses } = readmission.no_index
  return statuses.length > 0 ? sql`coalesce(not ${among(sql`discharge_disposition_code`, statuses)}, true)` : sql`true`
}

/** One row per encounter; of a stay in hospital, the one before it, and whether it can be a readmission to that. */
const every = (model: EncounterModel): Sql => sql`
  select person_id, encounter_id, kind, first_date, last_date, discharge_date, discharge_disposition_code, claims, facilities,
    transfers, emergency, reason, file_id, record_number, lag(encounter_id) over before_it as stay_before,
    lag(last_date) over before_it as last_before, lag(discharge_date is not null and ${index(model)}) over before_it as is_index
  from stay where kind = 'inpatient-stay' window before_it as (partition by person_id order by first_date)
  union all
  select person_id, encounter_id, kind, first_date, last_date, discharge_date, discharge_disposition_code, claims, facilities,
    transfers, emergency, reason, file_id, record_number, null, null, null
  from stay where kind <> 'inpatient-stay'
  union all
  select person_id, encounter_id, case when bool_or(observed) then 'observation' else 'emergency-visit' end, min(first_date),
    max(last_date), null, null, count(*), count(distinct facility), 0, bool_or(emergency),
    case when bool_or(observed) then ${model.kinds.observation.lines[0]?.reason ?? ''} else ${model.kinds['emergency-visit'].lines[0]?.reason ?? ''} end,
    min_by(file_id, turn), min_by(record_number, turn), null, null, null
  from (
    select *, (case when claim_observed then '1/' else '2/' end) || file_id || '/' || lpad(cast(record_number as varchar), 12, '0')
      as turn
    from visit_of_claim where not of_stay
  ) visit
  group by person_id, encounter_id
  union all
  select person_id, encounter_id, 'emergency-visit', min(service_date), min(service_date), null, null, 0, 0, 0, true,
    'emergency-place', min_by(file_id, turn), min_by(record_number, turn), null, null, null
  from (
    select *, file_id || '/' || lpad(cast(record_number as varchar), 12, '0') as turn
    from clinician_line where alone and (spend_usd is null or spend_usd >= 0)
  ) line
  group by person_id, encounter_id`

/**
 * One row per line of an encounter, `part` telling how it belongs there: of the facility, of a clinician while a stay lasts, of
 * an outpatient claim, or of an emergency room's clinician. A stay's days do not overlap another's of its kind.
 */
export const linesOfEncounters = ({ outpatient_claim }: EncounterModel, lines: Sql): Sql => sql`
  select l.person_id, s.encounter_id, 'facility' as part, ${raw(LINE)}
  from encounter_line l
  join stay s on s.person_id = l.person_id and s.kind = l.kind and s.first_date <= l.began and s.last_date >= l.began
  where l.own
  union all
  select l.person_id, s.encounter_id, 'clinician', ${raw(LINE)}
  from encounter_line l
  join stay s on s.person_id = l.person_id and s.kind = l.kind and s.first_date <= l.service_date
    and s.last_date >= l.service_date
  where not l.own
  union all
  select l.person_id, v.encounter_id, 'outpatient-claim', ${raw(LINE)}
  from ${lines} l
  join visit_of_claim v on v.person_id = l.person_id and v.payer = l.payer and v.claim_id = l.claim_id
    and v.data_source = l.data_source and v.plan = l.plan and v.line_of_business = l.line_of_business
  where l.claim_type = 'institutional' and ${among(sql`substr(l.bill_type_code, 1, 2)`, outpatient_claim.bill_types)}
  union all
  select l.person_id, l.encounter_id, 'emergency-clinician', ${raw(LINE)}
  from clinician_line l`

/** One row per encounter: its lines added up. */
const ADDED = sql`
  select person_id, encounter_id, count(distinct payer) as payers, sum(lines) as lines,
    sum(lines) - sum(with_amount) as without_amount, sum(spend_usd) as spend_usd
  from (
    select s.person_id, s.encounter_id, l.payer, 1 as lines, case when l.spend_usd is null then 0 else 1 end as with_amount,
      l.spend_usd
    from encounter_line l
    join stay s on s.person_id = l.person_id and s.kind = l.kind and s.first_date <= l.began and s.last_date >= l.began
    where l.own
    union all
    select s.person_id, s.encounter_id, l.payer, 1, case when l.spend_usd is null then 0 else 1 end, l.spend_usd
    from encounter_line l
    join stay s on s.person_id = l.person_id and s.kind = l.kind and s.first_date <= l.service_date
      and s.last_date >= l.service_date
    where not l.own
    union all
    select person_id, encounter_id, payer, lines, with_amount, spend_usd from visit_of_claim
    union all
    select person_id, encounter_id, payer, 1, case when spend_usd is null then 0 else 1 end, spend_usd from clinician_line
  ) line
  group by person_id, encounter_id`

/**
 * The lines that show a stay, and those of clinicians that may belong to an encounter. \`kind\`: the one they show or go
 * with; \`own\`: the facility's.
 */
function candidates({ kinds }: EncounterModel, lines: Sql): Sql {
  const shown = STAY_KINDS.flatMap((kind) => kinds[kind].lines.map((line) => ({ kind, line, is: lineIs(line) })))
  const going = ENCOUNTER_KINDS.flatMap((kind) =>
    kinds[kind].with.length > 0 ? [{ kind, is: lineIsAny(kinds[kind].with) }] : [],
  )
  const kindOf = (all: readonly { kind: string; is: Sql }[]) =>
    sql`case ${join(
      all.map((one) => sql`when ${one.is} then ${literal(one.kind)}`),
      ' ',
    )} end`
  const reason = sql`case ${join(
    shown.map((one) => sql`when ${one.is} then ${literal(one.line.reason)}`),
    ' ',
  )} end`
  const emergency = kinds['emergency-visit'].lines.flatMap(({ revenue = [] }) => revenue)
  const of = (claim_type: string, all: readonly { kind: string; is: Sql }[], why: Sql, own: Sql) => sql`
    select person_id, data_source, payer, plan, line_of_business, claim_id, claim_line_number, service_date,
      coalesce(admission_date, service_date) as began, discharge_date, discharge_disposition_code,
      coalesce(organization_id, billing_npi, billing_tin) as facility, spend_usd, file_id, record_number,
      ${kindOf(all)} as kind, ${why} as reason, ${own} as own, ${revenueIsAny(emergency)} as emergency
    from ${lines} where claim_type = ${literal(claim_type)} and (${join(
      all.map((one) => one.is),
      ' or ',
    )})`
  // Told by claim type first, the engine leaves most lines of the others undecoded.
  return sql`
    ${of('institutional', shown, reason, sql`true`)}
    union all
    ${of('professional', going, sql`null`, sql`false`)}`
}
