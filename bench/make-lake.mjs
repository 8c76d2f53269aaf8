// Writes a region whose lake holds made-up claims straight as Parquet, for timing only: values are drawn from hashes.
// About 60 claim lines a person over 36 months, from six payers, one file a payer and year: one million people give
// 60 million lines. The same number of people gives the same rows.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../dist/lake/engine.js'
import { raw } from '../dist/lake/sql.js'
import { SQL_TYPE } from '../dist/lake/table.js'
import { COMMON_DATA_MODEL } from '../dist/lake/tables/index.js'
import { Region } from '../dist/region.js'

export const PAYERS = [
  ['bench-medicare', 'medicare-ffs'],
  ['bench-advantage', 'medicare-advantage'],
  ['bench-medicaid', 'medicaid-ffs'],
  ['bench-managed', 'medicaid-managed-care'],
  ['bench-summit', 'commercial'],
  ['bench-keystone', 'commercial'],
]
/** Changes with the rows: a lake of another kind is made again. */
export const LAKE = '3'
const YEARS = [2023, 2024, 2025]
/** One payer's last month stands in a submission of its own, and its coverage sent again in two others: see measure-incremental. */
const MONTHLY = 2
const LAST_MONTH = `date '2025-12-01'`
export const NEW_MONTH = `${PAYERS[MONTHLY][0]}-2025-12`
export const COVERAGE_AGAIN = `${PAYERS[MONTHLY][0]}-coverage`
export const COVERAGE_CORRECTED = `${PAYERS[MONTHLY][0]}-coverage-corrected`
/** Sent after the base run: no other measurement reads them. */
export const ASIDE = [COVERAGE_AGAIN, COVERAGE_CORRECTED]
const PRACTICES = 400
const CLINICIANS_OF_PRACTICE = 10
const LINES_PER_CLAIM = 3
const CLAIMS_PER_PERSON = 20

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

/** Makes the region in `folder` anew; `made` in it marks it whole. */
export async function makeLake(folder, people, memory = '6GB') {
  rmSync(folder, { recursive: true, force: true })
  const region = Region.create(folder, { region: `bench-${people}`, memory: '3GB', threads: 2 })
  const engine = await Engine.open({ memory, threads: 2, spill: region.spill })
  const run = (text) => engine.run(raw(text))
  await run('set preserve_insertion_order = false')
  await run(`create macro u(k, salt) as ((hash(k, salt) % 1000003::ubigint)::double / 1000003.0)`)
  await run(`create macro pick(k, salt, n) as (hash(k, salt) % n::ubigint)::int`)
  await run(membersOf(people))
  for (const [index, payer] of PAYERS.entries()) await writePayer(run, region.lake, index, payer)
  await writeDirectory(run, region.lake)
  engine.close()
  writeFileSync(join(folder, 'made'), LAKE)
}

/** One row per person and payer: one in five changes the payer once, and is another number there. */
const membersOf = (people) => `
  create table member as
  with drawn as (
    select i as k, pick(i, 11, 6) as before, case when u(i, 12) < 0.2 then pick(i, 13, 6) else pick(i, 11, 6) end as after,
      (date '2023-01-01' + to_months(1 + pick(i, 14, 35)))::date as switch_date,
      (power(u(i, 23), 1.4) * ${PRACTICES})::int % ${PRACTICES} as practice, u(i, 25) < 0.12 as diabetes,
      date '1935-01-01' + pick(i, 21, 29000) as birth_date, case pick(i, 22, 2) when 0 then 'female' else 'male' end as gender
    from range(${people}) r(i)
  ), span as (
    select *, before as payer, date '2023-01-01' as first_day,
      case when before = after then date '2025-12-31' else switch_date - 1 end as last_day from drawn
    union all
    select *, after, switch_date, date '2025-12-31' from drawn where before <> after
  )
  select *, payer || 'M' || lpad(((k * 7919 + 31) % 100000007)::varchar, 9, '0') as member_id,
    (last_day - first_day + 1)::int as days from span`

const sender = ([payer, line]) =>
  `'bench/${payer}' as data_source, '${payer}' as payer, '-' as plan, '${line}' as line_of_business`
const lineage = (submission, file, order) =>
  `'${submission}' as submission_id, '${file}' as file_id, row_number() over (order by ${order})::bigint as record_number`

/** Writes rows with every column of the table, empty where the rows have none: as a payer's submission has them. */
function copier(run, folder) {
  mkdirSync(folder, { recursive: true })
  return async (name, query, order = '') => {
    const table = COMMON_DATA_MODEL.find((t) => t.name === name)
    await run(`create or replace temp view made as ${query}`)
    const columns = table.columns.map((c) => {
      const given = new RegExp(`\\b${c.name}\\b`).test(query)
      return `${given ? c.name : 'null'}::${SQL_TYPE[c.type]} as ${c.name}`
    })
    const path = join(folder, `${name}.parquet`)
    await run(`copy (select ${columns.join(', ')} from made ${order}) to '${path}' (format parquet, compression zstd)`)
    return path
  }
}

