import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, sql } from '../../lake/sql.ts'
import { countOf, fieldsAsText, linesOf, type StagedFile } from '../staged.ts'
import { endUnreadable } from '../validate/validate.ts'
import { isOdd } from './as-utf8.ts'

/**
 * One row per line of the layout's length, or of an earlier version's. A line of another length is quarantined: nothing
 * says which field is missing. Blank lines, and the headers and trailers that the layout names, are control.
 */
export async function readFixedWidth(engine: Engine, staged: StagedFile, path: string): Promise<number> {
  const { file_id, received, recognised } = staged
  const lines = `${staged.raw_table}_line`
  await engine.run(sql`create table ${id(lines)} as ${linesOf(path, received.longest_line.bytes)}`)
  const count = await countOf(engine, id(lines))
  if (count !== staged.lines)
    throw new WholepanelError('input-record-count', {
      at: received.place,
      got: `${staged.lines} line ends, ${count} lines read`,
      want: 'one kind of line end',
    })
  const { file } = recognised
  const lengths = [file.recordLength ?? 0, ...(file.earlierLengths ?? [])]
  const fits = sql`length(line) in (${raw(lengths.join(', '))})`
  const controls = (file.control ?? []).map(({ starts, rule }) => ({
    is: sql`starts_with(line, ${literal(starts)})`,
    rule,
  }))
  const isControl = sql`(trim(line) = '' ${join(
    controls.map(({ is }) => sql`or ${is}`),
    ' ',
  )})`
  const whens = controls.map(({ is, rule }) => sql`when ${is} then ${literal(rule)}`)
  const odd = isOdd(raw('line'), received)
  const unread = [
    ['odd-character', sql`not ${isControl} and ${odd}`],
    ['record-length', sql`not ${isControl} and not ${odd} and not ${fits}`],
  ] as const
  const counts = [isControl, ...unread.map(([, is]) => is)].map(
    (is, i) => sql`count(case when ${is} then 1 end) as ${id(`n${i}`)}`,
  )
  const found = await engine.one<Record<string, number>>(sql`select ${join(counts)} from ${id(lines)}`)
  if (found?.n0)
    await engine.run(sql`
      insert into ending select ${file_id}, line_number, 'control',
        case when trim(line) = '' then 'blank-line' ${join(whens, ' ')} end from ${id(lines)} where ${isControl}`)
  for (const [i, [rule, is]] of unread.entries())
    if (found?.[`n${i + 1}`])
      await endUnreadable(
        engine,
        rule,
        sql`select ${file_id} as file_id, line_number as record_number from ${id(lines)} where ${is}`,
      )
  const fields = fieldsAsText(
    file,
    ({ start = 1, end = start }) => sql`substring(line, ${raw(String(start))}, ${raw(String(end - start + 1))})`,
  )
  await engine.run(sql`
    create table ${id(staged.raw_table)} as
    select line_number as record_number, ${fields} from ${id(lines)} where ${fits} and not ${odd} and not ${isControl}`)
  await engine.run(sql`drop table ${id(lines)}`)
  return count
}
