import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Member, Target } from './target.ts'

/**
 * Tables that say which rows of a Parquet file go, whatever it holds: by payer and member number, by person of the file's
 * own run, or by physical record.
 */
export async function prepareTarget(
  engine: Engine,
  target: Target,
  records: readonly { file_id: string; numbers: readonly number[] }[] = [],
): Promise<void> {
  await engine.run(sql`create or replace table purge_member (payer varchar, member_id varchar)`)
  await engine.run(sql`create or replace table purge_person (person_id varchar)`)
  await engine.run(sql`create or replace table purge_record (file_id varchar, record_number bigint)`)
  if (target.kind === 'person') await fill(engine, target.members)
  for (const { file_id, numbers } of records)
    for (const number of numbers)
      await engine.run(sql`insert into purge_record values (${file_id}, ${raw(String(number))})`)
}

async function fill(engine: Engine, members: readonly Member[]): Promise<void> {
  if (members.length === 0) return
  const rows = members.map(({ payer, member_id }) => sql`(${payer}, ${member_id})`)
  await engine.run(sql`insert into purge_member values ${join(rows)}`)
}

/** The keys that a run gave to the person: another run may have given another. */
export async function preparePersons(engine: Engine, personMember: string): Promise<void> {
  await engine.run(sql`delete from purge_person`)
  await engine.run(sql`
    insert into purge_person select distinct p.person_id from read_parquet(${literal(personMember)}) p
    join purge_member m on m.payer = p.payer and m.member_id = p.member_id`)
}

/** Holds for a row that goes; null where nothing of such a file can be the target's. */
export async function rowGoes(engine: Engine, path: string, target: Target): Promise<Sql | null> {
  const found = await engine.rows<{ column_name: string }>(sql`describe select * from read_parquet(${literal(path)})`)
  const has = new Set(found.map((column) => column.column_name))
  const tests: Sql[] = []
  if (target.kind === 'payer' && has.has('payer')) tests.push(sql`t.payer = ${literal(target.payer)}`)
  if (target.kind === 'person') {
    for (const column of ['member_id', 'current_member_id', 'previous_member_id', 'linked_member_id'])
      if (has.has(column) && has.has('payer'))
        tests.push(sql`exists (
          select 1 from purge_member m where m.payer = ${column === 'linked_member_id' ? raw('t.linked_payer') : raw('t.payer')}
            and m.member_id = t.${id(column)})`)
    if (has.has('person_id')) tests.push(raw('t.person_id in (select person_id from purge_person)'))
    if (has.has('table_name') && has.has('record_number') && !has.has('payer'))
      tests.push(
        raw('exists (select 1 from purge_record p where p.file_id = t.file_id and p.record_number = t.record_number)'),
      )
  }
  return tests.length > 0 ? sql`coalesce(${join(tests, ' or ')}, false)` : null
}

export async function countGoing(engine: Engine, path: string, goes: Sql): Promise<number> {
  const found = await engine.one<{ n: number }>(
    sql`select count(*) as n from read_parquet(${literal(path)}) t where ${goes}`,
  )
  return found?.n ?? 0
}
