import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute } from '../../../src/attribution/attribute.ts'
import { readRule } from '../../../src/attribution/rule.ts'
import { readCostModel } from '../../../src/cost/cost-model.ts'
import { costDrivers } from '../../../src/cost/drivers/cost-drivers.ts'
import { memberMonths } from '../../../src/cost/months/member-month.ts'
import { personCosts } from '../../../src/cost/person-cost.ts'
import { practiceCosts } from '../../../src/cost/practice-cost.ts'
import { persons } from '../../../src/identity/person.ts'
import { personLines } from '../../../src/identity/person-line.ts'
import { linkPersons } from '../../../src/identity/person-member.ts'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import { LIBRARY } from '../../../src/model/read-model.ts'
import { period } from '../../../src/period.ts'
import { smallRegion } from '../../golden/small-region.ts'
import { fill, lakeOf } from '../../run/small-lake.ts'

const [year, before] = [period('2025'), period('2024')]

/** `same`: every other payer pays a hundred dollars more for each line that it paid for. */
async function region(turned = false, same?: string): Promise<Engine> {
  const drawn = smallRegion(5, 60)
  const medical_claim = drawn.medical_claim?.map((row) =>
    same === undefined || row.payer === same || !row.paid_amount
      ? row
      : { ...row, paid_amount: `${Number(row.paid_amount) + 100}` },
  )
  const rows = { ...drawn, medical_claim: medical_claim ?? [] }
  const engine = await lakeOf(
    turned ? Object.fromEntries(Object.entries(rows).map(([name, own]) => [name, [...(own ?? [])].reverse()])) : rows,
  )
  const cost = readCostModel()
  await fill(engine, [
    linkPersons(),
    persons(),
    personLines(),
    memberMonths(cost, before.start, year.end),
    ...attribute(readRule('attested-then-plurality'), year, before),
    ...personCosts(cost, year, before),
    practiceCosts(cost, year, before),
    ...costDrivers([LIBRARY], cost, year, before),
  ])
  return engine
}

let engine: Engine
beforeAll(async () => {
  engine = await region()
})
afterAll(() => engine.close())

test('by payer and line of business the spend and months are those of person_cost', async () => {
  const off = await engine.rows(sql`
    select d.payer from cost_driver d
    join (select period, payer, line_of_business, sum(spend_usd) as spend_usd, sum(member_months) as member_months
          from person_cost group by period, payer, line_of_business) c
      on c.period = d.period and c.payer = d.payer and c.line_of_business = d.line_of_business
    where d.practice_id = 'all' and (c.spend_usd <> d.spend_usd or c.member_months <> d.member_months)`)
  expect(off).toEqual([])
  const counted = await engine.one(sql`select count(*) as n from cost_driver where line_of_business <> 'all'`)
  expect(counted).toEqual({ n: 4 })
})

test('by practice and payer they are those of practice_cost', async () => {
  const off = await engine.rows(sql`
    select c.practice_id, c.payer from practice_cost c
    left join cost_driver d on d.period = c.period and d.practice_id = c.practice_id and d.payer = c.payer
    where c.period = '2025' and (d.spend_usd is distinct from c.spend_usd or d.member_months is distinct from c.member_months)`)
  expect(off).toEqual([])
})

test('the parts are the change to the cent wherever there is one, and payers sum to the whole', async () => {
  expect(
    await engine.one(sql`
    select count(*) as n, count(*) filter (where reason = 'split') as split,
      count(*) filter (where reason = 'split' and price_usd + use_usd + mix_usd <> change_usd) as off,
      count(*) filter (where reason <> 'split' and (price_usd is not null or use_usd is not null)) as made_up
    from cost_driver`),
  ).toMatchObject({ off: 0, made_up: 0, split: expect.any(Number) })
  expect(
    await engine.one(sql`
    select sum(case when payer <> 'all' then spend_usd end) = sum(case when payer = 'all' then spend_usd end) as same
    from cost_driver where practice_id = 'all'`),
  ).toEqual({ same: true })
})

test('what another payer pays moves no row of a payer', async () => {
  const of = sql`select * from cost_driver where payer = 'state' order by line_of_business, practice_id`
  const before = await engine.rows(of)
  expect(before.length).toBeGreaterThan(0)
  const other = await region(false, 'state')
  expect(await other.rows(of)).toEqual(before)
  const all = sql`select price_usd, use_usd from cost_driver where payer = 'all' and practice_id = 'all'`
  expect(await other.rows(all)).not.toEqual(await engine.rows(all))
  other.close()
})

test('over the whole region and both periods, spend at standard prices is the spend', async () => {
  const found = await engine.one<{ off: string; lines: number }>(sql`
    select abs(sum(standard_usd + baseline_standard_usd) - sum(spend_usd + baseline_spend_usd)) as off,
      sum(lines + baseline_lines) as lines
    from cost_driver where payer = 'all' and practice_id = 'all'`)
  // A standard price is rounded to a cent.
  expect(Number(found?.off)).toBeLessThanOrEqual(Number(found?.lines) * 0.005 + 200)
})

test('the order of rows changes nothing', async () => {
  const other = await region(true)
  const all = sql`select * from cost_driver order by payer, line_of_business, practice_id`
  expect(await other.rows(all)).toEqual(await engine.rows(all))
  other.close()
})
