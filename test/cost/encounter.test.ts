import { expect, test } from 'vitest'
import { encounters } from '../../src/cost/encounter.ts'
import { readEncounterModel } from '../../src/cost/encounter-model.ts'
import { personLine } from '../../src/identity/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

let claim = 0
const line = (service_date: string, spend_usd: string | null, more: Row = {}): Row => ({
  person_id: 'p',
  member_id: 'm',
  claim_id: `c${claim++}`,
  service_date,
  spend_usd,
  primary_care_visit: false,
  ...more,
})
/** `2025-03-01 2025-03-05 01 river` was in the hospital of that organization, and left with that status. */
function stay(text: string, more: Row = {}): Row {
  const [admission_date = '', discharge_date = '', discharge_disposition_code = '01', organization_id = 'h'] =
    text.split(' ')
  return line(admission_date, '1000.00', {
    claim_type: 'institutional',
    bill_type_code: '111',
    admission_date,
    discharge_date: discharge_date === '-' ? null : discharge_date,
    discharge_disposition_code,
    organization_id,
    ...more,
  })
}
const hospital = (day: string, revenue_center_code: string, more: Row = {}): Row =>
  line(day, '100.00', { claim_type: 'institutional', bill_type_code: '131', revenue_center_code, ...more })
const clinician = (day: string, place_of_service_code: string, more: Row = {}): Row =>
  line(day, '10.00', { place_of_service_code, ...more })

async function found(lines: Row[], columns = sql`kind, first_date, last_date`): Promise<string[]> {
  const engine = await lakeOf({})
  await fillRows(engine, personLine, lines)
  await fill(engine, [encounters(readEncounterModel())])
  const rows = await engine.rows<Row>(sql`select ${columns} from encounter order by person_id, first_date, kind`)
  engine.close()
  return rows.map((row) =>
    Object.values(row)
      .map((value) => value ?? '-')
      .join(' '),
  )
}
const COUNTS = sql`kind, claims, lines, spend_usd, payers`

test('an emergency visit is one row: its hospital claim with all lines, and the clinicians in the emergency room', async () => {
  const lines = [
    hospital('2025-03-01', '0450', { claim_id: 'e' }),
    hospital('2025-03-01', '0300', { claim_id: 'e', claim_line_number: 2 }),
    hospital('2025-03-01', '0300', { claim_id: 'other laboratory claim' }),
    clinician('2025-03-01', '23'),
    clinician('2025-03-02', '23'),
    clinician('2025-03-02', '11'),
  ]
  expect(await found(lines, COUNTS)).toEqual(['emergency-visit 1 4 220.00 1'])
})

test('an emergency visit that ends in admission, on that day or the day before, belongs to the stay', async () => {
  const rest = stay('2025-03-02 2025-03-05')
  const columns = sql`kind, first_date, emergency_visits, lines, spend_usd`
  expect(await found([rest, hospital('2025-03-01', '0450'), clinician('2025-03-01', '23')], columns)).toEqual([
    'inpatient-stay 2025-03-02 1 3 1110.00',
  ])
  expect(await found([rest, hospital('2025-02-28', '0450')], columns)).toEqual([
    'emergency-visit 2025-02-28 1 1 100.00',
    'inpatient-stay 2025-03-02 0 1 1000.00',
  ])
  expect(await found([stay('2025-03-02 2025-03-05', { revenue_center_code: '0450' })], columns)).toEqual([
    'inpatient-stay 2025-03-02 1 1 1000.00',
  ])
})

test('a visit on the day of discharge is a visit of its own', async () => {
  expect(await found([stay('2025-03-02 2025-03-05'), hospital('2025-03-05', '0450')])).toEqual([
    'inpatient-stay 2025-03-02 2025-03-05',
    'emergency-visit 2025-03-05 2025-03-05',
  ])
})

test('observation stands beside stays, with the emergency visit that led to it', async () => {
  const lines = [
    hospital('2025-03-01', '0450', { claim_id: 'o' }),
    hospital('2025-03-02', '0762', { claim_id: 'o', claim_line_number: 2 }),
    hospital('2025-03-02', '0450', { claim_id: 'another' }),
  ]
  expect(await found(lines, sql`kind, first_date, last_date, claims, emergency_visits, observations, reason`)).toEqual([
    'observation 2025-03-01 2025-03-02 2 1 1 observation-revenue',
  ])
  expect(await found([...lines, stay('2025-03-03 2025-03-06')], sql`kind, observations, lines`)).toEqual([
    'inpatient-stay 1 4',
  ])
})