async function writePayer(run, lake, index, payer) {
  const [key] = payer
  const copy = copier(run, join(lake, key, `${key}-members`))
  await copy(
    'eligibility',
    `select ${sender(payer)}, member_id, first_day as enrollment_start_date,
      case when last_day = date '2025-12-31' then date '9999-12-31' else last_day end as enrollment_end_date,
      'First' || pick(k, 31, 3000) as first_name, 'Last' || pick(k, 32, 20000) as last_name, gender, birth_date,
      case when pick(k, 36, 100) < 1 then date '2025-01-01' + pick(k, 37, 364) end as death_date,
      case when pick(k * 6 + ${index}, 38, 10) > 0 then (101010101 + k * 271)::varchar end as social_security_number,
      pick(k, 33, 9000) || case pick(k * 6 + ${index}, 39, 3) when 0 then ' Main Street' else ' MAIN ST.' end as address,
      lpad(pick(k, 34, 400)::varchar, 5, '0') as zip_code,
      ${lineage(`${key}-members`, `${key}/members`, 'member_id')}
    from member where payer = ${index}`,
  )
  await copy(
    'attestation',
    `select ${sender(payer)}, member_id, 'practice-' || practice as practice_id, 'portal' as method,
      date '2024-01-01' + pick(k, 41, 700) as attested_on, ${lineage(`${key}-members`, `${key}/attested`, 'member_id')}
    from member where payer = ${index} and pick(k, 42, 100) < 3`,
  )
  await copy(
    'lab_result',
    `select ${sender(payer)}, 'L' || k || '-' || y as lab_result_id, member_id, 'loinc' as source_code_type,
      '4548-4' as source_code, (5.5 + pick(k * 10 + y, 90, 60) / 10.0) as result_value, '%' as source_units,
      make_date(y::int, 1 + pick(k * 10 + y, 91, 12), 1 + pick(k * 10 + y, 92, 28)) as collection_date,
      ${lineage(`${key}-members`, `${key}/labs`, 'member_id, y')}
    from member, (values (2024), (2025)) t(y) where payer = ${index} and diabetes and pick(k * 10 + y, 93, 10) < 8`,
  )
  await run(claimsOf(index))
  for (const year of YEARS) {
    const before = `year(service_date) = ${year}${index === MONTHLY ? ` and service_date < ${LAST_MONTH}` : ''}`
    await writeClaims(run, lake, payer, String(year), before)
  }
  if (index !== MONTHLY) return
  await writeClaims(run, lake, payer, '2025-12', `service_date >= ${LAST_MONTH}`)
  const moved = `hash(member_id, 97) % 100 = 0`
  const address = `* replace (case when ${moved} then '1 New Street' else address end as address, `
  await sendAgain(run, join(lake, key), `${key}-members`, COVERAGE_AGAIN, address, moved)
  await sendAgain(run, join(lake, key), `${key}-members`, COVERAGE_CORRECTED, '* replace (', 'true')
}

/**
 * All coverage again, as ingest lands it. A row that says what a row in force says is a duplicate and does not land: of a
 * monthly full file only rows that say something new do, here one member in a hundred with a new address. Where a file comes
 * again under its name with another content, every row of the earlier one goes and every new one lands.
 */
async function sendAgain(run, folder, before, submission, columns, landing) {
  const [from, to] = [join(folder, before), join(folder, submission)]
  mkdirSync(to, { recursive: true })
  const said = `(select * from read_parquet('${from}/eligibility.parquet') where ${landing})`
  const lineage = `'${submission}' as submission_id, '${submission}/1' as file_id`
  await run(
    `copy (select ${columns}${lineage}) from ${said}) to '${to}/eligibility.parquet' (format parquet, compression zstd)`,
  )
  await run(`copy (
      select file_id, record_number, '${submission}/1' as by_file_id, record_number as by_record_number, 'bench' as rule from ${said}
    ) to '${to}/superseded.parquet' (format parquet)`)
}

/** One row per claim: their number per member is skewed as costs are, their days lie inside the coverage. */
const claimsOf = (index) => `
  create or replace temp table claim as
  with drawn as (
    select *, unnest(range((-ln(1 - u(k, 43) * 0.9999) * ${CLAIMS_PER_PERSON} * days / 1096.0 + u(k, 44))::int)) as i
    from member where payer = ${index}
  )
  select member_id, diabetes, k * 1000 + i as c, pick(k * 1000 + i, 51, 100) as kind,
    first_day + pick(k * 1000 + i, 52, days) as service_date,
    case when pick(k * 1000 + i, 53, 100) < 75 then practice else pick(k * 1000 + i, 54, ${PRACTICES}) end as practice
  from drawn`

