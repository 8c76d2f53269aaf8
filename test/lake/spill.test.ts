import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { openLake } from '../../src/lake/lake.ts'
import { Region } from '../../src/region.ts'

test('scratch that a killed process left behind is removed, and that of a running one stays', async () => {
  const region = Region.create(mkdtempSync(join(tmpdir(), 'wholepanel-spill-')))
  const parent = dirname(region.spill)
  const killed = join(parent, '999999999-pages-1')
  const running = join(parent, `${process.ppid}-pages-1`)
  for (const folder of [killed, running]) mkdirSync(folder, { recursive: true })
  const engine = await openLake(region)
  expect(existsSync(killed)).toBe(false)
  expect(existsSync(running)).toBe(true)
  engine.close()
  expect(existsSync(region.spill)).toBe(false)
  rmSync(region.path, { recursive: true })
})
