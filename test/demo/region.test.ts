import { afterAll, beforeAll, expect, test } from 'vitest'
import { claims } from '../../src/demo/claims.ts'
import { conditions } from '../../src/demo/conditions.ts'
import { coverage } from '../../src/demo/coverage.ts'
import { directory } from '../../src/demo/directory.ts'
import { draw } from '../../src/demo/draw.ts'
import { drugs } from '../../src/demo/drugs.ts'
import { versions } from '../../src/demo/files/versions.ts'
import { labs } from '../../src/demo/labs.ts'
import { panels } from '../../src/demo/panels.ts'
import { people } from '../../src/demo/people.ts'
import { visits } from '../../src/demo/visits.ts'
import type { World } from '../../src/demo/world.ts'
import { Engine } from '../../src/lake/engine.ts'
import { raw, type Sql, sql } from '../../src/lake/sql.ts'

const PEOPLE = 3000
let world: World

beforeAll(async () => {
  world = { engine: await Engine.open(), draw: draw(1), seed: 1, people: PEOPLE }
  for (const noun of [directory, people, coverage, conditions, panels, visits, claims, drugs, labs, versions])
    await noun(world)
})
afterAll(() => world.engine.close())

const number = async (relation: Sql): Promise<number> => {
  const found = await world.engine.one<{ n: number | string }>(relation)
  return Number(found?.n)
}
const between = (value: number, low: number, high: number) => {
  expect(value).toBeGreaterThanOrEqual(low)
  expect(value).toBeLessThanOrEqual(high)
}

test('there are as many people as asked for, each with an id and a social security number of their own', async () => {
  expect(await number(sql`select count(*) as n from person`)).toBe(PEOPLE)
  expect(await number(sql`select count(distinct social_security_number) as n from person`)).toBe(PEOPLE)
  expect(await number(sql`select count(*) as n from person where social_security_number not like '9________'`)).toBe(0)
})

test('about one in six is 65 or older, and about one in four is a child', async () => {
  between(await number(sql`select avg(case when age >= 65 then 1.0 else 0 end) as n from person`), 0.12, 0.22)
  between(await number(sql`select avg(case when age < 18 then 1.0 else 0 end) as n from person`), 0.18, 0.32)
})

test('among the people are twins, and strangers of one name and birth date in different towns', async () => {
  expect(await number(sql`select count(*) as n from person where twin`)).toBeGreaterThan(0)
  expect(
    await number(sql`select count(*) as n from person b join person a on a.person = b.namesake_of
      where a.first_name = b.first_name and a.last_name = b.last_name and a.birth_date = b.birth_date and a.zip_code <> b.zip_code`),
  ).toBe(3)
})

test('a member number belongs to one person of a payer', async () => {
  expect(await number(sql`select count(*) - count(distinct payer || member_id) as n from member`)).toBe(0)
})

test('some people change payer, and some have Medicaid beside Medicare', async () => {
  const changed = await number(
    sql`select count(*) as n from (select person from member group by person having count(*) > 1)`,
  )
  between(changed / PEOPLE, 0.1, 0.35)
  expect(await number(sql`select count(distinct person) as n from covered where not main`)).toBeGreaterThan(20)
})

test('nobody has two main payers in one month', async () => {
  expect(
    await number(
      sql`select count(*) as n from (select person, month from covered where main group by person, month having count(*) > 1)`,
    ),
  ).toBe(0)
})

test('about one adult in nine has diabetes', async () => {
  between(await number(sql`select avg(diabetes::int) as n from condition where age >= 18`), 0.08, 0.14)
})

test('about 90 stays and 400 emergency visits per 1,000 people and year', async () => {
  const rate = (kind: string) =>
    number(sql`select count(*) * 1000.0 / ${PEOPLE * 3} as n from event where kind = ${kind}`)
  between(await rate('stay'), 65, 120)
  between(await rate('emergency'), 300, 520)
  between(await rate('office'), 1700, 2600)
})

test('an event has one number, and no claim stands twice', async () => {
  expect(await number(sql`select count(*) - count(distinct event) as n from billed`)).toBe(0)
  expect(await number(sql`select count(*) - count(distinct claim) as n from claim`)).toBe(0)
})

