import { afterEach, expect, test } from 'vitest'
import { raw, sql } from '../../src/lake/sql.ts'
import { regionWith } from './region-with.ts'

let here: ReturnType<typeof regionWith>
afterEach(() => here.remove())

const HEAD = 'payer,member_id,year_month,practice_id,npi,last_seen_on'
const MEMBERS = [
  'member_id,enrollment_start_date,enrollment_end_date',
  ...['m1', 'm2'].map((one) => `${one},2025-01-01,2025-12-31`),
]
const PRACTICES = 'practice_id,practice_name,organization_id,tin\nelm,Elm,river,111111111\n'

const rowsOf = (columns: string) =>
  here.lake((engine) => engine.rows(sql`select ${raw(columns)} from practice_panel order by record_number`))

async function sentList(...records: string[]) {
  here = regionWith()
  await here.ingest('amber', [here.file('eligibility.csv', `${MEMBERS.join('\n')}\n`)], {
    line_of_business: 'commercial',
  })
  await here.ingest('convener', [here.file('practice.csv', PRACTICES)], { kind: 'convener' })
  const report = await here.ingest('elm', [here.file('panel.csv', `${[HEAD, ...records].join('\n')}\n`)], {
    kind: 'practice',
  })
  const rows = await rowsOf('sender, payer, line_of_business, member_id, practice_id, last_seen_on')
  return {
    report,
    rows,
    said: report.findings.map((one) => `${one.rule} ${one.severity} ${one.column} ${one.records}`),
  }
}

test('a practice’s own list is taken in with who sent it, and the payer’s line of business', async () => {
  const { rows, report } = await sentList('amber,m1,202512,elm,1234567893,2025-11-03')
  expect(report.files[0]).toMatchObject({ layout_file: 'practice_panel', accepted: 1, control: 1 })
  expect(rows).toEqual([
    {
      sender: 'elm',
      payer: 'amber',
      line_of_business: 'commercial',
      member_id: 'm1',
      practice_id: 'elm',
      last_seen_on: '2025-11-03',
    },
  ])
})

test('what is odd is said and taken; what names nobody is not', async () => {
  const { rows, said, report } = await sentList(
    'amber,stranger,202512,elm,,',
    'amber,m1,202512,nowhere,,',
    'amber,m1,2025-12,elm,,',
    'amber,m2,202511,elm,1234567890,',
    'nobody,m1,202512,elm,,',
    'amber,,202512,elm,,',
    'amber,m2,202512,,,',
    'amber,m2,202512,elm,,03.11.2025',
  )
  expect(said.toSorted()).toEqual([
    'date-unreadable warned last_seen_on 1',
    'member-unknown warned member_id 1',
    'npi-check-digit warned npi 1',
    'practice-unknown warned practice_id 1',
    'required-missing quarantined member_id 1',
    'required-missing quarantined practice_id 1',
    'wrong-payer quarantined payer 1',
    'year-month-form warned year_month 1',
  ])
  expect(report.files[0]).toMatchObject({ received: 9, quarantined: 3, control: 1 })
  expect(rows).toHaveLength(5)
})

test('the list of a month sent again under its name takes the place of the first', async () => {
  await sentList('amber,m1,202512,elm,,', 'amber,m2,202512,elm,,')
  await here.ingest('elm', [here.file('panel.csv', `${HEAD}\namber,m2,202512,elm,,\n`)], { kind: 'practice' })
  expect(await rowsOf('member_id')).toEqual([{ member_id: 'm2' }])
})
