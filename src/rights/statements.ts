import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Engine } from '../lake/engine.ts'
import { SUPERSEDED, viewTable } from '../lake/lake.ts'
import { literal, raw, type Sql, sql, join as sqlJoin } from '../lake/sql.ts'
import { consent } from '../lake/tables/consent.ts'
import { memberCrosswalk } from '../lake/tables/member-crosswalk.ts'
import type { Region } from '../region.ts'
import { currentMember } from '../sources/cclf/member.ts'

/**
 * What people said about the sharing of their records binds whichever way it came: also out of a submission that is
 * held, and also in a run for a past day, before which it may not have been known. So statements and the crosswalk of
 * numbers are read from the whole lake.
 */
export type Spoken = {
  /** Parquet files, under the lake, of statements, of crosswalks, and of what later submissions put out of force. */
  consents: readonly string[]
  crosswalks: readonly string[]
  superseded: readonly string[]
  /** The newest day up to today on which a statement begins or is over: until the next one, nothing changes by itself. */
  as_of: string | null
}

export async function statementsInLake(region: Region, today: string): Promise<Spoken> {
  const consents = filesOf(region.lake, consent.name)
  const spoken = {
    consents,
    crosswalks: consents.length > 0 ? filesOf(region.lake, memberCrosswalk.name) : [],
    superseded: consents.length > 0 ? filesOf(region.lake, SUPERSEDED) : [],
    as_of: null,
  }
  if (consents.length === 0) return spoken
  mkdirSync(join(region.path, 'spill'), { recursive: true, mode: 0o700 })
  const engine = await Engine.open({ memory: '500MB', threads: 1 })
  try {
    await viewTable(
      engine,
      'consent_ever',
      consent,
      consents.map((file) => join(region.lake, file)),
    )
    const found = await engine.one<{ day: string | null }>(sql`
      select max(day) as day from (
        select effective_date as day from consent_ever
        union all select end_date + interval 1 day from consent_ever where end_date is not null
      ) days where day <= ${today}::date`)
    return { ...spoken, as_of: found?.day?.slice(0, 10) ?? null }
  } finally {
    engine.close()
  }
}

/**
 * Leaves `member_number` (one row per earlier number of a payer: the number now in use) and `stated` (one row per member,
 * under the number now in use, and category: what counts today).
 */
export async function prepareStatements(engine: Engine, lake: string, spoken: Spoken): Promise<void> {
  const inLake = (files: readonly string[]) => files.map((file) => join(lake, file))
  await viewTable(engine, 'consent_ever', consent, inLake(spoken.consents))
  if (spoken.consents.length > 0) {
    await viewTable(engine, 'member_crosswalk_ever', memberCrosswalk, inLake(spoken.crosswalks))
    await viewSuperseded(engine, inLake(spoken.superseded))
  } else {
    await engine.run(sql`create or replace view member_crosswalk_ever as select * from member_crosswalk_received`)
    await engine.run(
      sql`create or replace view superseded_ever as select file_id, record_number, '' as rule from superseded`,
    )
  }
  const changes = sql`
    select payer || chr(31) || previous_member_id as previous_member_id, payer || chr(31) || current_member_id as current_member_id,
      obsolete_date
    from member_crosswalk_ever c where ${inForce('c')}`
  await engine.run(sql`create or replace temp table member_number as
    select split_part(previous_member_id, chr(31), 1) as payer, split_part(previous_member_id, chr(31), 2) as member_id,
      split_part(current_member_id, chr(31), 2) as current_member_id
    from (${currentMember(changes)}) number`)
  await engine.run(sql`create or replace temp table stated as ${statedOn(spoken.as_of)}`)
}

const viewSuperseded = (engine: Engine, files: readonly string[]): Promise<void> =>
  engine.run(
    files.length > 0
      ? sql`create or replace view superseded_ever as
          select file_id, record_number, rule from read_parquet([${sqlJoin(files.map(literal))}])`
      : sql`create or replace view superseded_ever as select '' as file_id, 0::bigint as record_number, '' as rule where false`,
  )

/**
 * The newest statement of a member and category counts; of two of one day that of the later submission, and of two in one
 * submission the denial. One that is over says nothing. Only a file that was corrected takes its statements back: a
 * record that another replaced may have stated more than one thing.
 */
const statedOn = (as_of: string | null): Sql => sql`
  with statement as (
    select c.payer, coalesce(n.current_member_id, c.member_id) as member_id, c.category, c.decision, c.effective_date,
      c.end_date, c.submission_id, c.file_id, c.record_number
    from consent_ever c left join member_number n on n.payer = c.payer and n.member_id = c.member_id
    where c.effective_date <= ${as_of}::date and not exists (
      select 1 from superseded_ever s
      where s.file_id = c.file_id and s.record_number = c.record_number and s.rule = 'corrected-file')
  ), ranked as (
    select payer, member_id, category, decision, end_date, row_number() over (
      partition by payer, member_id, category
      order by effective_date desc, submission_id desc, case when decision = 'deny' then 0 else 1 end, file_id, record_number) as place
    from statement
  )
  select payer, member_id, category, decision from ranked
  where place = 1 and (end_date is null or end_date >= ${as_of}::date)`

const inForce = (alias: string): Sql => sql`not exists (
  select 1 from superseded_ever s where s.file_id = ${raw(alias)}.file_id and s.record_number = ${raw(alias)}.record_number)`

function filesOf(lake: string, table: string): string[] {
  const visible = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory() && !one.name.startsWith('.'))
      : []
  return visible(lake)
    .flatMap((payer) => visible(join(lake, payer.name)).map((one) => join(payer.name, one.name, `${table}.parquet`)))
    .filter((file) => existsSync(join(lake, file)))
    .sort()
}
