import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../lake/engine.ts'
import { viewTable } from '../lake/lake.ts'
import { id, literal, raw, type Sql, sql, join as sqlJoin } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import { COMMON_DATA_MODEL } from '../lake/tables/index.ts'
import type { Region } from '../region.ts'
import type { RunRow } from '../register/schema.ts'
import { RESULT_TABLES } from '../run/results.ts'
import { landedSubmissions } from '../sources/landing/submissions.ts'
import * as kept from '../sources/landing/tables.ts'
import type { SourceRecord } from './explained.ts'
import { sourceRecords } from './source-records.ts'

type Place = { file_id: string; record_number: number | null }

/** Everything that happened to one record that was sent. It holds what a person's record says: for the operator. */
export type RecordLife = {
  file: {
    payer: string
    submission_id: string
    file_id: string
    file_name: string
    place: string
    stored_as: string
    sha256: string
    bytes: number
    records: number
    received_at: string
    layout: string | null
    layout_file: string | null
    status: string
    because: string | null
  }
  record_number: number
  /** How it stands now: superseded where a later record or file put it out of force. */
  outcome: string
  /** What decided when it came; the rule that put it out of force is in replaced_by. */
  rule: string | null
  /** As sent; empty for a header, and for a file that is not read or no longer kept. */
  sent: SourceRecord | null
  /** About the record; record_number empty: about its whole file. */
  findings: {
    record_number: number | null
    column: string
    rule: string
    severity: string
    expected: string
    fix: string
  }[]
  /** The rows of the common data model that it became, by their keys. */
  became: { table: string; key: Record<string, string>; in_force: boolean }[]
  /** Records that it put out of force. */
  replaced: (Place & { file_name: string; rule: string })[]
  /** What put it out of force, and when that came. */
  replaced_by: (Place & { file_name: string; rule: string; decided_in: string; decided_at: string }) | null
  /** For a duplicate: the record that says the same. */
  repeats: (Place & { file_name: string }) | null
  /** The runs that look at its submission, newest first, with the result rows that lead back to it. */
  read_by: {
    run_id: string
    period: string
    as_of: string | null
    finished_at: string | null
    rows: { table: string; rows: number }[]
  }[]
}

/**
 * Follows one record from the received file to the results. The engine is open on the whole lake. Undefined where
 * no such record came.
 */
export async function lifeOfRecord(
  engine: Engine,
  region: Region,
  file_id: string,
  record_number: number,
  runs: readonly RunRow[] = [],
): Promise<RecordLife | undefined> {
  const landed = landedSubmissions(region.lake)
  const own = landed.find(({ submission_id }) => submission_id === file_id.split('/')[0])
  if (!own || !Number.isSafeInteger(record_number)) return undefined
  await viewKept(
    engine,
    landed.map(({ folder }) => folder),
  )
  const file = await engine.one<RecordLife['file']>(sql`
    select payer, submission_id, file_id, file_name, place, stored_as, sha256, bytes, records, received_at, layout,
      layout_file, status, because from life_file where file_id = ${file_id}`)
  const record = await engine.one<{ outcome: string; rule: string | null }>(sql`
    select outcome, rule from life_record where file_id = ${file_id} and record_number = ${record_number}`)
  if (!file || !record) return undefined
  const replaced_by = await replacedBy(engine, file_id, record_number)
  const isOut = replaced_by !== null && (record.outcome === 'accepted' || record.outcome === 'warned')
  const isKept = existsSync(join(region.received, file.submission_id, file.stored_as))
  const isRead = isKept && file.layout !== null && file.status !== 'refused' && record.outcome !== 'control'
  return {
    file,
    record_number,
    outcome: isOut ? 'superseded' : record.outcome,
    rule: record.rule,
    sent: isRead ? ((await sourceRecords(engine, region)([{ file_id, record_number }]))[0] ?? null) : null,
    findings: await findingsOf(engine, file_id, record_number),
    became: await rowsOf(engine, own.folder, file_id, record_number, !isOut),
    replaced: await engine.rows(sql`
      select s.file_id, s.record_number, f.file_name, s.rule
      from life_superseded s join life_file f on f.file_id = s.file_id
      where s.by_file_id = ${file_id} and s.by_record_number = ${record_number}
        and not (s.file_id = ${file_id} and s.record_number = ${record_number})
      order by length(s.file_id), s.file_id, s.record_number`),
    replaced_by,
    repeats: await repeatsOf(engine, file, record.outcome, record_number),
    read_by: await readBy(engine, region, file, record_number, runs),
  }
}

/** Views life_<table> over what every submission keeps beside its rows. */
async function viewKept(engine: Engine, folders: readonly string[]): Promise<void> {
  for (const table of [kept.file, kept.record, kept.finding, kept.superseded, kept.repeat]) {
    const files = folders.map((folder) => join(folder, `${table.name}.parquet`)).filter(existsSync)
    await viewTable(engine, `life_${table.name}`, table, files)
    if (table === kept.superseded) await viewDecided(engine, files)
  }
}

