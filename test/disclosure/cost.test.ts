import { expect, test } from 'vitest'
import { readCost, readPracticeCost } from '../../src/disclosure/reads/cost/cost.ts'
import { readGrowth } from '../../src/disclosure/reads/cost/growth.ts'
import { doorOf, smallRegion, VIEWERS } from './small-region.ts'

test.each(Object.entries(VIEWERS))('%s reads', async (_name, viewer) => {
  const reading = await smallRegion()
  const door = doorOf(viewer, { action: 'read-cost' })
  const cost = await readCost(reading, door)
  const growth = await readGrowth(reading, door, {})
  const at = await readPracticeCost(reading, door, 'elm')
  expect([cost, growth, at].length).toBe(3)
  reading.engine.close()
})
