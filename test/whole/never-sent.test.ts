import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explain } from '../../src/explain/explain.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { id, sql } from '../../src/lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import { period } from '../../src/period.ts'
import { Region } from '../../src/region.ts'
import { openPglite, type Register } from '../../src/register/open.ts'
import { withdrawAgreement } from '../../src/register/rights/agreements.ts'
import { RIGHTS_TABLES } from '../../src/rights/tables.ts'
import { openRun } from '../../src/run/open-run.ts'
import { RESULT_TABLES } from '../../src/run/results.ts'
import { type RunResult, run } from '../../src/run/run.ts'
import { smallRegion } from '../golden/small-region.ts'
import { type Row, type Rows, recordLake, writeLake } from '../run/small-lake.ts'

const now = () => '2026-01-15T08:00:00.000Z'
let register: Register
const folders: string[] = []
afterAll(async () => {
  await register.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Record numbers stay with the rows, whoever is missing; two senders never have a file in common. */
const numbered = (rows: Rows): Rows =>
  Object.fromEntries(
    Object.entries(rows).map(([name, all]) => [
      name,
      (all ?? []).map((row, i) => ({ ...row, ...delivery(String(row.payer ?? row.sender)), record_number: i + 1 })),
    ]),
  )
const delivery = (sender: string) => ({ submission_id: `${sender}-s1`, file_id: `${sender}-s1/1` })

async function regionOf(rows: Rows): Promise<{ region: Region; register: Register }> {
  const folder = mkdtempSync(join(tmpdir(), 'never-sent-'))
  folders.push(folder)
  const region = Region.create(join(folder, 'region'))
  await writeLake(region.lake, rows)
  await recordLake(register, region.lake)
  return { region, register }
}

const RIGHTS = new Set<string>(RIGHTS_TABLES.map((table) => table.name))
const panel = (result: RunResult) =>
  Object.fromEntries(result.tables.filter((one) => !RIGHTS.has(one.table)).map((one) => [one.table, one.fingerprint]))

const year = period('2025')
const all = numbered(smallRegion(7, 10))
/** Person 1 said no to every payer, person 2 to the first of hers alone. */
const isOf = (person: number, row: Row) => String(row.member_id ?? '').endsWith(`-${person}`)
const payersOf = (person: number) => [
  ...new Set((all.eligibility ?? []).filter((row) => isOf(person, row)).map((row) => String(row.payer))),
]
const gone: [number, string][] = []
let given: { region: Region; register: Register }
let first: RunResult

beforeAll(async () => {
  register = await openPglite()
  const covered = Array.from({ length: 10 }, (_, person) => person).filter((person) => payersOf(person).length > 0)
  const [one = 0] = covered
  const two = covered.find((person) => person !== one && payersOf(person).length > 1) ?? 1
  for (const payer of payersOf(one)) gone.push([one, payer])
  gone.push([two, payersOf(two)[0] ?? ''])
  const consent = gone.map(([person, payer], i) => ({
    ...{ payer, line_of_business: LINE[payer] ?? 'commercial', member_id: `${payer}-${person}`, category: 'all' },
    ...{ decision: 'deny', effective_date: '2025-05-01', record_number: i + 1 },
  }))
  given = await regionOf({ ...all, consent })
  first = await run(given.region, year, { register: given.register, now })
})
const LINE: Record<string, string> = { medicare: 'medicare-ffs', state: 'medicaid-ffs' }

test('the panel is the same as if who said no had never been sent', async () => {
  const isGone = (row: Row) => gone.some(([person, payer]) => isOf(person, row) && row.payer === payer)
  const without = Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [name, (rows ?? []).filter((row) => !isGone(row))]),
  )
  const other = await regionOf(without)
  expect(panel(first)).toEqual(panel(await run(other.region, year, { register: other.register, now })))
  expect(panel(first).person_member).toBeDefined()
})

test('no table, page view or explanation of the run knows the member', async () => {
  const engine = await openLake(given.region)
  try {
    await openRun(engine, given.region, first.run_id)
    for (const [person, payer] of gone) {
      const number = `${payer}-${person}`
      for (const table of [...RESULT_TABLES, ...COMMON_DATA_MODEL])
        expect(`${table.name} ${await mentions(engine, table.name, number)}`).toBe(`${table.name} 0`)
      for (const table of COMMON_DATA_MODEL) expect(await mentions(engine, `${table.name}_history`, number)).toBe(0)
    }
    const [whole = 0] = gone[0] ?? []
    for (const table of RESULT_TABLES) expect(await mentions(engine, table.name, `Last${whole}`, true)).toBe(0)
    const context = { engine, models: [], limit: 10, records: async () => [] }
    const told = async (row: Row | undefined) => {
      const ids = [
        `person_member:${row?.payer}:${row?.member_id}`,
        `person_line:${row?.payer}-s1/1:${row?.record_number}:${row?.claim_line_number}`,
      ]
      return Promise.all(
        ids.map((key) =>
          explain(context, key).then(
            (one) => one.id,
            (error: { code: string }) => error.code,
          ),
        ),
      )
    }
    const line = (all.medical_claim ?? []).find((row) => isOf(whole, row))
    expect(await told(line)).toEqual(['input-explain-id', 'input-explain-id'])
    const [other] = await engine.rows<Row>(
      sql`select payer, member_id, record_number, claim_line_number from person_line order by record_number limit 1`,
    )
    expect(await told(other)).toEqual([
      `person_member:${other?.payer}:${other?.member_id}`,
      `person_line:${other?.payer}-s1/1:${other?.record_number}:${other?.claim_line_number}`,
    ])
    const counted = await engine.rows<{ reason: string; members: number }>(sql`
      select reason, members from removed where table_name = 'eligibility' order by members, reason`)
    expect(counted.every((row) => row.reason === 'opted-out')).toBe(true)
    expect(counted.reduce((sum, row) => sum + row.members, 0)).toBe(gone.length)
  } finally {
    engine.close()
  }
})

async function mentions(engine: Engine, table: string, text: string, whole = false): Promise<number> {
  const rows = await engine.rows<Record<string, unknown>>(sql`select * from ${id(table)}`)
  const test = (value: unknown) =>
    whole ? value === text : String(value) === text || String(value).includes(`"${text}"`)
  return rows.filter((row) => Object.values(row).some(test)).length
}

test('a payer whose agreement ends is not in the next run, and is again when one is recorded', async () => {
  await withdrawAgreement(given.register, 'summit-2020-01-01', '2026-01-01')
  const second = await run(given.region, year, { register: given.register, now })
  expect(second.run_id).not.toBe(first.run_id)
  const engine = await openLake(given.region, {
    submissions: new Set(['medicare-s1', 'state-s1', 'keystone-s1', 'convener-s1']),
  })
  await openRun(engine, given.region, second.run_id)
  expect(await engine.rows(sql`select payer from person_member where payer = 'summit'`)).toEqual([])
  engine.close()
  await recordLake(given.register, given.region.lake)
  const third = await run(given.region, year, { register: given.register, now })
  expect({ run_id: third.run_id, state: third.state }).toEqual({ run_id: first.run_id, state: 'unchanged' })
})
