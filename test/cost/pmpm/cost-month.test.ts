import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { covered, line, spent } from './spent.ts'

const MONTHS = ['2024-01', '2024-07', '2025-01', '2025-02', '2025-06', '2025-12']
const LINES = ['commercial', 'medicaid-ffs']
const person = fc.integer({ min: 0, max: 30 }).map((n) => `p${n}`)
const payer = fc.constantFrom('elm-health', 'oak-health')
const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 900_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -200_000, max: -1 }) },
  { weight: 1, arbitrary: fc.integer({ min: 90_000_000, max: 2_000_000_000 }) },
)
const cents = (value: number) =>
  `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`
const spentLine = fc
  .tuple(
    person,
    payer,
    fc.constantFrom(...MONTHS),
    fc.option(amount, { nil: null, freq: 9 }),
    fc.constantFrom(...LINES),
    fc.constantFrom(
      {},
      { specialty: 'primary-care' },
      { claim_type: 'institutional', bill_type_code: '111' },
      { claim_type: 'institutional', bill_type_code: '999' },
      { claim_type: 'pharmacy', specialty: null, place_of_service_code: null },
    ),
  )
  .map(([p, of, month, spend, lob, more]) =>
    line(`${p} ${of} ${month}-03 ${spend === null ? '-' : cents(spend)} ${lob}`, more),
  )
const span = fc
  .tuple(
    person,
    payer,
    fc.uniqueArray(fc.constantFrom(...MONTHS), { minLength: 1 }),
    fc.constantFrom(...LINES),
    fc.constantFrom('-', 'gold'),
  )
  .map(([p, of, months, lob, plan]) => ({
    key: `${p} ${of} ${lob} ${plan}`,
    text: `${p} ${of} ${months.join(',')} ${lob}`,
    p,
    plan,
  }))
const region = fc.record({
  lines: fc.array(spentLine, { minLength: 1, maxLength: 120 }),
  spans: fc.uniqueArray(span, { minLength: 1, maxLength: 40, selector: ({ key }) => key }),
  panel: fc.dictionary(person, fc.constantFrom('elm', 'oak'), { maxKeys: 25 }),
})

/** Of the plans of a month the first counts where a person must count once. */
function monthsOf(spans: { text: string; p: string; plan: string }[]) {
  const first = new Set<string>()
  return spans.flatMap(({ text, plan }) =>
    covered(text, { plan }).map((row) => {
      const key = `${row.person_id} ${row.year_month}`
      const primary_coverage = !first.has(key)
      first.add(key)
      return { ...row, primary_coverage }
    }),
  )
}

test('months and categories sum to the spend and the excess of person_cost and practice_cost, to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(region, async ({ lines, spans, panel }) => {
      const engine = await spent({ lines, months: monthsOf(spans), panel, share: '0.6' })
      expect(await engine.rows(BY_LINE)).toEqual([])
      expect(await engine.rows(BY_PRACTICE)).toEqual([])
      expect(await engine.rows(MONTHS_OF_PERSONS)).toEqual([])
      expect(await engine.rows(MONTHS_OF_PRACTICES)).toEqual([])
      expect(await engine.rows(PRIMARY)).toEqual([])
      engine.close()
    }),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)

const BY_LINE = sql`
  select * from (
    select period, payer, line_of_business, sum(lines) as lines, sum(lines_without_amount) as without,
      sum(spend_usd) as spend, sum(spend_usd - truncated_usd) as excess
    from person_cost group by period, payer, line_of_business
  ) c full join (
    select period, payer, line_of_business, sum(lines) as lines, sum(lines_without_amount) as without,
      sum(spend_usd) as spend, sum(excess_usd) as excess
    from cost_month group by period, payer, line_of_business
  ) m on m.period = c.period and m.payer = c.payer and m.line_of_business = c.line_of_business
  where (c.lines, c.without, c.spend, c.excess) is distinct from (m.lines, m.without, m.spend, m.excess)
    and (m.period is not null or c.lines > 0)`
const BY_PRACTICE = sql`
  select * from (select * from practice_cost where payer <> 'all') c full join (
    select period, practice_id, payer, sum(spend_usd) as spend, sum(excess_usd) as excess
    from cost_month where practice_id <> 'none' group by period, practice_id, payer
  ) m on m.period = c.period and m.practice_id = c.practice_id and m.payer = c.payer
  where (c.spend_usd, c.spend_usd - c.truncated_usd) is distinct from (m.spend, m.excess) and (m.period is not null or c.spend_usd <> 0)`
