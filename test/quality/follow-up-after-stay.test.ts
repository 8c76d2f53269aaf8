import { expect, test } from 'vitest'
import { STAYS } from '../../src/cost/stay.ts'
import { sql } from '../../src/lake/sql.ts'
import type { Row } from '../run/small-lake.ts'
import { measured, type Someone } from './measured.ts'

/** `stay 2025-03-01 2025-03-05 01` was in hospital from one day to the other and left with that status. */
function stay(person_id: string, text: string, more: Row = {}): Row {
  const [admission_date = '', discharge_date = '', discharge_disposition_code = ''] = text.split(' ')
  return {
    person_id,
    claim_id: `${person_id}-${admission_date}-${discharge_date}`,
    claim_type: 'institutional',
    bill_type_code: '111',
    service_date: admission_date,
    admission_date,
    discharge_date: discharge_date === '-' ? null : discharge_date,
    discharge_disposition_code,
    ...more,
  }
}
const visit = (person_id: string, service_date: string, more: Row = {}): Row => ({
  person_id,
  claim_id: `${person_id}-${service_date}-visit`,
  service_date,
  place_of_service_code: '11',
  ...more,
})

async function followed(lines: Row[], people: Someone[] = named(lines)) {
  const engine = await measured({ people, lines }, 'follow-up-after-stay')
  const rows = await engine.rows<Row>(sql`
    select m.person_id, s.admission_date, s.discharge_date, m.status, m.reason, m.evidence_date, m.evidence_value
    from measure_status m join ${STAYS} s using (person_id, event_id)
    where period = '2025' order by person_id, admission_date`)
  return rows.map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  )
}
const named = (lines: Row[]) =>
  [...new Set(lines.map((line) => String(line.person_id)))].map((person_id) => ({ person_id }))

test('a visit on days one to seven after going home meets; the day of discharge and the eighth day do not', async () => {
  const left = '2025-03-01 2025-03-05 01'
  const lines = ['same-day', 'first-day', 'seventh-day', 'eighth-day'].map((person_id) => stay(person_id, left))
  const visits = [
    visit('same-day', '2025-03-05'),
    visit('first-day', '2025-03-06'),
    visit('seventh-day', '2025-03-12'),
    visit('eighth-day', '2025-03-13'),
  ]
  expect(await followed([...lines, ...visits])).toEqual([
    'eighth-day 2025-03-01 2025-03-05 gap no-visit-in-time - -',
    'first-day 2025-03-01 2025-03-05 met visit-in-time 2025-03-06 day 1',
    'same-day 2025-03-01 2025-03-05 gap no-visit-in-time - -',
    'seventh-day 2025-03-01 2025-03-05 met visit-in-time 2025-03-12 day 7',
  ])
})

test('a laboratory, an emergency department and a line taken back are no visits; a rural health clinic is one', async () => {
  const left = '2025-03-01 2025-03-05 06'
  const people = ['clinic', 'emergency', 'laboratory', 'taken-back']
  const lines = [
    ...people.map((person_id) => stay(person_id, left)),
    visit('laboratory', '2025-03-07', { place_of_service_code: '81' }),
    visit('emergency', '2025-03-07', { place_of_service_code: '23' }),
    visit('taken-back', '2025-03-07', { spend_usd: '-80.00' }),
    visit('clinic', '2025-03-07', { claim_type: 'institutional', bill_type_code: '711', place_of_service_code: null }),
  ]
  expect((await followed(lines)).map((row) => row.split(' ').filter((_, i) => i === 0 || i === 3))).toEqual([
    ['clinic', 'met'],
    ['emergency', 'gap'],
    ['laboratory', 'gap'],
    ['taken-back', 'gap'],
  ])
})

