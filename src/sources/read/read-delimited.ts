import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { countOf, fieldsAsText, lineSize, linesOf, type StagedFile } from '../staged.ts'
import type { RuleName } from '../validate/rules/rules.ts'
import { endUnreadable } from '../validate/validate.ts'
import { isOdd } from './as-utf8.ts'

/** After this many quotes that are never closed the file as a whole is not to be trusted. */
const MOST_OPEN_QUOTES = 1000

/**
 * One row per record. The header is record 1, where the file has one. A field in quotes may hold line ends, so that a record may be several
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
  await engine.run(sql`create table ${id(lines)} as
    select line_number, line, ${isOddlyQuoted(staged)} as is_odd, false as is_broken
    from (${linesOf(path, received.longest_line.bytes)})`)
  const { read = 0, oddly_quoted = 0 } =
    (await engine.one<{ read: number; oddly_quoted: number }>(sql`
      select count(*) as read, count(case when is_odd then 1 end) as oddly_quoted from ${id(lines)}`)) ?? {}
  if (read !== staged.lines)
    throw new WholepanelError('input-record-count', {
      at: received.place,
      got: `${staged.lines} line ends, ${read} lines read`,
      want: 'one kind of line end',
    })
  const records = await groupLines(engine, staged, lines, oddly_quoted)
  const isControl = isControlIn(staged)
  const counted = await countRecords(engine, records, isControl)
  if (counted.header === 0 && headers(staged) > 0)
    throw new WholepanelError('input-header', {
      at: `${received.place}, record 1`,
      got: 'a header that does not read as fields',
    })
  await engine.run(sql`
    insert into ending select ${file_id}, record_number, 'control', ${controlRule(staged)}
    from ${records} where ${isControl}`)
  const bad = (rule: RuleName, is: Sql) =>
    endUnreadable(
      engine,
      rule,
      sql`
    select ${file_id} as file_id, record_number from ${records} where not ${isControl} and ${is}`,
    )
  if (counted.broken > 0) await bad('open-quote', sql`is_broken`)
  const odd = isOdd(raw('text'), received)
  if (counted.illegal > 0) {
    await bad('odd-character', sql`not is_broken and ${odd}`)
    await bad('field-count', sql`not is_broken and not is_legal and not ${odd}`)
  }
  await parse(engine, staged, sql`(select *, ${isControl} as is_control from ${records} r)`, path, scratch, counted)
  for (const name of [lines, recordsTable(staged)]) await engine.run(sql`drop table if exists ${id(name)}`)
  return counted.records
}

/** `legal` records are data: headers, blank lines and the layout's control records are not among them. */
type Counted = { records: number; header: number; broken: number; illegal: number; control: number; legal: number }

async function countRecords(engine: Engine, records: Sql, isControl: Sql): Promise<Counted> {
  const none = { records: 0, header: 0, broken: 0, illegal: 0, control: 0, legal: 0 }
  const counted = await engine.one<Counted>(sql`
    select count(*) as records,
      count(case when record_number = 1 and not is_broken and is_legal then 1 end) as header,
      count(case when not ${isControl} and is_broken then 1 end) as broken,
      count(case when not ${isControl} and not is_broken and not is_legal then 1 end) as illegal,
      count(case when ${isControl} then 1 end) as control,
      count(case when not is_broken and is_legal and not ${isControl} then 1 end) as legal
    from ${records}`)
  return counted ?? none
}

/** A layout may say that its files have no header, that quotes mean nothing, and how lines begin that are no data. */
const headers = ({ recognised }: StagedFile): number => (recognised.has_header === false ? 0 : 1)
const isQuoted = ({ recognised }: StagedFile): boolean => recognised.is_quoted !== false
const controlsOf = ({ recognised: { file } }: StagedFile) => (file.format === 'delimited' && file.control) || []

const isOddlyQuoted = (staged: StagedFile): Sql =>
  raw(isQuoted(staged) ? `(length(line) - length(replace(line, '"', ''))) % 2 = 1` : 'false')

function isControlIn(staged: StagedFile): Sql {
  const starts = controlsOf(staged).map((control) => sql` or starts_with(text, ${literal(control.starts)})`)
  return sql`(record_number <= ${raw(String(headers(staged)))} or text = ''${join(starts, '')})`
}

function controlRule(staged: StagedFile): Sql {
  const whens = controlsOf(staged).map(
    ({ starts, rule }) => sql`when starts_with(text, ${literal(starts)}) then ${literal(rule)}`,
  )
  return sql`case when record_number <= ${raw(String(headers(staged)))} then 'header' when text = '' then 'blank-line'
    ${join(whens, ' ')} end`
}

const recordsTable = ({ raw_table }: StagedFile): string => `${raw_table}_record`

