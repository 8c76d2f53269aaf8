import { expect, test } from 'vitest'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import type { Row } from '../run/small-lake.ts'
import { measured, type Someone } from './measured.ts'

const visit = (member_id: string, day: string, more: Row = {}): Row => ({
  member_id,
  claim_id: `${member_id}-${day}`,
  claim_line_start_date: day,
  place_of_service_code: '11',
  diagnosis_code_2: 'E119',
  ...more,
})
const twoVisits = (member_id: string) => [visit(member_id, '2024-11-05'), visit(member_id, '2025-03-01')]
const lab = (member_id: string, day: string, result_value: number | null, more: Row = {}): Row => ({
  lab_result_id: `${member_id}-${day}-${result_value}`,
  member_id,
  collection_date: day,
  source_code_type: 'loinc',
  source_code: '4548-4',
  result_value,
  source_units: '%',
  ...more,
})
const statuses = (engine: Engine, columns = 'person_id, status, reason, evidence_value') =>
  engine.rows<Row>(sql`select * from measure_status where period = '2025' order by person_id`).then((rows) =>
    rows.map((row) =>
      columns
        .split(', ')
        .map((column) => row[column] ?? '-')
        .join(' '),
    ),
  )

async function withDiabetes(people: Someone[], medical_claim: Row[], lab_result: Row[] = [], lines: Row[] = []) {
  return statuses(await measured({ people, medical_claim, lab_result, lines }, 'hba1c-control'))
}

test('the latest result of the period decides; without one there is a gap', async () => {
  const people = ['controlled', 'high', 'untested', 'last-year'].map((person_id) => ({ person_id }))
  const claims = people.flatMap(({ person_id }) => twoVisits(person_id))
  const labs = [
    lab('controlled', '2025-02-01', 11),
    lab('controlled', '2025-09-01', 9),
    lab('high', '2025-02-01', 7),
    lab('high', '2025-09-01', 9.1),
    lab('last-year', '2024-12-31', 7),
  ]
  expect(await withDiabetes(people, claims, labs)).toEqual([
    'controlled met within-threshold 9',
    'high gap outside-threshold 9.1',
    'last-year gap no-result -',
    'untested gap no-result -',
  ])
})

test('of two results of a day the lower counts, and a result in another unit is no evidence', async () => {
  const people = [{ person_id: 'twice' }, { person_id: 'other-unit' }, { person_id: 'no-value' }]
  const claims = people.flatMap(({ person_id }) => twoVisits(person_id))
  const labs = [
    lab('twice', '2025-09-01', 9.5),
    lab('twice', '2025-09-01', 8.5),
    lab('other-unit', '2025-09-01', 53, { source_units: 'mmol/mol' }),
    lab('no-value', '2025-09-01', null),
  ]
  expect(await withDiabetes(people, claims, labs)).toEqual([
    'no-value gap result-without-value -',
    'other-unit gap no-result -',
    'twice met within-threshold 8.5',
  ])
})

test('two ambulatory days or one inpatient day make the condition, within the period and the year before', async () => {
  const stay = { claim_type: 'institutional', bill_type_code: '111', place_of_service_code: null }
  const people = ['one-visit', 'same-day', 'one-stay', 'laboratory', 'long-ago', 'taken-back', 'pregnancy'].map(
    (person_id) => ({ person_id }),
  )
  const claims = [
    visit('one-visit', '2025-03-01'),
    visit('same-day', '2025-03-01'),
    visit('same-day', '2025-03-01', { claim_id: 'second' }),
    visit('one-stay', '2024-05-05', stay),
    visit('laboratory', '2025-03-01', { place_of_service_code: '81' }),
    visit('laboratory', '2025-03-02', { place_of_service_code: '81' }),
    visit('long-ago', '2023-12-31'),
    visit('long-ago', '2025-03-02'),
    visit('taken-back', '2025-03-01', { claim_status: 'cancellation' }),
    visit('taken-back', '2025-03-02'),
    visit('pregnancy', '2025-03-01', { diagnosis_code_2: 'O24410' }),
    visit('pregnancy', '2025-04-01', { diagnosis_code_2: 'O24410' }),
  ]
  expect(await withDiabetes(people, claims)).toEqual(['one-stay gap no-result -'])
})

test('each of the 25 diagnoses of a claim is read', async () => {
  const people = Array.from({ length: 25 }, (_, i) => ({ person_id: `diagnosis-${i + 1}` }))
  const claims = people.flatMap(({ person_id }, i) =>
    ['2025-01-01', '2025-12-31'].map((day) =>
      visit(person_id, day, { diagnosis_code_2: null, [`diagnosis_code_${i + 1}`]: 'E1065' }),
    ),
  )
  expect(await withDiabetes(people, claims)).toHaveLength(25)
})

test('age is counted on the last day of the period, and eleven months of coverage are asked for', async () => {
  const people = [
    { person_id: 'eighteen', birth_date: '2007-12-31' },
    { person_id: 'seventeen', birth_date: '2008-01-01' },
    { person_id: 'seventy-five', birth_date: '1950-01-01' },
    { person_id: 'seventy-six', birth_date: '1949-12-31' },
    { person_id: 'eleven-months', months: 11 },
    { person_id: 'ten-months', months: 10 },
    { person_id: 'unknown-age', birth_date: null },
  ] as Someone[]
  const claims = people.flatMap(({ person_id }) => twoVisits(person_id))
  expect((await withDiabetes(people, claims)).map((row) => row.split(' ')[0])).toEqual([
    'eighteen',
    'eleven-months',
    'seventy-five',
  ])
})

test('hospice, palliative care and death exclude, whatever the evidence', async () => {
  const people = [
    { person_id: 'hospice' },
    { person_id: 'palliative' },
    { person_id: 'died', death_date: '2025-12-20' },
  ]
  const claims = [
    ...people.flatMap(({ person_id }) => twoVisits(person_id)),
    visit('palliative', '2025-06-01', { diagnosis_code_1: 'Z515', place_of_service_code: '21' }),
  ]
  const labs = people.map(({ person_id }) => lab(person_id, '2025-09-01', 7))
  const lines = [
    { person_id: 'hospice', claim_type: 'institutional', service_date: '2025-08-01', revenue_center_code: '0651' },
  ]
  expect(await withDiabetes(people, claims, labs, lines)).toEqual([
    'died excluded died -',
    'hospice excluded hospice -',
    'palliative excluded palliative-care -',
  ])
})

test('a status leads to the record of the condition and to the record of the result', async () => {
  const engine = await measured(
    {
      people: [{ person_id: 'ill' }],
      medical_claim: twoVisits('ill').map((row, i) => ({ ...row, file_id: 'claims', record_number: 7 + i })),
      lab_result: [lab('ill', '2025-09-01', 7, { file_id: 'labs', record_number: 3 })],
    },
    'hba1c-control',
  )
  expect(await engine.rows(sql`select * exclude (evidence_value) from measure_status where period = '2025'`)).toEqual([
    {
      period: '2025',
      measure: 'hba1c-control',
      person_id: 'ill',
      event_id: '-',
      status: 'met',
      reason: 'within-threshold',
      rule: 'hba1c-control@2025.1',
      evidence_date: '2025-09-01',
      evidence_table: 'lab_result',
      evidence_file_id: 'labs',
      evidence_record_number: 3,
      eligible_table: 'medical_claim',
      eligible_file_id: 'claims',
      eligible_record_number: 8,
    },
  ])
})
