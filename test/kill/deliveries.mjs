// Small deliveries of one payer, made so that each does something else to what came before: new rows, newer versions,
// a corrected file, records that cannot be read, an archive, the same again. The same folder every time.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const MEMBER = 'member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,gender,birth_date'
const CLAIM =
  'claim_id,claim_line_number,claim_type,member_id,claim_start_date,claim_end_date,place_of_service_code,hcpcs_code,diagnosis_code_type,diagnosis_code_1,paid_amount,allowed_amount'

const members = (from, count) =>
  range(from, count).map(
    (i) =>
      `m${i},2023-01-01,2025-12-31,First${i},Last${i % 40},${i % 2 ? 'female' : 'male'},19${50 + (i % 50)}-0${1 + (i % 9)}-11`,
  )
const claims = (from, count, paid) =>
  range(from, count).map((i) => {
    const day = `202${3 + (i % 3)}-0${1 + (i % 9)}-1${i % 9}`
    return `c${i},1,professional,m${1 + (i % 120)},${day},${day},11,G0438,icd-10-cm,E119,${paid}.00,${paid + 10}.00`
  })
const range = (from, count) => Array.from({ length: count }, (_, i) => from + i)
const csv = (header, rows) => `${[header, ...rows].join('\n')}\n`

/** The commands of one round, each with the files it sends. */
export function makeDeliveries(folder) {
  const write = (delivery, files) => {
    mkdirSync(join(folder, delivery), { recursive: true })
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, delivery, name), content)
    return join(folder, delivery)
  }
  return {
    base: write('base', {
      'eligibility-base.csv': csv(MEMBER, members(1, 120)),
      'medical_claim-base.csv': csv(CLAIM, claims(1, 600, 100)),
    }),
    more: write('more', {
      'eligibility-more.csv': csv(MEMBER, members(121, 60)),
      'medical_claim-more.csv': csv(CLAIM, claims(601, 500, 80)),
    }),
    newer: write('newer', { 'medical_claim-newer.csv': csv(CLAIM, claims(300, 200, 175)) }),
    corrected: write('corrected', { 'medical_claim-more.csv': csv(CLAIM, claims(621, 450, 85)) }),
    odd: write('odd', {
      'eligibility-odd.csv': csv(MEMBER, [
        ...members(181, 20),
        'm300,2023-01-01',
        '',
        'm301,no day,2025-12-31,"A,B,male,1960-01-01',
      ]),
      'nothing-of-ours.csv': 'colour,shape,size\nred,round,1\n',
    }),
    archived: write('archived', { 'medical_claim-archived.csv.gz': gzipSync(csv(CLAIM, claims(1200, 300, 60))) }),
    again: write('again', { 'renamed.csv': csv(MEMBER, members(121, 60)) }),
  }
}
