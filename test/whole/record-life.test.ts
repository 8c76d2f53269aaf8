import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { lifeOfRecord, type RecordLife } from '../../src/explain/record-life.ts'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { literal, sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { openRegister } from '../../src/register/open.ts'
import { listRuns } from '../../src/register/runs.ts'
import type { RunRow } from '../../src/register/schema.ts'

/** Records of every outcome in the demonstration region, followed from the received file to the last run. */
let folder: string
let region: Region
let engine: Engine
let runs: RunRow[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'record-life-'))
  cpSync(inject('region'), join(folder, 'region'), { recursive: true })
  region = Region.open(join(folder, 'region'))
  const register = await openRegister(region, undefined)
  runs = await listRuns(register)
  await register.close()
  engine = await openLake(region)
})
afterAll(() => {
  engine?.close()
  rmSync(folder, { recursive: true, force: true })
})

const all = (table: string) =>
  sql`read_parquet(${literal(`${region.lake}/*/*/${table}.parquet`)}, union_by_name = true)`

/** Some records of each layout that ended so, spread over its files. */
async function lives(outcome: string): Promise<RecordLife[]> {
  const found = await engine.rows<{ file_id: string; record_number: number }>(sql`
    with ended as (
      select f.layout, f.layout_file, r.file_id, r.record_number,
        case when s.file_id is not null and r.outcome in ('accepted', 'warned') then 'superseded' else r.outcome end as outcome
      from ${all('record')} r join ${all('file')} f on f.file_id = r.file_id
        left join superseded s on s.file_id = r.file_id and s.record_number = r.record_number
    ), placed as (
      select *, row_number() over (partition by layout, layout_file order by record_number, file_id) as place
      from ended where outcome = ${outcome}
    )
    select file_id, record_number from placed where place in (1, 7) order by file_id, record_number`)
  const followed: RecordLife[] = []
  for (const { file_id, record_number } of found) {
    const life = await lifeOfRecord(engine, region, file_id, record_number, runs)
    if (!life) throw new Error(`no life of ${file_id} ${record_number}`)
    expect(life).toMatchObject({ outcome, record_number, file: { file_id } })
    followed.push(life)
  }
  expect(followed.length).toBeGreaterThan(0)
  return followed
}

test('an accepted or warned record is read back from its file, and became rows that are in force', async () => {
  for (const outcome of ['accepted', 'warned'])
    for (const life of await lives(outcome)) {
      expect(life.sent?.record_number).toBe(life.record_number)
      expect(life.replaced_by).toBeNull()
      expect(life.became.every(({ in_force }) => in_force)).toBe(true)
      if (outcome === 'warned') expect(life.findings.length).toBeGreaterThan(0)
    }
})

test('a claim line in force leads to the rows of the last run', async () => {
  const line = await engine.one<{ file_id: string; record_number: number }>(sql`
    select file_id, record_number from ${sql`read_parquet(${literal(join(region.runs, runs.at(-1)?.run_id ?? '', 'person_line.parquet'))})`}
    order by file_id, record_number limit 1`)
  const life = await lifeOfRecord(engine, region, line?.file_id ?? '', line?.record_number ?? 0, runs)
  expect(life?.read_by[0]?.rows).toContainEqual({ table: 'person_line', rows: expect.any(Number) })
})

test('a superseded record says by what and when; the record that replaced it says so too', async () => {
  for (const life of await lives('superseded')) {
    const by = life.replaced_by
    expect(by?.rule).toBeTruthy()
    expect(by?.decided_at).toMatch(/^\d{4}-\d{2}-\d{2}T/)
    expect(life.became.some(({ in_force }) => in_force)).toBe(false)
    const isItself = by?.file_id === life.file.file_id && by?.record_number === life.record_number
    if (!by || by.record_number === null || isItself) continue
    const other = await lifeOfRecord(engine, region, by.file_id, by.record_number, [])
    expect(other?.replaced).toContainEqual(
      expect.objectContaining({ file_id: life.file.file_id, record_number: life.record_number }),
    )
  }
})

test('a quarantined record says why, and became nothing', async () => {
  for (const life of await lives('quarantined')) {
    expect(life.rule ?? life.file.because).toBeTruthy()
    expect(life.became).toEqual([])
    expect(life.read_by.every(({ rows }) => rows.length === 0)).toBe(true)
  }
})

test('a duplicate names the record that said it first', async () => {
  for (const life of await lives('duplicate')) {
    expect(life.became).toEqual([])
    expect(life.repeats?.file_name).toBeTruthy()
    const original = await lifeOfRecord(engine, region, life.repeats?.file_id ?? '', life.repeats?.record_number ?? 0)
    expect(['accepted', 'warned', 'superseded', 'control', 'quarantined', 'duplicate']).toContain(original?.outcome)
    if (life.sent && original?.sent) expect(original.sent.fields).toEqual(life.sent.fields)
  }
})

test('a control record is the file’s own, and nobody’s', async () => {
  for (const life of await lives('control')) expect(life).toMatchObject({ became: [], replaced_by: null, sent: null })
})
