import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { rowHash } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { fingerprintAfter } from '../../lake/fingerprint.ts'
import { viewTable } from '../../lake/lake.ts'
import { id, literal, raw, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Table } from '../../lake/table.ts'
import type { RunStep } from '../../register/runs.ts'
import { writeSteps } from '../fill-step.ts'
import { viewResult } from '../open-run.ts'
import { resultFingerprint } from '../result-fingerprint.ts'
import { RESULT_TABLES } from '../results.ts'
import { lakeTable, namesMembers } from './lake-state.ts'
import { partsOf, sameFile } from './parts.ts'
import {
  changedFile,
  earlier,
  limitViews,
  namesPeople,
  ofSubmissions,
  restoreViews,
  type Scope,
  type Scoping,
  SEEN_IN_THE_LAKE,
} from './scope.ts'

export type Found = { rows: number; fingerprint: string }
export type Redoing = Scoping & {
  signal: AbortSignal
  /** Tables of fewer rows are written whole: many small files cost more than they save. */
  whole_below: number
}

/** More kept files than this are written together as one, so that reading stays quick. */
const MOST_PARTS = 6

/** Fills one table from the earlier run's rows and what `scope` says is to be made anew. It appears by a rename. */
export async function redo(group: readonly Step[], scope: Scope, redoing: Redoing): Promise<Found> {
  const { engine, folder, base } = redoing
  const [step] = group
  if (!step) throw new Error('a table without a step')
  const before = base.steps.find(({ table }) => table === step.table.name)
  if (scope.redo === 'nothing' && before) return keepAll(step.table, before, redoing)
  if (scope.redo === 'people' && before) {
    const reads = step.reads.filter((read) => !SEEN_IN_THE_LAKE.includes(read))
    await engine.run(sql`create or replace table redone_member as
      select m.payer, m.member_id from person_member m join redone_person r on r.person_id = m.person_id`)
    const ofPeople = reads.filter((read) => RESULT_TABLES.some((table) => table.name === read && namesPeople(table)))
    const ofMembers = reads.filter((read) => {
      const table = lakeTable(read)
      return table !== undefined && namesMembers(table)
    })
    await limitViews(engine, ofPeople, sql`redone_person`, ['person_id'])
    await limitViews(engine, ofMembers, sql`redone_member`, ['payer', 'member_id'])
    const whole = step.keeps?.by === 'person' ? step.keeps.takeOver : undefined
    const part = await writeSteps(engine, group, folder, redoing.signal, async () => {
      if (whole) await takeOver(engine, step.table, whole)
    })
    await restoreViews(engine, [...ofPeople, ...ofMembers])
    return whole ? putWhole(step.table, part, redoing, before) : putPart(step.table, part, before, PEOPLE, redoing)
  }
  if (scope.redo === 'records' && before) {
    const reads = step.reads.filter((read) => {
      const table = lakeTable(read)
      return table !== undefined && namesMembers(table)
    })
    await limitViews(engine, reads, sql`redone_record`, ['file_id', 'record_number'], ofSubmissions(scope.submissions))
    const part = await writeSteps(engine, group, folder, redoing.signal)
    await restoreViews(engine, reads)
    return putPart(step.table, part, before, RECORDS, redoing)
  }
  if (scope.redo === 'keys' && before) {
    await limitViews(engine, step.reads, sql`redone_key`, scope.keys)
    const part = await writeSteps(engine, group, folder, redoing.signal)
    await restoreViews(engine, step.reads)
    return putPart(step.table, part, before, { list: sql`redone_key`, keys: scope.keys }, redoing)
  }
  return putWhole(step.table, await writeSteps(engine, group, folder, redoing.signal), redoing)
}

async function takeOver(engine: Engine, table: Table, statement: Sql): Promise<void> {
  await engine.run(sql`create or replace view kept_row as select t.* from ${id(earlier(table.name))} t
    left join redone_person r on r.person_id = t.person_id where r.person_id is null`)
  await engine.run(statement)
}

/** The same files under the names they had. */
async function keepAll(table: Table, before: RunStep, { engine, folder, base }: Redoing): Promise<Found> {
  await writeChanged(engine, folder, table, sql`select '' as person_id where false`)
  const { made, kept, out } = partsOf(base.folder, table.name)
  for (const path of [...kept.map((part) => part.path), ...(out ? [out] : []), ...(made ? [made] : [])])
    sameFile(path, join(folder, basename(path)))
  await viewResult(engine, table, folder)
  return { rows: before.rows, fingerprint: before.fingerprint }
}

/** With `before`, most rows are taken to be the same, and only those of people whose rows differ are added up again. */
async function putWhole(table: Table, file: string, { engine, folder }: Redoing, before?: RunStep): Promise<Found> {
  await viewTable(engine, fresh(table), table, [file])
  await writeChanged(engine, folder, table, differing(table, id(earlier(table.name)), id(fresh(table))))
  renameSync(file, join(folder, `${table.name}.parquet`))
  await viewResult(engine, table, folder)
  if (!before) return resultFingerprint(engine, table)
  const rows = await count(engine, id(table.name))
  const ofChanged = (view: string) => sql`(select t.* from ${id(view)} t
    join read_parquet(${literal(changedFile(folder, table.name))}) c on c.person_id = t.person_id) r`
  const sides = { before: before.fingerprint, gone: ofChanged(earlier(table.name)), come: ofChanged(table.name) }
  const carried = await fingerprintAfter(engine, table, rows, sides)
  return carried === null ? resultFingerprint(engine, table) : { rows, fingerprint: carried }
}

