import { attribution } from '../../src/attribution/tables.ts'
import { encounters } from '../../src/cost/encounter.ts'
import { readEncounterModel } from '../../src/cost/encounter-model.ts'
import { memberMonth } from '../../src/cost/tables.ts'
import { person, personLine, personMember } from '../../src/identity/tables.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { addMonths, period } from '../../src/period.ts'
import { measureSteps } from '../../src/quality/measure-steps.ts'
import { type Measure, readMeasures } from '../../src/quality/read-measures.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

export const year2025 = period('2025')
export const year2024 = period('2024')

export const measureOf = (key: string): Measure => {
  const found = readMeasures().find((measure) => measure.measure === key)
  if (!found) throw new Error(`no measure ${key}`)
  return found
}

/** A person, named by outcome, covered in all of 2024 and 2025 unless said otherwise. */
export type Someone = Row & { person_id: string; months?: number; payer?: string; practice_id?: string }

export type Given = { people: Someone[]; medical_claim?: Row[]; lab_result?: Row[]; lines?: Row[] }

export async function measured(given: Given, ...measures: string[]): Promise<Engine> {
  const engine = await lakeOf({ medical_claim: given.medical_claim ?? [], lab_result: given.lab_result ?? [] })
  const people = given.people.map((someone) => ({ birth_date: '1970-06-01', ...someone }))
  await fillRows(
    engine,
    person,
    people.map(({ months: _, payer: __, practice_id: ___, ...row }) => ({ members: 1, payers: 1, ...row })),
  )
  await fillRows(
    engine,
    personMember,
    people.map(({ person_id, payer }) => ({
      person_id,
      member_id: person_id,
      payer: payer ?? 'elm-health',
      rule: 'alone',
      reason: '-',
    })),
  )
  await fillRows(engine, memberMonth, people.flatMap(monthsOf))
  await fillRows(
    engine,
    personLine,
    (given.lines ?? [])
      .map((line) => ({
        claim_id: '1',
        member_id: String(line.person_id),
        primary_coverage: true,
        primary_care_visit: false,
        ...line,
      }))
      .map(({ primary_coverage: _, ...line }) => line),
  )
  await fillRows(
    engine,
    attribution,
    people.flatMap(({ person_id, practice_id }) =>
      ['2024', '2025'].map((of) => ({
        period: of,
        person_id,
        practice_id: practice_id ?? 'elm',
        reason: 'plurality',
        rule: 'test',
      })),
    ),
  )
  await fill(engine, [encounters(readEncounterModel()), ...measureSteps(measures.map(measureOf), year2025, year2024)])
  return engine
}

function monthsOf({ person_id, months, payer }: Someone): Row[] {
  return Array.from({ length: 24 }, (_, i) => addMonths('2024-01-01', i))
    .filter((month_start) => month_start < '2025-01-01' || Number(month_start.slice(5, 7)) <= (months ?? 12))
    .map((month_start) => ({
      person_id,
      member_id: person_id,
      payer: payer ?? 'elm-health',
      year_month: month_start.slice(0, 4) + month_start.slice(5, 7),
      month_start,
      primary_coverage: true,
      file_id: 'eligibility',
    }))
}
