import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { quotient } from '../../lake/dialect.ts'
import type { Engine } from '../../lake/engine.ts'
import { literal, raw, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import { type Landed, parquet } from '../landing/submissions.ts'
import { BOUNDS } from './bounds.ts'
import { type Month, type Odd, oddMonths } from './odd-months.ts'
import { noticeRule } from './validate.ts'

/**
 * The months of a submission beside the payer's other months and beside other payers of the line of business. Leaves
 * table `verdict` (table_name, payer, line_of_business, month, verdict), and what is odd in `noticed`. Reads the small
 * profiles that earlier submissions left, never their rows.
 */
export async function comparePast(engine: Engine, before: readonly Landed[], payer: string): Promise<void> {
  await engine.run(sql`
    create or replace temp table verdict (table_name varchar, payer varchar, line_of_business varchar, month varchar, verdict varchar)`)
  const kept = before.filter(({ folder }) => existsSync(join(folder, 'profile.parquet')))
  const own = await monthsOf(engine, kept)
  const odd = oddMonths(own, await othersRange(engine, kept))
  const series = new Set(own.filter(({ now_rows }) => now_rows > 0).map(seriesOf))
  const verdicts = own
    .filter((month) => month.now_rows > 0)
    .map((month) => {
      const rules = odd.filter((one) => one.month === month.month && seriesOf(one) === seriesOf(month))
      const said = rules.length > 0 ? [...new Set(rules.map(({ rule }) => rule))].join(', ') : 'as its other months'
      return sql`(${sqlJoin([month.table_name, month.payer, month.line_of_business, month.month, said].map(literal))})`
    })
  if (verdicts.length > 0) await engine.run(sql`insert into verdict values ${sqlJoin(verdicts)}`)
  for (const one of grouped(odd.filter((found) => series.has(seriesOf(found))))) await say(engine, one)
  await compareDeliveries(
    engine,
    kept.filter((landed) => landed.payer === payer),
  )
}

const seriesOf = ({ table_name, payer, line_of_business }: Pick<Month, 'table_name' | 'payer' | 'line_of_business'>) =>
  `${table_name} ${payer} ${line_of_business}`

/** Sums over this submission and the payer's earlier ones; files that were corrected since are left out. */
function monthsOf(engine: Engine, before: readonly Landed[]): Promise<Month[]> {
  return engine.rows<Month>(sql`
    with month as (
      select table_name, payer, line_of_business, month, "rows", "rows" as now_rows, members, claims, paid_usd, with_diagnosis, with_npi,
        with_diagnosis as now_with_diagnosis, with_npi as now_with_npi, zero_paid, negative, originals, judged_paid, first_days, covered_members
      from profile_now
      union all
      select table_name, payer, line_of_business, month, "rows", 0, members, claims, paid_usd, with_diagnosis, with_npi, 0, 0, 0, 0, 0, 0, 0,
        covered_members
      from ${profilesOf(before)} b
    ), summed as (
      select table_name, payer, line_of_business, month, sum("rows")::bigint as "rows", sum(now_rows)::bigint as now_rows,
        sum(claims)::bigint as claims, sum(paid_usd)::decimal(18,2) as paid_usd, sum(with_diagnosis)::bigint as with_diagnosis,
        sum(with_npi)::bigint as with_npi, sum(now_with_diagnosis)::bigint as now_with_diagnosis, sum(now_with_npi)::bigint as now_with_npi,
        sum(zero_paid)::bigint as zero_paid, sum(negative)::bigint as negative, sum(originals)::bigint as originals,
        sum(judged_paid)::bigint as judged_paid, sum(first_days)::bigint as first_days, max(covered_members) as covered_members
      from month group by table_name, payer, line_of_business, month
    )
    select *, ${quotient(raw('paid_usd'), raw('covered_members'), 2)} as pmpm_usd from summed
    order by table_name, payer, line_of_business, month`)
}

function profilesOf(before: readonly Landed[]): Sql {
  if (before.length === 0) return raw('(select * from profile_now where false)')
  return sql`(
    select * from ${parquet(before, 'profile')} p where not exists (
      select 1 from ${parquet(before, 'file')} f where f.because = 'corrects ' || p.file_id)
      and p.file_id not in (select by_rule.file_id from gone by_rule where by_rule.rule = 'corrected-file'))`
}

export type OthersRange = { table_name: string; line_of_business: string; least: string; most: string }

/** The range of paid per member and month over the other payers of a line of business, where there are enough of them. */
async function othersRange(engine: Engine, before: readonly Landed[]): Promise<OthersRange[]> {
  if (before.length === 0) return []
  return engine.rows<OthersRange>(sql`
    with month as (
      select table_name, payer, line_of_business, month, sum(paid_usd)::decimal(18,2) as paid_usd, max(covered_members) as covered_members
      from ${profilesOf(before)} b
      where table_name <> 'eligibility' and payer not in (select payer from profile_now)
      group by table_name, payer, line_of_business, month
    ), other as (
      select table_name, payer, line_of_business, ${quotient(raw('sum(paid_usd)'), raw('sum(covered_members)'), 2)} as pmpm_usd
      from month where covered_members >= ${raw(String(BOUNDS.enough_rows))} group by table_name, payer, line_of_business
    )
    select table_name, line_of_business, min(pmpm_usd) as least, max(pmpm_usd) as most from other where pmpm_usd is not null
    group by table_name, line_of_business having count(*) >= ${raw(String(BOUNDS.other_payers))}
    order by table_name, line_of_business`)
}

/** One finding per series and rule, over its months. */
function grouped(odd: readonly Odd[]): Odd[] {
  const found = new Map<string, Odd & { months: number }>()
  for (const one of odd) {
    const key = `${seriesOf(one)} ${one.rule}`
    const was = found.get(key)
    if (!was) found.set(key, { ...one, months: 1 })
    else {
      was.months++
      if (was.months <= 6) was.observed += `; ${one.observed}`
    }
  }
  return [...found.values()].map(({ months, ...one }) =>
    months > 6 ? { ...one, observed: `${one.observed}; and ${months - 6} months more` } : one,
  )
}

/** A finding about a table is told of the file with most of its rows. */
async function say(
  engine: Engine,
  { table_name, payer, line_of_business, rule, column, observed }: Odd,
): Promise<void> {
  const file = await engine.one<{ file_id: string }>(sql`
    select file_id, sum("rows") as n from profile_now
    where table_name = ${table_name} and payer = ${payer} and line_of_business = ${line_of_business}
    group by file_id order by n desc, file_id limit 1`)
  if (file) await sayOf(engine, file.file_id, rule, column, observed)
}

async function sayOf(
  engine: Engine,
  file_id: string,
  rule: Odd['rule'],
  column: string,
  observed: string,
): Promise<void> {
  await noticeRule(engine, rule, column, sql`select ${file_id} as file_id, null::bigint as record_number`)
  await engine.run(sql`insert into observation values (${file_id}, ${column}, ${rule}, ${observed}, null)`)
}

/** Columns that went blank and codes that changed, over a whole table, beside the payer's last delivery of it. */
async function compareDeliveries(engine: Engine, before: readonly Landed[]): Promise<void> {
  const tables = await engine.rows<{ table_name: string; file_id: string }>(sql`
    with file as (select distinct table_name, file_id, "rows" from fill_now),
    most as (select table_name, max("rows") as most, sum("rows") as "rows" from file group by table_name)
    select m.table_name, min(f.file_id) as file_id from most m join file f on f.table_name = m.table_name and f."rows" = m.most
    where m."rows" >= ${raw(String(BOUNDS.enough_rows))} group by m.table_name order by m.table_name`)
  for (const { table_name, file_id } of tables) {
    const last = await lastOf(engine, before, table_name)
    if (!last) continue
    const blank = await engine.rows<{ column: string }>(wentBlank(table_name, last))
    for (const { column } of blank.filter((one) => !OURS.has(one.column)))
      await sayOf(
        engine,
        file_id,
        'column-went-blank',
        column,
        `no value in ${table_name}; the last delivery of it had some`,
      )
    const changed = await engine.rows<{ column: string; distance: number }>(codesChanged(table_name, last))
    for (const { column, distance } of changed)
      await sayOf(engine, file_id, 'codes-changed', column, `${distance}% of the rows have another code than before`)
  }
}

/** Columns that a source fills for us, about which a sender can do nothing. */
const OURS = new Set(['header_file_id', 'header_record_number', 'share_file_id', 'share_record_number'])

/** One row per column that is empty now and was filled in a fifth of the rows of the last delivery. */
const wentBlank = (table_name: string, last: Landed): Sql => sql`
  with now_filled as (select "column", sum(filled) as filled from fill_now where table_name = ${table_name} group by "column"),
  was_filled as (
    select "column", sum(filled) as filled, sum("rows") as "rows" from ${parquet([last], 'fill')} b
    where table_name = ${table_name} group by "column"
  )
  select n."column" from now_filled n join was_filled w on w."column" = n."column"
  where n.filled = 0 and w.filled >= ${raw(String(BOUNDS.filled_before))} * w."rows" order by n."column"`

/** One row per column of which half of the rows are under other codes: half the sum of the shares' differences. */
const codesChanged = (table_name: string, last: Landed): Sql => sql`
  with used as (
    select 1 as is_now, "column", value, sum("rows") as "rows" from code_use_now where table_name = ${table_name} group by "column", value
    union all
    select 0, "column", value, sum("rows") from ${parquet([last], 'code_use')} b where table_name = ${table_name} group by "column", value
  ), share as (
    select is_now, "column", value, "rows" / sum("rows") over (partition by is_now, "column") as share from used
  ), apart as (
    select "column", value, abs(sum(case when is_now = 1 then share else -share end)) as apart, sum(is_now) as now_used,
      sum(1 - is_now) as was_used
    from share group by "column", value
  )
  select "column", cast(round(50 * sum(apart)) as integer) as distance from apart group by "column"
  having sum(now_used) > 0 and sum(was_used) > 0 and sum(apart) / 2 >= ${raw(String(BOUNDS.code_distance))} order by "column"`

/** The payer's newest delivery with enough rows of the table. */
async function lastOf(engine: Engine, before: readonly Landed[], table_name: string): Promise<Landed | null> {
  for (const landed of before.toReversed()) {
    if (!existsSync(join(landed.folder, 'fill.parquet'))) continue
    const found = await engine.one(sql`
      select 1 as found from ${parquet([landed], 'fill')} f
      where table_name = ${table_name} and "rows" >= ${raw(String(BOUNDS.enough_rows))} limit 1`)
    if (found) return landed
  }
  return null
}
