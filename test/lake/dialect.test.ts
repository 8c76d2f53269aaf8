import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowsOfJson } from '../../src/lake/dialect.ts'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await Engine.open()
})
afterAll(() => engine.close())

test('rows handed over as one JSON text keep every sign, and what is unknown stays empty', async () => {
  const rows = [
    { payer: 'o\'elm "one"', total_usd: '12345678901234.56', working: '{"a": [1, "ü\n"]}' },
    { payer: '', total_usd: null, working: '[]' },
  ]
  const given = rowsOfJson(sql`${JSON.stringify(rows)}`, ['payer', 'total_usd', 'working'])
  expect(await engine.rows(sql`select payer, total_usd, working from (${given}) given order by payer desc`)).toEqual(
    rows,
  )
})
