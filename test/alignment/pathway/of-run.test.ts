import { expect, test } from 'vitest'
import { ofRun } from '../../../src/alignment/pathway/of-run.ts'
import { effectAttribution } from '../../../src/alignment/tables.ts'
import { practiceMonth } from '../../../src/cost/pmpm/tables.ts'
import { period } from '../../../src/period.ts'
import { fillRows, lakeOf, type Row } from '../../run/small-lake.ts'

const month = (practice_id: string, payer: string, people: number, more: Row = {}): Row => ({
  ...{
    period: '2025',
    practice_id,
    payer,
    line_of_business: 'all',
    year_month: '202512',
    people,
    member_months: people,
  },
  ...more,
})
const works = (npi: string, practice_id: string, clinician_type: string | null, more: Row = {}): Row => ({
  ...{ npi, practice_id, clinician_type },
  ...more,
})
const effect = (payer: string, state: string, people: number | null, same: number | null, more: Row = {}): Row => ({
  ...{ period: '2025', payer, rule: 'a', other: 'reference', other_rule: 'b', members: 'own', state, people },
  ...{ same_practice: same, same_none: same === null ? null : 0 },
  ...more,
})

async function found(months: Row[], effects: Row[] = [], affiliation: Row[] = []) {
  const engine = await lakeOf({ affiliation })
  await fillRows(engine, practiceMonth, months)
  await fillRows(engine, effectAttribution, effects)
  try {
    return await ofRun(engine, period('2025'))
  } finally {
    engine.close()
  }
}

test('a practice has the payers of whom it has a month in the period, whether or not in the last one', async () => {
  const { practices, beside } = await found([
    month('elm', 'amber', 30),
    month('elm', 'birch', 5, { year_month: '202501' }),
    month('oak', 'birch', 10),
    month('none', 'birch', 60),
    month('elm', 'all', 35),
    month('elm', 'amber', 30, { line_of_business: 'commercial' }),
    month('fir', 'amber', 9, { period: '2024', year_month: '202412' }),
  ])
  expect(practices).toEqual([
    { practice: 'elm', payers: ['amber', 'birch'], physicians: null },
    { practice: 'oak', payers: ['birch'], physicians: null },
  ])
  // Of the last month 30 of 100 are amber's; those on no panel are members too.
  expect(beside.extent).toEqual([
    { payer: 'amber', share: '0.3' },
    { payer: 'birch', share: '0.7' },
  ])
})

test('physicians are those of the last day, and not known where the directory leaves a type out', async () => {
  const { practices } = await found(
    ['elm', 'oak', 'fir'].map((practice) => month(practice, 'amber', 1)),
    [],
    [
      works('1', 'elm', 'physician'),
      works('1', 'elm', 'physician', { start_date: '2022-01-01' }),
      works('2', 'elm', 'physician', { end_date: '2025-12-31' }),
      works('3', 'elm', 'physician', { end_date: '2025-12-30' }),
      works('4', 'elm', 'physician', { start_date: '2026-01-01' }),
      works('5', 'elm', 'nurse-practitioner'),
      works('6', 'oak', null),
      works('7', 'fir', 'nurse-practitioner'),
    ],
  )
  expect(practices.map(({ practice, physicians }) => [practice, physicians])).toEqual([
    ['elm', 2],
    ['fir', 0],
    ['oak', null],
  ])
})

test('effect is of own members against the reference, over all rules of a payer, and unknown is left out', async () => {
  const { beside } = await found(
    [month('elm', 'amber', 1)],
    [
      effect('amber', 'compared', 80, 60),
      effect('amber', 'compared', 20, 20, { rule: 'c' }),
      effect('amber', 'compared', 900, 0, { members: 'all' }),
      effect('amber', 'compared', 900, 0, { other: 'birch' }),
      effect('birch', 'one-rule', 10, 10),
      effect('cedar', 'not-stated', null, null),
      effect('elder', 'nobody', null, null),
    ],
  )
  expect(beside.effect).toEqual([
    { payer: 'amber', area: 'attribution', share: '0.2' },
    { payer: 'birch', area: 'attribution', share: '0' },
  ])
})

test('a period of which nothing was computed says nothing', async () => {
  expect(await found([])).toEqual({ practices: [], beside: { effect: [], extent: [] } })
})
