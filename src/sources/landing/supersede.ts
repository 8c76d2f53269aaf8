import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { LINEAGE } from '../../lake/tables/lineage.ts'
import type { ClaimLife } from '../source.ts'
import { notice } from '../validate/validate.ts'
import { newTable } from './map.ts'

/**
 * Which rows repeat what is known, and which put an earlier one out of force. Leaves two tables:
 *
 *     gone      one row per record that is no longer in force: file_id, record_number, by_file_id, by_record_number, rule
 *     repeated  one row per new row that says exactly what a row in force says: table_name, file_id, record_number, claimed, of_file_id, of_record_number
 */
export async function createGone(engine: Engine): Promise<void> {
  await engine.run(sql`create or replace table gone (
    file_id varchar, record_number bigint, by_file_id varchar, by_record_number bigint, rule varchar)`)
  await engine.run(sql`create or replace table repeated (
    table_name varchar, file_id varchar, record_number bigint, claimed varchar, of_file_id varchar, of_record_number bigint)`)
}

/** Every record of an earlier file that is in force goes when the file comes again under its name, corrected. */
export async function correctFile(engine: Engine, records: string, earlier: string, by: string): Promise<void> {
  await engine.run(sql`
    insert into gone
    select r.file_id, r.record_number, ${by}, null, 'corrected-file'
    from read_parquet(${records}) r
    where r.file_id = ${earlier} and r.outcome in ('accepted', 'warned')
      and not exists (select 1 from superseded s where s.file_id = r.file_id and s.record_number = r.record_number)`)
}

/**
 * By the table's grain: first within the delivery, where the later record wins, then beside what is in force. Of the
 * rows in force only the key is read; what else they say, only of those that a new row meets. Which of two versions of
 * a claim is in force is left to the layout's claim life; here it is only seen what says the same again.
 */
export async function supersede(engine: Engine, table: Table, lives: readonly ClaimLife[] = []): Promise<void> {
  const versioned = lives.flatMap((life) => (life.tables.includes(table.name) && life.versions ? life.versions : []))
  await withinDelivery(engine, table, versioned)
  await viewAdded(engine, table)
  const ofFeed = await isOfFeed(engine, table)
  if (!(await meet(engine, table, ofFeed))) return
  await engine.run(sql`
    create or replace temp table compared as
    select m.file_id, m.record_number, m.claimed, m.standing_file_id, m.standing_record_number,
      ${table.grain.includes('data_source') ? raw('n.data_source') : raw('null as data_source')},
      ${sameContent(table, 'n', 's')} as is_same
    from met m
      join ${id(newTable(table))} n on n.rowid = m.row_number
      join ${standingOf(table)} s on ${onGrain(table, 'n', 's')}
        and s.file_id = m.standing_file_id and s.record_number = m.standing_record_number
    where ${ofFeed}`)
  await engine.run(sql`
    insert into repeated
    select ${table.name}, file_id, record_number, claimed, max(standing_file_id), max(standing_record_number)
    from compared where is_same group by file_id, record_number, claimed`)
  for (const { feeds, whole } of versioned) if (whole) await keepWhole(engine, table, feeds)
  await engine.run(sql`
    insert into gone
    select distinct c.standing_file_id, c.standing_record_number, c.file_id, c.record_number, 'newer-version'
    from compared c
    where not c.is_same and not ${isVersioned(versioned, 'c')} and not exists (
      select 1 from repeated p where p.table_name = ${table.name} and p.file_id = c.file_id
        and p.record_number = c.record_number and p.claimed = c.claimed)`)
  await viewAdded(engine, table)
}

/** Holds for a row `s` of the feeds that came. A feed's rows lie together: the engine leaves out the other feeds' files. */
async function isOfFeed(engine: Engine, table: Table): Promise<Sql> {
  if (!table.grain.includes('data_source')) return raw('true')
  const feeds = await engine.rows<{ data_source: string }>(sql`
    select distinct data_source from ${id(newTable(table))}`)
  return feeds.length > 0
    ? sql`s.data_source in (${join(feeds.map(({ data_source }) => literal(data_source)))})`
    : raw('false')
}

