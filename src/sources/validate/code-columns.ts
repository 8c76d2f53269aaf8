import { holds } from '../../lake/dialect.ts'
import { raw, type Sql, sql } from '../../lake/sql.ts'
import { DIAGNOSES, PROCEDURES } from '../../lake/tables/medical-claim.ts'
import { CMS_CODES, PLACES_OF_SERVICE, STATES } from './code-lists.ts'
import type { RuleName } from './rules/rules.ts'
import { listed } from './validate.ts'

/** What a code of a kind must be. The first rule that a value breaks is the one that is noticed. */
export type CodeKind = { rules: readonly (readonly [rule: RuleName, holds: (value: Sql) => Sql])[] }

/** A column of the common data model that holds codes of a kind; `when` says of which rows. */
export type CodeColumn = { kind: keyof typeof CODE_KINDS; column: string; when?: string }

const form = (pattern: string) => (value: Sql) => holds(value, pattern)
const among =
  (values: readonly string[]) =>
  (value: Sql): Sql =>
    sql`${value} in (${listed(values)})`
const kind = (...rules: CodeKind['rules']): CodeKind => ({ rules })

export const CODE_KINDS = {
  npi: kind(
    ['npi-made-up', (value) => sql`not ${holds(value, '^9[0-9]{9}$')}`],
    ['npi-form', form('^[12][0-9]{9}$')],
    ['npi-check-digit', (value) => checkDigitFits(sql`'80840' || ${value}`)],
  ),
  'icd-10-cm': kind(['icd-10-cm-form', form('^[A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}$')]),
  'icd-10-pcs': kind(['icd-10-pcs-form', form('^[0-9A-HJ-NP-Z]{7}$')]),
  hcpcs: kind(['hcpcs-form', form('^([A-V][0-9]{4}|[0-9]{4}[0-9A-Z])$')]),
  modifier: kind(['modifier-form', form('^[0-9A-Z]{2}$')]),
  ndc: kind(['ndc-form', form('^[0-9]{11}$')]),
  revenue: kind(['revenue-code-form', form('^[0-9]{4}$')]),
  'bill-type': kind(['bill-type-form', form('^[1-9][1-9][0-9A-Z]$')]),
  'discharge-status': kind(['discharge-status-form', form('^[0-9]{2}$')]),
  'admit-type': kind(['admit-type-unlisted', form('^[123459]$')]),
  place: kind(['place-of-service-unlisted', among(PLACES_OF_SERVICE)]),
  drg: kind(['drg-form', form('^[0-9]{3}$')]),
  loinc: kind([
    'loinc-form',
    (value) => sql`(${holds(value, '^[0-9]{1,7}-[0-9]$')} and ${checkDigitFits(sql`replace(${value}, '-', '')`)})`,
  ]),
  zip: kind(['zip-form', form('^[0-9]{5}(-?[0-9]{4})?$')]),
  state: kind(['state-unlisted', among(STATES)]),
  ssn: kind([
    'ssn-impossible',
    (value) => sql`(${holds(value, '^[0-9]{9}$')} and not ${holds(value, '^(000|666|9..)|^...00|0000$')})`,
  ]),
  entitlement: kind(['cms-code-unlisted', among(CMS_CODES.original_reason_entitlement_code)]),
  dual: kind(['cms-code-unlisted', among(CMS_CODES.dual_status_code)]),
  'medicare-status': kind(['cms-code-unlisted', among(CMS_CODES.medicare_status_code)]),
  'year-month': kind(['year-month-form', form('^(19|20)[0-9]{2}(0[1-9]|1[0-2])$')]),
} as const satisfies Record<string, CodeKind>

const of = (name: keyof typeof CODE_KINDS, ...columns: string[]): CodeColumn[] =>
  columns.map((column) => ({ kind: name, column }))
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}_${i + 1}`)
const only = (when: string, columns: readonly CodeColumn[]) => columns.map((column) => ({ ...column, when }))

export const CODE_COLUMNS: Readonly<Record<string, readonly CodeColumn[]>> = {
  eligibility: [
    ...of('zip', 'zip_code'),
    ...of('state', 'state'),
    ...of('ssn', 'social_security_number'),
    ...of('entitlement', 'original_reason_entitlement_code'),
    ...of('dual', 'dual_status_code'),
    ...of('medicare-status', 'medicare_status_code'),
  ],
  medical_claim: [
    ...of('npi', 'rendering_npi', 'billing_npi', 'facility_npi'),
    ...only(
      "coalesce(diagnosis_code_type, 'icd-10-cm') = 'icd-10-cm'",
      of('icd-10-cm', ...numbered('diagnosis_code', DIAGNOSES)),
    ),
    ...only(
      "coalesce(procedure_code_type, 'icd-10-pcs') = 'icd-10-pcs'",
      of('icd-10-pcs', ...numbered('procedure_code', PROCEDURES)),
    ),
    ...of('hcpcs', 'hcpcs_code'),
    ...of('modifier', ...numbered('hcpcs_modifier', 5)),
    ...of('revenue', 'revenue_center_code'),
    ...of('bill-type', 'bill_type_code'),
    ...of('discharge-status', 'discharge_disposition_code'),
    ...of('admit-type', 'admit_type_code'),
    ...of('place', 'place_of_service_code'),
    ...of('drg', 'drg_code'),
  ],
  pharmacy_claim: [...of('npi', 'prescribing_provider_npi', 'dispensing_provider_npi'), ...of('ndc', 'ndc_code')],
  lab_result: [
    ...of('npi', 'ordering_practitioner_npi'),
    ...only("source_code_type = 'loinc'", of('loinc', 'source_code')),
  ],
  attestation: of('npi', 'npi'),
  affiliation: of('npi', 'npi'),
  organization: of('npi', 'npi'),
  practice: [...of('state', 'state'), ...of('zip', 'zip_code')],
  provider_attribution: [...of('npi', 'payer_attributed_provider'), ...of('year-month', 'year_month')],
  practice_panel: [...of('npi', 'npi'), ...of('year-month', 'year_month')],
}

/**
 * Whether the last digit fits the ones before it by the Luhn formula (ISO/IEC 7812-1, annex B). `digits` has at most
 * sixteen; zeros in front change nothing. Unknown where one is no digit: the engine may ask before the form is known.
 */
function checkDigitFits(digits: Sql): Sql {
  const padded = sql`lpad(${digits}, 16, '0')`
  const sum = Array.from({ length: 16 }, (_, i) => {
    const digit = sql`try_cast(substr(${padded}, ${raw(String(i + 1))}, 1) as integer)`
    return i % 2 === 1 ? digit : sql`(2 * ${digit} - case when ${digit} > 4 then 9 else 0 end)`
  })
  return sql`(${sum.reduce((all, one) => sql`${all} + ${one}`)}) % 10 = 0`
}
