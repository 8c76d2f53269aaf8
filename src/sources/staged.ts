import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { FileLayout } from './layouts/layout.ts'
import type { Recognised } from './read/recognise.ts'
import type { ReceivedFile } from './receive/receive.ts'

/** A file whose records lie in the engine as text: table `raw_table` has record_number and every field of the layout. */
export type StagedFile = {
  file_id: string
  received: ReceivedFile
  recognised: Recognised
  raw_table: string
  /** Physical lines of the text that is read. */
  lines: number
  /** Where that text lies: the received file itself, or its copy in UTF-8. */
  text_path?: string
  data_source: string
}

/**
 * Records that ended before they were data, of all files of the submission; what was noticed; and what was counted or
 * measured where a rule is about a file as a whole (one row per file, column and rule), and of how many records;
 * and how a value was written, where it can be shown.
 */
export async function createEnding(engine: Engine): Promise<void> {
  await engine.run(sql`
    create or replace table ending (file_id varchar, record_number bigint, outcome varchar, rule varchar)`)
  await engine.run(sql`
    create or replace table noticed (
      file_id varchar, record_number bigint, "column" varchar, rule varchar, severity varchar, expected varchar, fix varchar)`)
  await engine.run(sql`
    create or replace table observation (file_id varchar, "column" varchar, rule varchar, observed varchar, records bigint)`)
  await engine.run(sql`
    create or replace table finding_example (
      file_id varchar, record_number bigint, "column" varchar, rule varchar, example varchar)`)
}

/** One character that no sender uses: the engine then reads a line as one column. */
const NO_DELIMITER = literal('\u0001')

/** The longest line, in bytes, that a reader of lines is given. */
export const LONGEST_LINE = 16 * 2 ** 20
/** The engine sets memory aside by the longest line it is told to expect: this is its own figure. */
const USUAL_LINE = 2 * 2 ** 20

/** Enough for the lines of a file whose longest line, as it came, has so many bytes; in UTF-8 they may be three times as many. */
export const lineSize = (longest: number): number => Math.max(USUAL_LINE, longest * 3)

/** One row per physical line, as it stands, without its line end. */
export const linesOf = (path: string, longest = LONGEST_LINE): Sql => sql`
  select row_number() over () as line_number, coalesce(line, '') as line
  from read_csv(${literal(path)}, columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, strict_mode = false,
    delim = ${NO_DELIMITER}, quote = '', escape = '', max_line_size = ${raw(String(lineSize(longest)))})`

/** Every field of the layout as trimmed text, blank as null; a field that the file lacks is null. */
export function fieldsAsText(layout: FileLayout, cell: (field: FileLayout['fields'][number]) => Sql | null): Sql {
  return join(
    layout.fields.map((field) => {
      const given = cell(field)
      const value = given ? sql`nullif(trim(${given}), '')` : raw('null::varchar')
      return sql`${value} as ${id(field.name)}`
    }),
    ',\n',
  )
}

export async function countOf(engine: Engine, relation: Sql): Promise<number> {
  return (await engine.one<{ n: number }>(sql`select count(*) as n from ${relation}`))?.n ?? 0
}
