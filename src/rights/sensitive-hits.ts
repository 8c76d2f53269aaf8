import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import { medicalClaim } from '../lake/tables/medical-claim.ts'
import { pharmacyClaim } from '../lake/tables/pharmacy-claim.ts'

/** What names a claim. */
export const CLAIM = ['data_source', 'payer', 'plan', 'line_of_business', 'claim_id']
export const CLAIM_TABLES = [medicalClaim.name, pharmacyClaim.name]

/**
 * What a record says never changes while its submission is the same. So what fell under which set is kept beside a run, and
 * the next one reads the codes of new submissions only.
 */
export type Keeping = {
  /** Folder of the run that is being made. */
  folder: string
  /** The submissions it reads. */
  submissions: readonly string[]
  /** The run it is built on, and what that one read. */
  before: { folder: string; submissions: readonly string[] } | null
}

/** Which records of a table fall under a set, as a condition on a row `t`; the set by its key. */
export type Falling = { table_name: string; set_key: string; falls: Sql }

const HIT = 'sensitive_hit'
const LINE = 'sensitive_line'
const claimOf = (alias: string): Sql => join(CLAIM.map((column) => sql`${raw(alias)}.${id(column)}`))
const sameClaim = (a: string, b: string): Sql =>
  sql`${raw(a)}.table_name = ${raw(b)}.table_name and ${join(
    CLAIM.map((column) => sql`${raw(a)}.${id(column)} = ${raw(b)}.${id(column)}`),
    ' and ',
  )}`

/**
 * Leaves, whatever members said:
 *
 *     sensitive_hit   one row per record and set that it falls under by its own codes
 *     sensitive_line  one row per record of a claim of which any record does
 */
export async function prepareHits(engine: Engine, falling: readonly Falling[], keeping?: Keeping): Promise<void> {
  const known = createHash('sha256')
    .update(JSON.stringify(falling.map(({ table_name, set_key, falls }) => [table_name, set_key, falls])))
    .digest('hex')
  const before = keeping?.before ?? null
  const place = before && keptOf(before.folder, known) ? before.folder : null
  const still = place && before ? keeping?.submissions.filter((one) => before.submissions.includes(one)) : null
  const isStill = among(still ?? [])
  // Named, not denied: the engine leaves out the files of submissions that are not meant.
  const isNew = still && keeping ? among(keeping.submissions.filter((one) => !still.includes(one))) : raw('true')
  await engine.run(
    sql`create or replace temp table ${id(HIT)} as ${join(
      [
        place ? sql`select t.* from read_parquet(${literal(fileOf(place, HIT))}) t where ${isStill}` : NO_HIT,
        ...falling.map((one) => hits(one, isNew)),
      ],
      ' union all ',
    )}`,
  )
  await engine.run(sql`create or replace temp table hit_claim as
    select distinct table_name, ${claimOf('t')} from ${id(HIT)} t where claim_id is not null`)
  await engine.run(sql`create or replace temp table new_hit_claim as select t.* from hit_claim t
    ${
      place
        ? sql`left join (
            select distinct table_name, ${claimOf('b')}, 1 as found from read_parquet(${literal(fileOf(place, HIT))}) b
          ) b on ${sameClaim('t', 'b')} where b.found is null`
        : raw('')
    }`)
  const feeds = await engine.rows<{ data_source: string }>(
    sql`select distinct data_source from new_hit_claim where data_source is not null order by data_source`,
  )
  const ofFeeds =
    feeds.length > 0 ? sql`t.data_source in (${join(feeds.map((one) => literal(one.data_source)))})` : raw('false')
  await engine.run(
    sql`create or replace temp table ${id(LINE)} as ${join(
      [
        place
          ? sql`select t.* from read_parquet(${literal(fileOf(place, LINE))}) t join hit_claim c on ${sameClaim('c', 't')} where ${isStill}`
          : NO_LINE,
        ...CLAIM_TABLES.flatMap((name) => [
          lines(name, 'hit_claim', isNew),
          ...(place ? [lines(name, 'new_hit_claim', sql`${isStill} and ${ofFeeds}`)] : []),
        ]),
      ],
      ' union all ',
    )}`,
  )
  if (keeping) await keep(engine, keeping.folder, known)
}

const among = (submissions: readonly string[]): Sql =>
  submissions.length > 0 ? sql`(t.submission_id in (${join(submissions.map(literal))}))` : raw('false')

const NO_HIT = sql`select '' as submission_id, '' as table_name, '' as file_id, 0::bigint as record_number,
  '' as member_id, ${join(CLAIM.map((column) => sql`'' as ${id(column)}`))}, '' as set_key where false`
const NO_LINE = sql`select '' as submission_id, '' as table_name, '' as file_id, 0::bigint as record_number,
  ${join(CLAIM.map((column) => sql`'' as ${id(column)}`))} where false`

const hits = ({ table_name, set_key, falls }: Falling, where: Sql): Sql => sql`
  select t.submission_id, ${literal(table_name)}, t.file_id, t.record_number, t.member_id, t.data_source, t.payer,
    ${CLAIM_TABLES.includes(table_name) ? raw('t.plan, t.line_of_business, t.claim_id') : raw('null, null, null')}, ${literal(set_key)}
  from ${id(`${table_name}_received`)} t where ${where} and ${falls}`

const lines = (name: string, claims: string, where: Sql): Sql => sql`
  select t.submission_id, ${literal(name)}, t.file_id, t.record_number, ${claimOf('t')}
  from ${id(`${name}_received`)} t join ${id(claims)} c on c.table_name = ${literal(name)} and ${join(
    CLAIM.map((column) => sql`c.${id(column)} = t.${id(column)}`),
    ' and ',
  )} where ${where}`

const fileOf = (folder: string, name: string): string => joinPath(folder, 'inputs', `${name}.parquet`)
const knownFile = (folder: string): string => joinPath(folder, 'inputs', 'sensitive.json')

/** Whether a run left what fell under these very sets. */
const keptOf = (folder: string, known: string): boolean =>
  existsSync(knownFile(folder)) && readFileSync(knownFile(folder), 'utf8') === JSON.stringify({ known })

/** The file that says under which sets they fell comes last: without it nothing is taken over. */
async function keep(engine: Engine, folder: string, known: string): Promise<void> {
  mkdirSync(joinPath(folder, 'inputs'), { recursive: true, mode: 0o700 })
  for (const name of [HIT, LINE]) {
    const half = `${fileOf(folder, name)}.half`
    await engine.writeParquet(sql`select * from ${id(name)}`, half, 'quick')
    chmodSync(half, 0o600)
    renameSync(half, fileOf(folder, name))
  }
  const half = `${knownFile(folder)}.half`
  writeFileSync(half, JSON.stringify({ known }), { mode: 0o600 })
  renameSync(half, knownFile(folder))
}
