import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Answers } from '../../src/lake/answers.ts'
import { Engine } from '../../src/lake/engine.ts'
import { raw, type Sql, sql } from '../../src/lake/sql.ts'

let engine: Engine
let asked: string[]
/** An engine that tells what it was asked. */
const told = {
  rows: <Row>(statement: Sql) => {
    asked.push(statement.text)
    return engine.rows<Row>(statement)
  },
  one: async <Row>(statement: Sql) => (await told.rows<Row>(statement))[0],
}
beforeAll(async () => {
  engine = await Engine.open({ threads: 1 })
  await engine.run(
    sql`create table visit as select range as n, [range] as days, 'text ' || range as note from range(1000)`,
  )
})
afterAll(() => engine.close())
beforeEach(() => {
  asked = []
})

const visit = (n: number | string) => sql`select n, note, days from visit where n = ${n}`

test('a question is put to the engine once for each right, whoever asks it, and however many at once', async () => {
  const answers = new Answers(told)
  const own = { n: 7, note: 'text 7', days: ['7'] }
  expect(await Promise.all(Array.from({ length: 5 }, () => answers.of('elm').one(visit(7))))).toEqual(
    Array(5).fill(own),
  )
  expect(await answers.of('elm').rows(visit(7))).toEqual([own])
  expect(asked).toHaveLength(1)
  expect(await answers.of('oak').rows(visit(7))).toEqual([own])
  expect(asked).toHaveLength(2)
})

test('another value is another question, and so is the same as another type', async () => {
  const answers = new Answers(told).of('')
  for (const value of [1, '1', true, 'true', null, 'null'])
    expect(await answers.one(sql`select ${value} as v`)).toEqual({ v: value })
})

test('what was given out cannot be changed, and the list is the asker’s own', async () => {
  const answers = new Answers(told).of('')
  const rows = await answers.rows<{ n: number; days: string[] }>(visit(3))
  const [row] = rows
  expect(() => Object.assign(row ?? {}, { n: 4 })).toThrow(TypeError)
  expect(() => row?.days.push('4')).toThrow(TypeError)
  rows.length = 0
  expect(await answers.rows(visit(3))).toEqual([{ n: 3, note: 'text 3', days: ['3'] }])
})

test('a question that failed is asked again', async () => {
  const answers = new Answers(told).of('')
  for (let i = 0; i < 2; i++) await expect(answers.rows(sql`select nothing from visit`)).rejects.toThrow('nothing')
  expect(asked).toHaveLength(2)
})

test('only so many bytes are kept: what was not asked for longest goes, and what is large is not kept', async () => {
  const answers = new Answers(told, 20_000).of('')
  for (let n = 0; n < 100; n++) {
    await answers.rows(visit(n))
    await answers.rows(visit(0))
  }
  const before = asked.length
  await answers.rows(visit(99))
  await answers.rows(visit(0))
  expect(asked).toHaveLength(before)
  await answers.rows(visit(1))
  expect(asked).toHaveLength(before + 1)
  const large = raw('select note from visit')
  await answers.rows(large)
  await answers.rows(large)
  expect(asked).toHaveLength(before + 3)
})
