// Writes a lake of made-up claims straight as Parquet, for timing only: values are drawn from hashes, not from care.
// About 60 claim lines a person over 36 months: one million people give 60 million lines.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../dist/lake/engine.js'
import { raw } from '../dist/lake/sql.js'

export const PAYERS = [
  ['bench-medicare', 'medicare-ffs'],
  ['bench-advantage', 'medicare-advantage'],
  ['bench-medicaid', 'medicaid-ffs'],
  ['bench-managed', 'medicaid-managed-care'],
  ['bench-summit', 'commercial'],
  ['bench-keystone', 'commercial'],
]
const PRACTICES = 400
const CLINICIANS = PRACTICES * 10
const LINES_PER_PERSON = 60

/** The nineteen columns whose decoding is one raw scan: what any question about claims has to look at. */
export const SCAN_COLUMNS = [
  'claim_id',
  'claim_line_number',
  'member_id',
  'claim_type',
  'claim_start_date',
  'claim_end_date',
  'paid_date',
  'rendering_npi',
  'billing_tin',
  'place_of_service_code',
  'hcpcs_code',
  'revenue_center_code',
  'drg_code',
  'diagnosis_code_1',
  'diagnosis_code_2',
  'diagnosis_code_3',
  'diagnosis_code_4',
  'paid_amount',
  'allowed_amount',
]

export async function makeLake(folder, people) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, 'spill'), { recursive: true })
  const engine = await Engine.open({ memory: '8GB', spill: join(folder, 'spill') })
  const run = (text) => engine.run(raw(text))
  await run('set preserve_insertion_order = false')
  await run(`create macro u(k, salt) as ((hash(k, salt) % 1000003::ubigint)::double / 1000003.0)`)
  await run(`create macro pick(k, salt, n) as (hash(k, salt) % n::ubigint)::int`)
  await run(`create table member as
    select i as k, 'M' || lpad(i::varchar, 8, '0') as member_id,
      pick(i, 11, 6) as payer1, case when u(i, 12) < 0.2 then pick(i, 13, 6) else pick(i, 11, 6) end as payer2,
      case when u(i, 12) < 0.2 then 1 + pick(i, 14, 35) else 36 end as switch_month,
      (power(u(i, 23), 1.4) * ${PRACTICES})::int % ${PRACTICES} as practice, u(i, 25) < 0.12 as diabetes,
      date '1935-01-01' + pick(i, 21, 29000) as birth_date, case pick(i, 22, 2) when 0 then 'female' else 'male' end as gender
    from range(${people}) r(i)`)
  for (const [index, [payer, line]] of PAYERS.entries()) await writePayer(run, folder, people, index, payer, line)
  await writeDirectory(run, join(folder, 'bench-convener', 's000001-bench'))
  engine.close()
}

const sender = (payer, line) =>
  `'bench/${payer}' as data_source, '${payer}' as payer, '-' as plan, '${line}' as line_of_business`
const lineage = (payer, file, order) =>
  `'s000001-bench' as submission_id, '${payer}/${file}' as file_id, row_number() over (${order})::bigint as record_number`

