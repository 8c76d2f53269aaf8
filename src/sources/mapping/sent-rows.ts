import { existsSync } from 'node:fs'
import { dirname, join as joinPath } from 'node:path'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import { linesOf } from '../staged.ts'
import { PLAIN } from './lookup.ts'
import { AS_MAPPED } from './mapped-sources.ts'
import { delimiterOf } from './mapping-faults.ts'
import { type ReadMapping, readMapping } from './read-mapping.ts'

/**
 * Physical records of a received file under the sender's own names: record_number and each column as text. Read by the
 * mapping that is kept beside the file. Null where none is kept.
 */
export function sentRows(path: string, layout_file: string, among: Sql): Sql | null {
  const [name = '', lookup] = layout_file.split('+')
  const kept = joinPath(dirname(path), AS_MAPPED, `${name}.yaml`)
  if (!existsSync(kept)) return null
  const mapping = readMapping(kept)
  const format = lookup === undefined ? mapping.format : (mapping.lookups[lookup]?.format ?? PLAIN)
  return format.fixed_width ? fixedWidth(path, format.fixed_width, among) : delimited(path, format, among)
}

function fixedWidth(path: string, places: Readonly<Record<string, readonly [number, number]>>, among: Sql): Sql {
  const cells = Object.entries(places).map(
    ([name, [start, end]]) =>
      sql`substring(line, ${raw(String(start))}, ${raw(String(end - start + 1))}) as ${id(name)}`,
  )
  return sql`
    select line_number as record_number, ${join(cells)} from (${linesOf(path)}) l where line_number in (${among})`
}

function delimited(path: string, { delimiter, quote, header, columns }: ReadMapping['format'], among: Sql): Sql {
  const sign = literal(quote === 'none' ? '' : '"')
  const names = columns ? sql`, names = [${join(columns.map(literal))}]` : raw('')
  return sql`
    select record_number, columns(c -> c <> 'record_number') from (
      select row_number() over () + ${raw(header ? '1' : '0')} as record_number, *
      from read_csv(${literal(path)}, header = ${raw(String(header))} ${names}, all_varchar = true, auto_detect = true,
        delim = ${literal(delimiterOf(delimiter) ?? ',')}, quote = ${sign}, escape = ${sign}, strict_mode = false,
        null_padding = true, max_line_size = 33554432)
    ) where record_number in (${among})`
}
