import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { personMember } from '../../identity/tables.ts'
import { rowHash } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Step } from '../../lake/step.ts'
import type { Table } from '../../lake/table.ts'
import type { RunStep } from '../../register/runs.ts'
import { keptSpan, removedRecord } from '../../rights/tables.ts'
import { RESULT_TABLES } from '../results.ts'
import {
  lakeTable,
  membersChanged,
  namesMembers,
  partsChanged,
  partsOfMembers,
  readOn,
  stateFile,
  tableChanged,
} from './lake-state.ts'

/** The finished run whose tables may be kept. Its tables are views named `earlier <table>`. */
export type Base = { run_id: string; folder: string; generation: number; steps: readonly RunStep[] }

export type Scoping = { engine: Engine; folder: string; base: Base; done: readonly RunStep[] }

/**
 * What of a table has to be made anew.
 * - `people`: the rows of the people in `redone_person`
 * - `records`: the rows of the records in `redone_record`, read from the submissions named
 * - `keys`: the rows of the keys in `redone_key`
 */
export type Scope =
  | { redo: 'nothing' | 'all' | 'people' }
  | { redo: 'records'; submissions: string[] }
  | { redo: 'keys'; keys: readonly string[] }

export const earlier = (table: string): string => `earlier ${table}`
export const changedFile = (folder: string, table: string): string => join(folder, 'changed', `${table}.parquet`)
export const namesPeople = (table: Table): boolean => table.columns.some(({ name }) => name === 'person_id')

/** What was removed is missing from the views of the lake, and so seen there, member by member. */
export const SEEN_IN_THE_LAKE: readonly string[] = [removedRecord.name, keptSpan.name]

/** Above this share it is quicker to make all rows than to pick out some. */
const MOST_REDONE = 0.5

/** Compares what a step reads with what it read in the earlier run. */
export async function scopeOf(step: Step, scoping: Scoping): Promise<Scope> {
  const { engine, base } = scoping
  if (!step.keeps || !base.steps.some(({ table }) => table === step.table.name)) return { redo: 'all' }
  if (step.keeps.by === 'keys') return keysToRedo(step, step.keeps, scoping)
  const changes = []
  for (const read of step.reads) if (!SEEN_IN_THE_LAKE.includes(read)) changes.push(await changeOf(read, scoping))
  if (step.keeps.by === 'table') {
    for (const change of changes) if (await isAny(engine, change)) return { redo: 'all' }
    return { redo: 'nothing' }
  }
  for (const change of changes) if ('whole' in change && change.whole) return { redo: 'all' }
  return step.keeps.by === 'person'
    ? peopleToRedo(engine, changes)
    : recordsToRedo(step, step.keeps.records, changes, scoping)
}

type Change = { whole: boolean } | { people: Sql } | { members: Sql; read: string }

async function changeOf(read: string, scoping: Scoping): Promise<Change> {
  const { engine, folder, base } = scoping
  const ofLake = lakeTable(read)
  if (ofLake) {
    if (!existsSync(stateFile(base.folder, read))) return { whole: true }
    return namesMembers(ofLake)
      ? { members: membersChanged(base.folder, folder, read), read }
      : { whole: await tableChanged(engine, base.folder, folder, read) }
  }
  const table = RESULT_TABLES.find(({ name }) => name === read)
  if (table && namesPeople(table))
    return { people: sql`select person_id from read_parquet(${literal(changedFile(folder, read))})` }
  return { whole: !isSame(read, scoping) }
}

function isSame(read: string, { base, done }: Scoping): boolean {
  const of = (steps: readonly RunStep[]) => steps.find((step) => step.table === read)?.fingerprint
  return of(done) === of(base.steps)
}

async function isAny(engine: Engine, change: Change): Promise<boolean> {
  if ('whole' in change) return change.whole
  const relation = 'people' in change ? change.people : change.members
  return (await engine.one(sql`select 1 as found from (${relation}) r limit 1`)) !== undefined
}

/** A member's people are those of now and of before. */
async function peopleToRedo(engine: Engine, changes: readonly Change[]): Promise<Scope> {
  const people = changes.flatMap((change) => {
    if ('people' in change) return [change.people]
    if (!('members' in change)) return []
    return [personMember.name, earlier(personMember.name)].map(
      (view) => sql`select m.person_id from (${change.members}) c
        join ${id(view)} m on m.payer = c.payer and m.member_id = c.member_id`,
    )
  })
  if (people.length === 0) return { redo: 'nothing' }
  await engine.run(
    sql`create or replace table redone_person as select distinct person_id from (${sqlJoin(people, ' union all ')}) p`,
  )
  const counted = await engine.one<{ redone: number; people: number }>(sql`
    select count(*) as redone, (select count(distinct person_id) from ${id(earlier(personMember.name))}) as people
    from redone_person`)
  return within(counted?.redone ?? 0, counted?.people ?? 0, { redo: 'people' })
}

