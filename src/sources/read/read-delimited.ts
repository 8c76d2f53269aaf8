import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { countOf, fieldsAsText, linesOf, type StagedFile } from '../staged.ts'
import type { RuleName } from '../validate/rules.ts'
import { endUnreadable } from '../validate/validate.ts'

/** After this many quotes that are never closed the file as a whole is not to be trusted. */
const MOST_OPEN_QUOTES = 1000

/**
 * One row per record. The header is record 1. A field in quotes may hold line ends, so that a record may be several
 * lines; a quote that is never closed would swallow the records after it, and is found here, before the reader sees it:
 *
 *   1. lines with an odd number of quotes open or close a record of several lines;
 *   2. such a record must read, character by character, as exactly the header's number of fields;
 *   3. where it does not, its first line alone is quarantined, and the lines after it are looked at again.
 *
 * Returns the number of physical records: header, readable, quarantined and blank ones.
 */
export async function readDelimited(
  engine: Engine,
  staged: StagedFile,
  path: string,
  scratch: string,
): Promise<number> {
  const { file_id, received } = staged
  const lines = `${staged.raw_table}_line`
  const records = `${staged.raw_table}_record`
  await engine.run(sql`create table ${id(lines)} as
    select line_number, line, (length(line) - length(replace(line, '"', ''))) % 2 = 1 as is_odd, false as is_broken
    from (${linesOf(path)})`)
  const read = await countOf(engine, id(lines))
  if (read !== staged.lines)
    throw new WholepanelError('input-record-count', {
      at: received.place,
      got: `${staged.lines} line ends, ${read} lines read`,
      want: 'one kind of line end',
    })
  await groupLines(engine, staged, lines, records)
  const header = await countOf(engine, sql`${id(records)} where record_number = 1 and not is_broken and is_legal`)
  if (header === 0)
    throw new WholepanelError('input-header', {
      at: `${received.place}, record 1`,
      got: 'a header that does not read as fields',
    })
  await engine.run(sql`
    insert into ending select ${file_id}, record_number, 'control', case when record_number = 1 then 'header' else 'blank-line' end
    from ${id(records)} where record_number = 1 or text = ''`)
  const bad = (rule: RuleName, is: Sql) =>
    endUnreadable(
      engine,
      rule,
      sql`
    select ${file_id} as file_id, record_number from ${id(records)} where record_number > 1 and text <> '' and ${is}`,
    )
  await bad('open-quote', sql`is_broken`)
  await bad('field-count', sql`not is_broken and not is_legal`)
  await parse(engine, staged, records, path, scratch)
  const count = await countOf(engine, id(records))
  await engine.run(sql`drop table ${id(lines)}`)
  await engine.run(sql`drop table ${id(records)}`)
  return count
}

/** Fills `records`: record_number, text, is_broken, is_legal. */
async function groupLines(engine: Engine, staged: StagedFile, lines: string, records: string): Promise<void> {
  const legal = isLegal(staged)
  const odd = await countOf(engine, sql`${id(lines)} where is_odd`)
  if (odd === 0) {
    await engine.run(sql`create table ${id(records)} as
      select line_number as record_number, line as text, false as is_broken, ${legal} as is_legal
      from (select line_number, line, line as text from ${id(lines)}) line`)
    return
  }
  for (let turn = 0; ; turn++) {
    await engine.run(sql`create or replace table ${id(records)} as
      with opened as (
        select line_number, line, is_odd and not is_broken as is_odd, is_broken,
          coalesce(sum(case when is_odd and not is_broken then 1 else 0 end) over (
            order by line_number rows between unbounded preceding and 1 preceding), 0) as odd_before
        from ${id(lines)}
      ), numbered as (
        select *, sum(case when odd_before % 2 = 0 or is_broken then 1 else 0 end) over (order by line_number) as number
        from opened
      )
      select number as record_number, min(line_number) as line_number, count(*) as lines,
        string_agg(line, chr(10) order by line_number) as text, bool_or(is_broken) as is_broken,
        sum(case when is_odd then 1 else 0 end) % 2 = 1 as is_open
      from numbered group by number`)
    const broken = await engine.one<{ line_number: number | null }>(sql`
      select min(line_number) as line_number from ${id(records)}
      where not is_broken and (is_open or (lines > 1 and not ${legal}))`)
    const line = broken?.line_number ?? null
    if (line === null) break
    if (turn >= MOST_OPEN_QUOTES)
      throw new WholepanelError('input-record-count', {
        at: `${staged.received.place}:${line}`,
        got: `more than ${MOST_OPEN_QUOTES} quotes that are never closed`,
        fix: 'double a quote inside a field, and close each quoted field',
      })
    await engine.run(sql`update ${id(lines)} set is_broken = true where line_number = ${line}`)
  }
  await engine.run(sql`create or replace table ${id(records)} as
    select *, ${legal} as is_legal from ${id(records)} order by record_number`)
}

