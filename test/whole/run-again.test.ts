import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { period } from '../../src/period.ts'
import { lastFinishedRun } from '../../src/register/runs.ts'
import { run } from '../../src/run/run.ts'
import { smallRegion } from '../golden/small-region.ts'
import { type Rows, recordLake, writeLake } from '../run/small-lake.ts'
import { now, openRegisterForTests, regionOf, register } from '../run/small-runs.ts'

const year2025 = period('2025')
openRegisterForTests()

const tablesOf = (result: { tables: { table: string; fingerprint: string }[] }) =>
  Object.fromEntries(result.tables.map((t) => [t.table, t.fingerprint]))

test('the order of rows and the number of files change no result', async () => {
  const rows = smallRegion(2, 12)
  const turned = Object.fromEntries(Object.entries(rows).map(([name, all]) => [name, [...(all ?? [])].reverse()]))
  const one = await run(await regionOf(numbered(rows)), year2025, { register, now })
  const other = await run(
    await regionOf(numbered(rows, turned), (row) => `s${Number(row.record_number) % 3}`),
    year2025,
    { register, now },
  )
  expect(tablesOf(other)).toEqual(tablesOf(one))
})

/** Record numbers travel with the rows, so that only the order differs. */
function numbered(rows: Rows, order: Rows = rows): Rows {
  const number = new Map(Object.values(rows).flatMap((all) => (all ?? []).map((row, i) => [row, i + 1] as const)))
  return Object.fromEntries(
    Object.entries(order).map(([name, all]) => [
      name,
      (all ?? []).map((row) => ({ ...row, record_number: number.get(row) ?? 0 })),
    ]),
  )
}

/** A later submission, as ingest writes it: its records stand in a file of its own. */
const later = (rows: Rows): Rows =>
  Object.fromEntries(
    Object.entries(rows).map(([name, all]) => [
      name,
      (all ?? []).map((row) => ({ ...row, submission_id: 's2', file_id: 'f2' })),
    ]),
  )

test('an interrupted run leaves the last good one, and goes on where it stopped', async () => {
  const region = await regionOf(smallRegion(3, 12))
  const good = await run(region, year2025, { register, now })
  await writeLake(region.lake, later(smallRegion(4, 12)), () => 's2')
  await recordLake(register, region.lake)
  const stop = new AbortController()
  const stopped = run(region, year2025, {
    register,
    now,
    signal: stop.signal,
    progress: (e) => e.state === 'finished' && e.table === 'member_month' && stop.abort(),
  })
  await expect(stopped).rejects.toMatchObject({ code: 'state-interrupted' })
  expect((await lastFinishedRun(register, '2025'))?.run_id).toBe(good.run_id)
  expect(existsSync(join(region.runs, good.run_id, 'person.parquet'))).toBe(true)

  const kept: string[] = []
  const second = await run(region, year2025, {
    register,
    now,
    progress: (e) => e.state === 'kept' && kept.push(e.table),
  })
  expect(kept).toEqual([
    ...['removed_record', 'kept_span', 'removed'],
    ...['person_member', 'person', 'person_line', 'member_month'],
  ])
  expect(readdirSync(region.runs).sort()).toEqual([good.run_id, second.run_id].sort())

  const fresh = await regionOf(smallRegion(3, 12))
  await writeLake(fresh.lake, later(smallRegion(4, 12)), () => 's2')
  await recordLake(register, fresh.lake)
  rmSync(join(region.runs, second.run_id), { recursive: true })
  const whole = await run(fresh, year2025, { register, now })
  expect(tablesOf(whole)).toEqual(tablesOf(second))
})

test('a run that was in place before the register heard of it needs only the register', async () => {
  const region = await regionOf(smallRegion(5, 12))
  const first = await run(region, year2025, { register, now })
  await register.engine((tx) =>
    tx.updateTable('run').set({ status: 'pending' }).where('run_id', '=', first.run_id).execute(),
  )
  const kept: string[] = []
  const again = await run(region, year2025, { register, now, progress: (e) => kept.push(e.state) })
  expect(new Set(kept)).toEqual(new Set(['kept']))
  expect(tablesOf(again)).toEqual(tablesOf(first))
})
