import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { fingerprint } from '../../src/lake/fingerprint.ts'
import { viewTable } from '../../src/lake/lake.ts'
import { id, raw, sql } from '../../src/lake/sql.ts'
import { SQL_TYPE, table } from '../../src/lake/table.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'

let engine: Engine
beforeAll(async () => {
  engine = await Engine.open()
})
afterAll(() => engine.close())

describe('the common data model', () => {
  test.each(COMMON_DATA_MODEL.map((t) => [t.name, t] as const))(
    '%s states its grain, and each column once',
    (_, declared) => {
      const names = declared.columns.map((c) => c.name)
      expect(new Set(names).size).toBe(names.length)
      expect(declared.about).toMatch(/^One row per .+\.$/)
      for (const key of declared.grain) expect(declared.columns.find((c) => c.name === key)?.required).toBe(true)
    },
  )

  test("every payer's table carries data source, payer, plan and line of business in its key, and the way back to the record", () => {
    for (const declared of COMMON_DATA_MODEL) {
      const names = declared.columns.map((c) => c.name)
      expect(names).toEqual(expect.arrayContaining(['data_source', 'submission_id', 'file_id', 'record_number']))
      if (names.includes('payer')) {
        expect(declared.grain.slice(0, 4)).toEqual(['data_source', 'payer', 'plan', 'line_of_business'])
      }
    }
  })

  test('amounts are DECIMAL, never floating', () => {
    expect(SQL_TYPE.usd).toBe('decimal(18,2)')
    const amounts = COMMON_DATA_MODEL.flatMap((t) => t.columns.filter((c) => c.name.endsWith('_amount')))
    expect(amounts.length).toBeGreaterThan(10)
    for (const column of amounts) expect(column.type).toBe('usd')
  })

  test('a table without files is a table without rows', async () => {
    const declared = table('t', 'One row per a.', 'a', 'a code! key\nb usd amount')
    await viewTable(engine, 't_empty', declared, [])
    expect(await engine.rows(sql`select * from t_empty`)).toEqual([])
    const types = await engine.rows<{ column_type: string }>(sql`select column_type from (describe t_empty)`)
    expect(types.map((t) => t.column_type)).toEqual(['VARCHAR', 'DECIMAL(18,2)'])
  })

  test('a column that was declared after a file was written is empty', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wholepanel-lake-'))
    const file = join(folder, 't.parquet')
    await engine.writeParquet(sql`select 'x' as a`, file)
    await viewTable(engine, 't_older', table('t', 'One row per a.', 'a', 'a code! key\nb usd amount'), [file])
    expect(await engine.rows(sql`select * from t_older`)).toEqual([{ a: 'x', b: null }])
    rmSync(folder, { recursive: true })
  })

  test('a declaration whose grain names no column is refused', () => {
    expect(() => table('t', 'One row per a.', 'z', 'a code! key')).toThrow(/grain names z/)
  })
})

describe('the engine', () => {
  test('an amount comes back as exact text and a day as ISO text', async () => {
    const rows = await engine.rows(
      sql`select 0.1::decimal(18,2) + 0.2::decimal(18,2) as usd, ${'2025-02-28'}::date as day, 9007199254740993::bigint as big, 3::bigint as small`,
    )
    expect(rows).toEqual([{ usd: '0.30', day: '2025-02-28', big: '9007199254740993', small: 3 }])
  })

  test('a value is bound, so text that looks like SQL stays text', async () => {
    const rows = await engine.rows(sql`select ${"x'; drop table t; --"} as t, ${null} as n`)
    expect(rows).toEqual([{ t: "x'; drop table t; --", n: null }])
  })

  test('fragments nest and keep their values in order', () => {
    const inner = sql`a = ${1} and b = ${2}`
    const outer = sql`select ${0} where ${inner} and c = ${3}`
    expect(outer.text).toBe('select $1 where a = $2 and b = $3 and c = $4')
    expect(outer.values).toEqual([0, 1, 2, 3])
  })
})

describe('the fingerprint of a result', () => {
  const declared = table('r', 'One row per a.', 'a', 'a code! key\nb usd amount')
  const of = (rows: string) =>
    fingerprint(engine, declared, 2, raw(`(select a, b::decimal(18,2) as b from (values ${rows}) v(a, b))`))

  test('does not depend on the order of rows', async () => {
    expect(await of("('x', 1.5), ('y', 2)")).toBe(await of("('y', 2), ('x', 1.50)"))
  })

  test('changes with a cent, and tells an empty value from an empty text', async () => {
    const base = await of("('x', 1.50)")
    expect(await of("('x', 1.51)")).not.toBe(base)
    expect(await of("('', 1.50)")).not.toBe(await of('(null, 1.50)'))
    expect(await of("('x', 1.50), ('x', 1.50)")).not.toBe(base)
  })

  test('quotes identifiers', () => {
    expect(id('a"b').text).toBe('"a""b"')
  })
})
