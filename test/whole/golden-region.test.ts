import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { raw, sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { openRegister } from '../../src/register/open.ts'
import { requireFinishedRun } from '../../src/register/runs.ts'
import { linkageQuality } from '../../src/run/linkage-quality.ts'
import { openRun } from '../../src/run/open-run.ts'
import { againstOracle } from '../golden/against-oracle.ts'
import { demonstrationRegion } from './region.ts'

const demonstration = demonstrationRegion()
const region = Region.open(demonstration.path)
const SUBSTANCE_USE = raw("diagnosis_code_1 like 'F11%' or diagnosis_code_2 like 'F11%'")
let run_id: string
let engine: Engine

beforeAll(async () => {
  const register = await openRegister(region)
  run_id = (await requireFinishedRun(register, '2025')).run_id
  await register.close()
  engine = await openLake(region)
  await openRun(engine, region, run_id)
})
afterAll(() => {
  engine?.close()
  demonstration.remove()
})

test('no two people of the demonstration region were joined, and nearly all pairs of one person were', async () => {
  const quality = await linkageQuality(region, run_id)
  expect(quality).toMatchObject({ false_joins: 0, precision: '1.0000' })
  expect(quality?.joined).toBeGreaterThan(100)
  expect(Number(quality?.recall)).toBeGreaterThan(0.95)
})

test('claims that show treatment for substance use are left out of every payer, unless the member permits', async () => {
  const sent = await engine.one<{ payers: number; rows: number }>(sql`
    select count(distinct payer) as payers, count(*) as rows from medical_claim_received where ${SUBSTANCE_USE}`)
  expect(sent?.payers).toBeGreaterThan(2)
  const used = await engine.one<{ rows: number }>(sql`
    select count(*) as rows from medical_claim c where (${SUBSTANCE_USE}) and not exists (
      select 1 from consent k where k.payer = c.payer and k.member_id = c.member_id and k.category = 'part-2-substance-use' and k.decision = 'permit')`)
  expect(used?.rows).toBe(0)
})

test('nobody who let Medicare share nothing is on a panel through Medicare', async () => {
  const denied = await engine.rows<{ member_id: string }>(
    sql`select distinct member_id from consent_received where payer = 'medicare' and category = 'all' and decision = 'deny' order by 1`,
  )
  expect(denied.length).toBeGreaterThan(0)
  const joined = await engine.rows<{ member_id: string }>(
    sql`select member_id from person_member where payer = 'medicare' order by 1`,
  )
  const known = new Set(joined.map((one) => one.member_id))
  expect(denied.filter(({ member_id }) => known.has(member_id))).toEqual([])
})

test.each([2025, 2024])(
  'months, attribution and cost of %i are those that plain JavaScript finds in the lake',
  async (year) => {
    const results = await againstOracle(engine, year)
    for (const [table, { got, want }] of Object.entries(results)) {
      expect(want.length, table).toBeGreaterThan(0)
      expect(got, table).toEqual(want)
    }
  },
)
