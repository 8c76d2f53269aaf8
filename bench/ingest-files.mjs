// One made-up file of professional claims per layout, for bench/ingest.mjs: the same number of records gives the same
// bytes. Each has what the layout's claims usually have: three lines a claim, amounts, diagnoses, clinicians.
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'

const NPI = ['1234567893', '1679576722', '1932102084']
const ICD = ['I10', 'E119', 'J449', 'E785', 'M545', 'N183', 'F329', 'K219']
const HCPCS = ['G0438', 'G0439', 'G0444', 'G0463', 'J1100', 'A0425']
const among = (values, by) =>
  `list_value(${values.map((value) => `'${value}'`).join(', ')})[1 + ${by} % ${values.length}]`
const day = (by) => `date '2025-01-01' + (${by} % 330)::int`

/** Claim lines with `i` from `from`: three to a claim, each member with ten claims. */
const lines = (from, to) => `(
  select i, i // 3 as claim, i % 3 + 1 as line, i // 30 as member, hash(i // 3) % 100000 as h, hash(i) % 9000 + 1000 as cents
  from range(${from}, ${to}) r(i))`

const tuva = (from, to) => `
  select 'bench' as data_source, 'c' || claim as claim_id, line as claim_line_number, 'professional' as claim_type,
    'm' || member as member_id, 'Acme' as payer, 'gold' as plan, ${day('h')} as claim_start_date, ${day('h')} as claim_end_date,
    ${day('h')} as claim_line_start_date, ${day('h')} as claim_line_end_date, '11' as place_of_service_code,
    1 as service_unit_quantity, ${among(HCPCS, 'i')} as hcpcs_code, ${among(NPI, 'claim')} as rendering_npi,
    ${among(NPI, 'member')} as billing_npi, ${day('h')} + 20 as paid_date, cents / 100 as paid_amount, cents / 80 as allowed_amount,
    cents / 50 as charge_amount, 0.00 as copayment_amount, 'icd-10-cm' as diagnosis_code_type,
    ${among(ICD, 'claim')} as diagnosis_code_1, ${among(ICD, 'claim + 1')} as diagnosis_code_2,
    ${among(ICD, 'claim + 3')} as diagnosis_code_3
  from ${lines(from, to)}`

const cclf5 = (from, to) => `
  select 9000000000000 + claim as CUR_CLM_UNIQ_ID, line as CLM_LINE_NUM, '1A' || lpad(member::varchar, 9, '0') as BENE_MBI_ID,
    '71' as CLM_TYPE_CD, ${day('h')} as CLM_FROM_DT, ${day('h')} as CLM_THRU_DT, ${day('h')} as CLM_LINE_FROM_DT,
    ${day('h')} as CLM_LINE_THRU_DT, '11' as CLM_POS_CD, ${among(HCPCS, 'i')} as CLM_LINE_HCPCS_CD,
    cents / 100 as CLM_LINE_CVRD_PD_AMT, cents / 80 as CLM_LINE_ALOWD_CHRG_AMT, 1 as CLM_LINE_SRVC_UNIT_QTY,
    ${among(ICD, 'claim')} as CLM_LINE_DGNS_CD, ${among(ICD, 'claim')} as CLM_DGNS_1_CD, ${among(ICD, 'claim + 1')} as CLM_DGNS_2_CD,
    '0' as DGNS_PRCDR_ICD_IND, '123456789' as CLM_RNDRG_PRVDR_TAX_NUM, ${among(NPI, 'claim')} as RNDRG_PRVDR_NPI_NUM,
    '1' as CLM_CARR_PMT_DNL_CD, 'A' as CLM_PRCSG_IND_CD, '0' as CLM_ADJSMT_TYPE_CD, ${day('h')} + 20 as CLM_EFCTV_DT,
    ${day('h')} + 20 as CLM_IDR_LD_DT, 'K' || claim as CLM_CNTL_NUM, '01' as CLM_DISP_CD
  from ${lines(from, to)}`

const sentCsv = (from, to) => `
  select 'c' || claim as CLM_NO, line as LN_NO, 'H' as CLM_FORM, 'P' as CLM_STAT, 'm' || member as MBR_NO, 'gold' as PROD,
    strftime(${day('h')}, '%m/%d/%Y') as FROM_DT, strftime(${day('h')}, '%m/%d/%Y') as THRU_DT, '11' as POS,
    1 as UNITS, ${among(HCPCS, 'i')} as PROC_CD, ${among(NPI, 'claim')} as RNDR_NPI, ${among(NPI, 'member')} as BILL_NPI,
    strftime(${day('h')} + 20, '%m/%d/%Y') as PD_DT, cents as PAID_AMT, cents * 5 // 4 as ALLOW_AMT, cents * 2 as CHRG_AMT,
    ${among(ICD, 'claim')} as DX1, ${among(ICD, 'claim + 1')} as DX2, ${among(ICD, 'claim + 3')} as DX3
  from ${lines(from, to)}`

export const MAPPING = `
sender: bench
name: medical-claims
about: Claim lines with a payer's own columns, codes, days and cents.
table: medical_claim
files: { named: "BENCH_*.csv", columns: [CLM_NO, LN_NO] }
format: { delimiter: comma }
dates: MM/DD/YYYY
amounts: { unit: cents }
columns:
  claim_id: CLM_NO
  claim_line_number: LN_NO
  claim_type: { from: CLM_FORM, codes: { U: institutional, H: professional } }
  claim_status: { from: CLM_STAT, codes: { P: original, A: adjustment, V: cancellation } }
  member_id: MBR_NO
  plan: PROD
  claim_start_date: FROM_DT
  claim_end_date: THRU_DT
  place_of_service_code: POS
  service_unit_quantity: UNITS
  hcpcs_code: PROC_CD
  rendering_npi: RNDR_NPI
  billing_npi: BILL_NPI
  paid_date: PD_DT
  paid_amount: PAID_AMT
  allowed_amount: ALLOW_AMT
  charge_amount: CHRG_AMT
  diagnosis_code_type: { constant: icd-10-cm }
  diagnosis_code_1..3: { from: "DX1..3" }
`

