import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CostModel, readCostModel } from '../../src/cost/cost-model.ts'
import { memberMonths } from '../../src/cost/months/member-month.ts'
import { MonthPolicy, WAYS, type Way } from '../../src/cost/months/month-policy.ts'
import { personMember } from '../../src/identity/tables.ts'
import { sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { fill, fillRows, lakeOf, type Row } from '../run/small-lake.ts'

type Month = {
  year_month: string
  payer: string
  member_id: string
  primary_coverage: boolean
  days: number
  reason: string
  record_number: number
}
type Counting = Partial<CostModel['member_months']['counting'][number]> & { way: Way }

/** Every member is the one person p. */
async function months(
  eligibility: Row[],
  first = '2025-01-01',
  end = '2026-01-01',
  model = readCostModel(),
): Promise<Month[]> {
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
  await fill(engine, [memberMonths(model, first, end)])
  const rows = await engine.rows<Month>(
    sql`select year_month, payer, member_id, primary_coverage, days, reason, record_number from member_month
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

const from = '2019-01-01'
const counted = (...counting: Counting[]): CostModel => {
  const model = readCostModel()
  const all = counting.map((one) => ({ from, source: 'test', ...one }))
  return { ...model, member_months: { ...model.member_months, counting: all } }
}
const inYear = (rows: Row[], ...counting: Counting[]) => months(rows, '2025-01-01', '2026-01-01', counted(...counting))
const listed = (rows: Month[]) => rows.map((m) => m.year_month.slice(4)).join(' ')

test('the way says which days make a month', async () => {
  const rows = [span('2025-02-10', '2025-04-20')]
  const by = async (way: Way) => listed(await inYear(rows, { way }))
  expect(await by('first-day')).toBe('03 04')
  expect(await by('fifteenth')).toBe('02 03 04')
  expect(await by('any-day')).toBe('02 03 04')
  expect(await by('whole-month')).toBe('03')
  expect(await by('days-share')).toBe('02 03 04')
})

test('days between two spans decide as the days of one span do', async () => {
  const rows = [span('2025-01-01', '2025-02-10'), span('2025-02-11', '2025-03-14'), span('2025-03-16', '2025-03-31')]
  expect(listed(await inYear(rows, { way: 'whole-month' }))).toBe('01 02')
  expect(listed(await inYear(rows, { way: 'fifteenth' }))).toBe('01 02')
  expect(listed(await inYear(rows, { way: 'any-day' }))).toBe('01 02 03')
  const share = await inYear(rows, { way: 'days-share' })
  expect(share.map((m) => [m.year_month, daysIn(m.days)])).toEqual([
    ['202501', 31],
    ['202502', 28],
    ['202503', 30],
  ])
})
const daysIn = (days: number) => days.toString(2).replaceAll('0', '').length

test('a month that counts whole has all its days, a part its own', async () => {
  const rows = [span('2024-02-20', '2024-03-02')]
  const year = ['2024-01-01', '2025-01-01'] as const
  const share = await months(rows, ...year, counted({ way: 'days-share' }))
  expect(share.map((m) => [daysIn(m.days), m.days.toString(2)])).toEqual([
    [10, '11111111110000000000000000000'],
    [2, '11'],
  ])
  const whole = await months(rows, ...year, counted({ way: 'any-day' }))
  expect(whole.map((m) => daysIn(m.days))).toEqual([29, 31])
})

test('the closest way holds: payer and line of business, payer, line of business, all', async () => {
  const rows = [
    span('2025-01-10', '2025-01-20', { payer: 'a', line_of_business: 'commercial' }),
    span('2025-01-10', '2025-01-20', { payer: 'a', line_of_business: 'self-funded' }),
    span('2025-01-10', '2025-01-20', { payer: 'b', line_of_business: 'commercial' }),
    span('2025-01-10', '2025-01-20', { payer: 'b', line_of_business: 'medicaid-ffs' }),
  ]
  const found = await inYear(
    rows,
    { way: 'any-day' },
    { way: 'days-share', payer: 'a' },
    { way: 'fifteenth', payer: 'a', line_of_business: 'self-funded' },
    { way: 'first-day', line_of_business: 'commercial' },
  )
  expect(found.map((m) => [m.payer, m.reason])).toEqual([
    ['a', 'days-share'],
    ['a', 'fifteenth'],
    ['b', 'any-day'],
  ])
})

test('a way holds from its day on; of several the latest one', async () => {
  const rows = [span('2025-01-10', '2025-01-20')]
  const later = { from: '2025-01-01', way: 'any-day' as const }
  expect(listed(await inYear(rows, later, { way: 'first-day' }))).toBe('01')
  expect(listed(await inYear(rows, { ...later, from: '2025-01-02' }, { way: 'first-day' }))).toBe('')
  await expect(inYear(rows, { ...later, from: '2025-01-02' })).rejects.toThrow(/no way for every payer/)
  const { counting, ...policy } = readCostModel().member_months
  expect(MonthPolicy.safeParse({ ...policy, counting: [...counting, ...counting] }).success).toBe(false)
})

test('months by days agree with every day looked at by itself, over spans drawn by chance', async () => {
  const draw = drawn(7)
  for (let round = 0; round < 12; round++) {
    const rows = Array.from({ length: 1 + draw(5) }, () => {
      const first = day(draw(330))
      return span(first, draw(9) === 0 ? '9999-12-31' : day(draw(400)), {
        payer: ['a', 'b'][draw(2)] ?? 'a',
        plan: ['p', 'q'][draw(2)] ?? 'p',
        death_date: draw(6) === 0 ? day(draw(365)) : null,
      })
    })
    for (const way of WAYS) {
      const found = (await inYear(rows, { way })).map((m) => `${m.payer} ${m.year_month} ${m.days}`)
      expect(found.sort(), `round ${round} ${way}`).toEqual(byDays(rows, way).sort())
    }
  }
})

/** One row per payer, plan and month, from a walk over the days of 2025. */
function byDays(rows: Row[], way: Way): string[] {
  const found: string[] = []
  for (const plan of new Set(rows.map((row) => `${row.payer} ${row.plan}`)))
    for (let month = 0; month < 12; month++) {
      const length = new Date(Date.UTC(2025, month + 1, 0)).getUTCDate()
      let days = 0
      for (let d = 1; d <= length; d++) {
        const at = `2025-${String(month + 1).padStart(2, '0')}-${String(d).padStart(2, '0')}`
        const covers = (row: Row) =>
          String(row.enrollment_start_date) <= at &&
          at <= String(row.enrollment_end_date) &&
          (row.death_date === null || at <= String(row.death_date))
        if (rows.some((row) => `${row.payer} ${row.plan}` === plan && covers(row))) days += 2 ** (d - 1)
      }
      const all = 2 ** length - 1
      const counts = {
        'first-day': days % 2 === 1,
        fifteenth: Math.floor(days / 2 ** 14) % 2 === 1,
        'any-day': days > 0,
        'whole-month': days === all,
        'days-share': days > 0,
      }[way]
      const year_month = `2025${String(month + 1).padStart(2, '0')}`
      if (counts) found.push(`${plan.split(' ')[0]} ${year_month} ${way === 'days-share' ? days : all}`)
    }
  return found
}

const day = (of: number) => new Date(Date.UTC(2025, 0, 1 + of)).toISOString().slice(0, 10)

function drawn(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor(state / 65536) % below
  }
}

test('a region says in its own file how months count', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cost-model-'))
  mkdirSync(join(folder, 'cost'))
  const file = 'cost/total-cost-of-care.yaml'
  const given = readFileSync(join(LIBRARY, file), 'utf8')
  writeFileSync(join(folder, file), given.replace('way: first-day', 'way: any-day'))
  expect(readCostModel([folder, LIBRARY]).member_months.counting[0]?.way).toBe('any-day')
  writeFileSync(join(folder, file), given.replace('way: first-day', 'way: days-share'))
  expect(readCostModel([folder, LIBRARY]).member_months.counting[0]?.way).toBe('days-share')
  rmSync(folder, { recursive: true })
})
