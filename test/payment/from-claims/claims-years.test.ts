import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Engine } from '../../../src/lake/engine.ts'
import { sql } from '../../../src/lake/sql.ts'
import type { Arrangement } from '../../../src/model/arrangement.ts'
import { LIBRARY, readModel } from '../../../src/model/read-model.ts'
import { partsOf } from '../../../src/payment/check/check-parts.ts'
import { period } from '../../../src/period.ts'
import { plan } from '../../../src/run/plan.ts'
import { fill, lakeOf, type Rows } from '../../run/small-lake.ts'
import { AGED, DIRECTORY, member, together } from './small-medicare.ts'

const folder = mkdtempSync(join(tmpdir(), 'models-'))
afterAll(() => rmSync(folder, { recursive: true }))

const MODEL = `
title: Savings against the year before
about: A model of one base year, equal to the region without the practice.
sources: [{ title: a contract, by: a payer }]
family: total-cost-of-care
readiness: runs-from-claims
tracks: [{ track: one, label: One, about: One }]
claims:
  about: Everybody the payer covers
  source: a contract
  settles: SETTLES
  lines_of_business: [medicare-ffs]
  claim_types: [institutional, professional]
  amount: paid
  truncated_at: percentile
  base_years: [{ year: before, label: The year before, before_agreement: 1, source: a contract }]
facts:
  before_months: { label: a, unit: months, definition: b, from_claims: { count: member-months, year: before } }
  before_usd: { label: a, unit: usd, definition: b, from_claims: { count: truncated, year: before } }
  own_usd: { label: a, unit: usd, definition: b, from_claims: { count: truncated } }
  others_usd: { label: a, unit: usd, definition: b, from_claims: { count: truncated, of: others } }
  others_people: { label: a, unit: count, definition: b, from_claims: { count: people, of: others } }
  quality: { label: a, unit: share, definition: b, optional: true }
parameters:
  percentile: { label: Percentile, kind: structure, unit: share, values: [{ from: 2000-01-01, value: 0.75, source: x }] }
components:
  - component: pay
    part: formula
    label: Pay
    unit: usd
    pays: provider
    takes: { value: "before_usd - own_usd + others_usd + others_people + before_months + otherwise(quality, 0)" }
`
const modelFile = (name: string, text: string) => {
  mkdirSync(join(folder, 'own'), { recursive: true })
  writeFileSync(join(folder, 'own', `${name}.yaml`), text)
  return `own/${name}`
}

const contract = (model: string, organization_id: string): Arrangement => ({
  arrangement: `medicare/${organization_id}`,
  payer: 'medicare',
  organization_id,
  model,
  track: 'one',
  start_date: '2026-01-01',
  end_date: null,
  amounts: {},
})

async function ran(rows: Rows, settles: 'practice' | 'contract', organization_id = 'valley'): Promise<Engine> {
  const model = modelFile(`savings-${settles}`, MODEL.replace('SETTLES', settles))
  const engine = await lakeOf(rows)
  const folders = [folder, LIBRARY]
  await fill(engine, plan(period('2026'), { folders, arrangements: [contract(model, organization_id)] }))
  return engine
}

const years = { codes: AGED, practice: 'oak' as const }
const PEOPLE = together(
  DIRECTORY,
  member('Ann', { ...years, spend: { 2025: '100.00', 2026: '10' } }),
  member('Ben', { ...years, spend: { 2025: '200.00', 2026: '10' } }),
  member('Cora', { ...years, practice: 'elm', spend: { 2025: '300.00', 2026: '10' } }),
  member('Dan', { ...years, from: '2025-01-01', until: '2025-06-30', spend: { 2025: '400.00' } }),
)

/** In twelve months: 100, 200, 300, 800; the third of four is at three quarters. Dan was there for half of them: 150. */
test('a year’s spend is cut at the point, and that of a part of a year at its part of the point', async () => {
  const engine = await ran(PEOPLE, 'contract')
  const rows = await engine.rows(sql`
    select p.first_name as name, c.member_months, c.spend_usd, c.point_usd, c.truncated_usd, c.practice_id, c.settled_id
    from claims_person c join person p on p.person_id = c.person_id where c.year = '2025' order by name`)
  expect(rows).toEqual(
    [
      ['Ann', 12, '100.00', '100.00', 'oak', 'valley'],
      ['Ben', 12, '200.00', '200.00', 'oak', 'valley'],
      ['Cora', 12, '300.00', '300.00', 'elm', null],
      ['Dan', 6, '400.00', '150.00', 'oak', 'valley'],
    ].map(([name, member_months, spend_usd, truncated_usd, practice_id, settled_id]) => ({
      ...{
        name,
        member_months: `${member_months}.0000`,
        spend_usd,
        point_usd: '300.00',
        truncated_usd,
        practice_id,
        settled_id,
      },
    })),
  )
  engine.close()
})

