import { mkdirSync, readdirSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { Engine } from '../../src/lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../src/lake/sql.ts'
import type { Step } from '../../src/lake/step.ts'
import { SQL_TYPE, type Table } from '../../src/lake/table.ts'
import { COMMON_DATA_MODEL } from '../../src/lake/tables/index.ts'
import type { Register } from '../../src/register/open.ts'
import { registerPayer } from '../../src/register/payers.ts'
import { recordAgreement } from '../../src/register/rights/agreements.ts'
import { recordSubmission } from '../../src/register/submissions.ts'
import { typedRows } from '../../src/run/fill-step.ts'

export type Cell = string | number | boolean | null
export type Row = Record<string, Cell>
export type Rows = Partial<Record<string, Row[]>>

/** Required columns a test does not care about. */
const USUAL: Row = {
  data_source: 'test/feed',
  payer: 'elm-health',
  sender: 'convener',
  plan: '-',
  line_of_business: 'commercial',
  enrollment_start_date: '2025-01-01',
  enrollment_end_date: '2025-12-31',
  claim_line_number: 1,
  claim_type: 'professional',
  claim_status: 'original',
  method: 'paper',
  organization_type: 'provider-organization',
  specialty: 'primary-care',
  start_date: '2020-01-01',
  submission_id: 's1',
  file_id: 'f1',
}

/** An engine over hand-made tables: every table of the common data model, in force and in history. */
export async function lakeOf(rows: Rows): Promise<Engine> {
  const engine = await Engine.open()
  for (const table of COMMON_DATA_MODEL) {
    await engine.run(
      sql`create table ${id(`${table.name}_history`)} as ${relationOf(table, complete(table, rows[table.name]))}`,
    )
    await engine.run(sql`create view ${id(table.name)} as select * from ${id(`${table.name}_history`)}`)
  }
  for (const name of Object.keys(rows))
    if (!COMMON_DATA_MODEL.some((t) => t.name === name)) throw new Error(`no table ${name}`)
  return engine
}

/** Fills steps in order as tables of the engine, as a run does with files. */
export async function fill(engine: Engine, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    await step.prepare?.(engine)
    await engine.run(sql`create or replace table ${id(step.table.name)} as ${typedRows(step)}`)
  }
}

export async function fillRows(engine: Engine, table: Table, rows: Row[]): Promise<void> {
  await engine.run(sql`create or replace table ${id(table.name)} as ${relationOf(table, complete(table, rows))}`)
}

/** A sender's right to be in a panel, for ever. */
export const agreeWith = (register: Register, payer: string, now = '2026-01-05T10:00:00Z') =>
  recordAgreement(
    register,
    { payer, title: 'Test', purposes: ['operations'], start_date: '2020-01-01', on_end: 'keep', document: 'test' },
    now,
  )

/** Records every submission that lies in a lake, each sender with an agreement. */
export async function recordLake(
  register: Register,
  lake: string,
  received_at = '2026-01-05T10:00:00Z',
): Promise<void> {
  for (const payer of readdirSync(lake)) {
    await registerPayer(register, { payer }, received_at)
    await agreeWith(register, payer, received_at)
    for (const submission_id of readdirSync(joinPath(lake, payer)))
      await recordSubmission(register, submissionOf(payer, submission_id, received_at))
  }
}

export const submissionOf = (payer: string, submission_id: string, received_at: string) => ({
  submission_id,
  payer,
  layout: 'wholepanel',
  status: 'accepted' as const,
  received_at,
  content_hash: submission_id,
  newest_service_date: null,
  because: null,
  files: [],
  findings: [],
})

/** The same rows as files of a region's lake: one submission per payer (or sender) and part. */
export async function writeLake(lake: string, rows: Rows, parts: (row: Row) => string = () => 's1'): Promise<void> {
  const engine = await Engine.open()
  for (const table of COMMON_DATA_MODEL) {
    const folders = new Map<string, Row[]>()
    for (const row of complete(table, rows[table.name])) {
      const sender = String(row.payer ?? row.sender)
      const folder = joinPath(lake, sender, `${sender}-${parts(row)}`)
      folders.set(folder, [...(folders.get(folder) ?? []), row])
    }
    for (const [folder, held] of folders) {
      mkdirSync(folder, { recursive: true })
      await engine.writeParquet(relationOf(table, held), joinPath(folder, `${table.name}.parquet`))
    }
  }
  engine.close()
}

export function complete(table: Table, rows: Row[] = []): Row[] {
  const usual = Object.fromEntries(Object.entries(USUAL).filter(([name]) => table.columns.some((c) => c.name === name)))
  return rows.map((row, i) => {
    for (const name of Object.keys(row))
      if (!table.columns.some((c) => c.name === name)) throw new Error(`${table.name} has no column ${name}`)
    return { ...usual, record_number: i + 1, ...everyDay(table, row), ...row }
  })
}

/** A month that a test says nothing else of counts whole. */
function everyDay({ name }: Table, { month_start }: Row): Row {
  if (name !== 'member_month' || typeof month_start !== 'string') return {}
  const [year = 0, month = 0] = month_start.split('-').map(Number)
  return { days: 2 ** new Date(Date.UTC(year, month, 0)).getUTCDate() - 1, reason: 'first-day' }
}

export function relationOf(table: Table, rows: readonly Row[]): Sql {
  const columns = table.columns.map((c) => id(c.name))
  const values = rows.map((row) => sql`(${join(table.columns.map((c) => cell(row[c.name])))})`)
  const cast = table.columns.map((c) => sql`cast(${id(c.name)} as ${raw(SQL_TYPE[c.type])}) as ${id(c.name)}`)
  return values.length > 0
    ? sql`select ${join(cast)} from (values ${join(values)}) as v(${join(columns)})`
    : sql`select ${join(table.columns.map((c) => sql`cast(null as ${raw(SQL_TYPE[c.type])}) as ${id(c.name)}`))} where false`
}

const cell = (value: Cell | undefined): Sql =>
  value === null || value === undefined ? raw('null') : literal(String(value))