/** The records: record_number, text, is_broken, is_legal. Without a line that opens a record, each line is one. */
async function groupLines(engine: Engine, staged: StagedFile, lines: string, odd: number): Promise<Sql> {
  const legal = isLegal(staged)
  if (odd === 0)
    return sql`(
      select line_number as record_number, text, false as is_broken, ${legal} as is_legal
      from (select line_number, line as text from ${id(lines)}) line)`
  const records = id(recordsTable(staged))
  for (let turn = 0; ; turn++) {
    await engine.run(sql`create or replace table ${records} as
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
      select min(line_number) as line_number from ${records}
      where not is_broken and (is_open or (lines > 1 and not ${isShaped(staged)}))`)
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
  await engine.run(sql`create or replace table ${records} as
    select *, ${legal} as is_legal from ${records} order by record_number`)
  return records
}

/** The record reads as the header's number of fields, and nothing in it had to be replaced. */
const isLegal = (staged: StagedFile): Sql => sql`(not ${isOdd(raw('text'), staged.received)} and ${isShaped(staged)})`

/** The record reads as the header's number of fields. Without quotes, counting delimiters says it. */
function isShaped(staged: StagedFile): Sql {
  const { recognised } = staged
  const { columns, delimiter } = recognised
  const not = delimiter === '\t' ? '\\t' : delimiter.replace(/[\]\\^-]/, '\\$&')
  const cell = `(?:"(?:[^"]|"")*"|[^"${not}]*)`
  const pattern = `^${cell}(?:[${not}]${cell})*\r?$`
  const delimiters = sql`length(text) - length(replace(text, ${literal(delimiter)}, ''))`
  const wanted = raw(String(columns.length - 1))
  if (!isQuoted(staged)) return sql`(${delimiters} = ${wanted})`
  // The quoted fields are taken out first, so that only delimiters between fields are counted.
  const bare = sql`regexp_replace(text, '"(?:[^"]|"")*"', '', 'g')`
  const between = sql`length(${bare}) - length(replace(${bare}, ${literal(delimiter)}, ''))`
  return sql`(case when not contains(text, '"') then ${delimiters} = ${wanted}
    else regexp_matches(text, ${literal(pattern)}) and ${between} = ${wanted} end)`
}

/** Reads the legal records; where some are not, from a copy that holds the legal ones only. Counts are held equal. */
async function parse(
  engine: Engine,
  staged: StagedFile,
  records: Sql,
  path: string,
  scratch: string,
  { broken, illegal, control, legal }: Counted,
): Promise<void> {
  const { recognised, received } = staged
  const skipped = raw(String(headers(staged)))
  const isWhole = broken + illegal + control === headers(staged)
  const from = isWhole ? path : scratch
  if (!isWhole)
    await engine.run(sql`
      copy (select text from ${records} r where record_number <= ${skipped} or (not is_broken and is_legal and not is_control)
        order by record_number)
      to ${literal(from)} (format csv, header false, delimiter ${literal('\u0001')}, quote '', escape '')`)
  const names = recognised.columns.map((_, i) => sql`${literal(`c${i}`)}: 'VARCHAR'`)
  const quote = literal(isQuoted(staged) ? '"' : '')
  const cells = sql`(
    select row_number() over () as place, * from read_csv(${literal(from)}, columns = {${join(names)}}, auto_detect = false,
      header = false, delim = ${literal(recognised.delimiter)}, quote = ${quote}, escape = ${quote}, strict_mode = false, null_padding = false,
      max_line_size = ${raw(String(lineSize(received.longest_line.bytes)))}))`
  const fields = fieldsAsText(recognised.file, (field) => {
    const place = recognised.columns.findIndex((column) => column.field === field.name)
    return place < 0 ? null : id(`c${place}`)
  })
  // Where every record is legal its place in the file is its number.
  await engine.run(
    isWhole
      ? sql`create table ${id(staged.raw_table)} as
          select place as record_number, ${fields} from ${cells} cell where place > ${skipped}`
      : sql`create table ${id(staged.raw_table)} as
          with numbered as (
            select record_number, row_number() over (order by record_number) + ${skipped} as place from ${records} r
            where not is_broken and is_legal and not is_control
          )
          select coalesce(numbered.record_number, 0) as record_number, ${fields}
          from ${cells} cell left join numbered on numbered.place = cell.place
          where cell.place > ${skipped}
          order by cell.place`,
  )
  const parsed = await countOf(engine, id(staged.raw_table))
  if (parsed !== legal)
    throw new WholepanelError('input-record-count', {
      at: received.place,
      got: `${legal} records, ${parsed} read`,
      fix: 'check the quotes and line ends of the file',
    })
}
