import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimsOf, encounterOf, linesOf } from '../../src/cost/encounter/one-encounter.ts'
import { encounters } from '../../src/cost/encounter.ts'
import { readEncounterModel } from '../../src/cost/encounter-model.ts'
import { explainId } from '../../src/explain/context.ts'
import { explain } from '../../src/explain/explain.ts'
import { personLine } from '../../src/identity/tables.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

const model = readEncounterModel()
let record = 0
const line = (person_id: string, service_date: string, spend_usd: string | null, more: Row): Row => ({
  ...{ person_id, member_id: person_id, claim_id: `c${record}`, service_date, spend_usd, primary_care_visit: false },
  ...{ payer: 'amber', file_id: 'f', record_number: ++record },
  ...more,
})
const stay = (person: string, from: string, to: string, organization_id: string, more: Row = {}): Row =>
  line(person, from, '1000.00', {
    ...{ claim_type: 'institutional', bill_type_code: '111', admission_date: from, discharge_date: to },
    ...{ discharge_disposition_code: '01', organization_id },
    ...more,
  })
const hospital = (person: string, day: string, revenue_center_code: string, more: Row = {}): Row =>
  line(person, day, '100.00', { claim_type: 'institutional', bill_type_code: '131', revenue_center_code, ...more })
const clinician = (person: string, day: string, place_of_service_code: string, more: Row = {}): Row =>
  line(person, day, '10.01', { claim_type: 'professional', place_of_service_code, ...more })

const LINES = [
  hospital('p', '2025-03-01', '0450', { claim_id: 'e' }),
  hospital('p', '2025-03-01', '0300', { claim_id: 'e', claim_line_number: 2 }),
  clinician('p', '2025-03-01', '23'),
  stay('p', '2025-03-02', '2025-03-05', 'h'),
  stay('p', '2025-03-06', '2025-03-09', 'k', { payer: 'birch' }),
  clinician('p', '2025-03-04', '21'),
  clinician('p', '2025-03-04', '21', { spend_usd: null }),
  stay('p', '2025-04-01', '2025-04-03', 'h'),
  line('p', '2025-06-01', '500.00', {
    claim_type: 'institutional',
    bill_type_code: '211',
    discharge_disposition_code: '30',
  }),
  hospital('p', '2025-08-01', '0762', { claim_id: 'o', payer: 'birch' }),
  hospital('p', '2025-08-01', '0450', { claim_id: 'o2' }),
  clinician('p', '2025-09-01', '23'),
  stay('q', '2025-03-02', '2025-03-05', 'h'),
  clinician('q', '2025-03-02', '11'),
]

let engine: Engine
let rows: Row[]
beforeAll(async () => {
  engine = await lakeOf({})
  await fillRows(engine, personLine, LINES)
  await fill(engine, [encounters(model)])
  rows = await engine.rows<Row>(sql`select * from encounter order by person_id, first_date, kind`)
})
afterAll(() => engine.close())

const keyOf = (row: Row | undefined, payer: string | null = null) => ({
  ...{ person_id: String(row?.person_id), encounter_id: String(row?.encounter_id), payer },
})
const told = (row: Row | undefined, payer?: string) =>
  explain(
    { engine, models: [LIBRARY], limit: 100, records: async () => [], ...(payer ? { payer } : {}) },
    explainId('encounter', String(row?.person_id), String(row?.encounter_id)),
  )

test('an encounter worked out of its person’s lines alone is the row of the run', async () => {
  expect(rows.map(({ kind }) => kind)).toEqual([
    ...['inpatient-stay', 'inpatient-stay', 'skilled-nursing', 'observation', 'emergency-visit', 'inpatient-stay'],
  ])
  const texts = (row: Row) => Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])
  for (const row of rows)
    expect((await engine.rows<Row>(encounterOf(model, keyOf(row)))).map(texts)).toEqual([texts(row)])
})

test('its lines are as many as the row says, and add up to it', async () => {
  for (const row of rows) {
    const lines = await engine.rows<{ spend_usd: string | null }>(linesOf(model, keyOf(row)))
    expect(lines).toHaveLength(Number(row.lines))
    const cents = lines.reduce((sum, one) => sum + Math.round(Number(one.spend_usd ?? 0) * 100), 0)
    expect(cents).toBe(Math.round(Number(row.spend_usd) * 100))
    const claims = await engine.rows<{ what: string }>(claimsOf(model, keyOf(row)))
    const own =
      String(row.kind).startsWith('emergency') || row.kind === 'observation'
        ? claims
        : claims.filter((one) => one.what === 'stay')
    expect(own).toHaveLength(Number(row.claims))
  }
})

test('a stay says what made it one: the claims in order, a transfer, the emergency visit that ended in it', async () => {
  const found = await told(rows[0])
  expect(found.value).toBe('2220.02')
  expect(found.because).toBe(
    'A stay in hospital from 2025-03-02 to 2025-03-09: the type of bill shows it. 2 claims follow one another without a day between and are one stay. The person was transferred once. 1 emergency visit ended in it. 1 of its lines came without an amount.',
  )
  expect(found.steps.map(({ value, says }) => [value, says])).toEqual([
    ['2025-03-01', 'it ended on the day of admission or the day before, or lies in the stay, and so is part of it'],
    ['2025-03-02', 'it begins the encounter'],
    ['2025-03-06', 'it begins by the day after the last day so far, at another facility: a transfer'],
  ])
  expect(found.terms.filter(({ explain_id }) => explain_id?.startsWith('person_line:'))).toHaveLength(7)
  expect(found.terms[0]?.source).toContain('NUBC')
})

test('a readmission leads to the stay before it, with the days that make it one and their source', async () => {
  const found = await told(rows[1])
  expect(found.because).toContain('It began 23 days after the last day of the stay before it, at most 30')
  expect(found.terms.find(({ name }) => name === 'readmission_of')?.explain_id).toBe(
    explainId('encounter', 'p', String(rows[0]?.encounter_id)),
  )
  expect(found.terms.find(({ name }) => name === 'readmission_days')).toMatchObject({ value: '30' })
})

test('told of one payer, it is what that payer’s lines make, whatever another sent', async () => {
  const found = await told(rows[0], 'amber')
  expect(found.value).toBe('1220.02')
  expect(found.because).toContain('from 2025-03-02 to 2025-03-05')
  expect(found.because).not.toContain('transferred')
  await expect(told(rows[0], 'birch')).rejects.toMatchObject({ code: 'input-explain-id' })
  const [own] = await engine.rows<Row>(sql`
    select substr(md5('p/2025-03-06'), 1, 16) as encounter_id, 'p' as person_id`)
  expect((await told(own, 'birch')).value).toBe('1000.00')
  await expect(told(own)).rejects.toMatchObject({ code: 'input-explain-id' })
})