/** life_superseded says which submission decided, too: the folder that the file lies in. */
async function viewDecided(engine: Engine, files: readonly string[]): Promise<void> {
  if (files.length === 0)
    return engine.run(raw("create or replace view life_decided as select *, '' as decided_in from life_superseded"))
  return engine.run(sql`
    create or replace view life_decided as
    select file_id, record_number, by_file_id, by_record_number, rule,
      split_part(filename, '/', -2) as decided_in
    from read_parquet([${sqlJoin(files.map(literal))}], filename = true)`)
}

async function replacedBy(engine: Engine, file_id: string, record_number: number): Promise<RecordLife['replaced_by']> {
  const found = await engine.one<NonNullable<RecordLife['replaced_by']>>(sql`
    select d.by_file_id as file_id, d.by_record_number as record_number, f.file_name, d.rule, d.decided_in,
      (select min(received_at) from life_file w where w.submission_id = d.decided_in) as decided_at
    from life_decided d left join life_file f on f.file_id = d.by_file_id
    where d.file_id = ${file_id} and d.record_number = ${record_number}
    order by d.decided_in, d.rule, d.by_file_id limit 1`)
  return found ?? null
}

const findingsOf = (engine: Engine, file_id: string, record_number: number): Promise<RecordLife['findings']> =>
  engine.rows(sql`
    select record_number, "column", rule, severity, expected, fix from life_finding
    where file_id = ${file_id} and (record_number = ${record_number} or record_number is null)
    order by record_number nulls last, severity, rule, "column"`)

/** A header's record becomes every row that names it. */
async function rowsOf(
  engine: Engine,
  folder: string,
  file_id: string,
  record_number: number,
  in_force: boolean,
): Promise<RecordLife['became']> {
  const became: RecordLife['became'] = []
  for (const table of COMMON_DATA_MODEL) {
    const path = join(folder, `${table.name}.parquet`)
    if (!existsSync(path)) continue
    await viewTable(engine, 'life_row', table, [path])
    const own = sql`(file_id = ${file_id} and record_number = ${record_number})`
    const named = beside(table).map(
      (of) => sql`(${raw(of)}_file_id = ${file_id} and ${raw(of)}_record_number = ${record_number})`,
    )
    const rows = await engine.rows<Record<string, string | number | null>>(sql`
      select ${sqlJoin(table.grain.map(id))} from life_row where ${sqlJoin([own, ...named], ' or ')}
      order by ${sqlJoin(table.grain.map(id))} limit 100`)
    for (const row of rows) {
      const key = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]))
      became.push({ table: table.name, key, in_force })
    }
  }
  return became
}

const beside = (table: Table): string[] =>
  ['header', 'share'].filter((of) => table.columns.some((column) => column.name === `${of}_file_id`))

/** A file that came again repeats record for record; a record of its own says where its twin is. */
async function repeatsOf(
  engine: Engine,
  file: RecordLife['file'],
  outcome: string,
  record_number: number,
): Promise<RecordLife['repeats']> {
  if (outcome !== 'duplicate') return null
  const whole = /^repeats (.+)$/.exec(file.because ?? '')?.[1]
  const place: Sql = whole
    ? sql`select ${whole}::varchar as file_id, ${record_number}::bigint as record_number`
    : sql`select of_file_id as file_id, of_record_number as record_number from life_repeat
        where file_id = ${file.file_id} and record_number = ${record_number}`
  const found = await engine.one<NonNullable<RecordLife['repeats']>>(sql`
    select p.file_id, p.record_number, f.file_name from (${place}) p left join life_file f on f.file_id = p.file_id limit 1`)
  return found ?? null
}

/** Newest first; a run as of a day before the record came does not look at its submission. */
async function readBy(
  engine: Engine,
  region: Region,
  { file_id, submission_id }: RecordLife['file'],
  record_number: number,
  runs: readonly RunRow[],
): Promise<RecordLife['read_by']> {
  const looking = runs
    .filter((run) => run.status === 'finished' && run.submissions.includes(submission_id))
    .filter(({ run_id }) => existsSync(join(region.runs, run_id)))
    .toSorted((a, b) => ((a.finished_at ?? '') < (b.finished_at ?? '') ? 1 : -1))
  const read: RecordLife['read_by'] = []
  for (const { run_id, period, as_of, finished_at } of looking) {
    const rows: { table: string; rows: number }[] = []
    for (const table of RESULT_TABLES) {
      const path = join(region.runs, run_id, `${table.name}.parquet`)
      if (!table.columns.some(({ name }) => name === 'record_number') || !existsSync(path)) continue
      const found = await engine.one<{ n: number }>(sql`
        select count(*) as n from read_parquet(${path}) where file_id = ${file_id} and record_number = ${record_number}`)
      if (found?.n) rows.push({ table: table.name, rows: found.n })
    }
    read.push({ run_id, period, as_of, finished_at, rows })
  }
  return read
}
