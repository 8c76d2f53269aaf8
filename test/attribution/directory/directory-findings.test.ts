import { expect, test } from 'vitest'
import { directoryFindings } from '../../../src/attribution/directory/directory-findings.ts'
import { DIRECTORY_FINDINGS, readDirectoryRule } from '../../../src/attribution/directory/directory-rule.ts'
import { sql } from '../../../src/lake/sql.ts'
import { period } from '../../../src/period.ts'
import { fill, lakeOf, type Row } from '../../run/small-lake.ts'

const rule = readDirectoryRule()
const organization = [{ organization_id: 'river', organization_name: 'River' }]
const practices = [
  { practice_id: 'elm', organization_id: 'river', tin: '1' },
  { practice_id: 'oak', organization_id: 'river', tin: '1' },
  { practice_id: 'fir', organization_id: 'river', tin: '2' },
].map((row, i) => ({ ...row, practice_name: row.practice_id, record_number: 100 + i }))
/** So that each practice has a clinician in primary care. */
const AT_WORK: Row[] = practices.map(({ practice_id }, i) => ({
  npi: `own-${practice_id}`,
  practice_id,
  record_number: 50 + i,
}))

async function found(affiliation: Row[], practice: Row[] = practices): Promise<string[]> {
  const engine = await lakeOf({ organization, practice, affiliation })
  await fill(engine, [directoryFindings(rule, period('2025'), period('2024'))])
  const rows = await engine.rows<Record<string, unknown>>(sql`
    select finding, practice_id, others, cast(first_shared_date as varchar) as shared, record_number from directory_finding
    order by record_number, finding`)
  engine.close()
  return rows.map((row) => Object.values(row).map(String).join(' '))
}
const works = (practice_id: string, start_date: string, end_date: string | null, rest: Row = {}): Row => ({
  ...{ npi: 'n', practice_id, start_date, end_date, ...rest },
})

test('a directory in order has no finding', async () => {
  expect(await found(AT_WORK)).toEqual([])
})

test('a practice without clinicians, or without primary care, in these years is told', async () => {
  const affiliation = [
    ...AT_WORK.filter(({ practice_id }) => practice_id === 'elm'),
    works('oak', '2019-01-01', '2023-12-31', { record_number: 60 }),
    works('fir', '2019-01-01', null, { specialty: 'cardiology', record_number: 61 }),
  ]
  expect(await found(affiliation)).toEqual([
    'practice-without-clinicians oak 0 null 101',
    'practice-without-primary-care fir 1 null 102',
  ])
})

test('affiliations that overlap are told by what decides between them', async () => {
  const twice = [works('elm', '2020-01-01', null), works('elm', '2024-05-01', null)]
  expect(await found([...twice, ...AT_WORK])).toEqual([
    'affiliation-sent-twice elm 1 2024-05-01 1',
    'affiliation-sent-twice elm 1 2024-05-01 2',
  ])
  const one_tin = [works('elm', '2020-01-01', '2025-03-31'), works('oak', '2025-03-31', null)]
  expect(await found([...one_tin, ...AT_WORK])).toEqual([
    'affiliation-overlap elm 1 2025-03-31 1',
    'affiliation-overlap oak 1 2025-03-31 2',
  ])
  const two_tins = [works('elm', '2020-01-01', null), works('fir', '2020-01-01', null)]
  expect(await found([...two_tins, ...AT_WORK])).toEqual([
    'affiliation-at-several-practices elm 1 2024-01-01 1',
    'affiliation-at-several-practices fir 1 2024-01-01 2',
  ])
  const specialties = [works('elm', '2020-01-01', null), works('elm', '2025-01-01', null, { specialty: 'cardiology' })]
  expect(await found([...specialties, ...AT_WORK])).toEqual([
    'affiliation-specialties-differ elm 1 2025-01-01 1',
    'affiliation-specialties-differ elm 1 2025-01-01 2',
  ])
})

test('spans that follow each other, and overlaps of other years, are none', async () => {
  expect(
    await found([
      works('elm', '2020-01-01', '2025-03-31'),
      works('oak', '2025-04-01', null),
      works('oak', '2019-01-01', '2023-12-31'),
      ...AT_WORK,
    ]),
  ).toEqual([])
})

test('what a claim line cannot find is told: turned spans, unknown practices and organizations', async () => {
  const affiliation = [works('elm', '2025-05-01', '2025-04-01'), works('gone', '2020-01-01', null), ...AT_WORK]
  const practice = practices.map((one) => (one.practice_id === 'fir' ? { ...one, organization_id: 'sea' } : one))
  expect(await found(affiliation, practice)).toEqual([
    'affiliation-ends-before-start elm 0 null 1',
    'affiliation-at-unknown-practice gone 0 null 2',
    'practice-of-unknown-organization fir 0 null 102',
  ])
  const shared = practices.map((one) => (one.practice_id === 'oak' ? { ...one, organization_id: 'sea' } : one))
  expect((await found(AT_WORK, shared)).filter((row) => row.startsWith('tax'))).toEqual([
    'tax-number-of-several-organizations elm 1 null 100',
    'tax-number-of-several-organizations oak 1 null 101',
  ])
})

test('the rule file says something of every finding', () => {
  expect(Object.keys(rule.findings)).toEqual([...DIRECTORY_FINDINGS])
})
