import { afterAll, beforeAll, expect, test } from 'vitest'
import { readExplanation } from '../../src/disclosure/reads/explain.ts'
import { readPanel } from '../../src/disclosure/reads/panel.ts'
import { readPerson } from '../../src/disclosure/reads/person.ts'
import type { Reading } from '../../src/disclosure/reads/reading.ts'
import { doorOf, ROWS, smallRegion, VIEWERS } from './small-region.ts'

/** Three of Oak Hill: one who left after the baseline, one who came with the period, one who stayed. */
const PEOPLE = ['left', 'came', 'stayed']
const MONTHS = ['2023-06-01', '2024-06-01', '2025-06-01']
const LINE = (ROWS.person_line ?? [])[0]

let reading: Reading
beforeAll(async () => {
  const at = (period: string, person_id: string, practice_id = 'oak') => ({
    ...(ROWS.attribution ?? [])[0],
    ...{ period, person_id, practice_id, organization_id: 'oak-group' },
  })
  reading = await smallRegion({
    ...ROWS,
    person: [...(ROWS.person ?? []), ...PEOPLE.map((person_id) => ({ ...(ROWS.person ?? [])[0], person_id }))],
    attribution: [
      at('2024', 'left'),
      at('2025', 'left', 'elm'),
      at('2025', 'came'),
      at('2024', 'stayed'),
      at('2025', 'stayed'),
    ],
    member_month: PEOPLE.flatMap((person_id) =>
      MONTHS.map((month_start) => ({
        ...(ROWS.member_month ?? [])[0],
        ...{
          person_id,
          member_id: `amber-${person_id}`,
          month_start,
          year_month: month_start.slice(0, 7).replace('-', ''),
        },
      })),
    ),
    person_line: PEOPLE.flatMap((person_id, i) =>
      MONTHS.map((service_date, j) => ({
        ...LINE,
        ...{ person_id, service_date, organization_id: 'oak-group', file_id: 'care', record_number: i * 10 + j },
      })),
    ),
    measure_status: PEOPLE.map((person_id) => ({ ...(ROWS.measure_status ?? [])[0], person_id })),
  })
})
afterAll(() => reading.engine.close())

const person = async (who: string, viewer: (typeof VIEWERS)[keyof typeof VIEWERS] = VIEWERS.oak) =>
  (await readPerson(reading, doorOf(viewer), 'oak', who)) as {
    coverage: { first_month: string; last_month: string }[]
    care: { service_date: string }[]
    measures: unknown[]
  }
const years = (rows: readonly { service_date: string }[]) => rows.map((one) => one.service_date.slice(0, 4)).toSorted()

test('a practice sees the care and coverage of the periods in which the person is or was on its panel', async () => {
  expect(years((await person('left')).care)).toEqual(['2024'])
  expect(years((await person('came')).care)).toEqual(['2025'])
  expect(years((await person('stayed')).care)).toEqual(['2024', '2025'])
  expect((await person('left')).coverage).toMatchObject([{ first_month: '202406', last_month: '202406' }])
  expect((await person('stayed')).coverage).toMatchObject([{ first_month: '202406', last_month: '202506' }])
})

test('what is open for a person who left is not told to the practice that they left', async () => {
  expect((await person('left')).measures).toEqual([])
  expect((await person('came')).measures.length).toBe(1)
  const { rows } = await readPanel(reading, doorOf(VIEWERS.oak, { action: 'read-panel' }), 'oak', {
    ...{ change: 'dropped', sort: 'name', limit: 10, offset: 0 },
  })
  expect(rows).toMatchObject([
    { person_id: 'left', member_months: 0, payers: [], gaps: [], met: [], own_paid_usd: null },
  ])
})

test('the operator, whose line is not bounded by a panel, sees all of it', async () => {
  expect(years((await person('left', VIEWERS.operator)).care)).toEqual(['2023', '2024', '2025'])
})

test('an explanation goes back beyond the panel’s periods, to what a number rests on, and never past them', async () => {
  const opens = async (id: string) =>
    readExplanation(reading, doorOf(VIEWERS.oak, { action: 'read-explanation' }), id, async () => []).then(
      () => true,
      () => false,
    )
  expect(await Promise.all([0, 1, 2].map((one) => opens(`person_line:care:${one}`)))).toEqual([true, true, false])
  expect(await Promise.all([10, 11, 12].map((one) => opens(`person_line:care:${one}`)))).toEqual([true, true, true])
  const month = (who: string, one: string) => opens(`member_month:amber:-:commercial:${who}:${one}`)
  expect([await month('left', '202406'), await month('left', '202506'), await month('left', 'nonsense')]).toEqual([
    ...[true, false, false],
  ])
  expect(await opens('measure_status:2025:hba1c-control:left:-')).toBe(false)
  expect(await opens('measure_status:2025:hba1c-control:came:-')).toBe(true)
})
