import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, raw, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import { SQL_TYPE, type Table } from '../../lake/table.ts'
import type { Outcomes } from '../../register/schema.ts'
import type { FindingGiven, SubmissionGiven } from '../../register/submissions.ts'

/** lake/<sender>/<submission>, in the order of arrival. */
export type Landed = { payer: string; submission_id: string; folder: string }

export function landedSubmissions(lake: string): Landed[] {
  const folders = (path: string) =>
    existsSync(path)
      ? readdirSync(path, { withFileTypes: true })
          .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
          .map((entry) => entry.name)
      : []
  return folders(lake)
    .flatMap((payer) =>
      folders(join(lake, payer)).map((submission_id) => ({
        payer,
        submission_id,
        folder: join(lake, payer, submission_id),
      })),
    )
    .filter(({ folder }) => existsSync(join(folder, 'file.parquet')))
    .sort((a, b) => (a.submission_id < b.submission_id ? -1 : 1))
}

export type FileCounts = Outcomes & {
  submission_id: string
  payer: string
  received_at: string
  file_id: string
  file_name: string
  layout: string | null
  layout_file: string | null
  data_source: string | null
  sha256: string
  bytes: number
  status: string
  because: string | null
  newest_date: string | null
}

/**
 * One row per file: how its records stand now. A record that a later submission replaced counts as superseded, whatever
 * it was before. `superseded` is the lake's view.
 */
export function fileCounts(engine: Engine, submissions: readonly Landed[]): Promise<FileCounts[]> {
  if (submissions.length === 0) return Promise.resolve([])
  const outcomes = ['accepted', 'warned', 'quarantined', 'superseded', 'duplicate', 'control'].map(
    (outcome) => sql`count(case when r.outcome = ${outcome} then 1 end) as ${id(outcome)}`,
  )
  return engine.rows<FileCounts>(sql`
    with standing as (
      select r.file_id, r.record_number,
        case when s.file_id is not null and r.outcome in ('accepted', 'warned') then 'superseded' else r.outcome end as outcome
      from ${parquet(submissions, 'record')} r
        left join superseded s on s.file_id = r.file_id and s.record_number = r.record_number
    )
    select f.submission_id, f.payer, f.received_at, f.file_id, f.file_name, f.layout, f.layout_file, f.data_source,
      f.sha256, f.bytes, f.status, f.because, f.newest_date, count(r.file_id) as received, ${sqlJoin(outcomes)}
    from ${parquet(submissions, 'file')} f left join standing r on r.file_id = f.file_id
    group by f.submission_id, f.payer, f.received_at, f.file_id, f.file_name, f.layout, f.layout_file, f.data_source,
      f.sha256, f.bytes, f.status, f.because, f.newest_date
    order by f.submission_id, length(f.file_id), f.file_id`)
}

/** One row per submission, its files added up; of these submissions, where they are named. */
export async function submissionCounts(
  engine: Engine,
  lake: string,
  among?: ReadonlySet<string>,
): Promise<(Outcomes & { submission_id: string; payer: string; layout: string | null })[]> {
  const sums = new Map<string, Outcomes & { submission_id: string; payer: string; layout: string | null }>()
  const landed = landedSubmissions(lake).filter(({ submission_id }) => among?.has(submission_id) ?? true)
  for (const counts of await fileCounts(engine, landed)) {
    const { submission_id, payer } = counts
    const sum = sums.get(submission_id) ?? { submission_id, payer, layout: counts.layout, ...NONE }
    for (const outcome of OUTCOME_NAMES) sum[outcome] += counts[outcome]
    sums.set(submission_id, { ...sum, layout: sum.layout ?? counts.layout })
  }
  return [...sums.values()]
}

const NONE: Outcomes = { received: 0, accepted: 0, warned: 0, quarantined: 0, superseded: 0, duplicate: 0, control: 0 }
export const OUTCOME_NAMES = Object.keys(NONE) as (keyof Outcomes)[]

/** What the register is told of a landed submission: read from the lake alone. */
export async function statementOf(
  engine: Engine,
  landed: Landed,
  files: readonly FileCounts[],
): Promise<SubmissionGiven> {
  const findings = await engine.rows<FindingGiven>(sql`
    select file_id, rule, min(severity) as severity, "column", count(*) as records, min(expected) as expected, min(fix) as fix,
      min(record_number) as first_record
    from ${parquet([landed], 'finding')} group by file_id, rule, "column" order by file_id, rule, "column"`)
  const hash = await engine.one<{ hash: string }>(sql`
    select sha256(string_agg(sha256, '' order by sha256)) as hash from ${parquet([landed], 'file')}`)
  const layouts = [...new Set(files.flatMap((file) => file.layout ?? []))].sort()
  const corrected = files.flatMap((file) => /^corrects (.*)\/\d+$/.exec(file.because ?? '')?.[1] ?? [])
  const dates = files.flatMap((file) => file.newest_date ?? []).sort()
  return {
    submission_id: landed.submission_id,
    payer: landed.payer,
    layout: layouts.length > 0 ? layouts.join('+') : null,
    status: statusOf(files),
    received_at: files[0]?.received_at ?? '',
    content_hash: hash?.hash ?? '',
    newest_service_date: dates.at(-1) ?? null,
    because: files.find((file) => file.status === 'refused')?.because ?? null,
    mends: corrected.sort().at(-1) ?? null,
    files: files.map(({ submission_id: _s, payer: _p, received_at: _r, newest_date: _n, ...file }) => file),
    findings,
  }
}

/** A delivery with one accepted file is accepted; its refused files say so themselves. */
function statusOf(files: readonly FileCounts[]): string {
  if (files.some((file) => file.status === 'accepted')) return 'accepted'
  return files.some((file) => file.status === 'refused') ? 'refused' : 'duplicate'
}

export function parquet(submissions: readonly Landed[], table: string): Sql {
  const paths = submissions.map(({ folder }) => join(folder, `${table}.parquet`)).filter((path) => existsSync(path))
  return sql`read_parquet([${sqlJoin(paths.map(literal))}], union_by_name = true)`
}

/** The declared columns of a table in their order and types. */
export const declared = (table: Table): Sql =>
  sqlJoin(table.columns.map((c) => sql`${id(c.name)}::${raw(SQL_TYPE[c.type])} as ${id(c.name)}`))
