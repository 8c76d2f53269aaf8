import type { Engine } from '../../lake/engine.ts'
import { id, join, raw, type Sql, sql } from '../../lake/sql.ts'
import type { FileLayout } from '../layouts/layout.ts'
import { typedRecords } from '../map/typed-records.ts'
import type { StagedFile } from '../staged.ts'
import { noticeRule } from '../validate/validate.ts'

/**
 * One row per record and month of its span on a roster, up to the last month that the file speaks of. Columns: the
 * file's, with year_month from the month.
 */
export function eachMonth(file: FileLayout, files: readonly StagedFile[]): Sql {
  const columns = file.fields.map(({ name }) =>
    name === 'year_month' ? sql`cast((n // 12) * 100 + n % 12 + 1 as varchar) as year_month` : sql`t.${id(name)}`,
  )
  return sql`
    select t.file_id, t.record_number, ${join(columns)}
    from (${typedRecords(file, files)}) t
      join (select r as n from range(1800 * 12, 2200 * 12) numbers(r)) m
        on n >= ${monthNumber(raw('t.each_month_from'))} and n <= ${monthNumber(lastDay('t.'))}`
}

const monthNumber = (day: Sql): Sql => sql`(year(${day}) * 12 + month(${day}) - 1)`
const lastDay = (of: string): Sql =>
  raw(`least(coalesce(${of}each_month_through, ${of}each_month_until), ${of}each_month_until)`)

/** A span that ends before it begins, or begins after the file's last month, gives no row: the record says so. */
export async function noticeEmptySpans(engine: Engine, staged: StagedFile): Promise<void> {
  const records = typedRecords(staged.recognised.file, [staged])
  await noticeRule(
    engine,
    'span-without-month',
    'each_month_from',
    sql`
    select file_id, record_number from (${records}) t
    where ${monthNumber(raw('each_month_from'))} > ${monthNumber(lastDay(''))}`,
  )
}
