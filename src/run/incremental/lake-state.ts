import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rowHash } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'

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
 * What a run saw of a table of the lake, to be compared by the next one: one row per part, which is what a file says of a
 * member, or one row for a table without members; how many rows, and the sum of their hashes. It is taken from the views
 * that steps read, so whatever put a row out of force, held or removed it, or brought it back, is seen alike.
 */
export async function keepState(engine: Engine, folder: string, read: string, base: string | null): Promise<void> {
  const table = lakeTable(read)
  if (!table || existsSync(stateFile(folder, read))) return
  mkdirSync(join(folder, 'inputs'), { recursive: true, mode: 0o700 })
  if (!namesMembers(table)) return putFile(engine, stateFile(folder, read), state(table, read))
  if (!existsSync(outFile(folder, table))) await putFile(engine, outFile(folder, table), await outOf(engine, table))
  const taken = base !== null && existsSync(stateFile(base, read)) ? base : null
  await putFile(engine, stateFile(folder, read), await stateOfParts(engine, table, read, folder, taken))
}

async function putFile(engine: Engine, file: string, rows: Sql): Promise<void> {
  const half = `${file}.half`
  await engine.writeParquet(rows, half, 'quick')
  renameSync(half, file)
}

const outFile = (folder: string, { name }: Table): string => join(folder, 'inputs', `${name}.out.parquet`)

/** One row per submission: which of its records are out of force, removed, or used in part. */
async function outOf(engine: Engine, table: Table): Promise<Sql> {
  const received = `${table.name}_received`
  const views = await engine.rows<{ table_name: string }>(sql`
    select table_name from information_schema.tables where table_name in ('removed_record', 'kept_span', ${received})`)
  const known = new Set(views.map((view) => view.table_name))
  const removed = sql`union select file_id, record_number from removed_record where table_name = ${table.name}`
  const parts = sql`union all
    select file_id, ${rowHash(sql`record_number, span_start_date, enrollment_start_date, enrollment_end_date`)} from kept_span`
  return sql`
    with file as (
      select distinct submission_id, file_id from ${id(known.has(received) ? received : `${table.name}_history`)}
    ), gone as (
      select file_id, ${rowHash(sql`file_id, record_number`)} as hashed from (
        select file_id, record_number from superseded ${known.has('removed_record') ? removed : sql``}
      ) r
      ${known.has('kept_span') && table.name === 'eligibility' ? parts : sql``}
    )
    select f.submission_id, count(g.file_id) as rows, cast(coalesce(sum(g.hashed), 0) as decimal(38,0)) as total
    from file f left join gone g on g.file_id = f.file_id group by f.submission_id`
}

/**
 * What a submission says never changes; only which of its records are out does. Where that is the same as in the earlier
 * run, its part of the state is taken over, and its records are not read.
 */
async function stateOfParts(
  engine: Engine,
  table: Table,
  read: string,
  folder: string,
  taken: string | null,
): Promise<Sql> {
  if (taken === null) return state(table, read)
  const [now, before] = [folder, taken].map((place) => sql`read_parquet(${literal(outFile(place, table))})`)
  const listed = await engine.rows<{ submission_id: string; is_same: boolean }>(sql`
    select a.submission_id, coalesce(b.rows = a.rows and b.total = a.total, false) as is_same
    from ${now ?? sql``} a left join ${before ?? sql``} b on b.submission_id = a.submission_id
    order by a.submission_id`)
  const among = (is_same: boolean) => {
    const named = listed.filter((one) => one.is_same === is_same).map((one) => literal(one.submission_id))
    return named.length > 0 ? sql`submission_id in (${sqlJoin(named)})` : sql`false`
  }
  return sql`
    select ${PART}, rows, total from read_parquet(${literal(stateFile(taken, read))}) where ${among(true)}
    union all ${state(table, read, among(false))}`
}

const PART = sql`submission_id, file_id, payer, member_id`

function state(table: Table, read: string, where: Sql = sql`true`): Sql {
  const seen = BY_RECORD.includes(table.name)
    ? ['file_id', 'record_number']
    : table.columns.map(({ name }) => name).filter((name) => !BY_VALUE.includes(table.name) || !LINEAGE.includes(name))
  const sum = sql`count(*) as rows, cast(coalesce(sum(${rowHash(sqlJoin(seen.map(id)))}), 0) as decimal(38,0)) as total`
  return namesMembers(table)
    ? sql`select ${PART}, ${sum} from ${id(read)} where ${where} group by ${PART}`
    : sql`select ${sum} from ${id(read)}`
}

/** (payer, member_id) of which the two runs saw different rows. */
export const membersChanged = (before: string, after: string, read: string): Sql =>
  sql`select distinct payer, member_id from (${partsChanged(before, after, read)}) p`

/** The parts of which the two runs saw different rows: none of a submission of which the same records are out. */
export function partsChanged(before: string, after: string, read: string): Sql {
  const table = lakeTable(read)
  if (!table) throw new Error(`${read} is no table of the lake`)
  const side = (folder: string, sign: Sql) => sql`
    select ${PART}, ${sign} * rows as rows, ${sign} * total as total from read_parquet(${literal(stateFile(folder, read))})
    where submission_id in (
      select coalesce(a.submission_id, b.submission_id) from read_parquet(${literal(outFile(before, table))}) a
      full join read_parquet(${literal(outFile(after, table))}) b on b.submission_id = a.submission_id
      where a.rows is distinct from b.rows or a.total is distinct from b.total)`
  return sql`
    select ${PART} from (${side(before, sql`-1`)} union all ${side(after, sql`1`)}) seen
    group by ${PART} having sum(rows) <> 0 or sum(total) <> 0`
}

/** The parts that either run saw of the members in a list. */
export const partsOfMembers = (before: string, after: string, read: string, members: Sql): Sql => sql`
  select t.submission_id, t.file_id, t.payer, t.member_id
  from read_parquet([${literal(stateFile(before, read))}, ${literal(stateFile(after, read))}]) t
  join (${members}) m on m.payer = t.payer and m.member_id = t.member_id`

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
