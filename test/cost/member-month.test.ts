import { expect, test } from 'vitest'
import { readCostModel } from '../../src/cost/cost-model.ts'
import { memberMonths } from '../../src/cost/member-month.ts'
import { personMember } from '../../src/identity/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

type Month = { year_month: string; payer: string; member_id: string; primary_coverage: boolean; record_number: number }

/** Every member is the one person p. */
async function months(eligibility: Row[], first = '2025-01-01', end = '2026-01-01'): Promise<Month[]> {
  const engine = await lakeOf({ eligibility: eligibility.map((row) => ({ member_id: 'm', ...row })) })
  const members = new Map(eligibility.map((row) => [`${row.payer ?? 'elm-health'} ${row.member_id ?? 'm'}`, row]))
  await fillRows(
    engine,
    personMember,
    [...members.values()].map((row) => ({
      person_id: 'p',
      rule: 'alone',
      reason: '-',
      member_id: row.member_id ?? 'm',
      payer: row.payer ?? 'elm-health',
    })),
  )
  await fill(engine, [memberMonths(readCostModel(), first, end)])
  const rows = await engine.rows<Month>(
    sql`select year_month, payer, member_id, primary_coverage, record_number from member_month
        order by year_month, payer, line_of_business`,
  )
  engine.close()
  return rows
}
const names = async (rows: Row[], ...window: [string, string] | []) =>
  (await months(rows, ...window)).map((m) => m.year_month.slice(4))
const span = (start: string, end: string, rest: Row = {}): Row => ({
  enrollment_start_date: start,
  enrollment_end_date: end,
  ...rest,
})

test('a month counts when its first day is covered', async () => {
  expect(await names([span('2025-02-02', '2025-05-01')])).toEqual(['03', '04', '05'])
  expect(await names([span('2025-02-01', '2025-04-30')])).toEqual(['02', '03', '04'])
})

test('coverage that runs on ends with the months asked for', async () => {
  expect(await names([span('2020-01-01', '9999-12-31')], '2025-11-01', '2026-01-01')).toEqual(['11', '12'])
})

test('coverage ends with the month of death', async () => {
  expect(await names([span('2025-01-01', '2025-12-31', { death_date: '2025-02-14' })])).toEqual(['01', '02'])
})

test('overlapping spans of one plan give each month once, from the span that began first', async () => {
  const rows = await months([
    span('2025-01-01', '2025-03-31'),
    span('2025-02-15', '2025-05-31'),
    span('2025-02-20', '2025-03-15'),
    span('2025-01-01', '2025-02-28', { record_number: 9 }),
  ])
  expect(rows.map((m) => [m.year_month, m.record_number])).toEqual([
    ['202501', 1],
    ['202502', 1],
    ['202503', 1],
    ['202504', 2],
    ['202505', 2],
  ])
})

test('of several plans in a month one is primary: Medicare before employer coverage before Medicaid', async () => {
  const rows = await months([
    span('2025-01-01', '2025-03-31', { payer: 'state', line_of_business: 'medicaid-ffs' }),
    span('2025-02-01', '2025-03-31', { payer: 'medicare', line_of_business: 'medicare-ffs' }),
    span('2025-03-01', '2025-03-31', { payer: 'elm-health' }),
  ])
  expect(rows.filter((m) => m.primary_coverage).map((m) => `${m.year_month} ${m.payer}`)).toEqual([
    '202501 state',
    '202502 medicare',
    '202503 medicare',
  ])
})

test('two plans of one line of business: the first payer by key is primary', async () => {
  const rows = await months([
    span('2025-01-01', '2025-01-31', { payer: 'b' }),
    span('2025-01-01', '2025-01-31', { payer: 'a' }),
  ])
  expect(rows.map((m) => [m.payer, m.primary_coverage])).toEqual([
    ['a', true],
    ['b', false],
  ])
})
