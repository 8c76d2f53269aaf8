import { afterAll, beforeAll, expect, test } from 'vitest'
import { Engine } from '../../../src/lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../../src/lake/sql.ts'
import { SQL_TYPE } from '../../../src/lake/table.ts'
import { medicalClaim } from '../../../src/lake/tables/medical-claim.ts'
import { amountOnce } from '../../../src/sources/claim-life/amount-once.ts'
import { headerAmounts } from '../../../src/sources/claim-life/findings.ts'

let engine: Engine
beforeAll(async () => {
  engine = await Engine.open()
})
afterAll(() => engine.close())

type Cells = Record<string, string | number>

/** medical_claim rows; what is not given is the same on each. */
const rows = (given: Cells[]): Sql =>
  join(
    given.map((cells, i) => {
      const row: Cells = {
        ...{ data_source: 'tuva/a', payer: 'a', plan: '-', line_of_business: 'commercial', member_id: 'm' },
        ...{
          claim_type: 'institutional',
          claim_status: 'original',
          submission_id: 's1',
          file_id: 's1/1',
          record_number: i + 2,
        },
        ...cells,
      }
      return sql`select ${join(
        medicalClaim.columns.map(({ name, type }) => {
          const cell = row[name]
          return sql`cast(${cell === undefined ? raw('null') : literal(String(cell))} as ${raw(SQL_TYPE[type])}) as ${id(name)}`
        }),
      )}`
    }),
    ' union all ',
  )

const paid = (claim_id: string, claim_line_number: number, paid_amount: string, more: Cells = {}): Cells => ({
  claim_id,
  claim_line_number,
  paid_amount,
  ...more,
})

test('the amount of a claim that is repeated on its lines is counted once, with its sign', async () => {
  const sent = rows([
    paid('A', 2, '100.10', { allowed_amount: '120.00' }),
    paid('A', 1, '100.10', { allowed_amount: '120.00' }),
    paid('A', 3, '100.10', { allowed_amount: '120.00' }),
    paid('A', 1, '-100.10', { claim_status: 'cancellation' }),
    paid('A', 2, '-100.10', { claim_status: 'cancellation' }),
    paid('B', 1, '10.00', { allowed_amount: '12.00' }),
    paid('B', 2, '20.00'),
  ])
  expect(
    await engine.rows(sql`
      select claim_id, claim_status, claim_line_number as line, paid_amount as paid, allowed_amount as allowed
      from (${amountOnce(sent)}) t order by 1, 2 desc, 3`),
  ).toEqual([
    { claim_id: 'A', claim_status: 'original', line: 1, paid: '100.10', allowed: '120.00' },
    { claim_id: 'A', claim_status: 'original', line: 2, paid: '0.00', allowed: '0.00' },
    { claim_id: 'A', claim_status: 'original', line: 3, paid: '0.00', allowed: '0.00' },
    { claim_id: 'A', claim_status: 'cancellation', line: 1, paid: '-100.10', allowed: null },
    { claim_id: 'A', claim_status: 'cancellation', line: 2, paid: '0.00', allowed: null },
    { claim_id: 'B', claim_status: 'original', line: 1, paid: '10.00', allowed: '12.00' },
    { claim_id: 'B', claim_status: 'original', line: 2, paid: '20.00', allowed: null },
  ])
})

const suspected = (given: Cells[]) =>
  engine.rows(headerAmounts(sql`select *, data_source as scope from (${rows(given)}) r`, 's1'))

test('a file whose institutional claims have one amount on all lines is warned of as a whole', async () => {
  const repeated = [...Array(10).keys()].flatMap((n) => [paid(`C${n}`, 1, '50.00'), paid(`C${n}`, 2, '50.00')])
  expect(await suspected(repeated)).toMatchObject([
    { file_id: 's1/1', record_number: null, column: 'paid_amount', rule: 'header-amount-repeated', severity: 'warned' },
  ])
})

test('amounts of lines, amounts on the first line, and few claims are not suspected', async () => {
  const each = (second: string, count = 10) =>
    [...Array(count).keys()].flatMap((n) => [paid(`C${n}`, 1, '50.00'), paid(`C${n}`, 2, second)])
  expect(await suspected(each('20.00'))).toEqual([])
  expect(await suspected(each('0.00'))).toEqual([])
  expect(await suspected(each('50.00', 9))).toEqual([])
  expect(await suspected(each('50.00').map((row) => ({ ...row, claim_type: 'professional' })))).toEqual([])
})
