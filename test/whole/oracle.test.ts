import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute } from '../../src/attribution/attribute.ts'
import { readRule } from '../../src/attribution/rule.ts'
import { readCostModel } from '../../src/cost/cost-model.ts'
import { memberMonths } from '../../src/cost/months/member-month.ts'
import { personCosts } from '../../src/cost/person-cost.ts'
import { practiceCosts } from '../../src/cost/practice-cost.ts'
import { personLines } from '../../src/identity/person-line.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { againstOracle } from '../golden/against-oracle.ts'
import { smallRegion } from '../golden/small-region.ts'
import { fill, lakeOf } from '../run/small-lake.ts'

const year2025 = period('2025')

async function ran(seed: number, people: number): Promise<Engine> {
  const engine = await lakeOf(smallRegion(seed, people))
  const cost = readCostModel()
  await fill(engine, [
    linkPersons(),
    personLines(),
    memberMonths(cost, '2024-01-01', '2026-01-01'),
    ...attribute(readRule('attested-then-plurality'), year2025),
    ...personCosts(cost, year2025),
    practiceCosts(cost, year2025),
  ])
  return engine
}

test('the steps and the oracle agree to the cent on regions of any seed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1 << 30 }), async (seed) => {
      const engine = await ran(seed, 30)
      for (const [table, { got, want }] of Object.entries(await againstOracle(engine, 2025))) {
        expect(want.length, table).toBeGreaterThan(0)
        expect(got, table).toEqual(want)
      }
      engine.close()
    }),
    { numRuns: 4, endOnFailure: true },
  )
})

test('money is conserved: what people cost is the spend of the lines of those a payer covers', async () => {
  const engine = await ran(77, 60)
  const sums = await engine.one(sql`
    select (select sum(spend_usd) from person_cost) as cost,
      (select sum(l.spend_usd) from person_line l where l.service_date between date '2025-01-01' and date '2025-12-31'
        and exists (select 1 from member_month m where m.person_id = l.person_id and m.payer = l.payer
          and m.line_of_business = l.line_of_business and m.month_start >= date '2025-01-01')) as lines,
      (select sum(spend_usd) from practice_cost where payer = 'all') as practices,
      (select sum(c.spend_usd) from person_cost c join attribution a on a.person_id = c.person_id
        where a.practice_id is not null) as attributed`)
  expect(sums?.cost).toBe(sums?.lines)
  expect(sums?.practices).toBe(sums?.attributed)
  engine.close()
})
