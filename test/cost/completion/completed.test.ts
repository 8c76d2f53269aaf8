import { expect, test } from 'vitest'
import { completion } from '../../../src/cost/completion/completed.ts'
import { readCompletionModel } from '../../../src/cost/completion/completion-model.ts'
import { memberMonth } from '../../../src/cost/tables.ts'
import { personLine } from '../../../src/identity/tables.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { addMonths, period } from '../../../src/period.ts'
import { fill, fillRows, lakeOf, type Row } from '../../run/small-lake.ts'

const year2025 = period('2025')
const year2024 = period('2024')

/** Of each month's 1000 dollars a payer pays so much by month of development, on the last day of that month. */
const PATTERN = [500, 300, 150, 50]
const lastDay = (month: string) => new Date(Date.parse(addMonths(month, 1)) - 86_400_000).toISOString().slice(0, 10)

/** Lines of a payer from a month on, as known at the end of another. */
function lines(payer: string, from: string, until: string, size = 1): Row[] {
  const rows: Row[] = []
  for (let month = from; month <= until; month = addMonths(month, 1))
    PATTERN.forEach((amount, lag) => {
      const paid = addMonths(month, lag)
      if (paid <= until) rows.push(line(payer, month, lastDay(paid), amount * size))
    })
  return rows
}
const line = (payer: string, service_date: string, paid_date: string | null, spend_usd: number | null): Row => ({
  person_id: 'p',
  payer,
  member_id: 'p',
  claim_id: `${payer} ${service_date} ${paid_date}`,
  service_date,
  paid_date,
  spend_usd,
  primary_care_visit: false,
})
const months = (payer: string, people = ['p', 'q']): Row[] =>
  people.flatMap((person_id) =>
    Array.from({ length: 24 }, (_, i) => addMonths('2024-01-01', i)).map((month_start) => ({
      person_id,
      payer,
      member_id: person_id,
      year_month: month_start.slice(0, 4) + month_start.slice(5, 7),
      month_start,
      primary_coverage: true,
    })),
  )

async function completed(rows: Row[], covered: Row[] = months('elm-health')): Promise<Engine> {
  const engine = await lakeOf({})
  await fillRows(
    engine,
    personLine,
    rows.map((row, i) => ({ ...row, claim_id: `c${i}` })),
  )
  await fillRows(engine, memberMonth, covered)
  await fill(engine, completion(readCompletionModel(), year2025, year2024))
  return engine
}
const month = (engine: Engine, year_month: string, payer = 'elm-health') =>
  engine.one(sql`select * from completed_month where year_month = ${year_month} and payer = ${payer}`)
const periodOf = (engine: Engine, of: string) =>
  engine.one(sql`select * from completed_period where period = ${of} and payer = 'elm-health'`)

test('each month is brought to what it comes to when all is paid, and says how far it is', async () => {
  const engine = await completed(lines('elm-health', '2023-01-01', '2025-12-01'))
  expect(await month(engine, '202512')).toMatchObject({
    developed_months: 0,
    paid_through: '202512',
    paid_usd: '500.00',
    completed_usd: '1000.00',
    run_out_usd: '500.00',
    standard_error_usd: '0.00',
    paid_share: '0.500000000',
    completed_pmpm_usd: '500.00',
    completeness: 'too-early',
    reason: 'chain-ladder',
    rule: 'cost/completion',
  })
  expect(await month(engine, '202511')).toMatchObject({ completeness: 'partly', completed_usd: '1000.00' })
  expect(await month(engine, '202506')).toMatchObject({ completeness: 'complete', run_out_usd: '0.00' })
  expect(await periodOf(engine, '2025')).toMatchObject({ paid_usd: '11250.00', completed_usd: '12000.00' })
  expect(
    await engine.rows(sql`select developed_months, factor, to_complete from completion_factor
    where factor > 1 order by developed_months`),
  ).toEqual([
    { developed_months: 0, factor: '1.600000000', to_complete: '2.000000000' },
    { developed_months: 1, factor: '1.187500000', to_complete: '1.250000000' },
    { developed_months: 2, factor: '1.052631579', to_complete: '1.052631579' },
  ])
  engine.close()
})

