import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { pmpm } from '../../src/cost/pmpm/pmpm.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { fingerprint } from '../../src/lake/fingerprint.ts'
import { id, type Sql, sql } from '../../src/lake/sql.ts'
import { LIBRARY } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { plan } from '../../src/run/plan.ts'
import { smallRegion } from '../golden/small-region.ts'
import { fill, lakeOf, type Row, type Rows } from '../run/small-lake.ts'

const folder = mkdtempSync(joinPath(tmpdir(), 'wholepanel-parts-'))
mkdirSync(joinPath(folder, 'cost'))
const file = 'cost/total-cost-of-care.yaml'
writeFileSync(
  joinPath(folder, file),
  readFileSync(joinPath(LIBRARY, file), 'utf8').replace('way: first-day, source', 'way: days-share, source'),
)
afterAll(() => rmSync(folder, { recursive: true }))

/** Every table of a run over these rows; months count in part, or as the library has it. */
async function ran(rows: Rows, parts = true): Promise<Engine> {
  const engine = await lakeOf(rows)
  const folders = parts ? ([folder, LIBRARY] as const) : ([LIBRARY] as const)
  await fill(engine, plan(period('2025'), { folders, arrangements: [] }))
  return engine
}

const person = (member_id: string, rest: Row): Row => ({
  member_id,
  first_name: `First${member_id}`,
  last_name: `Last${member_id}`,
  birth_date: '1980-02-03',
  gender: 'female',
  zip_code: '04101',
  address: `1 ${member_id} St`,
  ...rest,
})
const span = (member_id: string, start: string, end: string, rest: Row = {}): Row =>
  person(member_id, { enrollment_start_date: start, enrollment_end_date: end, ...rest })
const bill = (member_id: string, day: string, paid_amount: string, rest: Row = {}): Row => ({
  claim_id: `${member_id} ${day} ${paid_amount}`,
  member_id,
  claim_start_date: day,
  claim_line_start_date: day,
  paid_amount,
  allowed_amount: paid_amount,
  rendering_npi: 'e1',
  billing_tin: '11',
  place_of_service_code: '11',
  ...rest,
})

const OTHER = { payer: 'oak-health', line_of_business: 'medicaid-ffs' }
const DIRECTORY: Rows = {
  organization: [{ organization_id: 'river', organization_name: 'River', tin: '11' }],
  practice: [{ practice_id: 'elm', practice_name: 'Elm', organization_id: 'river', tin: '11' }],
  affiliation: [{ npi: 'e1', practice_id: 'elm' }],
}
/** Ann has one payer for ten days of January and all of February, and another from January 6 to 20. Ben has half of June. */
const WORKED: Rows = {
  ...DIRECTORY,
  eligibility: [
    span('ann', '2025-01-01', '2025-01-10'),
    span('ann', '2025-02-01', '2025-02-28'),
    span('ann', '2025-01-06', '2025-01-20', OTHER),
    span('ben', '2025-06-01', '2025-06-15', { birth_date: '1990-05-06' }),
  ],
  medical_claim: [
    bill('ann', '2025-01-08', '100.00'),
    bill('ann', '2025-01-19', '31.00', OTHER),
    bill('ben', '2025-06-03', '60.00'),
  ],
}

