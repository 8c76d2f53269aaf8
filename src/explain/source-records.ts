import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../lake/engine.ts'
import { id, literal, raw, type Sql, sql, join as sqlJoin } from '../lake/sql.ts'
import type { Region } from '../region.ts'
import { sentFields } from '../sources/fhir/read/sent-fields.ts'
import { MAPPING } from '../sources/mapping/mapped-sources.ts'
import { sentRows } from '../sources/mapping/sent-rows.ts'
import { fileLayout } from '../sources/sources.ts'
import { linesOf } from '../sources/staged.ts'
import type { RecordReference } from './context.ts'
import type { SourceRecord } from './explained.ts'

type SentFile = {
  submission_id: string
  file_id: string
  payer: string
  file_name: string
  stored_as: string
  records: number
  layout: string
  layout_file: string
  path: string
}

type Fields = { record_number: number; fields: { name: string; value: string | null }[] }

/**
 * Reads physical records from the received files, as they were sent: the fields that hold something, under the
 * sender's own names. Nothing comes from the lake but the place where the file lies.
 */
export function sourceRecords(engine: Engine, region: Region) {
  return async (references: readonly RecordReference[]): Promise<SourceRecord[]> => {
    const found = new Map<string, SourceRecord>()
    for (const file_id of new Set(references.map((one) => one.file_id))) {
      const file = await sentFile(engine, region, file_id)
      if (!file) continue
      const numbers = [...new Set(references.filter((one) => one.file_id === file_id).map((one) => one.record_number))]
      for (const { record_number, fields } of await readRecords(engine, file, numbers)) {
        const { submission_id, file_name, payer, layout, layout_file } = file
        found.set(`${file_id} ${record_number}`, {
          submission_id,
          file_id,
          file_name,
          payer,
          record_number,
          layout: `${layout}/${layout_file}`,
          fields,
        })
      }
    }
    return references.flatMap((one) => found.get(`${one.file_id} ${one.record_number}`) ?? [])
  }
}

/** A file id begins with its submission, whose folder in the lake says how the file was stored. */
async function sentFile(engine: Engine, region: Region, file_id: string): Promise<SentFile | undefined> {
  const [submission = ''] = file_id.split('/')
  if (!/^[\w-]+$/.test(submission)) return undefined
  const sender = readdirSync(region.lake).find((name) =>
    existsSync(join(region.lake, name, submission, 'file.parquet')),
  )
  if (!sender) return undefined
  const file = await engine.one<SentFile>(sql`
    select submission_id, file_id, payer, file_name, stored_as, records, layout, layout_file
    from read_parquet(${literal(join(region.lake, sender, submission, 'file.parquet'))}) where file_id = ${file_id}`)
  return file && { ...file, path: join(region.received, submission, file.stored_as) }
}

async function readRecords(engine: Engine, file: SentFile, numbers: readonly number[]): Promise<Fields[]> {
  const among = sqlJoin(numbers.map((number) => raw(String(Math.trunc(number)))))
  if (file.path.endsWith('.parquet')) return rowsOf(engine, parquetRows(file, among))
  if (file.layout === MAPPING) {
    const mapped = sentRows(file.path, file.layout_file, among)
    return rowsOf(engine, mapped ?? delimitedRows(file, among))
  }
  const { format } = fileLayout(file.layout, file.layout_file)
  if (format === 'json') return sentFields(file.path, numbers)
  if (format === 'fixed-width') return rowsOf(engine, fixedWidthRows(file, among))
  return rowsOf(engine, delimitedRows(file, among))
}

async function rowsOf(engine: Engine, relation: Sql): Promise<Fields[]> {
  const rows = await engine.rows<Record<string, string | number | null>>(relation)
  return rows.map(({ record_number, ...cells }) => ({
    record_number: Number(record_number),
    fields: Object.entries(cells)
      .filter(([, value]) => value !== null && String(value).trim() !== '')
      .map(([name, value]) => ({ name, value: String(value).trim() })),
  }))
}

const parquetRows = ({ path }: SentFile, among: Sql): Sql => sql`
  select file_row_number + 1 as record_number, columns(c -> c <> 'file_row_number')
  from read_parquet(${literal(path)}, file_row_number = true) where file_row_number + 1 in (${among})`

function fixedWidthRows({ path, layout, layout_file }: SentFile, among: Sql): Sql {
  const cells = fileLayout(layout, layout_file).fields.map(
    ({ name, start = 1, end = start }) =>
      sql`substring(line, ${raw(String(start))}, ${raw(String(end - start + 1))}) as ${id(name)}`,
  )
  return sql`
    select line_number as record_number, ${sqlJoin(cells)} from (${linesOf(path)}) where line_number in (${among})`
}

// The header is record 1. A file with records that could not be cut reads on from a copy that ingest made without them;
// the reader here is lenient and takes the file as sent, so that a number stays the number of the record as sent.
const delimitedRows = ({ path }: SentFile, among: Sql): Sql => sql`
  select record_number, columns(c -> c <> 'record_number') from (
    select row_number() over () + 1 as record_number, *
    from read_csv(${literal(path)}, header = true, all_varchar = true, quote = '"', escape = '"', strict_mode = false,
      null_padding = true, max_line_size = 33554432)
  ) where record_number in (${among})`
