import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite, type Register } from '../../src/register/open.ts'
import { expectSameAsFromScratch, runAfterEach } from './same-as-from-scratch.ts'

let register: Register
beforeAll(async () => {
  register = await openPglite()
})
afterAll(() => register.close())

test('runs that keep what a delivery does not touch give the tables of a run from scratch', async () => {
  const coming = ['new-month', 'joins-another-payer', 'cancellation'] as const
  const { region, runs, remove } = await runAfterEach(register, 11, 20, coming)
  expect(runs.map((run) => run.built_on)).toEqual([null, ...runs.slice(0, -1).map((run) => run.run_id)])
  const last = runs.at(-1)
  if (!last) throw new Error('no run')
  await expectSameAsFromScratch(register, region, last)
  remove()
})
