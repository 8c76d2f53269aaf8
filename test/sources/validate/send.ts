import type { RuleName } from '../../../src/sources/validate/rules/rules.ts'
import type { regionWith } from '../region-with.ts'

type Fields = Readonly<Record<string, string>>

/** A good row of each file; a test breaks one field of one record. NPIs are made up and pass the check digit. */
export const GOOD: Readonly<Record<string, Fields>> = {
  eligibility: {
    member_id: 'm1',
    enrollment_start_date: '2025-01-01',
    enrollment_end_date: '2025-12-31',
    first_name: 'Ann',
    last_name: 'Oak',
    gender: 'female',
    birth_date: '1970-01-01',
    death_date: '',
    social_security_number: '',
    state: 'OH',
    zip_code: '44101',
    original_reason_entitlement_code: '0',
    dual_status_code: '02',
    medicare_status_code: '10',
  },
  medical_claim: {
    claim_id: 'c1',
    claim_line_number: '1',
    claim_type: 'professional',
    member_id: 'm1',
    claim_start_date: '2025-03-01',
    claim_end_date: '2025-03-04',
    claim_line_start_date: '2025-03-02',
    claim_line_end_date: '2025-03-02',
    admission_date: '2025-03-01',
    discharge_date: '2025-03-04',
    admit_type_code: '1',
    discharge_disposition_code: '01',
    place_of_service_code: '11',
    bill_type_code: '111',
    drg_code: '065',
    revenue_center_code: '0450',
    service_unit_quantity: '1',
    hcpcs_code: 'G0438',
    hcpcs_modifier_1: '25',
    rendering_npi: '1234567893',
    billing_npi: '1234567893',
    paid_amount: '80.00',
    allowed_amount: '100.00',
    charge_amount: '150.00',
    diagnosis_code_type: 'icd-10-cm',
    diagnosis_code_1: 'E119',
    procedure_code_type: 'icd-10-pcs',
    procedure_code_1: '0DTJ4ZZ',
  },
  pharmacy_claim: {
    claim_id: 'p1',
    claim_line_number: '1',
    member_id: 'm1',
    prescribing_provider_npi: '1234567893',
    dispensing_date: '2025-03-05',
    ndc_code: '00093105801',
    quantity: '30',
    days_supply: '30',
    paid_amount: '8.00',
    allowed_amount: '10.00',
  },
  lab_result: {
    lab_result_id: 'l1',
    member_id: 'm1',
    source_code_type: 'loinc',
    source_code: '4548-4',
    result: '6.1',
    collection_date: '2025-03-05',
  },
  provider_attribution: {
    member_id: 'm1',
    year_month: '202503',
    payer_attributed_provider: '1234567893',
    payer_attributed_provider_practice: 'oak-street',
  },
}

/** A file of `count` good rows whose keys differ, as CSV; `broken` says which fields of which record (from 2) are other. */
export function csvOf(table: string, count: number, broken: Readonly<Record<number, Fields>> = {}): string {
  const good = GOOD[table] ?? {}
  const names = [...new Set([...Object.keys(good), ...Object.values(broken).flatMap(Object.keys)])]
  const rows = Array.from({ length: count }, (_, i) => {
    const keys: Record<string, string> = { ...good }
    for (const key of ['claim_id', 'lab_result_id']) if (key in good) keys[key] = `${good[key]}-${i}`
    if (table === 'eligibility' || table === 'provider_attribution') keys.member_id = `m${i + 1}`
    const row = { ...keys, ...broken[i + 2] }
    return names.map((name) => row[name] ?? '').join(',')
  })
  return `${[names.join(','), ...rows].join('\n')}\n`
}

export type Said = {
  rule: RuleName
  severity: string
  column: string
  records: number
  fix: string
  example: string | null
  first: number | null
}

/** What ingest says of files given by table, without the good coverage's own findings. */
export async function sent(
  here: ReturnType<typeof regionWith>,
  files: Readonly<Record<string, string>>,
  more: object = {},
) {
  const paths = Object.entries(files).map(([name, text]) => here.file(`${name}.csv`, text))
  return here.ingest('acme', paths, more)
}