/** Fills `met`, one row per new row and row in force of one key: there may be none. */
async function meet(engine: Engine, table: Table, ofFeed: Sql): Promise<boolean> {
  await engine.run(sql`
    create or replace temp table met as
    select n.row_number, n.file_id, n.record_number, ${grainText(table, 'n')} as claimed,
      s.file_id as standing_file_id, s.record_number as standing_record_number
    from (
      select a.row_number, a.file_id, a.record_number, ${join(table.grain.map((column) => sql`a.${id(column)}`))}
      from ${addedTable(table)} a
      where not exists (select 1 from gone g where g.file_id = a.file_id and g.record_number = a.record_number)
    ) n
    join ${standingOf(table)} s on ${onGrain(table, 'n', 's')} where ${ofFeed}`)
  return (await engine.one(sql`select 1 as found from met limit 1`)) !== undefined
}

/** The rows in force, without what this submission takes out of force. */
export const standingOf = (table: Table): Sql => sql`(
  select * from ${id(table.name)} t
  where not exists (select 1 from gone g where g.file_id = t.file_id and g.record_number = t.record_number))`

type Versions = NonNullable<ClaimLife['versions']>

/** Holds for a row `alias` of a feed whose rows are versions of claims. */
const isVersioned = (versioned: readonly Versions[], alias: string): Sql =>
  versioned.length > 0
    ? sql`(${join(
        versioned.map(({ feeds }) => sql`starts_with(${raw(alias)}.data_source, ${literal(feeds)})`),
        ' or ',
      )})`
    : raw('false')

/** What tells two versions of one claim line apart, beside the key. */
const OF_VERSION = ['claim_status', 'claim_version', 'paid_date']

async function withinDelivery(engine: Engine, table: Table, versioned: readonly Versions[]): Promise<void> {
  const name = id(newTable(table))
  const grain = join(table.grain.map(id))
  const twice = await engine.one(sql`select 1 as found from ${name} group by ${grain} having count(*) > 1 limit 1`)
  if (!twice) return
  const placed = id(`placed_${table.name}`)
  const ofVersion = versioned.length > 0 ? OF_VERSION : []
  const version = sql`case when ${isVersioned(versioned, 'n')} then ${join(
    [raw("''"), ...ofVersion.map((column) => sql`coalesce(n.${id(column)}::varchar, '')`)],
    ' || chr(31) || ',
  )} end`
  await engine.run(sql`
    create or replace table ${placed} as
    select n.*, ${version} as of_version, row_number() over (
      partition by ${join(table.grain.map((column) => sql`n.${id(column)}`))}, ${version}
      order by length(n.file_id) desc, n.file_id desc, n.record_number desc) as place
    from ${name} n
    join (select ${grain} from ${name} group by ${grain} having count(*) > 1) t on ${onGrain(table, 'n', 't')}`)
  const met = sql`${placed} l join ${placed} w on ${onGrain(table, 'l', 'w')} and w.place = 1 and l.place > 1
    and l.of_version is not distinct from w.of_version and (l.file_id <> w.file_id or l.record_number <> w.record_number)`
  await engine.run(sql`
    insert into repeated
    select distinct ${table.name}, l.file_id, l.record_number, ${grainText(table, 'l')}, w.file_id, w.record_number
    from ${met} where ${sameContent(table, 'l', 'w')}`)
  const differ = sql`${met} where l.of_version is null and not (${sameContent(table, 'l', 'w')})`
  await notice(engine, 'same-key-twice', 'warned', '-', sql`select w.file_id, w.record_number from ${differ}`)
  await engine.run(sql`
    insert into gone select distinct l.file_id, l.record_number, w.file_id, w.record_number, 'same-key-twice' from ${differ}`)
}

