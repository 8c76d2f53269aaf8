import { type Sql, sql } from '../../lake/sql.ts'
import type { EncounterModel } from '../encounter-model.ts'
import { among, lineIsAny } from '../line-condition.ts'

const counts = sql`(spend_usd is null or spend_usd >= 0)`

/** One row per outpatient hospital claim that a line shows to be a visit: its days, the line, and all its lines added up. */
export function visitClaims({ kinds, outpatient_claim }: EncounterModel, lines: Sql): Sql {
  const shows = (kind: 'observation' | 'emergency-visit') => lineIsAny(kinds[kind].lines)
  return sql`
    select person_id, data_source, payer, plan, line_of_business, claim_id, min(facility) as facility,
      min(service_day) as first_date, max(service_day) as last_date, coalesce(bool_or(place = 1), false) as observed,
      coalesce(bool_or(place = 2), false) as emergency, min_by(file_id, place * 1000000 + claim_line_number) as file_id,
      min_by(record_number, place * 1000000 + claim_line_number) as record_number, count(*) as lines,
      count(spend_usd) as with_amount, sum(spend_usd) as spend_usd
    from (
      select person_id, data_source, payer, plan, line_of_business, claim_id, claim_line_number, spend_usd, file_id,
        record_number, case when ${counts} then coalesce(organization_id, billing_npi, billing_tin) end as facility,
        case when ${counts} then service_date end as service_day,
        case when ${counts} then case when ${shows('observation')} then 1 when ${shows('emergency-visit')} then 2 end end as place
      from ${lines}
      where claim_type = 'institutional' and ${among(sql`substr(bill_type_code, 1, 2)`, outpatient_claim.bill_types)}
    ) line
    group by person_id, data_source, payer, plan, line_of_business, claim_id
    having count(place) > 0`
}

/**
 * One row per claim of a visit, with the visit it belongs to: claims of a person that share a day are one visit, and
 * one with observation is an observation. A visit that ends on the day of admission or the day before, or lies within a
 * stay in hospital, is of the stay: \`encounter_id\` is the stay's then, and \`of_stay\` holds.
 */
export const visits = sql`
  with followed as (
    select *, max(last_date) over (partition by person_id order by first_date
      rows between unbounded preceding and 1 preceding) as before_date
    from visit_claim
  ), numbered as (
    -- Claims that begin on the same day are of one visit.
    select *, sum(case when before_date is null or first_date > before_date then 1 else 0 end) over (
      partition by person_id order by first_date) as visit_number
    from followed
  ), visit as (
    select person_id, visit_number, min(first_date) as first_date, max(last_date) as last_date, count(*) as claims,
      bool_or(observed) as observed, bool_or(emergency) as emergency
    from numbered group by person_id, visit_number
  ), stayed as (
    select v.person_id, v.visit_number, min_by(s.encounter_id, s.first_date) as stay_id
    from visit v
    join stay s on s.person_id = v.person_id and s.kind = 'inpatient-stay' and s.first_date - v.last_date <= 1
      and (v.first_date <= s.first_date or v.first_date < s.last_date)
    group by v.person_id, v.visit_number
  )
  select n.person_id, n.data_source, n.payer, n.plan, n.line_of_business, n.claim_id, n.facility, n.observed as claim_observed, n.file_id, n.record_number, n.lines, n.with_amount, n.spend_usd, v.first_date,
    v.last_date, v.observed, v.emergency, s.stay_id is not null as of_stay,
    coalesce(s.stay_id, substr(md5(v.person_id || '/' || (case when v.observed then 'observation' else 'emergency-visit' end)
      || '/' || cast(v.first_date as varchar)), 1, 16)) as encounter_id
  from numbered n
  join visit v on v.person_id = n.person_id and v.visit_number = n.visit_number
  left join stayed s on s.person_id = n.person_id and s.visit_number = n.visit_number`

/**
 * One row per line of an emergency room's clinicians, with the encounter it belongs to: a visit on its day or the day
 * before, else a stay that it falls in or comes a day before, else a visit of its own, one a day, that no facility
 * billed.
 */
export const clinicianLines = sql`
  with line as (
    select person_id, service_date, payer, spend_usd, file_id, record_number, claim_line_number, row_number() over () as line_number
    from encounter_line where kind = 'emergency-visit' and not own
  ), visit as (
    select distinct person_id, first_date, last_date, encounter_id from visit_of_claim
  ), visited as (
    select l.line_number, min_by(v.encounter_id, v.first_date) as encounter_id
    from line l join visit v on v.person_id = l.person_id and l.service_date >= v.first_date and l.service_date - v.last_date <= 1
    group by l.line_number
  ), stayed as (
    select l.line_number, min_by(s.encounter_id, s.first_date) as encounter_id
    from line l join stay s on s.person_id = l.person_id and s.kind = 'inpatient-stay'
      and s.first_date - l.service_date <= 1 and l.service_date <= s.last_date
    group by l.line_number
  )
  select l.person_id, l.service_date, l.payer, l.spend_usd, l.file_id, l.record_number, l.claim_line_number,
    v.encounter_id is null and s.encounter_id is null as alone,
    coalesce(v.encounter_id, s.encounter_id, substr(md5(l.person_id || '/emergency-visit/' || cast(l.service_date as varchar)), 1, 16))
      as encounter_id
  from line l
  left join visited v on v.line_number = l.line_number
  left join stayed s on s.line_number = l.line_number`