test('the months that are completed were known in full later, when payers pay as they did', async () => {
  const then = await completed(lines('elm-health', '2023-01-01', '2025-09-01', 3))
  const now = await completed(lines('elm-health', '2023-01-01', '2026-06-01', 3))
  const predicted = await month(then, '202509')
  const paid = await month(now, '202509')
  expect(predicted).toMatchObject({ completed_usd: '3000.00', paid_usd: '1500.00' })
  expect(paid).toMatchObject({ paid_usd: '3000.00', completeness: 'complete' })
  expect(await periodOf(then, '2025')).toMatchObject({ completed_usd: null, reason: 'nothing-paid' })
  then.close()
  now.close()
})

test('uneven months have an interval, and it is wider the less is paid', async () => {
  const uneven = lines('elm-health', '2023-01-01', '2025-12-01').map((row, i) => ({
    ...row,
    spend_usd: Number(row.spend_usd) + ((i * 37) % 11),
  }))
  const engine = await completed(uneven)
  const [early, late] = [await month(engine, '202512'), await month(engine, '202511')]
  const width = (row: Record<string, unknown> | undefined) => Number(row?.high_usd) - Number(row?.low_usd)
  expect(width(early)).toBeGreaterThan(width(late))
  expect(Number(early?.low_usd)).toBeGreaterThan(Number(early?.paid_usd))
  expect(Number(early?.low_pmpm_usd)).toBeLessThan(Number(early?.completed_pmpm_usd))
  engine.close()
})

test('without paid dates nothing is completed; a few such lines count with what is paid', async () => {
  const dated = lines('elm-health', '2023-01-01', '2025-12-01')
  const none = await completed(dated.map((row) => ({ ...row, paid_date: null })))
  expect(await month(none, '202506')).toMatchObject({
    paid_usd: '1000.00',
    completed_usd: null,
    low_usd: null,
    completeness: 'unknown',
    reason: 'no-paid-dates',
    paid_through: null,
  })
  const few = await completed([...dated, line('elm-health', '2025-12-05', null, 7)])
  expect(await month(few, '202512')).toMatchObject({ paid_usd: '507.00', completed_usd: '1007.00' })
  none.close()
  few.close()
})

test('a short history is not enough, and says so', async () => {
  const engine = await completed(lines('elm-health', '2025-06-01', '2025-12-01'))
  expect(await month(engine, '202512')).toMatchObject({ completed_usd: null, reason: 'too-few-months' })
  expect(await periodOf(engine, '2025')).toMatchObject({ completed_usd: null, completeness: 'unknown' })
  engine.close()
})

test('one absurd day of payment makes no month look old, and a month that is not whole waits', async () => {
  const engine = await completed([
    ...lines('elm-health', '2023-01-01', '2025-11-01'),
    line('elm-health', '2025-11-03', '2025-12-02', 300),
    line('elm-health', '2025-10-03', '2099-01-01', 1),
  ])
  expect(await month(engine, '202511')).toMatchObject({
    paid_through: '202511',
    paid_usd: '500.00',
    later_usd: '300.00',
  })
  expect(await month(engine, '202510')).toMatchObject({ later_usd: '1.00' })
  engine.close()
})

test("a payer's months hang on its own factors alone, and on no order of rows", async () => {
  const own = lines('elm-health', '2023-01-01', '2025-12-01')
  const other = lines('oak-health', '2023-01-01', '2025-12-01').map((row) => ({ ...row, spend_usd: 77 }))
  const [alone, beside] = [
    await completed(own),
    await completed([...other, ...own].reverse(), [...months('oak-health'), ...months('elm-health')].reverse()),
  ]
  const all = sql`select * from completed_month where payer = 'elm-health' order by year_month`
  expect(await beside.rows(all)).toEqual(await alone.rows(all))
  const factors = sql`select * from completion_factor where payer = 'elm-health' order by developed_months`
  expect(await beside.rows(factors)).toEqual(await alone.rows(factors))
  alone.close()
  beside.close()
})