const within = (redone: number, of: number, scope: Scope): Scope =>
  redone === 0 ? { redo: 'nothing' } : redone > of * MOST_REDONE ? { redo: 'all' } : scope

/** Keys of which what the step reads has other rows than before. */
async function keysToRedo(
  { table, reads }: Step,
  { keys, on }: { keys: readonly string[]; on: string },
  { engine, base }: Scoping,
): Promise<Scope> {
  if (readOn(base.folder, table.name) !== on) return { redo: 'all' }
  const columns = sqlJoin(keys.map(id))
  const sides = reads.flatMap((read) => {
    const of = RESULT_TABLES.find(({ name }) => name === read)
    const hashed = rowHash(sqlJoin((of?.columns ?? []).map(({ name }) => id(name))))
    return [
      sql`select ${columns}, -1 * ${hashed} as hashed, -1 as n from ${id(earlier(read))}`,
      sql`select ${columns}, ${hashed}, 1 from ${id(read)}`,
    ]
  })
  await engine.run(sql`create or replace table redone_key as
    select ${columns} from (${sqlJoin(sides, ' union all ')}) r
    group by ${columns} having sum(hashed) <> 0 or sum(n) <> 0`)
  const some = await engine.one(sql`select 1 as found from redone_key limit 1`)
  return some ? { redo: 'keys', keys } : { redo: 'nothing' }
}

/**
 * Records that came, went, or are another person's now. They are looked for in what a file says of a member, where that
 * changed or the member is another person's.
 */
async function recordsToRedo(step: Step, records: Sql, changes: readonly Change[], scoping: Scoping): Promise<Scope> {
  const { engine, base, folder } = scoping
  const lake = changes.flatMap((change) => ('members' in change ? [change.read] : []))
  const relinked = isSame(personMember.name, scoping)
    ? []
    : lake.map((read) => partsOfMembers(base.folder, folder, read, RELINKED))
  const parts = [...lake.map((read) => partsChanged(base.folder, folder, read)), ...relinked]
  await engine.run(sql`create or replace table redone_part as
    select distinct submission_id, file_id, payer, member_id from (${sqlJoin(parts, ' union all ')}) p`)
  const among = await engine.rows<{ submission_id: string }>(
    sql`select distinct submission_id from redone_part order by submission_id`,
  )
  const submissions = among.map(({ submission_id }) => submission_id)
  await limitViews(engine, lake, sql`redone_part`, PART, ofSubmissions(submissions))
  await engine.run(sql`create or replace table record_now as
    select distinct file_id, record_number, person_id from (${records}) r`)
  await restoreViews(engine, lake)
  await engine.run(sql`create or replace table record_before as
    select distinct t.file_id, t.record_number, t.person_id from ${id(earlier(step.table.name))} t
    join redone_part p on p.file_id = t.file_id and p.payer = t.payer and p.member_id = t.member_id`)
  await engine.run(sql`create or replace table redone_record as
    select distinct coalesce(n.file_id, b.file_id) as file_id, coalesce(n.record_number, b.record_number) as record_number
    from record_now n full join record_before b
      on b.file_id = n.file_id and b.record_number = n.record_number and b.person_id = n.person_id
    where n.file_id is null or b.file_id is null`)
  const counted = await engine.one<{ redone: number }>(sql`select count(*) as redone from redone_record`)
  const before = base.steps.find(({ table }) => table === step.table.name)
  return within(counted?.redone ?? 0, before?.rows ?? 0, { redo: 'records', submissions })
}

const PART = ['file_id', 'payer', 'member_id']

/** Named, so that the engine leaves out the files of submissions that are not meant. */
export const ofSubmissions = (submissions: readonly string[]): Sql =>
  submissions.length > 0 ? sql`t.submission_id in (${sqlJoin(submissions.map(literal))})` : sql`false`

const RELINKED = sql`
  select coalesce(a.payer, b.payer) as payer, coalesce(a.member_id, b.member_id) as member_id
  from ${id(earlier(personMember.name))} a
  full join person_member b on b.payer = a.payer and b.member_id = a.member_id
  where a.person_id is distinct from b.person_id`

/** Puts views in the place of others: their rows that agree with a list, in which each key stands once. */
export async function limitViews(
  engine: Engine,
  views: readonly string[],
  list: Sql,
  keys: readonly string[],
  also: Sql = sql`true`,
): Promise<void> {
  for (const name of views) {
    const same = keys.map((key) => sql`k.${id(key)} = t.${id(key)}`)
    await engine.run(sql`alter view ${id(name)} rename to ${id(`${name} whole`)}`)
    await engine.run(sql`create view ${id(name)} as
      select t.* from ${id(`${name} whole`)} t join ${list} k on ${sqlJoin(same, ' and ')} where ${also}`)
  }
}

export async function restoreViews(engine: Engine, views: readonly string[]): Promise<void> {
  for (const name of views) {
    await engine.run(sql`drop view ${id(name)}`)
    await engine.run(sql`alter view ${id(`${name} whole`)} rename to ${id(name)}`)
  }
}