test('between 12 and 18 lines of claims per person and year', async () => {
  const lines = await number(sql`select (select count(*) from claim_line) + (select count(*) from fill) as n`)
  between(lines / (PEOPLE * 3), 12, 18)
})

test('spending per member and month is near what each line of business spends', async () => {
  const rows = await world.engine.rows<{ line: string; pmpm: number }>(sql`
    with spent as (
      select line_of_business, allowed_amount from claim union all select line_of_business, allowed_amount from fill
    ), months as (select line_of_business, count(*) as months from covered group by line_of_business)
    select m.line_of_business as line, (sum(s.allowed_amount) / max(m.months))::double as pmpm
    from spent s join months m on m.line_of_business = s.line_of_business group by m.line_of_business order by 1`)
  const range: Record<string, [number, number]> = {
    commercial: [340, 580],
    'medicaid-ffs': [230, 560],
    'medicaid-managed-care': [260, 520],
    'medicare-advantage': [720, 1250],
    'medicare-ffs': [760, 1300],
    'self-funded': [340, 600],
  }
  expect(rows.map((row) => row.line)).toEqual(Object.keys(range))
  for (const row of rows) between(row.pmpm, ...(range[row.line] ?? [0, 0]))
})

test('most latest HbA1c values are at or below 9 percent, and not all', async () => {
  between(
    await number(
      sql`select avg(case when result_value <= 9 then 1.0 else 0 end) as n from lab where source_code = '4548-4'`,
    ),
    0.75,
    0.96,
  )
})

test('no line carries a CPT code: HCPCS Level II codes begin with a letter', async () => {
  expect(
    await number(
      sql`select count(*) as n from claim_line where hcpcs_code is not null and hcpcs_code not similar to '[A-V][0-9]{4}'`,
    ),
  ).toBe(0)
  expect(await number(sql`select count(distinct hcpcs_code) as n from claim_line`)).toBeGreaterThan(10)
})

test('six clinicians changed practice in the middle of 2024, and no NPI or tax number can be a real one', async () => {
  expect(
    await number(
      sql`select count(*) as n from (select npi from affiliation_list group by npi having count(*) = 2 and max(start_date) = '2024-07-01')`,
    ),
  ).toBe(6)
  expect(
    await number(sql`select count(*) as n from affiliation_list where npi not like '9%' or length(npi) <> 10`),
  ).toBe(0)
  expect(await number(sql`select count(*) as n from practice_list where tin not like '89%' or length(tin) <> 9`)).toBe(
    0,
  )
})

test('some practices have few patients of any one payer', async () => {
  const least = await number(sql`
    select min(people) as n from (
      select n.practice_id, c.payer, count(distinct c.person) as people
      from covered c join panel n on n.person = c.person where n.practice_id is not null group by n.practice_id, c.payer)`)
  expect(least).toBeLessThan(10)
})

test('a claim that was taken back or paid anew has its original before it', async () => {
  expect(
    await number(sql`select count(*) as n from claim_version v where v.number > 0
      and not exists (select 1 from claim_version o where o.claim = v.claim and o.number = 0 and o.paid_date < v.paid_date)`),
  ).toBe(0)
  expect(await number(sql`select count(*) as n from claim_version where status = 'cancellation'`)).toBeGreaterThan(100)
})

test('the same key and salt draw the same number, another seed another one', async () => {
  const value = (seed: number, salt: string) => number(sql`select ${draw(seed).uniform(raw('42'), salt)} as n`)
  expect(await value(1, 'a')).toBe(await value(1, 'a'))
  expect(await value(1, 'a')).not.toBe(await value(2, 'a'))
  expect(await value(1, 'a')).not.toBe(await value(1, 'b'))
})

test('draws of two salts over the same keys do not go together', async () => {
  const one = draw(1)
  const together = await number(sql`
    select abs(corr(${one.uniform(raw('k'), 'a')}, ${one.uniform(raw('k'), 'b')})) as n from range(20000) as r(k)`)
  expect(together).toBeLessThan(0.03)
})
