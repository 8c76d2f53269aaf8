import { afterAll, beforeAll, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { raw } from '../../src/lake/sql.ts'
import { table } from '../../src/lake/table.ts'
import { resultFingerprint } from '../../src/run/result-fingerprint.ts'

let engine: Engine
beforeAll(async () => {
  engine = await Engine.open()
})
afterAll(() => engine.close())

test('a large result is known by a sum that no order of rows changes, and any changed value does', async () => {
  const declared = table('large', 'One row per n.', 'n', 'n integer! number\nsaid text value')
  const of = async (rows: string) => {
    await engine.run(raw(`create or replace table large as ${rows}`))
    return resultFingerprint(engine, declared)
  }
  const base = await of(`select i as n, 'v' || i as said from range(250001) r(i)`)
  expect(base).toMatchObject({ rows: 250001, fingerprint: expect.stringMatching(/^hash-\d+$/) })
  expect(await of(`select i as n, 'v' || i as said from range(250001) r(i) order by said`)).toEqual(base)
  expect(await of(`select i as n, case when i <> 7 then 'v' || i end as said from range(250001) r(i)`)).not.toEqual(
    base,
  )
  expect(await of(`select i as n, 'v' || (250000 - i) as said from range(250001) r(i)`)).not.toEqual(base)
})
