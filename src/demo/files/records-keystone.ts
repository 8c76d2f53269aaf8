import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'

/**
 * The records of a payer with files of its own: columns under its names, days as MM/DD/YYYY, amounts in whole cents, codes
 * of its own. `mappings/keystone-mutual` reads them back; no code does.
 */
const day = (column: string): Sql => raw(`strftime(${column}::date, '%m/%d/%Y')`)
const cents = (column: string): Sql => raw(`(${column} * 100)::bigint`)
const code = (column: string, codes: Record<string, string>): Sql =>
  raw(
    `case ${column} ${Object.entries(codes)
      .map(([ours, theirs]) => `when '${ours}' then '${theirs}'`)
      .join(' ')} end`,
  )
const dashed = (column: string, parts: readonly [from: number, length: number][]): Sql =>
  raw(parts.map(([from, length]) => `substr(${column}, ${from}, ${length})`).join(" || '-' || "))

const STATUS = { original: 'P', adjustment: 'A', cancellation: 'V' }
const AMOUNTS = {
  PAID_AMT: cents('paid_amount'),
  ALLOW_AMT: cents('allowed_amount'),
  CHRG_AMT: cents('charge_amount'),
  COINS_AMT: cents('coinsurance_amount'),
  COPAY_AMT: cents('copayment_amount'),
  DED_AMT: cents('deductible_amount'),
  NTWK: code('in_network_flag', { '1': 'I', '0': 'O' }),
}

const COLUMNS: Readonly<Record<string, Readonly<Record<string, Sql>>>> = {
  eligibility: {
    MBR_NO: raw('member_id'),
    SUB_NO: raw('subscriber_id'),
    PROD: raw('plan'),
    EFF_DT: day('enrollment_start_date'),
    TERM_DT: day('enrollment_end_date'),
    GRP_NO: raw('group_id'),
    LST_NM: raw('last_name'),
    FST_NM: raw('first_name'),
    SEX: code('gender', { male: 'M', female: 'F', unknown: 'U' }),
    RACE_DESC: raw('race'),
    DOB: day('birth_date'),
    DOD: day('death_date'),
    SSN: dashed('social_security_number', [
      [1, 3],
      [4, 2],
      [6, 4],
    ]),
    ADDR: raw('address'),
    CITY: raw('city'),
    ST: raw('state'),
    ZIP: raw('zip_code'),
    PHONE: raw("'(' || substr(phone, 1, 3) || ') ' || substr(phone, 4, 3) || '-' || substr(phone, 7)"),
    EMAIL: raw('email'),
    REL: code('subscriber_relation', { self: '18', spouse: '01', child: '19' }),
  },
  medical_claim: {
    CLM_NO: raw('claim_id'),
    LN_NO: raw('claim_line_number'),
    CLM_STAT: code('claim_status', STATUS),
    CLM_FORM: code('claim_type', { institutional: 'U', professional: 'H' }),
    MBR_NO: raw('member_id'),
    PROD: raw('plan'),
    FROM_DT: day('claim_start_date'),
    THRU_DT: day('claim_end_date'),
    LN_FROM_DT: day('claim_line_start_date'),
    LN_THRU_DT: day('claim_line_end_date'),
    ADM_DT: day('admission_date'),
    DSCH_DT: day('discharge_date'),
    ADM_SRC: raw('admit_source_code'),
    ADM_TYP: raw('admit_type_code'),
    DSCH_STAT: raw('discharge_disposition_code'),
    POS: raw('place_of_service_code::integer'),
    TOB: raw("'0' || bill_type_code"),
    DRG_TYP: raw('drg_code_type'),
    DRG: raw('drg_code'),
    REV_CD: raw('revenue_center_code'),
    UNITS: raw('service_unit_quantity'),
    PROC_CD: raw('hcpcs_code'),
    RNDR_NPI: raw('rendering_npi'),
    BILL_NPI: raw('billing_npi'),
    BILL_TIN: dashed('billing_tin', [
      [1, 2],
      [3, 7],
    ]),
    FAC_NPI: raw('facility_npi'),
    PD_DT: day('paid_date'),
    ...AMOUNTS,
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].map((n) => [
        `DX${n}`,
        raw(`case when length(diagnosis_code_${n}) > 3 then substr(diagnosis_code_${n}, 1, 3) || '.' || substr(diagnosis_code_${n}, 4)
          else diagnosis_code_${n} end`),
      ]),
    ),
  },
  pharmacy_claim: {
    RX_CLM_NO: raw('claim_id'),
    CLM_STAT: code('claim_status', STATUS),
    MBR_NO: raw('member_id'),
    PROD: raw('plan'),
    PRSC_NPI: raw('prescribing_provider_npi'),
    PHRM_NPI: raw('dispensing_provider_npi'),
    FILL_DT: day('dispensing_date'),
    NDC: dashed('ndc_code', [
      [1, 5],
      [6, 4],
      [10, 2],
    ]),
    QTY: raw('quantity'),
    DAYS: raw('days_supply'),
    FILL_NO: raw('refills'),
    PD_DT: day('paid_date'),
    ...AMOUNTS,
  },
}

/** The records of a table of the Tuva layer as the payer writes them, in their order. */
export function asKeystone(table: string, relation: Sql): Sql {
  const columns = Object.entries(COLUMNS[table] ?? {}).map(([name, value]) => sql`${value} as ${id(name)}`)
  return sql`select ${join(columns, ', ')} from (${relation}) held`
}