test('by hand: 10 of 31 days and a month, 15 of 31, and of both payers 20 of 31 and a month', async () => {
  const engine = await ran(WORKED)
  const shown = async (statement: Sql) => (await engine.rows(statement)).map((row) => Object.values(row).join(' '))
  expect(
    await shown(sql`select c.payer, p.first_name, c.member_months, c.spend_usd from person_cost c
      join person p on p.person_id = c.person_id where c.period = '2025' order by p.first_name, c.payer`),
  ).toEqual([
    'elm-health Firstann 1.3226 100.00',
    'oak-health Firstann 0.4839 31.00',
    'elm-health Firstben 0.5000 60.00',
  ])
  // 191.00 by 1.6452 + 0.5 months; 160.00 by 1.8226; 31.00 by 0.4839.
  expect(
    await shown(sql`select payer, people, member_months, spend_usd, pmpm_usd from practice_cost
      where period = '2025' order by payer`),
  ).toEqual(['all 2 2.1452 191.00 89.04', 'elm-health 2 1.8226 160.00 87.79', 'oak-health 1 0.4839 31.00 64.06'])
  expect(
    await shown(sql`select payer, line_of_business, member_months, total_pmpm_usd from spending
      where period = '2025' and line_of_business = 'all' order by payer`),
  ).toEqual(['all all 2.1452 89.04', 'elm-health all 1.8226 87.79', 'oak-health all 0.4839 64.06'])
  expect(
    await shown(sql`select payer, year_month, member_months from completed_month where period = '2025' and payer = 'elm-health'
      order by year_month`),
  ).toEqual(['elm-health 202501 0.3226', 'elm-health 202502 1.0000', 'elm-health 202506 0.5000'])
  expect(
    await shown(sql`select payer, member_months, pmpm_usd from cost_driver where line_of_business = 'all'
      and practice_id in ('elm', 'all') order by payer, practice_id`),
  ).toEqual([...['all 2.1452 89.04', 'all 2.1452 89.04', 'elm-health 1.8226 87.79', 'oak-health 0.4839 64.06']])
  // Of twelve months of coverage: 160.00 × 12 ÷ 1.8226.
  expect(await shown(sql`select payer, member_months, tme_per_person_usd from cost_growth order by payer`)).toEqual([
    'all 2.1452 1068.43',
    'elm-health 1.8226 1053.44',
    'oak-health 0.4839 768.75',
  ])
  expect(
    await shown(sql`select p.first_name, m.payer, m.months from measure_payer m
      join person p on p.person_id = m.person_id where m.period = '2025' order by p.first_name`),
  ).toEqual(['Firstann elm-health 1.3226', 'Firstben elm-health 0.5000'])
  expect(await shown(pmpm({ period: '2025', by: ['payer'] }))).toEqual([
    'elm-health 2 1.8226 2 0 0 160.00 0.00 87.79 87.79 unknown',
    'oak-health 1 0.4839 1 0 0 31.00 0.00 64.06 64.06 unknown',
  ])
  engine.close()
}, 60_000)

/** Rows that must not be there: a sum of one table that is not that of another. */
const BROKEN: Record<string, Sql> = {
  'months of persons are those of practices': sql`
    select * from (
      select period, payer, line_of_business, sum(member_months) as months from person_cost group by all
    ) p full join (
      select period, payer, line_of_business, sum(member_months) as months from practice_month
      where payer <> 'all' and line_of_business <> 'all' group by all
    ) m on m.period = p.period and m.payer = p.payer and m.line_of_business = p.line_of_business
    where p.months is distinct from m.months`,
  'months of practice_cost are those of practice_month': sql`
    select * from practice_cost p left join (
      select period, practice_id, payer, sum(member_months) as months from practice_month
      where line_of_business = 'all' group by all
    ) m on m.period = p.period and m.practice_id = p.practice_id and m.payer = p.payer
    where p.member_months is distinct from m.months`,
  'months of spending are those of persons, and over all those of practices': sql`
    select * from spending s left join (
      select period, payer, line_of_business, sum(member_months) as months from person_cost group by all
      union all
      select period, payer, line_of_business, sum(member_months) from practice_month
      where line_of_business = 'all' group by all
    ) p on p.period = s.period and p.payer = s.payer and p.line_of_business = s.line_of_business
    where s.member_months is distinct from p.months`,
  'months of the months of completion are those of its period and of spending': sql`
    select * from completed_period p left join (
      select period, payer, line_of_business, sum(member_months) as months from completed_month group by all
    ) m on m.period = p.period and m.payer = p.payer and m.line_of_business = p.line_of_business
    left join spending s on s.period = p.period and s.payer = p.payer and s.line_of_business = p.line_of_business
    where p.member_months is distinct from m.months or p.member_months is distinct from s.member_months`,
  'months of what moved the cost and of its growth are those of spending': sql`
    select d.payer, d.line_of_business from cost_driver d
    join spending s on s.period = d.period and s.payer = d.payer and s.line_of_business = d.line_of_business
    where d.practice_id = 'all' and d.member_months <> s.member_months
    union all
    select g.payer, g.line_of_business from cost_growth g
    join spending s on s.period = g.period and s.payer = g.payer and s.line_of_business = g.line_of_business
    where g.member_months <> s.member_months`,
  'spend of categories is that of persons, by payer and line': sql`
    select * from (select period, payer, line_of_business, sum(spend_usd) as usd from person_cost group by all) p
    left join (select period, payer, line_of_business, sum(spend_usd) as usd from cost_month group by all) c
      on c.period = p.period and c.payer = p.payer and c.line_of_business = p.line_of_business
    where p.usd <> coalesce(c.usd, 0)`,
  'spend of payers is that over all, and nobody has more months than the plans together': sql`
    select 1 from spending a join (
      select period, sum(claims_usd) as usd, sum(member_months) as months from spending
      where payer <> 'all' and line_of_business = 'all' group by period
    ) p on p.period = a.period where a.payer = 'all' and (a.claims_usd <> p.usd or a.member_months > p.months)`,
}

