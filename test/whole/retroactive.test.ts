import { afterAll, beforeAll, expect, test } from 'vitest'
import { withLastRun } from '../../src/cli/with-last-run.ts'
import { Engine } from '../../src/lake/engine.ts'
import { raw } from '../../src/lake/sql.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { listRuns } from '../../src/register/runs.ts'
import { compareRuns } from '../../src/run/compare-runs.ts'
import { agreeWith } from '../run/small-lake.ts'
import { RegionOverTime } from './region-over-time.ts'

/**
 * In January acme says that Ann and Ben are covered all year. In February it sends the file again: Ann's coverage had
 * ended in March, Ben's before the year, and Cy, whose claims had come, was covered from May.
 */
const BEFORE = '2026-01-31'
const AFTER = '2026-02-28'
let here: RegionOverTime
beforeAll(async () => {
  here = await RegionOverTime.open()
  await registerPayer(here.register, { payer: 'acme', line_of_business: 'commercial' }, '2026-01-05T10:00:00Z')
  await agreeWith(here.register, 'acme')
})
afterAll(() => here.remove())

const coverage = (spans: Record<string, [string, string]>) =>
  `member_id,enrollment_start_date,enrollment_end_date,first_name,last_name,gender,birth_date\n${Object.entries(spans)
    .map(([member, [from, until]]) => `${member},${from},${until},${member},Day,female,1970-03-0${member.length}\n`)
    .join('')}`
const CLAIMS = `claim_id,claim_line_number,claim_type,member_id,claim_start_date,paid_date,paid_amount,rendering_npi,billing_tin,place_of_service_code
${[
  ['A1', 'Ann', '2025-02-10', '100.25'],
  ['A2', 'Ann', '2025-07-10', '40.50'],
  ['B1', 'Ben', '2025-03-10', '60.00'],
  ['C1', 'Cyd', '2025-06-10', '75.75'],
]
  .map(
    ([claim, member, day, paid]) =>
      `${claim},1,professional,${member},${day},2025-08-01,${paid},1000000004,990000001,11`,
  )
  .join('\n')}
`
const DIRECTORY = {
  'organization.csv': 'organization_id,organization_name,organization_type\nriver,River,provider-organization\n',
  'practice.csv': 'practice_id,practice_name,organization_id,tin\nelm,Elm,river,990000001\n',
  'affiliation.csv':
    'npi,practice_id,clinician_name,specialty,start_date\n1000000004,elm,Dr Elm,primary-care,2020-01-01\n',
}

type Stood = {
  months: string[]
  cost: string[]
  panel: string[]
  practice: string[]
  findings: string[]
  states: string[]
}
const rows = async (engine: Engine, text: string) =>
  (await engine.rows<Record<string, unknown>>(raw(text))).map((row) => Object.values(row).map(String).join(' '))

/** What the run of a day says of 2025; without a day, the last one. */
const stood = (as_of?: string): Promise<Stood> =>
  withLastRun({ signal: new AbortController().signal }, here, { as_of }, async (engine) => ({
    months: await rows(
      engine,
      `select member_id, count(*), min(year_month), max(year_month) from member_month where year_month >= '202501' group by 1 order by 1`,
    ),
    cost: await rows(
      engine,
      `select m.first_name, cast(c.member_months as integer) as member_months, c.lines, c.spend_usd from person_cost c join person m on m.person_id = c.person_id
        where c.period = '2025' order by 1`,
    ),
    panel: await rows(
      engine,
      `select p.first_name, a.practice_id, a.visits from attribution a join person p on p.person_id = a.person_id
        where a.period = '2025' order by 1`,
    ),
    practice: await rows(
      engine,
      `select people, cast(member_months as integer) as member_months, spend_usd, pmpm_usd from practice_cost where period = '2025' and payer = 'all'`,
    ),
    findings: await rows(
      engine,
      `select member_id, finding, first_date, lines, spend_usd from coverage_finding order by 1, 2`,
    ),
    states: await rows(engine, `select member_id, state from member_state order by 1`),
  }))