async function writePayer(run, folder, people, index, payer, line) {
  const to = join(folder, payer, 's000001-bench')
  mkdirSync(to, { recursive: true })
  const copy = (table, query) =>
    run(`copy (${query}) to '${join(to, `${table}.parquet`)}' (format parquet, compression zstd)`)
  await copy(
    'eligibility',
    `
    select ${sender(payer, line)}, member_id, d.start as enrollment_start_date, d.stop as enrollment_end_date,
      'First' || pick(k, 31, 3000) as first_name, 'Last' || pick(k, 32, 20000) as last_name, gender, birth_date,
      (900000000 + k)::varchar as social_security_number, pick(k, 33, 9000) || ' Main Street' as address, lpad(pick(k, 34, 400)::varchar, 5, '0') as zip_code,
      ${lineage(payer, 1, 'order by member_id')}
    from member, lateral (select
      case when payer1 = ${index} then date '2023-01-01' else (date '2023-01-01' + to_months(switch_month))::date end as start,
      case when payer1 = ${index} and payer2 <> ${index} then (date '2023-01-01' + to_months(switch_month))::date - 1 else date '2025-12-31' end as stop) d
    where (payer1 = ${index} or payer2 = ${index}) and d.start <= date '2025-12-31'`,
  )
  const claims = Math.ceil((people * LINES_PER_PERSON) / 3 / PAYERS.length)
  await copy(
    'medical_claim',
    `
    with claim as materialized (
      select ${index}::bigint * 100000000 + i as c, ((power(u(i, ${40 + index}), 1.3) * ${people})::bigint * 7919 % ${people})::int as k,
        pick(i, ${50 + index}, 100) as kind, pick(i, ${60 + index}, 1090) as day
      from range(${claims}) r(i)
    ), seen as materialized (
      select c.*, m.member_id, m.diabetes, case when pick(c.c, 71, 100) < 75 then m.practice else pick(c.c, 72, ${PRACTICES}) end as practice,
        (date '2023-01-01' + c.day)::date as service_date
      from claim c join member m on m.k = c.k
    ), line as (select *, unnest([1, 2, 3]) as n from seen)
    select ${sender(payer, line)}, 'C' || lpad(c::varchar, 11, '0') as claim_id, n as claim_line_number,
      case when kind < 20 then 'institutional' else 'professional' end as claim_type, member_id,
      service_date as claim_start_date, case when kind < 3 then service_date + 4 else service_date end as claim_end_date,
      service_date as claim_line_start_date, case when kind < 3 then service_date end as admission_date, case when kind < 3 then service_date + 4 end as discharge_date,
      case when kind < 3 then '01' end as discharge_disposition_code,
      case when kind < 20 then null when kind < 80 then '11' else '22' end as place_of_service_code,
      case when kind < 3 then '111' when kind < 20 then '131' end as bill_type_code,
      case when kind < 3 then '470' end as drg_code, case when kind < 3 then '0120' when kind < 8 then '0450' when kind < 20 then '0300' end as revenue_center_code,
      1::decimal(18,4) as service_unit_quantity,
      case when kind < 20 then null when kind = 20 then 'G0121' when kind = 21 then 'G0328' when kind < 80 then 'G0463' else 'X' || lpad(pick(c * 4 + n, 73, 3000)::varchar, 4, '0') end as hcpcs_code,
      (1000000000 + practice * 10 + pick(c, 74, 10))::varchar as rendering_npi, (900000000 + practice)::varchar as billing_tin, (2000000000 + practice)::varchar as billing_npi,
      service_date + 14 + pick(c, 75, 60) as paid_date,
      (case when kind < 3 then 2600 when kind < 20 then 160 else 38 end * power(1.0 - u(c * 4 + n, 76) * 0.99999, -0.55))::decimal(18,2) as paid_amount,
      (case when kind < 3 then 2600 when kind < 20 then 160 else 38 end * power(1.0 - u(c * 4 + n, 76) * 0.99999, -0.55) * 1.15)::decimal(18,2) as allowed_amount,
      'icd-10-cm' as diagnosis_code_type,
      case when diabetes and pick(c, 77, 10) < 3 then 'E119' else chr(65 + pick(c, 78, 26)) || lpad(pick(c, 79, 100)::varchar, 2, '0') || pick(c, 80, 10) end as diagnosis_code_1,
      case when pick(c, 81, 10) < 5 then 'I10' end as diagnosis_code_2, case when pick(c, 82, 10) < 2 then 'J449' end as diagnosis_code_3, case when pick(c, 83, 10) < 1 then 'N183' end as diagnosis_code_4,
      'original' as claim_status, ${lineage(payer, 2, '')}
    from line`,
  )
  await copy(
    'lab_result',
    `
    select ${sender(payer, line)}, 'L' || k || '-' || y as lab_result_id, member_id, 'loinc' as source_code_type, '4548-4' as source_code,
      (5.5 + pick(k + y, 90, 60) / 10.0)::decimal(18,4) as result_value, '%' as source_units, make_date(y, 1 + pick(k + y, 91, 12), 1 + pick(k + y, 92, 28)) as collection_date,
      ${lineage(payer, 3, '')}
    from member, (values (2024), (2025)) t(y) where diabetes and payer2 = ${index} and pick(k + y, 93, 10) < 8`,
  )
}

async function writeDirectory(run, to) {
  mkdirSync(to, { recursive: true })
  const copy = (table, query) =>
    run(`copy (${query}) to '${join(to, `${table}.parquet`)}' (format parquet, compression zstd)`)
  const from = (file) =>
    `'bench/convener' as data_source, 'bench-convener' as sender, ${lineage('bench-convener', file, '')}`
  await copy(
    'organization',
    `select 'org-' || i as organization_id, 'Organization ' || i as organization_name, 'provider-organization' as organization_type, ${from(1)} from range(40) r(i)`,
  )
  await copy(
    'practice',
    `select 'practice-' || i as practice_id, 'Practice ' || i as practice_name, 'org-' || (i // 10) as organization_id, (900000000 + i)::varchar as tin, ${from(2)} from range(${PRACTICES}) r(i)`,
  )
  await copy(
    'affiliation',
    `select (1000000000 + i)::varchar as npi, 'practice-' || (i // 10) as practice_id, case when i % 10 < 6 then 'primary-care' else 'cardiology' end as specialty, date '2020-01-01' as start_date, ${from(3)} from range(${CLINICIANS}) r(i)`,
  )
}