const coded = (system, code) => ({ coding: [{ system, code }] })
const C4BB = 'http://hl7.org/fhir/us/carin-bb/CodeSystem'
const npi = (value) => ({ identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value } })
const amount = (code, value) => ({
  category: coded(
    code === 'benefit' ? 'http://terminology.hl7.org/CodeSystem/adjudication' : `${C4BB}/C4BBAdjudication`,
    code,
  ),
  amount: { value, currency: 'USD' },
})

const dollars = (cents) => cents / 100

/** A claim of one line, as CARIN Blue Button has it. */
function explanation(i) {
  const from = `2025-${String(1 + (i % 11)).padStart(2, '0')}-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`
  const cents = 1000 + ((i * 131) % 9000)
  return {
    resourceType: 'ExplanationOfBenefit',
    id: `e${i}`,
    meta: { profile: [`${C4BB.replace('CodeSystem', 'StructureDefinition')}/C4BB-ExplanationOfBenefit-Professional`] },
    identifier: [{ type: coded(`${C4BB}/C4BBIdentifierType`, 'uc'), value: `u${i}` }],
    status: 'active',
    type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional'),
    use: 'claim',
    outcome: 'complete',
    patient: { reference: `Patient/m${Math.floor(i / 10)}` },
    billablePeriod: { start: from, end: from },
    provider: npi(NPI[i % 3]),
    careTeam: [
      { sequence: 1, provider: npi(NPI[(i + 1) % 3]), role: coded(`${C4BB}/C4BBClaimCareTeamRole`, 'performing') },
    ],
    diagnosis: [0, 1, 3].map((more, at) => ({
      sequence: at + 1,
      diagnosisCodeableConcept: coded('http://hl7.org/fhir/sid/icd-10-cm', ICD[(i + more) % ICD.length]),
      type: [coded('http://terminology.hl7.org/CodeSystem/ex-diagnosistype', at === 0 ? 'principal' : 'secondary')],
    })),
    payment: {
      type: coded(`${C4BB}/C4BBPayerAdjudicationStatus`, 'paid'),
      date: '2025-12-20',
      amount: { value: dollars(cents), currency: 'USD' },
    },
    item: [
      {
        sequence: 1,
        careTeamSequence: [1],
        productOrService: coded('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', HCPCS[i % HCPCS.length]),
        servicedDate: from,
        locationCodeableConcept: coded(
          'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
          '11',
        ),
        quantity: { value: 1 },
        adjudication: [
          amount('submitted', dollars(2 * cents)),
          amount('eligible', dollars(cents + 500)),
          amount('benefit', dollars(cents)),
        ],
      },
    ],
  }
}

async function ndjson(path, from, to) {
  const out = createWriteStream(path)
  for (let i = from; i < to; i++) if (!out.write(`${JSON.stringify(explanation(i))}\n`)) await once(out, 'drain')
  out.end()
  await finished(out)
}

const asText = 'all_varchar = true, header = true'
/** What one raw read by the engine is: every line, column or JSON document of the file, and nothing kept. */
const RAW = {
  lines: (path) =>
    `select sum(length(line)) from read_csv('${path}', columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '')`,
  csv: (path) => `select count(columns(*)) from read_csv('${path}', ${asText})`,
  parquet: (path) => `select count(columns(*)) from read_parquet('${path}')`,
  json: (path) => `select count(json_extract(json, '$.item')) from read_ndjson_objects('${path}')`,
}

/** layout, file name, how it is written ({ engine, writeFile, fileLayout, raw }, path, first and last record), raw read. */
export const FILES = [
  {
    layout: 'cclf',
    name: 'P.A1234.ACO.ZC5Y25.D250115.T0102031',
    line_of_business: 'medicare-ffs',
    write: ({ engine, writeFile, fileLayout, raw }, path, from, to) =>
      writeFile(engine, fileLayout('cclf', 'cclf5'), raw(cclf5(from, to)), path),
    read: RAW.lines,
  },
  {
    layout: 'tuva CSV',
    name: 'medical_claim.csv',
    write: ({ engine, writeFile, fileLayout, raw }, path, from, to) =>
      writeFile(engine, fileLayout('tuva', 'medical_claim'), raw(tuva(from, to)), path),
    read: RAW.csv,
  },
  {
    layout: 'tuva Parquet',
    name: 'medical_claim.parquet',
    write: ({ engine, writeFile, fileLayout, raw }, path, from, to) =>
      writeFile(engine, fileLayout('tuva', 'medical_claim'), raw(tuva(from, to)), path, { format: 'parquet' }),
    read: RAW.parquet,
  },
  {
    layout: 'fhir-r4 NDJSON',
    name: 'ExplanationOfBenefit.ndjson',
    write: (_with, path, from, to) => ndjson(path, from, to),
    read: RAW.json,
  },
  {
    layout: 'mapped CSV',
    name: 'BENCH_MED.csv',
    mapping: MAPPING,
    write: ({ engine, raw }, path, from, to) =>
      engine.run(raw(`copy (${sentCsv(from, to)}) to '${path}' (format csv, header true)`)),
    read: RAW.csv,
  },
]
