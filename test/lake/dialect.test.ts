import { afterAll, beforeAll, expect, test } from 'vitest'
import { quotient, rowsOfJson, shareOf } from '../../src/lake/dialect.ts'
import { Engine } from '../../src/lake/engine.ts'
import { raw, sql } from '../../src/lake/sql.ts'

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

test('a share is exact to nine places, a half up, however near it lies to a half', async () => {
  const cents = (of: string) => raw(`cast(${of} as decimal(18,2)) / 100`)
  await engine.run(sql`
    create temp table pair as
    select cast(p as decimal(18,2)) as part, cast(p + q as decimal(18,2)) as whole from range(1, 120) r(p), range(120) s(q)
    union all
    select cast(${cents('p')} as decimal(18,2)), cast(20000000 * ${cents('q')} as decimal(18,2))
    from range(1, 120) r(p), range(1, 120) s(q)`)
  const found = await engine.one(sql`
    select count(*) filter (where ${shareOf(raw('part'), raw('whole'))} is distinct from ${quotient(raw('part'), raw('whole'), 9)}) as differ,
      count(*) as rows from pair`)
  expect(found).toEqual({ differ: 0, rows: 119 * 120 + 119 * 119 })
  expect(
    await engine.one(
      sql`select ${shareOf(raw('cast(0.01 as decimal(18,2))'), raw('cast(0 as decimal(18,2))'))} as none`,
    ),
  ).toEqual({ none: null })
})
