import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowHash } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { id, literal, type Sql, sql, join as sqlJoin } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'
import { COMMON_DATA_MODEL } from '../lake/tables/index.ts'

/** Claims are known by their physical records: what a record says never changes while its submission is the same. */
const BY_RECORD = ['medical_claim', 'pharmacy_claim']
/** The directory is known by what it says: the same directory sent again changes nothing. */
const BY_VALUE = ['organization', 'practice', 'affiliation']
const LINEAGE = ['data_source', 'sender', 'submission_id', 'file_id', 'record_number']

export const lakeTable = (read: string): Table | undefined =>
  COMMON_DATA_MODEL.find(({ name }) => read === name || read === `${name}_history`)

export const namesMembers = (table: Table): boolean =>
  ['payer', 'member_id'].every((name) => table.columns.some((column) => column.name === name))

export const stateFile = (folder: string, read: string): string => join(folder, 'inputs', `${read}.parquet`)

/**
 * What a run saw of a table of the lake, to be compared by the next one: one row per member of a payer, or one row for a
 * table without members; how many rows, and the sum of their hashes. It is taken from the views that steps read, so
 * whatever put a row out of force, held or removed it, or brought it back, is seen alike.
 */
export async function keepState(engine: Engine, folder: string, read: string, base: string | null): Promise<void> {
  const table = lakeTable(read)
  const file = stateFile(folder, read)
  if (!table || existsSync(file)) return
  mkdirSync(join(folder, 'inputs'), { recursive: true, mode: 0o700 })
  const rows = BY_RECORD.includes(read) ? await stateBySubmission(engine, folder, table, base) : state(table, read)
  const half = `${file}.half`
  await engine.writeParquet(rows, half, 'quick')
  renameSync(half, file)
}

const outFile = (folder: string, read: string): string => join(folder, 'inputs', `${read}.out.parquet`)

/**
 * Claims also by submission. What a submission says never changes; only which of its records are out of force or removed does.
 * Where that is the same as in the earlier run, its part of the state is taken over, and its records are not read.
 */
async function stateBySubmission(engine: Engine, folder: string, table: Table, base: string | null): Promise<Sql> {
  const views = await engine.rows<{ table_name: string }>(
    sql`select table_name from information_schema.tables where table_name in ('removed_record', ${`${table.name}_received`})`,
  )
  const known = new Set(views.map((view) => view.table_name))
  const ever = id(known.has(`${table.name}_received`) ? `${table.name}_received` : `${table.name}_history`)
  const removed = sql`union select file_id, record_number from removed_record where table_name = ${table.name}`
  const out = outFile(folder, table.name)
  const half = `${out}.half`
  await engine.writeParquet(
    sql`
      with file as (select distinct submission_id, file_id from ${ever}), gone as (
        select file_id, record_number from superseded ${known.has('removed_record') ? removed : sql``}
      )
      select f.submission_id, count(g.file_id) as rows,
        cast(coalesce(sum(case when g.file_id is not null then ${rowHash(sql`g.file_id, g.record_number`)} end), 0) as decimal(38,0)) as total
      from file f left join gone g on g.file_id = f.file_id group by f.submission_id`,
    half,
    'quick',
  )
  renameSync(half, out)
  const taken = base !== null && existsSync(outFile(base, table.name)) ? base : null
  if (taken === null) return state(table, table.name)
  const before = sql`read_parquet(${literal(outFile(taken, table.name))})`
  const listed = await engine.rows<{ submission_id: string; is_same: boolean }>(sql`
    select a.submission_id, coalesce(b.rows = a.rows and b.total = a.total, false) as is_same
    from read_parquet(${literal(out)}) a left join ${before} b on b.submission_id = a.submission_id
    order by a.submission_id`)
  const among = (is_same: boolean) => {
    const named = listed.filter((one) => one.is_same === is_same).map((one) => literal(one.submission_id))
    return named.length > 0 ? sql`submission_id in (${sqlJoin(named)})` : sql`false`
  }
  return sql`
    select submission_id, payer, member_id, rows, total from read_parquet(${literal(stateFile(taken, table.name))})
    where ${among(true)}
    union all ${state(table, table.name, among(false))}`
}

function state(table: Table, read: string, where: Sql = sql`true`): Sql {
  const seen = BY_RECORD.includes(table.name)
    ? ['file_id', 'record_number']
    : table.columns.map(({ name }) => name).filter((name) => !BY_VALUE.includes(table.name) || !LINEAGE.includes(name))
  const sum = sql`count(*) as rows, cast(coalesce(sum(${rowHash(sqlJoin(seen.map(id)))}), 0) as decimal(38,0)) as total`
  if (BY_RECORD.includes(read))
    return sql`select submission_id, payer, member_id, ${sum} from ${id(read)} where ${where} group by submission_id, payer, member_id`
  return namesMembers(table)
    ? sql`select payer, member_id, ${sum} from ${id(read)} group by payer, member_id`
    : sql`select ${sum} from ${id(read)}`
}

/** (payer, member_id) of which the two runs saw different rows. */
export function membersChanged(before: string, after: string, read: string): Sql {
  const [a, b] = [before, after].map((folder) => {
    const file = sql`read_parquet(${literal(stateFile(folder, read))})`
    return BY_RECORD.includes(read)
      ? sql`(select payer, member_id, sum(rows) as rows, sum(total) as total from ${file} group by payer, member_id)`
      : file
  })
  return sql`
    select coalesce(a.payer, b.payer) as payer, coalesce(a.member_id, b.member_id) as member_id
    from ${a ?? sql``} a full join ${b ?? sql``} b on b.payer = a.payer and b.member_id = a.member_id
    where a.rows is distinct from b.rows or a.total is distinct from b.total`
}

export async function tableChanged(engine: Engine, before: string, after: string, read: string): Promise<boolean> {
  const found = await engine.rows<{ rows: number; total: string }>(sql`
    select rows, total from read_parquet(${literal(stateFile(before, read))})
    union select rows, total from read_parquet(${literal(stateFile(after, read))})`)
  return found.length > 1
}

const onFile = (folder: string, table: string): string => join(folder, 'inputs', `${table}.on`)

/** What a table depends on besides tables (`Keeps.on`), as this run found it. */
export function keepOn(folder: string, table: string, on: string): void {
  mkdirSync(join(folder, 'inputs'), { recursive: true, mode: 0o700 })
  const half = `${onFile(folder, table)}.half`
  writeFileSync(half, on, { mode: 0o600 })
  renameSync(half, onFile(folder, table))
}

/** Null where the run wrote none. */
export const readOn = (folder: string, table: string): string | null =>
  existsSync(onFile(folder, table)) ? readFileSync(onFile(folder, table), 'utf8') : null
