import { expect, test } from 'vitest'
import { coverage } from '../../src/demo/coverage.ts'
import { directory } from '../../src/demo/directory.ts'
import { draw } from '../../src/demo/draw.ts'
import { eligibilityRecords } from '../../src/demo/files/records-tuva.ts'
import { people } from '../../src/demo/people.ts'
import { compareLinkage } from '../../src/identity/compare.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import { Engine } from '../../src/lake/engine.ts'
import { raw, sql } from '../../src/lake/sql.ts'
import { eligibility } from '../../src/lake/tables/eligibility.ts'
import { memberCrosswalk } from '../../src/lake/tables/member-crosswalk.ts'
import { fill, relationOf } from '../run/small-lake.ts'

const PAYERS = [
  'medicare',
  'harbor-advantage',
  'state-medicaid',
  'bridge-health-plan',
  'summit-health',
  'keystone-mutual',
]

test('over 10,000 people with nicknames, slips, moves, twins and namesakes, no two people are joined', async () => {
  const engine = await Engine.open()
  const world = { engine, draw: draw(1), seed: 1, people: 10_000 }
  for (const noun of [directory, people, coverage]) await noun(world)
  const sent = PAYERS.flatMap((payer) =>
    ['2023', '2024', '2025'].map(
      (year) => sql`select * from (${eligibilityRecords({ payer, from: `${year}-01-01`, until: `${year}-12-31` })}) r`,
    ),
  ).reduce((all, records) => sql`${all} union all by name ${records}`)
  await engine.run(sql`create table eligibility as
    select '-' as submission_id, 'f' as file_id, row_number() over () as record_number, * from (
      ${sent} union all by name (select * exclude (submission_id, file_id, record_number) from (${relationOf(eligibility, [])}))
    ) rows_sent`)
  await engine.run(raw('create view eligibility_history as select * from eligibility'))
  await engine.run(sql`create table member_crosswalk as ${relationOf(memberCrosswalk, [])}`)
  await fill(engine, [linkPersons()])
  const quality = await compareLinkage(
    engine,
    sql`select cast(person as varchar) as person, payer, member_id from member`,
  )
  expect(quality).toMatchObject({ false_joins: 0, precision: '1.0000' })
  expect(quality.joined).toBeGreaterThan(1500)
  expect(Number(quality.recall)).toBeGreaterThan(0.98)
  engine.close()
})
