import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../src/lake/engine.ts'
import { id, type Sql, sql } from '../../src/lake/sql.ts'
import type { Step } from '../../src/lake/step.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { LIBRARY, readModel } from '../../src/model/read-model.ts'
import { period } from '../../src/period.ts'
import { typedRows } from '../../src/run/fill-step.ts'
import { plan } from '../../src/run/plan.ts'
import { RESULT_TABLES } from '../../src/run/results.ts'
import { eventFile, eventFolder, MONTHLY } from '../attribution/events/event-lake.ts'
import { smallRegion } from '../golden/small-region.ts'
import { lakeOf } from './small-lake.ts'

const contract = {
  arrangement: 'summit-river',
  payer: 'summit',
  organization_id: 'river',
  model: 'demo/common-model',
  track: readModel('demo/common-model').tracks[0]?.track ?? '',
  start_date: '2025-01-01',
  end_date: null,
  amounts: {},
}
const folders = [eventFolder({ monthly: eventFile(MONTHLY) }), LIBRARY]
const steps = plan(period('2025'), { folders, arrangements: [contract] })
let engine: Engine
beforeAll(async () => {
  engine = await lakeOf(smallRegion(9, 15))
})
afterAll(() => engine.close())

test('each step reads only the lake and what steps before it filled', () => {
  const filled = new Set(COMMON_DATA_MODEL.flatMap((t) => [t.name, `${t.name}_history`]))
  for (const step of steps) {
    for (const name of step.reads) expect([...filled], `${step.table.name} reads ${name}`).toContain(name)
    filled.add(step.table.name)
  }
})

/** The same engine; the text of each statement is kept. */
const listening = (to: Engine, asked: string[]): Engine =>
  new Proxy(to, {
    get: (_, name: 'run' | 'rows' | 'one') => (statement: Sql) => {
      asked.push(statement.text)
      return to[name](statement)
    },
  })

/** Tables that a step reads and does not name: a run would keep rows that have changed. */
function unnamed({ table, reads }: Step, asked: readonly string[]): string[] {
  const names = [
    ...COMMON_DATA_MODEL.flatMap((t) => [t.name, `${t.name}_history`]),
    ...RESULT_TABLES.map((t) => t.name),
  ]
  return names.filter(
    (name) =>
      name !== table.name &&
      !reads.includes(name) &&
      asked.some((text) => new RegExp(`\\b(from|join)\\s+"?${name}"?(?!\\w)`).test(text)),
  )
}

/** A step that means it (practices by a short list of names) says `cross join`. */
const count = (text: string, word: string) => text.split(word).length - 1

test('no step multiplies every row of one table with every row of another unless it says so, and each result keeps its grain', async () => {
  for (const step of steps) {
    const asked: string[] = []
    await step.prepare?.(listening(engine, asked))
    expect(unnamed(step, [...asked, step.relation.text]), step.table.name).toEqual([])
    const explained = await engine.rows<{ explain_value: string }>(sql`explain ${typedRows(step)}`)
    const text = explained.map((row) => row.explain_value).join('\n')
    expect(text).toMatch(/PROJECTION|PARQUET|SEQ_SCAN|EMPTY_RESULT|UNION/)
    expect(count(text, 'CROSS_PRODUCT'), step.table.name).toBeLessThanOrEqual(count(step.relation.text, 'cross join'))
    await engine.run(sql`create or replace table ${id(step.table.name)} as ${typedRows(step)}`)
    const grain = sql`${step.table.grain.map(id).reduce((all, column) => sql`${all}, ${column}`)}`
    const twice = await engine.rows(
      sql`select ${grain} from ${id(step.table.name)} group by ${grain} having count(*) > 1`,
    )
    expect(twice, step.table.name).toEqual([])
    for (const column of step.table.columns.filter((c) => c.required)) {
      const empty = await engine.rows(
        sql`select 1 from ${id(step.table.name)} where ${id(column.name)} is null limit 1`,
      )
      expect(empty, `${step.table.name}.${column.name}`).toEqual([])
    }
  }
})

test('a contract whose amounts are missing leaves a statement that says so', async () => {
  const found = await engine.rows(sql`select distinct payer, status, total_usd from statement`)
  expect(found).toEqual([{ payer: 'summit', status: 'incomplete', total_usd: null }])
  const lines = await engine.rows<{ working: string }>(sql`select working from statement_line order by component`)
  expect(lines.length).toBeGreaterThan(0)
  for (const { working } of lines) expect(Object.keys(JSON.parse(working))).toEqual(expect.arrayContaining(['terms']))
})