/** What is made anew: a list, and the keys by which rows agree with it. */
type Among = { list: Sql; keys: readonly string[] }
const PEOPLE: Among = { list: sql`redone_person`, keys: ['person_id'] }
const RECORDS: Among = { list: sql`redone_record`, keys: ['file_id', 'record_number'] }

/** Of the earlier rows those that agree with the list go out, and the new part comes in. */
async function putPart(
  table: Table,
  part: string,
  before: RunStep,
  { list, keys }: Among,
  redoing: Redoing,
): Promise<Found> {
  const { engine, folder } = redoing
  const byPerson = keys.includes('person_id')
  const same = sqlJoin(
    keys.map((key) => sql`k.${id(key)} = t.${id(key)}`),
    ' and ',
  )
  await viewTable(engine, fresh(table), table, [part])
  await engine.run(sql`create or replace view gone_row as
    select t.* from ${id(earlier(table.name))} t join ${list} k on ${same}`)
  const changed = byPerson
    ? differing(table, sql`gone_row`, id(fresh(table)))
    : sql`select person_id from gone_row union select person_id from ${id(fresh(table))}`
  await writeChanged(engine, folder, table, changed)
  const rows = before.rows - (await count(engine, sql`gone_row`)) + (await count(engine, id(fresh(table))))
  const sides = { before: before.fingerprint, gone: sql`gone_row`, come: id(fresh(table)) }
  const fingerprint = await fingerprintAfter(engine, table, rows, sides)
  if (rows < redoing.whole_below || partsOf(redoing.base.folder, table.name).kept.length >= MOST_PARTS)
    await writeTogether(table, part, list, same, keys, redoing)
  else await linkParts(table, part, keys, redoing)
  await viewResult(engine, table, folder)
  return fingerprint === null ? resultFingerprint(engine, table) : { rows, fingerprint }
}

const fresh = (table: Table): string => `fresh ${table.name}`

async function count(engine: Engine, relation: Sql): Promise<number> {
  return (await engine.one<{ rows: number }>(sql`select count(*) as rows from ${relation}`))?.rows ?? 0
}

async function writeTogether(
  table: Table,
  part: string,
  list: Sql,
  same: Sql,
  keys: readonly string[],
  { engine, folder }: Redoing,
): Promise<void> {
  const columns = sqlJoin(table.columns.map((c) => sql`t.${id(c.name)}`))
  const file = join(folder, `.${table.name}.whole.parquet`)
  await engine.writeParquet(
    sql`select ${columns} from ${id(earlier(table.name))} t left join ${list} k on ${same}
      where k.${id(keys[0] ?? '')} is null
      union all select ${columns} from ${id(fresh(table))} t`,
    file,
    'quick',
  )
  chmodSync(file, 0o600)
  rmSync(part)
  renameSync(file, join(folder, `${table.name}.parquet`))
}

async function linkParts(
  table: Table,
  part: string,
  keys: readonly string[],
  { engine, folder, base }: Redoing,
): Promise<void> {
  const before = partsOf(base.folder, table.name)
  for (const { path } of before.kept) sameFile(path, join(folder, basename(path)))
  if (before.made) sameFile(before.made, join(folder, `${table.name}.${base.generation}.parquet`))
  const columns = sqlJoin(keys.map(id))
  const gone = sql`select distinct ${columns}, cast(${base.generation + 1} as bigint) as generation from gone_row`
  const half = join(folder, `.${table.name}.out.parquet`)
  await engine.writeParquet(
    before.out
      ? sql`select ${columns}, max(generation) as generation from (
          select ${columns}, generation from read_parquet(${literal(before.out)}) union all ${gone}
        ) o group by ${columns}`
      : gone,
    half,
    'quick',
  )
  const [file, made] = [join(folder, `${table.name}.out.parquet`), join(folder, `${table.name}.parquet`)]
  chmodSync(half, 0o600)
  renameSync(half, file)
  renameSync(part, made)
}

/** People of whom one relation has other rows than the other. */
const differing = (table: Table, before: Sql, after: Sql): Sql => {
  if (!namesPeople(table)) return sql`select '' as person_id where false`
  const hashed = rowHash(sqlJoin(table.columns.map((c) => id(c.name))))
  const side = (relation: Sql, sign: string) =>
    sql`select person_id, ${raw(sign)} * ${hashed} as hashed, ${raw(sign)} as n from ${relation}`
  return sql`select person_id from (${side(before, '-1')} union all ${side(after, '1')}) r
    group by person_id having sum(hashed) <> 0 or sum(n) <> 0`
}

async function writeChanged(engine: Engine, folder: string, table: Table, people: Sql): Promise<void> {
  if (!namesPeople(table)) return
  mkdirSync(join(folder, 'changed'), { recursive: true, mode: 0o700 })
  await engine.writeParquet(people, changedFile(folder, table.name), 'quick')
}