/**
 * A claim that comes whole repeats what is in force only when all of it does: when one line differs, or one is missing,
 * its other lines are lines of the new version. Versions that the payer counts tell that by their number.
 */
async function keepWhole(engine: Engine, table: Table, feeds: string): Promise<void> {
  const claim = raw('data_source, payer, plan, line_of_business, claim_id, claim_status')
  const same = (a: string, b: string) =>
    raw(
      claim.text
        .split(', ')
        .map((column) => `${a}.${column} = ${b}.${column}`)
        .join(' and '),
    )
  const isUncounted = sql`starts_with(t.data_source, ${literal(feeds)}) and t.claim_version is null`
  await engine.run(sql`
    create or replace temp table part_repeated as
    with repeat_row as (
      select distinct file_id, record_number from repeated where table_name = ${table.name}
    ), repeat_claim as (
      select distinct ${claim}, t.file_id
      from ${id(newTable(table))} t join repeat_row r on r.file_id = t.file_id and r.record_number = t.record_number
      where ${isUncounted}
    ), sent as (
      select ${claim}, t.file_id, count(distinct t.claim_line_number) as lines,
        count(*) as records, count(r.file_id) as repeats
      from ${id(newTable(table))} t left join repeat_row r on r.file_id = t.file_id and r.record_number = t.record_number
      where ${isUncounted} group by ${claim}, t.file_id
    ), standing as (
      select ${claim}, count(*) as lines from ${standingOf(table)} t where ${isUncounted} group by ${claim}
    )
    select ${join([raw('c.*')])} from repeat_claim c
      join sent s on ${same('s', 'c')} and s.file_id = c.file_id
      left join standing o on ${same('o', 'c')}
    where s.repeats < s.records or o.lines > s.lines`)
  await engine.run(sql`
    delete from repeated where table_name = ${table.name} and exists (
      select 1 from ${id(newTable(table))} t join part_repeated c on ${same('c', 't')} and c.file_id = t.file_id
      where t.file_id = repeated.file_id and t.record_number = repeated.record_number)`)
}

const addedTable = (table: Table): Sql => id(`added_${table.name}`)

/** The rows that the submission adds to a table. */
export const added = (table: Table): Sql => sql`select * from ${addedTable(table)}`

/** View added_<table>: mostly nothing is repeated, and then no key need be spelled out. */
async function viewAdded(engine: Engine, table: Table): Promise<void> {
  const found = await engine.one(sql`select 1 as found from repeated where table_name = ${table.name} limit 1`)
  const isAdded = found
    ? sql`where not exists (select 1 from repeated p where p.table_name = ${literal(table.name)} and p.file_id = n.file_id
        and p.record_number = n.record_number and p.claimed = ${grainText(table, 'n')})`
    : raw('')
  await engine.run(sql`
    create or replace view ${addedTable(table)} as
    select n.*, n.rowid as row_number from ${id(newTable(table))} n ${isAdded}`)
}

const LINEAGE_COLUMNS = [...LINEAGE.matchAll(/^\s*(\w+)\s/gm)].map((match) => match[1] ?? '')

const onGrain = (table: Table, a: string, b: string): Sql =>
  join(
    table.grain.map((column) => sql`${id(a)}.${id(column)} = ${id(b)}.${id(column)}`),
    ' and ',
  )

const grainText = (table: Table, alias: string): Sql =>
  join(
    table.grain.map((column) => sql`${id(alias)}.${id(column)}::varchar`),
    ' || chr(31) || ',
  )

/** Where a row came from is not what it says. */
function sameContent(table: Table, a: string, b: string): Sql {
  const besides = new Set([...table.grain, ...LINEAGE_COLUMNS, 'header_file_id', 'header_record_number'])
  const content = table.columns.filter((column) => !besides.has(column.name))
  if (content.length === 0) return raw('true')
  return join(
    content.map((column) => sql`${id(a)}.${id(column.name)} is not distinct from ${id(b)}.${id(column.name)}`),
    ' and ',
  )
}