test('sums conserve on a region of any seed, however its months count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1 << 30 }), fc.boolean(), async (seed, parts) => {
      const engine = await ran(smallRegion(seed, 25), parts)
      for (const [what, broken] of Object.entries(BROKEN)) expect(await engine.rows(broken), what).toEqual([])
      engine.close()
    }),
    { numRuns: 4, endOnFailure: true },
  )
}, 240_000)

test('a person’s months are its days by the days of each month, each rounded once, as a walk over the days finds', async () => {
  const region = smallRegion(5, 40)
  const engine = await ran(region)
  const found = await engine.rows<{ payer: string; member_id: string; months: string }>(sql`
    select c.payer, m.member_id, cast(sum(c.member_months) as varchar) as months from person_cost c
    join person_member m on m.person_id = c.person_id and m.payer = c.payer
    where c.period = '2025' group by c.payer, m.member_id order by c.payer, m.member_id`)
  expect(found.map(({ payer, member_id, months }) => `${payer} ${member_id} ${months}`)).toEqual(
    walked(region.eligibility ?? []).sort(),
  )
  expect(found.some(({ months }) => !months.endsWith('.0000'))).toBe(true)
  engine.close()
}, 60_000)

function walked(spans: readonly Row[]): string[] {
  const members = new Set(spans.map((row) => `${row.payer} ${row.member_id}`))
  return [...members].flatMap((member) => {
    const own = spans.filter((row) => `${row.payer} ${row.member_id}` === member)
    let parts = 0
    for (let month = 0; month < 12; month++) {
      const length = new Date(Date.UTC(2025, month + 1, 0)).getUTCDate()
      const days = Array.from({ length }, (_, i) => new Date(Date.UTC(2025, month, i + 1)).toISOString().slice(0, 10))
      const covered = days.filter((at) =>
        own.some(
          (row) =>
            String(row.enrollment_start_date) <= at &&
            at <= String(row.enrollment_end_date) &&
            (!row.death_date || at <= String(row.death_date)),
        ),
      )
      parts += Math.round((covered.length * 10_000) / length)
    }
    return parts > 0 ? [`${member} ${(parts / 10_000).toFixed(4)}`] : []
  })
}

test('where every span covers whole months, counting in part changes no figure', async () => {
  const region = smallRegion(9, 30)
  const whole = (day: unknown, last: boolean) =>
    String(day) === '9999-12-31' ? '9999-12-31' : last ? lastOf(String(day)) : `${String(day).slice(0, 8)}01`
  const rows: Rows = {
    ...region,
    eligibility: (region.eligibility ?? []).map((row) => ({
      ...row,
      death_date: null,
      enrollment_start_date: whole(row.enrollment_start_date, false),
      enrollment_end_date: whole(row.enrollment_end_date, true),
    })),
  }
  const [parts, usual] = [await ran(rows), await ran(rows, false)]
  const tables = plan(period('2025'), { folders: [LIBRARY], arrangements: [] }).map((step) => step.table)
  for (const table of tables.filter(({ name }) => name !== 'member_month')) {
    const of = async (engine: Engine) => {
      const counted = await engine.one<{ n: number }>(sql`select count(*) as n from ${id(table.name)}`)
      return fingerprint(engine, table, counted?.n ?? 0)
    }
    expect(await of(parts), table.name).toBe(await of(usual))
  }
  parts.close()
  usual.close()
}, 120_000)

const lastOf = (day: string): string => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}
