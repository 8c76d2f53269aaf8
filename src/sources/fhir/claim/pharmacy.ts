import { raw, type Sql, sql } from '../../../lake/sql.ts'
import { pharmacyClaim } from '../../../lake/tables/pharmacy-claim.ts'
import { row } from '../../cclf/row.ts'
import type { FhirVersion } from '../read/version.ts'
import type { FhirMapping } from '../resources.ts'
import { providers, sentBy } from '../sent-by.ts'
import { claimLines, clinician } from './claim.ts'

/**
 * One row per item of a pharmacy's ExplanationOfBenefit. The allowed amount is the drug's whole cost where no eligible
 * amount is given; what the patient paid, of whatever kind, stands as copayment where none is given, as in CCLF7.
 */
export function mapPharmacy(given: FhirMapping, version: FhirVersion): Sql {
  return sql`
    with line as (
      select * from (${claimLines(given, version)}) c where kind = 'pharmacy'
    ), clinical as (
      select *, ${clinician()} as prescriber from line
    ), ${providers()}
    select ${row(pharmacyClaim, { ...sentBy(given, 'c'), ...COLUMNS })}
    from clinical c
      left join provider p on p.reference = c.prescriber.refers
      left join provider b on b.reference = c.billing_to
      left join provider f on f.reference = c.facility_to`
}

/** The line's, else the claim's on its first line. */
const amount = (name: string, ...others: string[]): Sql =>
  raw(
    `coalesce(${[name, ...others].map((one) => `c.l.${one}`).join(', ')}, case when c.place = 1 then c.whole.${name} end)`,
  )

const COLUMNS: Record<string, Sql> = {
  claim_id: raw('c.claim_id'),
  claim_line_number: raw('case when c.has_sequence and c.l.sequence is not null then c.l.sequence else c.place end'),
  member_id: raw('c.member_id'),
  prescribing_provider_npi: raw('coalesce(c.prescriber.npi, p.npi)'),
  dispensing_provider_npi: raw('coalesce(c.facility_npi, f.npi, c.billing_npi, b.npi)'),
  dispensing_date: raw('coalesce(c.l.first_day, c.claim_start)'),
  // Eleven digits; a hyphenated code of ten is not padded, because nothing tells which part is short.
  ndc_code: raw("nullif(regexp_replace(c.l.ndc, '[^0-9]', '', 'g'), '')"),
  quantity: raw('c.l.quantity'),
  days_supply: raw('coalesce(c.l.days_supply, c.days_supply)'),
  refills: raw('coalesce(c.l.fill_number, c.fill_number)'),
  paid_date: raw('c.paid_date'),
  paid_amount: amount('paid'),
  allowed_amount: amount('allowed', 'drug_cost'),
  charge_amount: amount('charge'),
  coinsurance_amount: amount('coinsurance'),
  copayment_amount: amount('copayment', 'from_patient'),
  deductible_amount: amount('deductible'),
  in_network_flag: raw('coalesce(c.l.is_in_network, c.is_in_network)'),
  claim_status: raw(
    "case when c.is_void then 'cancellation' when c.is_denied or c.l.is_denied then 'denied' when c.is_adjustment then 'adjustment' else 'original' end",
  ),
  claim_control_number: raw('c.control'),
  claim_version: raw('c.version_number'),
}
