import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { id, sql } from '../../src/lake/sql.ts'
import { period } from '../../src/period.ts'
import { lastFinishedRun, listRuns } from '../../src/register/runs.ts'
import { openRun } from '../../src/run/open-run.ts'
import { RESULT_TABLES } from '../../src/run/results.ts'
import { run } from '../../src/run/run.ts'
import { smallRegion } from '../golden/small-region.ts'
import { now, openRegisterForTests, regionOf, register } from './small-runs.ts'

const year2025 = period('2025')
openRegisterForTests()

test('a run leaves one file per result table and a finished row in the register', async () => {
  const region = await regionOf(smallRegion(1, 12))
  const seen: string[] = []
  const result = await run(region, year2025, { register, now, progress: (e) => seen.push(`${e.state} ${e.table}`) })
  expect(result.state).toBe('finished')
  expect(seen.slice(0, 2)).toEqual(['started removed_record', 'finished removed_record'])
  expect((await lastFinishedRun(register, '2025'))?.run_id).toBe(result.run_id)
  expect(readdirSync(region.runs)).toEqual([result.run_id])
  expect(statSync(join(region.runs, result.run_id, 'person.parquet')).mode & 0o777).toBe(0o600)

  const engine = await Engine.open()
  await openRun(engine, region, result.run_id)
  const counted = await engine.one<{ people: number }>(sql`select count(*) as people from person`)
  expect(counted?.people).toBe(result.tables.find((t) => t.table === 'person')?.rows)
  for (const table of RESULT_TABLES) await engine.rows(sql`select * from ${id(table.name)} limit 1`)
  engine.close()

  const again = await run(region, year2025, { register, now })
  expect(again).toEqual({ ...result, state: 'unchanged' })
})

test('a region without coverage is told what to send', async () => {
  const region = await regionOf({})
  await expect(run(region, year2025, { register, now })).rejects.toMatchObject({ code: 'state-missing-input' })
  expect((await listRuns(register)).some((r) => r.status === 'failed' && r.because === 'state-missing-input')).toBe(
    true,
  )
})
