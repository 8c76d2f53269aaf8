import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { compareRuns } from '../../src/run/compare-runs.ts'
import { expectSameAsFromScratch, runAfterEach } from '../run/same-as-from-scratch.ts'

let register: Register
beforeAll(async () => {
  register = await openPglite()
})
afterAll(() => register.close())

test('runs that keep what a delivery does not touch give the tables of a run from scratch', async () => {
  const coming = ['new-month', 'joins-another-payer', 'cancellation'] as const
  const { region, runs, remove } = await runAfterEach(register, 11, 16, coming)
  expect(runs.map((run) => run.built_on)).toEqual([null, ...runs.slice(0, -1).map((run) => run.run_id)])
  expect(runs.map((run) => run.redone?.because)).toEqual([
    undefined,
    [expect.stringMatching(/^\w+ sent a submission$/)],
    [expect.stringMatching(/^\w+ sent a submission$/)],
    [expect.stringMatching(/^\w+ sent a submission$/)],
  ])
  const [first, , before, last] = runs
  if (!first || !before || !last) throw new Error('a run is missing')

  // The first is one too many; its files are still read under the names they have in later runs.
  expect(existsSync(join(region.runs, first.run_id))).toBe(false)
  expect(readdirSync(region.runs)).toHaveLength(region.settings.keep_runs)
  expect(readdirSync(join(region.runs, last.run_id)).filter((name) => /\.\d+\.parquet$/.test(name))).not.toEqual([])
  await expectSameAsFromScratch(register, region, last)
  expect(last.tables.find(({ table }) => table === 'statement')?.rows).toBeGreaterThan(0)

  const engine = await Engine.open()
  const { tables } = await compareRuns(engine, region, before.run_id, last.run_id)
  engine.close()
  for (const { table, added, removed, changed, same } of tables) {
    const rowsOf = (run: typeof last) => run.tables.find((one) => one.table === table)?.rows ?? 0
    const prints = [before, last].map((run) => run.tables.find((one) => one.table === table)?.fingerprint)
    expect({ table, before: removed + changed + same, after: added + changed + same }).toEqual({
      table,
      before: rowsOf(before),
      after: rowsOf(last),
    })
    expect({ table, same: added + removed + changed === 0 }).toEqual({ table, same: prints[0] === prints[1] })
  }
  remove()
}, 120_000)

test('what was removed is the same as from scratch after sensitive records and a denial came and a submission went', async () => {
  const coming = ['sensitive-claim', 'sensitive-line-of-a-claim', 'denial-of-a-set', 'gone'] as const
  const { region, runs, remove } = await runAfterEach(register, 3, 10, coming)
  const last = runs.at(-1)
  if (!last) throw new Error('no run')
  const removed = runs.map((run) => run.tables.find(({ table }) => table === 'removed_record')?.rows ?? 0)
  expect(new Set(removed).size).toBeGreaterThan(2)
  await expectSameAsFromScratch(register, region, last)
  remove()
}, 120_000)
