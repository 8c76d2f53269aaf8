import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPglite, type Register } from '../../src/register/open.ts'
import { DELIVERIES } from '../run/deliveries.ts'
import { expectSameAsFromScratch, runAfterEach } from '../run/same-as-from-scratch.ts'

let register: Register
beforeAll(async () => {
  register = await openPglite()
})
afterAll(() => register.close())

/** WHOLEPANEL_INCREMENTAL_RUNS asks for more than the few of every day. */
const RUNS = Number(process.env.WHOLEPANEL_INCREMENTAL_RUNS ?? 3)

test('ten deliveries in a row, whatever they are, leave the tables of a run from scratch', async () => {
  const draws = fc.tuple(
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.array(fc.constantFrom(...DELIVERIES), { minLength: 10, maxLength: 10 }),
  )
  await fc.assert(
    fc.asyncProperty(draws, async ([seed, coming]) => {
      const { region, runs, remove } = await runAfterEach(register, seed, 25, coming)
      const last = runs.at(-1)
      if (!last) throw new Error('no run')
      await expectSameAsFromScratch(register, region, last)
      remove()
    }),
    { numRuns: RUNS, endOnFailure: true, examples: [[[11, ['directory-change', 'directory-again']]]] },
  )
}, 3_600_000)

test('every kind of delivery leaves the tables of a run from scratch after it', async () => {
  const { region, runs, remove } = await runAfterEach(register, 5, 25, DELIVERIES)
  const last = runs.at(-1)
  if (!last) throw new Error('no run')
  expect(runs.filter((run) => run.built_on !== null).length).toBeGreaterThan(DELIVERIES.length - 4)
  await expectSameAsFromScratch(register, region, last)
  remove()
}, 3_600_000)

test('what was removed is the same as from scratch after records, permissions and denials came and went', async () => {
  const coming = [
    'sensitive-claim',
    'permission',
    'sensitive-line-of-a-claim',
    'denial-of-a-set',
    'self-funded',
    'opt-out',
    'gone',
    'gone',
    'again',
  ] as const
  const { region, runs, remove } = await runAfterEach(register, 3, 16, coming)
  const last = runs.at(-1)
  if (!last) throw new Error('no run')
  const removed = runs.map((run) => run.tables.find(({ table }) => table === 'removed_record')?.rows ?? 0)
  expect(new Set(removed).size).toBeGreaterThan(4)
  await expectSameAsFromScratch(register, region, last)
  remove()
}, 3_600_000)
