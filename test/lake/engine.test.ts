import { afterAll, beforeAll, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await Engine.open({ threads: 2 })
  await engine.run(sql`create table visit as select range as n from range(1000)`)
  await engine.run(sql`create view recent as select n from visit where n >= 990`)
  await engine.share()
})
afterAll(() => engine.close())

test('reads of a shared engine run at once and each gets its own rows', async () => {
  const asked = Array.from({ length: 40 }, (_, i) => engine.one(sql`select count(*) + ${i} as n from recent`))
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 40 }, (_, i) => ({ n: 10 + i })))
})

test('a read that fails gives its connection back', async () => {
  for (let i = 0; i < 5; i++) await expect(engine.rows(sql`select nothing from visit`)).rejects.toThrow('nothing')
  expect(await engine.one(sql`select count(*) as n from visit`)).toEqual({ n: 1000 })
})

test('a day is a day on every connection, whatever the machine’s zone', async () => {
  const asked = Array.from({ length: 4 }, () => engine.one(sql`select current_setting('TimeZone') as zone`))
  expect(await Promise.all(asked)).toEqual(Array.from({ length: 4 }, () => ({ zone: 'UTC' })))
})