/** The record reads as the header's number of fields. Without quotes, counting delimiters says it. */
function isLegal({ recognised: { columns, delimiter } }: StagedFile) {
  const not = delimiter === '\t' ? '\\t' : delimiter
  const cell = `(?:"(?:[^"]|"")*"|[^"${not}]*)`
  const pattern = `^${cell}(?:[${not}]${cell})*\r?$`
  const delimiters = sql`length(text) - length(replace(text, ${literal(delimiter)}, ''))`
  // The quoted fields are taken out first, so that only delimiters between fields are counted.
  const bare = sql`regexp_replace(text, '"(?:[^"]|"")*"', '', 'g')`
  const between = sql`length(${bare}) - length(replace(${bare}, ${literal(delimiter)}, ''))`
  const wanted = raw(String(columns.length - 1))
  return sql`(case when not contains(text, '"') then ${delimiters} = ${wanted}
    else regexp_matches(text, ${literal(pattern)}) and ${between} = ${wanted} end)`
}

/** Reads the legal records; where some are not, from a copy that holds the legal ones only. Counts are held equal. */
async function parse(
  engine: Engine,
  staged: StagedFile,
  records: string,
  path: string,
  scratch: string,
): Promise<void> {
  const { recognised, received } = staged
  const whole = await countOf(engine, sql`${id(records)} where (is_broken or not is_legal or text = '')`)
  const legal = sql`${id(records)} where not is_broken and is_legal and text <> '' and record_number > 1`
  let from = path
  if (whole > 0) {
    from = scratch
    await engine.run(sql`
      copy (select text from ${id(records)} where record_number = 1 or (not is_broken and is_legal and text <> '') order by record_number)
      to ${literal(from)} (format csv, header false, delimiter ${literal('\u0001')}, quote '', escape '')`)
  }
  const names = recognised.columns.map((_, i) => sql`${literal(`c${i}`)}: 'VARCHAR'`)
  await engine.run(sql`create table ${id(`${records}_cell`)} as
    select row_number() over () as place, * from read_csv(${literal(from)}, columns = {${join(names)}}, auto_detect = false,
      header = false, delim = ${literal(recognised.delimiter)}, quote = '"', escape = '"', strict_mode = false, null_padding = false,
      max_line_size = 33554432)`)
  const parsed = (await countOf(engine, id(`${records}_cell`))) - 1
  const expected = await countOf(engine, legal)
  if (parsed !== expected)
    throw new WholepanelError('input-record-count', {
      at: received.place,
      got: `${expected} records, ${parsed} read`,
      fix: 'check the quotes and line ends of the file',
    })
  const fields = fieldsAsText(recognised.file, (field) => {
    const place = recognised.columns.findIndex((column) => column.field === field.name)
    return place < 0 ? null : id(`c${place}`)
  })
  await engine.run(sql`create table ${id(staged.raw_table)} as
    with numbered as (
      select record_number, row_number() over (order by record_number) + 1 as place from ${legal}
    )
    select numbered.record_number, ${fields}
    from ${id(`${records}_cell`)} cell join numbered on numbered.place = cell.place
    order by numbered.record_number`)
  await engine.run(sql`drop table ${id(`${records}_cell`)}`)
}
