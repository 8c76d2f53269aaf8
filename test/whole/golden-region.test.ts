import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { Region } from '../../src/region.ts'
import { openRegister } from '../../src/register/open.ts'
import { requireFinishedRun } from '../../src/register/runs.ts'
import { linkageQuality } from '../../src/run/linkage-quality.ts'
import { openRun } from '../../src/run/open-run.ts'
import { againstOracle } from '../golden/against-oracle.ts'
import { demonstrationRegion } from './region.ts'

const demonstration = demonstrationRegion()
const region = Region.open(demonstration.path)
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
