import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attribute } from '../../../src/attribution/attribute.ts'
import { readRule } from '../../../src/attribution/rule.ts'
import { completion } from '../../../src/cost/completion/completed.ts'
import { readCompletionModel } from '../../../src/cost/completion/completion-model.ts'
import { readCostModel } from '../../../src/cost/cost-model.ts'
import { costGrowths } from '../../../src/cost/growth/cost-growths.ts'
import { memberMonths } from '../../../src/cost/months/member-month.ts'
import { personCosts } from '../../../src/cost/person-cost.ts'
import { nonClaimsSpends } from '../../../src/cost/spending/non-claims-spend.ts'
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
const folder = mkdtempSync(join(tmpdir(), 'wholepanel-growth-'))
const GIVEN = `
    values:
      - { from: 2024-01-01, value: { medicare-ffs: 0, medicaid-ffs: 0, commercial: 40 }, source: made up for the test }
      - { from: 2025-01-01, value: { medicare-ffs: 0, medicaid-ffs: 0, commercial: 42.50 }, source: made up for the test }`

async function region(folders: readonly [string, ...string[]], turned = false): Promise<Engine> {
  const rows = {
    ...smallRegion(11, 60),
    non_claims_payment: ['2024', '2025'].map((of) => ({
      payer: 'summit',
      line_of_business: 'commercial',
      payment_id: of,
      organization_id: 'river',
      category: 'population-health',
      service_period_start: `${of}-01-01`,
      service_period_end: `${of}-12-31`,
      paid_amount: '1200',
    })),
  }
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
    nonClaimsSpends(year, before),
    ...completion(readCompletionModel(), year, before),
    costGrowths(folders, cost, year, before),
  ])
  return engine
}

let engine: Engine
beforeAll(async () => {
  mkdirSync(join(folder, 'cost'))
  const file = readFileSync(join(LIBRARY, 'cost', 'cost-growth.yaml'), 'utf8')
  writeFileSync(join(folder, 'cost', 'cost-growth.yaml'), file.replace('\n    required: true', GIVEN))
  engine = await region([folder, LIBRARY])
})
afterAll(() => {
  engine.close()
  rmSync(folder, { recursive: true })
})

test('total medical expense of the payers is that of all, and the spend that person_cost holds with what came beside it', async () => {
  expect(
    await engine.one(sql`
      select sum(case when payer <> 'all' then tme_usd else -tme_usd end) as lines_less_all,
        sum(case when payer = 'all' then tme_usd end) - (select sum(spend_usd) + 1200 from person_cost where period = '2025') as off
      from cost_growth`),
  ).toEqual({ lines_less_all: '0.00', off: '0.00' })
})

test('without paid dates claims are not completed, and the row says so', async () => {
  expect(await engine.rows(sql`select distinct completeness, reason, rule from cost_growth`)).toEqual([
    { completeness: 'unknown', reason: 'measured', rule: 'cost/cost-growth' },
  ])
})

test('over all payers a month under two plans is one, and the interval lies about the growth', async () => {
  expect(
    await engine.one(sql`
      select member_months = (select count(distinct person_id || year_month) from member_month where year_month like '2025%') as same,
        low_share < growth and growth < high_share as about
      from cost_growth where payer = 'all'`),
  ).toEqual({ same: true, about: true })
})

test('the net cost of insurance is given by line, and makes total health care expenditures', async () => {
  expect(
    await engine.rows(sql`
      select payer, cast(insurance_usd / member_months as decimal(18,2)) as each, baseline_insurance_usd >= 0 as before,
        thce_per_person_usd >= tme_per_person_usd as more
      from cost_growth where payer in ('summit', 'medicare') order by payer`),
  ).toEqual([
    { payer: 'medicare', each: '0.00', before: true, more: true },
    { payer: 'summit', each: '42.50', before: true, more: true },
  ])
})

test('where it was not given, total health care expenditures are not known, and not total medical expense either way', async () => {
  const other = await region([LIBRARY], true)
  expect(
    await other.rows(sql`select distinct insurance_usd, thce_per_person_usd, thce_growth from cost_growth`),
  ).toEqual([{ insurance_usd: null, thce_per_person_usd: null, thce_growth: null }])
  const all = sql`select payer, line_of_business, tme_usd, tme_per_person_usd, growth, low_share, high_share
    from cost_growth order by payer, line_of_business`
  expect(await other.rows(all)).toEqual(await engine.rows(all))
  other.close()
})
