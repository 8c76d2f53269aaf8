import { eachAs, elementAt, elementsWhere, withoutRepeats } from '../../../lake/dialect.ts'
import { raw, type Sql, sql } from '../../../lake/sql.ts'
import { DIAGNOSES, medicalClaim, PROCEDURES } from '../../../lake/tables/medical-claim.ts'
import { row } from '../../cclf/row.ts'
import type { FhirVersion } from '../read/version.ts'
import type { FhirMapping } from '../resources.ts'
import { providers, sentBy } from '../sent-by.ts'
import { claimLines, clinician } from './claim.ts'

/**
 * One row per item of an ExplanationOfBenefit that is not of a pharmacy.
 *
 * Paid amount: a professional claim's items have their own. An institutional claim's have theirs where they sum to the
 * claim's payment to the cent, or the claim states no payment; else the claim's payment stands on the first line and
 * the others have 0.00, as Medicare pays stays as a whole (CMS CCLF Information Packet 3.5). Any other amount that no
 * item has stands on the first line as the claim's.
 */
export function mapMedical(given: FhirMapping, version: FhirVersion): Sql {
  return sql`
    with line as (
      select * from (${claimLines(given, version)}) c where kind <> 'pharmacy'
    ), clinical as (
      select *, ${clinician()} as seen_by,
        ${ofFirstRevision('diagnoses')} as diagnosis_codes, ${ofFirst('procedures')} as procedure_list
      from line
    ), ${providers()}
    select ${row(medicalClaim, { ...sentBy(given, 'c'), ...CLAIM, ...LINE, ...AMOUNTS, ...codes() })}
    from clinical c
      left join provider s on s.reference = c.seen_by.refers
      left join provider b on b.reference = c.billing_to
      left join provider f on f.reference = c.facility_to`
}

/** Only codes of the first one's revision: a claim has one. Each code once, at its first place. */
const ofFirstRevision = (list: string): Sql => withoutRepeats(eachAs(ofFirst(list), 'd', raw('d.code')))

const ofFirst = (list: string): Sql =>
  elementsWhere(raw(list), 'd', sql`d.revision = ${elementAt(raw(list), 1)}.revision`)

const CLAIM: Record<string, Sql> = {
  claim_id: raw('c.claim_id'),
  claim_line_number: raw('case when c.has_sequence and c.l.sequence is not null then c.l.sequence else c.place end'),
  claim_type: raw('c.kind'),
  member_id: raw('c.member_id'),
  claim_start_date: raw('coalesce(c.claim_start, c.l.first_day)'),
  claim_end_date: raw('coalesce(c.claim_end, c.l.last_day)'),
  admission_date: raw('c.admission'),
  // Status 30 is a patient who stays.
  discharge_date: raw("case when coalesce(c.discharge_status, '') <> '30' then c.stay_end end"),
  admit_source_code: raw('c.admit_source'),
  admit_type_code: raw('c.admit_type'),
  discharge_disposition_code: raw('c.discharge_status'),
  bill_type_code: raw("case when c.kind = 'institutional' then c.bill_type end"),
  drg_code_type: raw("case when c.drg is not null then 'ms-drg' end"),
  drg_code: raw('c.drg'),
  billing_npi: raw('coalesce(c.billing_npi, b.npi)'),
  billing_tin: raw('coalesce(c.billing_tin, b.tin)'),
  facility_npi: raw('coalesce(c.facility_npi, f.npi)'),
  paid_date: raw('c.paid_date'),
  claim_status: raw(
    "case when c.is_void then 'cancellation' when c.is_denied or c.l.is_denied then 'denied' when c.is_adjustment then 'adjustment' else 'original' end",
  ),
  claim_control_number: raw('c.control'),
  claim_version: raw('c.version_number'),
}

const LINE: Record<string, Sql> = {
  claim_line_start_date: raw('c.l.first_day'),
  claim_line_end_date: raw('c.l.last_day'),
  place_of_service_code: raw('c.l.place_of_service'),
  revenue_center_code: raw('c.l.revenue'),
  service_unit_quantity: raw('c.l.quantity'),
  hcpcs_code: raw('c.l.hcpcs'),
  ...Object.fromEntries(
    Array.from({ length: 5 }, (_, i) => [`hcpcs_modifier_${i + 1}`, elementAt(raw('c.l.modifiers'), i + 1)]),
  ),
  rendering_npi: raw('coalesce(c.seen_by.npi, s.npi)'),
  in_network_flag: raw('coalesce(c.l.is_in_network, c.is_in_network)'),
}

/** The lines' own where any line has one; else the claim's, on its first line. */
const lineOrClaim = (name: string): Sql =>
  raw(`case when c.${name}_lines > 0 then c.l.${name} when c.place = 1 then c.whole.${name} end`)

const AMOUNTS: Record<string, Sql> = {
  paid_amount: raw(`case
    when c.kind = 'institutional' and c.payment is not null and (c.paid_lines = 0 or c.lines_paid <> c.payment)
      then case when c.place = 1 then c.payment else 0 end
    when c.paid_lines > 0 then c.l.paid
    when c.place = 1 then c.whole.paid
    when c.whole.paid is not null then 0 end`),
  allowed_amount: lineOrClaim('allowed'),
  charge_amount: lineOrClaim('charge'),
  coinsurance_amount: lineOrClaim('coinsurance'),
  copayment_amount: lineOrClaim('copayment'),
  deductible_amount: lineOrClaim('deductible'),
}

const numbered = (count: number, name: string, value: (i: number) => Sql): Record<string, Sql> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}_${i + 1}`, value(i + 1)]))

const codes = (): Record<string, Sql> => ({
  diagnosis_code_type: sql`${elementAt(raw('c.diagnoses'), 1)}.revision`,
  ...numbered(DIAGNOSES, 'diagnosis_code', (i) => elementAt(raw('c.diagnosis_codes'), i)),
  procedure_code_type: sql`${elementAt(raw('c.procedures'), 1)}.revision`,
  ...numbered(PROCEDURES, 'procedure_code', (i) => sql`${elementAt(raw('c.procedure_list'), i)}.code`),
  ...numbered(PROCEDURES, 'procedure_date', (i) => sql`${elementAt(raw('c.procedure_list'), i)}.day`),
})