const MONTHS_OF_PERSONS = sql`
  select * from (
    select period, payer, line_of_business, sum(member_months) as months from person_cost group by period, payer, line_of_business
  ) c full join (
    select period, payer, line_of_business, sum(member_months) as months from practice_month
    where payer <> 'all' and line_of_business <> 'all' group by period, payer, line_of_business
  ) m on m.period = c.period and m.payer = c.payer and m.line_of_business = c.line_of_business
  where c.months is distinct from m.months`
const MONTHS_OF_PRACTICES = sql`
  select * from practice_cost c full join (
    select period, payer, practice_id, sum(member_months) as months from practice_month
    where line_of_business = 'all' and practice_id <> 'none' group by period, payer, practice_id
  ) m on m.period = c.period and m.payer = c.payer and m.practice_id = c.practice_id
  where c.member_months is distinct from m.months`
/** Over payers and lines, people are those with a primary coverage in the month. */
const PRIMARY = sql`
  select * from (select year_month, count(*) as people from member_month where primary_coverage group by year_month) p
  full join (
    select year_month, sum(people) as people, sum(member_months) as months from practice_month
    where payer = 'all' and line_of_business = 'all' group by year_month
  ) m on m.year_month = p.year_month
  where p.people is distinct from m.people or p.people is distinct from m.months`

async function two(
  engine: Engine,
  columns = sql`category, year_month, people, lines, lines_unknown, spend_usd, excess_usd`,
) {
  const rows = await engine.rows(sql`select ${columns} from cost_month order by year_month, category`)
  engine.close()
  return rows.map((row) => Object.values(row).join(' '))
}

test('what is above the point is taken from each month and category by its share of the person’s spend', async () => {
  const others = Array.from({ length: 199 }, (_, i) => `q${i} elm-health`)
  const engine = await spent({
    months: [...others, 'p elm-health'].flatMap((who) => covered(`${who} 2025-01`)),
    lines: [
      ...others.map((who) => line(`${who} 2025-12-01 100`, { claim_type: 'pharmacy' })),
      line('p elm-health 2025-01-05 100'),
      line('p elm-health 2025-02-05 100'),
      line('p elm-health 2025-02-06 100.01', { claim_type: 'institutional', bill_type_code: '111' }),
    ],
  })
  expect(await two(engine)).toEqual([
    'professional-specialty 202501 1 1 0 100.00 66.67',
    'hospital-inpatient 202502 1 1 0 100.01 66.67',
    'professional-specialty 202502 1 1 0 100.00 66.67',
    'retail-pharmacy 202512 199 199 0 19900.00 0.00',
  ])
})

test('lines of people whom the payer does not cover in the period count in no month', async () => {
  const engine = await spent({
    months: covered('p elm-health 2025-01'),
    lines: [
      line('p elm-health 2025-03-01 10'),
      line('stranger elm-health 2025-03-01 10'),
      line('p oak-health 2025-03-01 10'),
    ],
  })
  expect(await two(engine)).toEqual(['professional-specialty 202503 1 1 0 10.00 0.00'])
})

test('people who are on no panel stand under none; people of two plans count once among all', async () => {
  const engine = await spent({
    months: [
      ...covered('p elm-health 2025-01,2025-02'),
      ...covered('p oak-health 2025-02,2025-03 medicaid-ffs', { primary_coverage: false }),
      ...covered('q oak-health 2025-01'),
    ],
    lines: [],
    panel: { p: 'elm' },
  })
  const rows = await engine.rows(sql`
    select payer, line_of_business, practice_id, sum(people) as people, sum(member_months) as months
    from practice_month group by payer, line_of_business, practice_id order by practice_id, payer, line_of_business`)
  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    'all all elm 3 3.0000',
    'all commercial elm 2 2.0000',
    'all medicaid-ffs elm 2 2.0000',
    'elm-health all elm 2 2.0000',
    'elm-health commercial elm 2 2.0000',
    'oak-health all elm 2 2.0000',
    'oak-health medicaid-ffs elm 2 2.0000',
    'all all none 1 1.0000',
    'all commercial none 1 1.0000',
    'oak-health all none 1 1.0000',
    'oak-health commercial none 1 1.0000',
  ])
  engine.close()
})

test('a month that counts by its days is a part of one, and days under two plans count once', async () => {
  const half = { reason: 'days-share', days: 2 ** 15 - 1 }
  const rest = { reason: 'days-share', days: 2 ** 30 - 2 ** 10, primary_coverage: false }
  const engine = await spent({
    months: [...covered('p elm-health 2025-06', half), ...covered('p oak-health 2025-06', rest)],
    lines: [],
  })
  const rows = await engine.rows(sql`select payer, member_months from practice_month
    where line_of_business = 'all' order by payer`)
  expect(rows).toEqual([
    { payer: 'all', member_months: '1.0000' },
    { payer: 'elm-health', member_months: '0.5000' },
    { payer: 'oak-health', member_months: '0.6667' },
  ])
  engine.close()
})