/** Lines stand in the order in which they were paid, as in a payer's extract. One in a hundred was replaced since. */
async function writeClaims(run, lake, payer, part, among) {
  const [key] = payer
  const submission = `${key}-${part}`
  const folder = join(lake, key, submission)
  const amount = `case when kind < 3 then 2600 when kind < 20 then 160 else 38 end * power(1.0 - u(c * 4 + n, 61) * 0.99999, -0.55)`
  const path = await copier(run, folder)(
    'medical_claim',
    `select ${sender(payer)}, 'C' || lpad(c::varchar, 12, '0') as claim_id, n as claim_line_number,
      case when kind < 20 then 'institutional' else 'professional' end as claim_type, member_id,
      service_date as claim_start_date, case when kind < 3 then service_date + 4 else service_date end as claim_end_date,
      service_date as claim_line_start_date, case when kind < 3 then service_date end as admission_date,
      case when kind < 3 then service_date + 4 end as discharge_date,
      case when kind < 3 then '01' end as discharge_disposition_code,
      case when kind < 20 then null when kind < 80 then '11' else '22' end as place_of_service_code,
      case when kind < 3 then '111' when kind < 20 then '131' end as bill_type_code,
      case when kind < 3 then '470' end as drg_code,
      case when kind < 3 then '0120' when kind < 8 then '0450' when kind < 20 then '0300' end as revenue_center_code,
      1 as service_unit_quantity,
      case when kind < 20 then null when kind = 20 then 'G0121' when kind = 21 then 'G0328' when kind < 80 then 'G0463'
        else 'X' || lpad(pick(c * 4 + n, 62, 3000)::varchar, 4, '0') end as hcpcs_code,
      (1000000000 + practice * ${CLINICIANS_OF_PRACTICE} + pick(c, 63, ${CLINICIANS_OF_PRACTICE}))::varchar as rendering_npi,
      (900000000 + practice)::varchar as billing_tin, (2000000000 + practice)::varchar as billing_npi,
      service_date + 14 + pick(c, 64, 60) as paid_date, ${amount} as paid_amount, ${amount} * 1.15 as allowed_amount,
      'icd-10-cm' as diagnosis_code_type,
      case when diabetes and pick(c, 65, 10) < 3 then 'E119'
        else chr(65 + pick(c, 66, 26)) || lpad(pick(c, 67, 100)::varchar, 2, '0') || pick(c, 68, 10) end as diagnosis_code_1,
      case when pick(c, 69, 10) < 5 then 'I10' end as diagnosis_code_2,
      case when pick(c, 70, 10) < 2 then 'J449' end as diagnosis_code_3,
      case when pick(c, 71, 10) < 1 then 'N183' end as diagnosis_code_4,
      'original' as claim_status, ${lineage(submission, `${key}/${part}`, 'paid_date, c, n')}
    from (select *, service_date + 14 + pick(c, 64, 60) as paid_date,
        unnest(range(1, ${LINES_PER_CLAIM + 1})) as n from claim where ${among}) line`,
    'order by record_number',
  )
  await run(`copy (
      select file_id, record_number, file_id as by_file_id, record_number as by_record_number, 'bench' as rule
      from read_parquet('${path}') where hash(claim_id) % 100 = 0
    ) to '${join(folder, 'superseded.parquet')}' (format parquet)`)
}

async function writeDirectory(run, lake) {
  const submission = 'bench-directory'
  const copy = copier(run, join(lake, 'bench-convener', submission))
  const from = (file) =>
    `'bench/convener' as data_source, 'bench-convener' as sender, ${lineage(submission, `directory/${file}`, 'i')}`
  await copy(
    'organization',
    `select 'org-' || i as organization_id, 'Organization ' || i as organization_name,
      'provider-organization' as organization_type, ${from(1)} from range(${PRACTICES / 10}) r(i)`,
  )
  await copy(
    'practice',
    `select 'practice-' || i as practice_id, 'Practice ' || i as practice_name, 'org-' || (i // 10) as organization_id,
      (900000000 + i)::varchar as tin, ${from(2)} from range(${PRACTICES}) r(i)`,
  )
  await copy(
    'affiliation',
    `select (1000000000 + i)::varchar as npi, 'practice-' || (i // ${CLINICIANS_OF_PRACTICE}) as practice_id,
      case when i % ${CLINICIANS_OF_PRACTICE} < 6 then 'primary-care' else 'cardiology' end as specialty,
      date '2020-01-01' as start_date, ${from(3)} from range(${PRACTICES * CLINICIANS_OF_PRACTICE}) r(i)`,
  )
}

export const submissionsOf = (lake) => readdirSync(lake).flatMap((payer) => readdirSync(join(lake, payer)))

if (process.argv[1] === import.meta.filename) await makeLake(process.argv[2], Number(process.argv[3]))