test('interim bills, a transfer on the next day and a second payer of the same stay are one stay', async () => {
  const lines = [
    stay('interim', '2025-03-01 - 30', { bill_type_code: '112', claim_id: 'first' }),
    stay('interim', '2025-03-01 2025-03-20 01', { bill_type_code: '114', claim_id: 'last' }),
    stay('transfer', '2025-03-01 2025-03-05 02'),
    stay('transfer', '2025-03-06 2025-03-09 01'),
    stay('two-payers', '2025-03-01 2025-03-05 01'),
    stay('two-payers', '2025-03-01 2025-03-05 01', { payer: 'oak-health', claim_id: 'other' }),
    stay('two-stays', '2025-03-01 2025-03-05 01'),
    stay('two-stays', '2025-04-01 2025-04-05 01'),
  ]
  expect((await followed(lines)).map((row) => row.split(' ').slice(0, 3).join(' '))).toEqual([
    'interim 2025-03-01 2025-03-20',
    'transfer 2025-03-01 2025-03-09',
    'two-payers 2025-03-01 2025-03-05',
    'two-stays 2025-03-01 2025-03-05',
    'two-stays 2025-04-01 2025-04-05',
  ])
})

test('a long stay that encloses a shorter claim ends with the long one', async () => {
  const lines = [
    stay('enclosed', '2025-03-01 2025-03-20 01'),
    stay('enclosed', '2025-03-03 2025-03-05 02', { payer: 'oak-health' }),
    stay('enclosed', '2025-03-21 2025-03-25 01', { claim_id: 'next-day' }),
  ]
  expect((await followed(lines)).map((row) => row.split(' ').slice(0, 3).join(' '))).toEqual([
    'enclosed 2025-03-01 2025-03-25',
  ])
})

test('only stays that ended alive at home, in the period, with the window inside it, count', async () => {
  const lines = [
    stay('nursing-home', '2025-03-01 2025-03-05 03'),
    stay('died-there', '2025-03-01 2025-03-05 20'),
    stay('still-there', '2025-03-01 - 30'),
    stay('year-before', '2024-12-28 2024-12-31 01'),
    stay('over-new-year', '2024-12-28 2025-01-02 01'),
    stay('last-day-that-counts', '2025-12-20 2025-12-24 01'),
    stay('window-ends-after', '2025-12-20 2025-12-25 01'),
    stay('outpatient', '2025-03-01 2025-03-05 01', { bill_type_code: '131' }),
    stay('no-bill-type', '2025-03-01 2025-03-05 01', { bill_type_code: null, revenue_center_code: '0120' }),
  ]
  expect((await followed(lines)).map((row) => row.split(' ')[0])).toEqual([
    'last-day-that-counts',
    'no-bill-type',
    'over-new-year',
  ])
})

test('death and a readmission within seven days exclude', async () => {
  const left = '2025-03-01 2025-03-05 01'
  const lines = [
    stay('died', left),
    stay('died-later', left),
    stay('readmitted', left),
    stay('readmitted', '2025-03-12 2025-03-15 01'),
    visit('readmitted', '2025-03-06'),
  ]
  const people = [
    { person_id: 'died', death_date: '2025-03-12' },
    { person_id: 'died-later', death_date: '2025-03-13' },
    { person_id: 'readmitted' },
  ]
  expect(
    (await followed(lines, people)).map((row) =>
      row
        .split(' ')
        .filter((_, i) => [0, 1, 3, 4].includes(i))
        .join(' '),
    ),
  ).toEqual([
    'died 2025-03-01 excluded died',
    'died-later 2025-03-01 gap no-visit-in-time',
    'readmitted 2025-03-01 excluded readmitted',
    'readmitted 2025-03-12 gap no-visit-in-time',
  ])
})

test("a stay's key does not depend on the order of claims or on a later correction of its end", async () => {
  const keyOf = async (lines: Row[]) => {
    const engine = await measured({ people: named(lines), lines }, 'follow-up-after-stay')
    return engine.rows(sql`select event_id from ${STAYS}`)
  }
  const first = stay('ill', '2025-03-01 2025-03-05 02')
  const next = stay('ill', '2025-03-06 2025-03-09 01')
  const corrected = stay('ill', '2025-03-06 2025-03-10 01')
  expect(await keyOf([first, next])).toEqual(await keyOf([corrected, first]))
})