const FIRST: Stood = {
  months: ['Ann 12 202501 202512', 'Ben 12 202501 202512'],
  cost: ['Ann 12 2 140.75', 'Ben 12 1 60.00'],
  panel: ['Ann elm 2', 'Ben elm 1'],
  practice: ['2 24 200.75 8.36'],
  findings: [],
  states: ['Ann months-in-period', 'Ben months-in-period'],
}
const THEN: Stood = {
  months: ['Ann 3 202501 202503', 'Cyd 8 202505 202512'],
  cost: ['Ann 3 2 140.75', 'Cyd 8 1 75.75'],
  panel: ['Ann elm 2', 'Cyd elm 1'],
  practice: ['2 11 216.50 19.68'],
  findings: ['Ann claims-without-coverage 2025-07-01 1 40.50', 'Ben claims-without-any-coverage 2025-03-01 1 60.00'],
  states: ['Ann months-in-period', 'Ben months-before-period', 'Cyd months-in-period'],
}

test('coverage that ends and begins in the past changes months, cost and panel of the new run', async () => {
  here.on('2026-01-10')
  const directory = Object.entries(DIRECTORY).map(([name, text]) => here.file(name, text))
  await here.done(`ingest convener ${directory.join(' ')} --kind convener`)
  await agreeWith(here.register, 'convener')
  const all: [string, string] = ['2024-01-01', '2025-12-31']
  await here.done(
    `ingest acme ${here.file('coverage.csv', coverage({ Ann: all, Ben: all }))} ${here.file('claims.csv', CLAIMS)}`,
  )
  here.on(BEFORE)
  await here.done('run --period 2025')
  expect(await stood()).toEqual({ ...FIRST, findings: expect.anything() })

  here.on('2026-02-10')
  const again = coverage({
    Ann: ['2024-01-01', '2025-03-31'],
    Ben: ['2024-01-01', '2024-12-31'],
    Cyd: ['2025-05-01', '2025-12-31'],
  })
  await here.done(`ingest acme ${here.file('coverage.csv', again)}`)
  here.on(AFTER)
  await here.done('run --period 2025')
  expect(await stood()).toEqual({ ...THEN, findings: expect.anything() })
}, 120_000)

test('as of the day before, the old answer stands, and the last run stays what it was', async () => {
  here.on('2026-03-10')
  await here.done(`run --period 2025 --as-of ${BEFORE}`)
  const { findings, ...old } = await stood(BEFORE)
  expect(old).toEqual({ ...FIRST, findings: undefined })
  expect(findings.filter((row) => !row.includes('coverage-without-claims'))).toEqual([])
  const now = await stood()
  expect({ ...now, findings: now.findings.filter((row) => row.includes(' claims-')) }).toEqual(THEN)
}, 120_000)

test('the difference is told by table and practice, and by the records behind it', async () => {
  const runs = (await listRuns(here.register)).filter(({ status }) => status === 'finished')
  const of = (as_of: string | null) =>
    runs
      .filter((run) => run.as_of === as_of)
      .toSorted((a, b) => ((a.finished_at ?? '') < (b.finished_at ?? '') ? 1 : -1))[0]?.run_id ?? ''
  const engine = await Engine.open({ memory: '500MB', threads: 1 })
  const { tables, practices } = await compareRuns(engine, here.region, of(BEFORE), of(null))
  engine.close()
  const changed = (name: string) => tables.find(({ table }) => table === name)
  expect(changed('member_month')).toMatchObject({ removed: 21 })
  expect(practices.find(({ period }) => period === '2025')).toMatchObject({
    ...{ practice_id: 'elm', people_before: 2, people_after: 2, people_came: 1, people_left: 1 },
    ...{ spend_usd_before: '200.75', spend_usd_after: '216.50' },
  })

  const [ann] = await withLastRun({ signal: new AbortController().signal }, here, { as_of: BEFORE }, (lake) =>
    lake.rows<{ file_id: string; record_number: number }>(
      raw(`select distinct file_id, record_number from member_month where member_id = 'Ann'`),
    ),
  )
  const record = JSON.parse(await here.done(`record ${ann?.file_id} ${ann?.record_number} --json`))
  expect(record.replaced_by).toMatchObject({ file_name: 'coverage.csv' })
  const readBy = record.read_by.map((run: { as_of: string | null; rows: unknown[] }) => [
    run.as_of,
    run.rows.length > 0,
  ])
  expect(readBy).toContainEqual([BEFORE, true])
  expect(readBy).toContainEqual([null, false])
  const listed = await here.done('findings coverage --records --only claims-without-coverage --csv')
  expect(listed).toContain('spend-counted-without-month')
})