test('clinicians in an emergency room that no hospital billed make one visit a day', async () => {
  const lines = [clinician('2025-03-01', '23'), clinician('2025-03-01', '23', { spend_usd: null })]
  expect(await found(lines, sql`kind, claims, lines, lines_without_amount, spend_usd, reason`)).toEqual([
    'emergency-visit 0 2 1 10.00 emergency-place',
  ])
})

test('a stay counts transfers, facilities and payers, and has its clinicians while it lasts', async () => {
  const lines = [
    stay('2025-03-01 2025-03-05 02 h'),
    stay('2025-03-06 2025-03-09 01 k'),
    stay('2025-03-06 2025-03-09 01 k', { payer: 'oak-health' }),
    clinician('2025-03-07', '21'),
    clinician('2025-03-10', '21'),
  ]
  expect(
    await found(lines, sql`first_date, last_date, claims, facilities, transfers, payers, lines, spend_usd`),
  ).toEqual(['2025-03-01 2025-03-09 3 2 1 2 4 3010.00'])
})

test('a stay within 30 days of the one before it is a readmission to it, unless that one ended in death or against advice', async () => {
  const lines = [
    stay('2025-03-01 2025-03-05'),
    stay('2025-04-04 2025-04-06'),
    stay('2025-05-07 2025-05-08 07'),
    stay('2025-05-20 2025-05-21'),
    stay('2025-05-25 -'),
    stay('2025-05-30 2025-05-31'),
  ]
  const columns = sql`first_date, days_since_stay,
    (select b.first_date from encounter b where b.encounter_id = encounter.readmission_of) as readmission_to`
  expect(await found(lines, columns)).toEqual([
    '2025-03-01 - -',
    '2025-04-04 30 2025-03-01',
    '2025-05-07 31 -',
    '2025-05-20 12 -',
    '2025-05-25 4 2025-05-20',
    '2025-05-30 5 -',
  ])
})

test("a nursing facility's monthly bills are one encounter beside the stay before it", async () => {
  const nursing = (day: string, status: string, more: Row = {}) =>
    line(day, '500.00', {
      claim_type: 'institutional',
      bill_type_code: '212',
      discharge_disposition_code: status,
      ...more,
    })
  const lines = [
    stay('2025-03-01 2025-03-05 03'),
    nursing('2025-03-05', '30'),
    nursing('2025-04-01', '30'),
    nursing('2025-05-01', '01', { discharge_date: '2025-05-10' }),
    nursing('2025-07-01', '01'),
  ]
  expect(await found(lines, sql`kind, first_date, last_date, claims, spend_usd`)).toEqual([
    'inpatient-stay 2025-03-01 2025-03-05 1 1000.00',
    'skilled-nursing 2025-03-05 2025-05-10 3 1500.00',
    'skilled-nursing 2025-07-01 2025-07-01 1 500.00',
  ])
})

test('what is taken back shows no encounter, but counts in the spend of the one it falls in', async () => {
  const back = stay('2025-03-01 2025-03-05', { spend_usd: '-400.00' })
  expect(await found([back])).toEqual([])
  expect(await found([back, stay('2025-03-01 2025-03-05')], COUNTS)).toEqual(['inpatient-stay 1 2 600.00 1'])
})

test('the order in which lines come changes nothing, and no line is in two encounters', async () => {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const day = `2025-${String(1 + ((i * 5) % 12)).padStart(2, '0')}-${String(1 + ((i * 7) % 28)).padStart(2, '0')}`
    const made = [
      () => stay(`${day} ${day} 01 h${i % 3}`),
      () => hospital(day, i % 2 ? '0450' : '0762'),
      () => clinician(day, ['21', '23', '11'][i % 3] ?? '11'),
      () => line(day, '5.00', { claim_type: 'institutional', bill_type_code: '211' }),
    ][i % 4]
    return { ...made?.(), person_id: `p${(i * 11) % 7}`, record_number: i + 1 } as Row
  })
  const all = sql`*`
  const one = await found(lines, all)
  expect(one.length).toBeGreaterThan(20)
  expect(await found([...lines].reverse(), all)).toEqual(one)
  const ids = await found(lines, sql`person_id, encounter_id`)
  expect(new Set(ids).size).toBe(ids.length)
  const counted = (await found(lines, sql`lines`)).reduce((sum, n) => sum + Number(n), 0)
  expect(counted).toBeLessThanOrEqual(lines.length)
})
