import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import type { Region } from '../../src/region.ts'
import { openRun } from '../../src/run/open-run.ts'
import { run } from '../../src/run/run.ts'
import { smallRegion } from '../golden/small-region.ts'
import { now, openRegisterForTests, regionOf, register } from './small-runs.ts'

const year2025 = period('2025')
openRegisterForTests()

const RULE = `
title: Office visits
about: Whoever saw the person most in an office.
sources: [{ title: Ours, by: the region }]
lists: { kind: retrospective, source: ours }
steps:
  - step: claims
    source: ours
    services: [office-visit]
    clinicians: any
    order: [visits, practice_id]
    window: { label: Months, kind: structure, unit: months, values: [{ from: 2019-01-01, value: 24, source: ours }] }
`
const placesOf = (places: string) =>
  `title: Office\nsource: Ours\nversion: "1"\nlicence: Ours\ncodes: { place-of-service: [${places}] }\n`

function give(region: Region, places: string): void {
  mkdirSync(join(region.models, 'attribution'), { recursive: true })
  writeFileSync(join(region.models, 'attribution', 'office.yaml'), RULE)
  writeFileSync(join(region.terminology, 'office-visit.yaml'), placesOf(places))
}

async function attributed(region: Region, run_id: string): Promise<number> {
  const engine = await Engine.open()
  await openRun(engine, region, run_id)
  const found = await engine.one<{ people: number }>(sql`
    select count(practice_id) as people from rule_attribution where rule = 'office' and list = '2025'`)
  engine.close()
  return found?.people ?? 0
}

test("a region's own value set decides, and a changed one makes the run anew", async () => {
  const region = await regionOf(smallRegion(1, 12))
  give(region, "'98'")
  const first = await run(region, year2025, { register, now })
  expect(await attributed(region, first.run_id)).toBe(0)

  give(region, "'98', '11'")
  const second = await run(region, year2025, { register, now })
  expect(second.run_id).not.toBe(first.run_id)
  expect(second.state).toBe('finished')
  expect(await attributed(region, second.run_id)).toBeGreaterThan(0)

  expect(await run(region, year2025, { register, now })).toEqual({ ...second, state: 'unchanged', redone: null })
})
