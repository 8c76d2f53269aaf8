import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../lake/engine.ts'
import { literal, raw, type Sql, sql, join as sqlJoin } from '../../lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import { layouts } from '../../sources/sources.ts'
import { recordsIn } from './byte-ranges.ts'
import type { Target } from './target.ts'

export type SentFile = {
  file_id: string
  stored_as: string
  records: number
  layout: string | null
  layout_file: string | null
}

export const sentFiles = (engine: Engine, folder: string): Promise<SentFile[]> =>
  engine.rows<SentFile>(sql`
    select file_id, stored_as, records, layout, layout_file from read_parquet(${literal(join(folder, 'file.parquet'))})
    order by file_id`)

/** How a received file is cut into records; null where that cannot be told, and then it can only go whole. */
export function formOf(path: string, file: SentFile): 'line' | 'csv' | 'parquet' | null {
  const head = readFileSync(path).subarray(0, 4)
  if (head.toString('latin1') === 'PAR1') return 'parquet'
  if ((head[0] ?? 0) >= 0xfe || head[0] === 0x1f) return null
  const format = layouts
    .find((layout) => layout.name === file.layout)
    ?.files.find((one) => one.name === file.layout_file)?.format
  const bytes = readFileSync(path)
  for (const form of format === 'fixed-width' || format === 'json' ? (['line'] as const) : (['csv', 'line'] as const)) {
    let count = 0
    for (const _ of recordsIn(bytes, form)) count += 1
    if (count === file.records) return form
  }
  return null
}

/**
 * Records that name the person and made no row: refused, quarantined or sent twice. A record that made a row is the
 * row's member's, even where it holds the digits of a number.
 */
export async function recordsThatName(
  engine: Engine,
  folder: string,
  path: string,
  file: SentFile,
  form: 'line' | 'csv',
  target: Target,
): Promise<number[]> {
  if (target.kind !== 'person') return []
  const bytes = readFileSync(path)
  const sought = target.members.map(({ member_id }) => Buffer.from(member_id))
  const numbers: number[] = []
  for (const { number, from, to } of recordsIn(bytes, form)) {
    const record = bytes.subarray(from, to)
    if (sought.some((text) => names(record, text))) numbers.push(number)
  }
  if (numbers.length === 0) return []
  const made = COMMON_DATA_MODEL.map((table) => join(folder, `${table.name}.parquet`)).filter(existsSync)
  if (made.length === 0) return numbers
  const rows = await engine.rows<{ record_number: number }>(sql`
    select distinct record_number from (${sqlJoin(made.map(ofFile(file.file_id)), ' union all ')}) made
    where record_number in (${sqlJoin(numbers.map((number) => raw(String(number))))})`)
  const others = new Set(rows.map((row) => row.record_number))
  return numbers.filter((number) => !others.has(number))
}

const ofFile =
  (file_id: string) =>
  (path: string): Sql =>
    sql`select record_number from read_parquet(${literal(path)}) where file_id = ${file_id}`

/** A short number would be found in anything: it must stand alone. */
function names(record: Buffer, text: Buffer): boolean {
  for (let at = record.indexOf(text); at >= 0; at = record.indexOf(text, at + 1))
    if (text.length >= LONG || (!isPart(record[at - 1]) && !isPart(record[at + text.length]))) return true
  return false
}
const LONG = 8

const isPart = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 45)
