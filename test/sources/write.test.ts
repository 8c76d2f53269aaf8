import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import type { FileLayout } from '../../src/sources/layouts/layout.ts'
import { fileLayout } from '../../src/sources/sources.ts'
import { writeFile } from '../../src/sources/write.ts'

let engine: Engine
const folder = mkdtempSync(join(tmpdir(), 'write-'))
beforeAll(async () => {
  engine = await Engine.open()
})
afterAll(() => engine.close())

const narrow: FileLayout = {
  name: 'narrow',
  about: 'two fields and a gap',
  format: 'fixed-width',
  recordLength: 20,
  dateFormat: '%Y%m%d',
  unknownDates: [],
  fields: [
    { name: 'number', type: 'code', meaning: 'a code', required: true, start: 1, end: 4 },
    { name: 'paid', type: 'usd', meaning: 'an amount', required: false, start: 6, end: 10 },
    { name: 'day', type: 'date', meaning: 'a day', required: false, start: 11, end: 18 },
  ],
}

test('a fixed-width record has every field in its place and the stated length', async () => {
  const path = join(folder, 'narrow.txt')
  await writeFile(
    engine,
    narrow,
    sql`select 'a"' as number, 2.5 as paid, date '2025-03-01' as day union all select 'b', null, null`,
    path,
  )
  expect(readFileSync(path, 'utf8')).toBe('a"    2.5020250301  \nb                   \n')
})

test('a value that does not fit its place stops the writing', async () => {
  const write = writeFile(engine, narrow, sql`select 'toolong' as number`, join(folder, 'long.txt'))
  await expect(write).rejects.toThrow(/number is longer than its 4 places/)
})

test('a delimited file has the fields that the relation has, under their names', async () => {
  const path = join(folder, 'pay.csv')
  const relation = sql`select 'p1' as payment_id, 'north, inc' as organization_id, 'other' as category,
    date '2025-01-01' as service_period_start, date '2025-01-31' as service_period_end, -10 as paid_amount`
  await writeFile(engine, fileLayout('wholepanel', 'non_claims_payment'), relation, path, { format: 'csv' })
  expect(readFileSync(path, 'utf8')).toBe(
    'payment_id,organization_id,category,service_period_start,service_period_end,paid_amount\n' +
      'p1,"north, inc",other,2025-01-01,2025-01-31,-10.00\n',
  )
})

test('a parquet file has typed columns', async () => {
  const path = join(folder, 'pay.parquet')
  const relation = sql`select 'p1' as payment_id, 'n' as organization_id, 'other' as category,
    '2025-01-01' as service_period_start, '2025-01-31' as service_period_end, 10.5 as paid_amount`
  await writeFile(engine, fileLayout('wholepanel', 'non_claims_payment'), relation, path, { format: 'parquet' })
  expect(
    await engine.rows(
      sql`select paid_amount, service_period_end, typeof(paid_amount) as type from read_parquet(${path})`,
    ),
  ).toEqual([{ paid_amount: '10.50', service_period_end: '2025-01-31', type: 'DECIMAL(18,2)' }])
})

test('a relation without a required field is not written', async () => {
  const write = writeFile(engine, narrow, sql`select 1 as paid`, join(folder, 'lacking.txt'))
  await expect(write).rejects.toThrow('narrow: the relation lacks number')
})
