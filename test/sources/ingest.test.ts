import { afterEach, beforeEach, expect, test } from 'vitest'
import { counts, eligibilityOf, regionWith } from './region-with.ts'

let here: ReturnType<typeof regionWith>
beforeEach(() => {
  here = regionWith()
})
afterEach(() => here.remove())

test('a file lands with one outcome for each of its records, header included', async () => {
  const report = await here.ingest('acme', [here.file('eligibility.csv', eligibilityOf('m1', 'm2'))])
  expect(report.status).toBe('accepted')
  expect(counts(report.files[0]!)).toEqual({
    received: 3,
    accepted: 2,
    warned: 0,
    quarantined: 0,
    superseded: 0,
    duplicate: 0,
    control: 1,
  })
  expect(await here.content()).toEqual([
    expect.stringContaining('=tuva/acme|=acme|=-|=commercial|=m1'),
    expect.stringContaining('=m2'),
  ])
})
