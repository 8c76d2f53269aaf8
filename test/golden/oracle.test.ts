import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute } from '../../src/attribution/attribute.ts'
import { readRule } from '../../src/attribution/rule.ts'
import { readCostModel } from '../../src/cost/cost-model.ts'
import { memberMonths } from '../../src/cost/member-month.ts'
import { personCosts } from '../../src/cost/person-cost.ts'
import { practiceCosts } from '../../src/cost/practice-cost.ts'
import { personLines } from '../../src/identity/person-line.ts'
import { linkPersons } from '../../src/identity/person-member.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { id, sql } from '../../src/lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { period } from '../../src/period.ts'
import { fill, lakeOf } from '../run/small-lake.ts'
import { dollars, type Given, oracle, type R } from './oracle.ts'
import { smallRegion } from './small-region.ts'

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
    practiceCosts(year2025),
  ])
  return engine
}

async function given(engine: Engine): Promise<Given> {
  const tables: Record<string, R[]> = {}
  for (const name of [...COMMON_DATA_MODEL.map((t) => t.name), 'person_member'])
    tables[name] = await engine.rows<R>(sql`select * from ${id(name)}`)
  return tables as Given
}

const sorted = (rows: R[]) => rows.map((row) => JSON.stringify(row)).sort()

test('the steps and the oracle agree to the cent on regions of any seed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1 << 30 }), async (seed) => {
      const engine = await ran(seed, 30)
      const expected = oracle(await given(engine), 2025)
      const rows = (text: ReturnType<typeof sql>) => engine.rows<R>(text)
      expect(
        sorted(
          await rows(sql`select person_id as person, payer, plan, line_of_business as lob,
        cast(month_start as varchar) as month, primary_coverage as primary from member_month where month_start >= date '2025-01-01'`),
        ),
      ).toEqual(sorted(expected.months))
      expect(
        sorted(await rows(sql`select person_id as person, practice_id as practice, reason, visits from attribution`)),
      ).toEqual(sorted(expected.attribution))
      expect(
        sorted(
          await rows(sql`select payer, line_of_business as lob, person_id as person, member_months as months, lines,
        lines_without_amount as unknown, spend_usd as spend, truncated_usd as truncated from person_cost`),
        ),
      ).toEqual(
        sorted(
          expected.people.map(({ person, payer, lob, months, lines, unknown, spend, truncated }) => ({
            payer,
            lob,
            person,
            months,
            lines,
            unknown,
            spend: dollars(spend),
            truncated: dollars(truncated),
          })),
        ),
      )
      expect(
        sorted(await rows(sql`select line_of_business as lob, people, place, cap_usd as cap from truncation_point`)),
      ).toEqual(sorted(expected.points.map((point) => ({ ...point, cap: dollars(point.cap) }))))
      expect(
        sorted(
          await rows(sql`select practice_id, payer, people, member_months, spend_usd, truncated_usd, pmpm_usd,
        other_billers from practice_cost`),
        ),
      ).toEqual(sorted(expected.practices))
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
