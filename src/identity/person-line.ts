import { join, literal, type Sql, sql } from '../lake/sql.ts'
import type { Step } from '../lake/step.ts'
import { clinicianSpan } from './clinician-span.ts'
import { personLine } from './tables.ts'

/**
 * Places where a patient visits a clinician and goes home: telehealth, office, home, assisted living, hospital
 * outpatient department, independent clinic, federally qualified health center, public health clinic, rural health
 * clinic. Urgent care, emergency rooms, hospitals' wards and nursing facilities are not among them.
 * CMS, Place of Service Code Set, https://www.cms.gov/medicare/coding-billing/place-of-service-codes
 */
export const AMBULATORY_PLACES = ['02', '10', '11', '12', '13', '19', '22', '49', '50', '71', '72'] as const

/** One row per claim line in force, and not denied, of a linked person. The one pass over the claims: later steps read this table. */
export function personLines(): Step {
  return {
    table: personLine,
    reads: ['person_member', 'medical_claim', 'pharmacy_claim', 'affiliation', 'practice', 'organization'],
    prepare: async (engine) => {
      await engine.run(sql`create or replace temp table clinician_span as ${clinicianSpan()}`)
      await engine.run(sql`create or replace temp table biller_tin as ${billerTin()}`)
      await engine.run(sql`create or replace temp table biller_npi as ${billerNpi()}`)
    },
    relation: sql`${medical()} union all ${pharmacy()}`,
    keeps: { by: 'record', records: records() },
  }
}

/** One row per tax number of the directory: the organization that bills under it. */
const billerTin = (): Sql => sql`
  select tin, min(organization_id) as organization_id
  from (
    select tin, organization_id from organization where tin is not null and organization_type <> 'aco'
    union
    select tin, organization_id from practice
  ) t
  group by tin having min(organization_id) = max(organization_id)`

const billerNpi = (): Sql => sql`
  select npi, min(organization_id) as organization_id
  from organization where npi is not null and organization_type <> 'aco'
  group by npi having min(organization_id) = max(organization_id)`

// Professional claims of Medicare name the group under the rendering clinician's tax number, so it stands in where
// the biller's own is not sent.
const medical = (): Sql => sql`
  select m.person_id, c.data_source, c.payer, c.plan, c.line_of_business, c.member_id, c.claim_id, c.claim_line_number,
    c.claim_type, ${serviceDate} as service_date, c.admission_date, c.discharge_date, c.discharge_disposition_code,
    c.place_of_service_code, c.bill_type_code, c.revenue_center_code, c.drg_code, c.hcpcs_code, c.rendering_npi,
    c.billing_npi, coalesce(c.billing_tin, c.rendering_tin) as billing_tin, s.practice_id,
    coalesce(s.organization_id, t.organization_id, n.organization_id) as organization_id, s.specialty,
    coalesce(c.claim_type = 'professional' and s.specialty = 'primary-care'
      and c.place_of_service_code in (${join(AMBULATORY_PLACES.map(literal))}) and c.claim_status <> 'cancellation'
      and coalesce(c.allowed_amount, c.paid_amount, 0) >= 0, false) as primary_care_visit,
    c.paid_amount as paid_usd, c.allowed_amount as allowed_usd, ${spend} as spend_usd, ${basis} as spend_basis,
    c.paid_date, c.file_id, c.record_number, c.header_file_id, c.header_record_number
  from medical_claim c
  join person_member m on m.payer = c.payer and m.member_id = c.member_id
  left join clinician_span s on s.npi = c.rendering_npi and s.tin = coalesce(c.billing_tin, c.rendering_tin)
    and s.first_day <= ${serviceDate} and s.next_day > ${serviceDate}
  left join biller_tin t on t.tin = coalesce(c.billing_tin, c.rendering_tin)
  left join biller_npi n on n.npi = c.billing_npi
  where ${COUNTED}`

const pharmacy = (): Sql => sql`
  select m.person_id, c.data_source, c.payer, c.plan, c.line_of_business, c.member_id, c.claim_id, c.claim_line_number,
    'pharmacy', coalesce(c.dispensing_date, c.paid_date), null, null, null, null, null, null, null, null, null,
    c.dispensing_provider_npi, null, null, n.organization_id, null, false, c.paid_amount, c.allowed_amount, ${spend},
    ${basis}, c.paid_date, c.file_id, c.record_number, null, null
  from pharmacy_claim c
  join person_member m on m.payer = c.payer and m.member_id = c.member_id
  left join biller_npi n on n.npi = c.dispensing_provider_npi
  where ${DISPENSED}`

const serviceDate = sql`coalesce(c.claim_line_start_date, c.claim_start_date, c.admission_date)`
const spend = sql`coalesce(c.allowed_amount, c.paid_amount)`
const basis = sql`case when c.allowed_amount is not null then 'allowed' when c.paid_amount is not null then 'paid' end`
const COUNTED = sql`${serviceDate} is not null and coalesce(c.claim_status, '') <> 'denied'`
const DISPENSED = sql`coalesce(c.dispensing_date, c.paid_date) is not null and coalesce(c.claim_status, '') <> 'denied'`

/** The records with a line in the table. */
const records = (): Sql => sql`
  select c.file_id, c.record_number, m.person_id
  from medical_claim c join person_member m on m.payer = c.payer and m.member_id = c.member_id where ${COUNTED}
  union all
  select c.file_id, c.record_number, m.person_id
  from pharmacy_claim c join person_member m on m.payer = c.payer and m.member_id = c.member_id where ${DISPENSED}`
