import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../lake/engine.ts'
import { raw, sql } from '../../lake/sql.ts'
import type { Region } from '../../region.ts'
import { landedSubmissions } from '../landing/submissions.ts'
import * as kept from '../landing/tables.ts'
import type { SubmissionReport } from './report.ts'
import { viewKept } from './submission-report.ts'

/** The findings of a report, one row per file, rule and column. */
export function reportCsv(report: Pick<SubmissionReport, 'findings'>): string {
  return csv(
    FINDING,
    report.findings.map(({ first_records, ...row }) => ({ ...row, first_records: first_records.join(' ') })),
  )
}

const FINDING = [
  'file_name',
  'rule',
  'severity',
  'column',
  'records',
  'share',
  'expected',
  'fix',
  'example',
  'observed',
  'first_records',
] as const

/**
 * Every record with each of its findings, in the order of the files: to mend by. In parts, because a file may have
 * millions; a part is some rows of the whole, and the first part has the header.
 */
export async function* recordsCsv(engine: Engine, region: Region, submission_id: string): AsyncGenerator<string> {
  yield csv(RECORD, [])
  const landed = landedSubmissions(region.lake).find((one) => one.submission_id === submission_id)
  if (!landed || !existsSync(join(landed.folder, 'finding.parquet'))) return
  const view = await viewKept(engine, landed, kept.finding)
  const files = await viewKept(engine, landed, kept.file)
  await engine.run(sql`
    create or replace temp table record_to_mend as
    select row_number() over (order by length(n.file_id), n.file_id, n.record_number, n."column", n.rule) as place,
      f.file_name, n.record_number, n.rule, n.severity, n."column", n.expected, n.fix, n.example
    from ${raw(view)} n join ${raw(files)} f on f.file_id = n.file_id where n.record_number is not null`)
  for (let from = 1; ; from += PART) {
    const rows = await engine.rows<Record<(typeof RECORD)[number], string | number | null>>(sql`
      select * from record_to_mend where place >= ${raw(String(from))} and place < ${raw(String(from + PART))} order by place`)
    if (rows.length === 0) return
    yield lines(RECORD, rows)
  }
}

const RECORD = ['file_name', 'record_number', 'rule', 'severity', 'column', 'expected', 'fix', 'example'] as const
const PART = 20_000

type Cell = string | number | null

const csv = (columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string =>
  `${columns.join(',')}\r\n${lines(columns, rows)}`

const lines = (columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string =>
  rows.map((row) => `${columns.map((column) => cell(row[column] ?? null)).join(',')}\r\n`).join('')

/** RFC 4180; what a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
