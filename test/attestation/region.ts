import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLake } from '../../src/lake/lake.ts'
import type { Sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { Region } from '../../src/region.ts'
import { openPglite } from '../../src/register/open.ts'
import { keepStatement, type Stated } from '../../src/register/rights/attestation/statements.ts'
import { run } from '../../src/run/run.ts'
import { ingest } from '../../src/sources/ingest.ts'
import { agreeWith } from '../run/small-lake.ts'

const ELIGIBILITY = `member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,birth_date,gender,zip_code,phone,address
M1,2024-01-01,2025-12-31,Robert,Lee,1950-03-02,male,04101,2075551234,12 Mill Street
M2,2024-01-01,2025-12-31,Ann,Smith,1960-05-01,female,04102,2075550000,3 Dock Road
M3,2024-01-01,2025-12-31,Ann,Smith,1960-05-01,female,04102,2075550001,99 Hill Road
`
const ELSEWHERE = `member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,birth_date,gender,zip_code,phone,address
H1,2025-03-01,2025-12-31,Bob,Lee,1950-03-02,male,04101,2075551234,12 Mill St
`
const ORGANIZATION = `organization_id,organization_name,organization_type
elm-group,Elm Group,provider-organization
oak-group,Oak Group,provider-organization
`
const PRACTICE = `practice_id,practice_name,organization_id,tin
elm,Elm Family Medicine,elm-group,111111111
oak,Oak Clinic,oak-group,222222222
`
const AFFILIATION = `npi,practice_id,clinician_name,specialty,start_date
1234567893,elm,Grace Ito,primary-care,2020-01-01
1245319599,elm,Sam Ito,primary-care,2020-01-01
`
export const NOW = '2026-01-20T10:00:00.000Z'

/** A region of three people of two payers and two practices, as files brought it, with a run of 2025. */
export async function regionOfThree() {
  const folder = mkdtempSync(join(tmpdir(), 'attest-'))
  const region = Region.create(join(folder, 'region'))
  const register = await openPglite()
  let seconds = 0
  const now = () => new Date(Date.parse(NOW) + 1000 * seconds++).toISOString()
  const work = { register, now }
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const directory = { organization: ORGANIZATION, practice: PRACTICE, affiliation: AFFILIATION }
  const files = Object.entries(directory).map(([name, text]) => file(`${name}.csv`, text))
  await ingest(region, { payer: 'convener', kind: 'convener', files }, work)
  const commercial = { line_of_business: 'commercial' }
  await ingest(region, { payer: 'elm-health', ...commercial, files: [file('eligibility.csv', ELIGIBILITY)] }, work)
  await ingest(region, { payer: 'harbor', ...commercial, files: [file('eligibility.csv', ELSEWHERE)] }, work)
  for (const payer of ['convener', 'elm-health', 'harbor']) await agreeWith(register, payer, NOW)
  const runAgain = () => run(region, period('2025'), work)
  await runAgain()
  return {
    ...{ region, register, now, work, file, runAgain },
    /** A patient says that Elm is theirs, unless the test says otherwise. */
    state: (form: string, given: Partial<Stated> = {}) =>
      keepStatement(
        register,
        {
          ...{ form, method: 'portal', attestation_code: null, form_number: null, received_by: 'patient' },
          ...BOB,
          ...given,
        },
        {
          at: now(),
          actor: 'unknown',
          role: null,
          participant: null,
          purpose: null,
          detail: {},
        },
      ),
    lake: async <Row extends object>(asked: Sql) => {
      const engine = await openLake(region)
      try {
        return await engine.rows<Row>(asked)
      } finally {
        engine.close()
      }
    },
    close: async () => {
      await register.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const BOB: Stated = {
  ...{ practice_id: 'elm', organization_id: 'elm-group', clinician: null, first_name: 'Robert', last_name: 'Lee' },
  ...{ birth_date: '1950-03-02', member_number: 'M1', zip_code: null, phone_last_four: null, stated_by: 'self' },
  ...{ proxy_name: null, consent_words: 'en 1', attested_on: '2025-05-01' },
}