test('people of the contract and the others are all of the payer: nobody and no cent is lost or counted twice', async () => {
  const engine = await ran(PEOPLE, 'practice', 'river')
  const sums = await engine.rows(sql`
    select year, settled_id, people, member_months, spend_usd, truncated_usd from claims_year order by year, settled_id`)
  expect(sums).toEqual([
    {
      year: '2025',
      settled_id: 'oak',
      people: 3,
      member_months: '30.0000',
      spend_usd: '700.00',
      truncated_usd: '450.00',
    },
    {
      year: '2025',
      settled_id: 'region',
      people: 4,
      member_months: '42.0000',
      spend_usd: '1000.00',
      truncated_usd: '750.00',
    },
    {
      year: '2026',
      settled_id: 'oak',
      people: 2,
      member_months: '24.0000',
      spend_usd: '20.00',
      truncated_usd: '20.00',
    },
    {
      year: '2026',
      settled_id: 'region',
      people: 3,
      member_months: '36.0000',
      spend_usd: '30.00',
      truncated_usd: '30.00',
    },
  ])
  const lines = await engine.one(sql`
    select (select sum(paid_usd) from person_line where service_date >= date '2025-01-01') as lake,
           (select sum(spend_usd) from claims_person) as counted`)
  expect(lines).toEqual({ lake: '1030.00', counted: '1030.00' })
  // 450 − 20 + 10 + 1 + 30
  expect(await engine.one(sql`select practice_id, total_usd from statement`)).toEqual({
    practice_id: 'oak',
    total_usd: '471.00',
  })
  engine.close()
})

test('another payer’s members are in no figure, not even in the point', async () => {
  const rich = member('Eve', { ...years, practice: 'elm', spend: { 2025: '90000.00', 2026: '90000.00' } })
  const elsewhere = Object.fromEntries(
    Object.entries(rich).map(([table, rows]) => [table, (rows ?? []).map((row) => ({ ...row, payer: 'other-payer' }))]),
  )
  const engine = await ran(together(PEOPLE, elsewhere), 'contract')
  const own = await ran(PEOPLE, 'contract')
  const both = [engine, own].map((one) => one.rows(sql`select * exclude (person_id) from claims_person order by all`))
  expect(await both[0]).toEqual(await both[1])
  engine.close()
  own.close()
})

test('a line without an amount adds nothing and is counted', async () => {
  const engine = await ran(together(PEOPLE, member('Fay', { ...years, spend: { 2025: null, 2026: '1' } })), 'contract')
  expect(
    await engine.one(sql`select lines_without_amount from claims_year where year = '2025' and settled_id = 'valley'`),
  ).toEqual({ lines_without_amount: 1 })
  engine.close()
})

test('services in a month without coverage do not count', async () => {
  const engine = await ran(
    together(PEOPLE, member('Gil', { ...years, from: '2025-07-01', spend: { 2025: '5000', 2026: '1' } })),
    'contract',
  )
  const gil = await engine.one(sql`
    select c.spend_usd, c.lines from claims_person c join person p on p.person_id = c.person_id
    where p.first_name = 'Gil' and c.year = '2025'`)
  expect(gil).toEqual({ spend_usd: '0.00', lines: 0 })
  engine.close()
})

test.each([
  ['year: before }', 'year: begore }', 'no base year begore; did you mean before?'],
  ['unit: months', 'unit: count', 'before_months counts member-months in months; not count'],
  ['truncated_at: percentile', 'truncated_at: percent', 'no parameter percent'],
  ['before_agreement: 1', 'starts: 2025-02-01', 'want the first day of a year'],
  ['before_agreement: 1, ', '', 'want `before_agreement` or `starts`'],
  ['settles: SETTLES', 'settles: everybody', 'settles'],
])('a model that says %s as %s is refused', (good, bad, because) => {
  const model = modelFile('wrong', MODEL.replace(good, bad).replace('SETTLES', 'practice'))
  expect(() => readModel(model, [folder, LIBRARY])).toThrow(because)
})

test('a fact that is counted needs to know what of', () => {
  const model = modelFile('bare', MODEL.replace(/claims:\n( {2}.*\n)+/, ''))
  expect(() => readModel(model, [folder, LIBRARY])).toThrow('is counted from claims; the model has no `claims`')
})

test('a line of business that no payer can send is refused', () => {
  const model = modelFile('line', MODEL.replace('[medicare-ffs]', '[medicare]').replace('SETTLES', 'practice'))
  expect(() => partsOf(readModel(model, [folder, LIBRARY]))).toThrow('no line of business medicare')
})
