import { createReadStream } from 'node:fs'
import { join as joinPath } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { WholepanelError } from '../../error.ts'
import type { Engine } from '../../lake/engine.ts'
import { id, join, type Sql, sql } from '../../lake/sql.ts'
import { asUtf8 } from '../read/as-utf8.ts'
import { readDelimited } from '../read/read-delimited.ts'
import { readFixedWidth } from '../read/read-fixed-width.ts'
import { readParquet } from '../read/read-parquet.ts'
import type { Recognised } from '../read/recognise.ts'
import { Measure } from '../receive/measure.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import type { StagedFile } from '../staged.ts'
import { sentColumn } from './cell.ts'
import { Mapping } from './mapping-file.ts'
import type { ReadMapping } from './read-mapping.ts'
import { checkColumns, fits, type SentFile, sameName, sentFile } from './sent-file.ts'

/** The plain format of a lookup that says none: a CSV with a header. */
export const PLAIN = Mapping.shape.format.parse({})

/** Reads a file's records as the sender's columns into `raw_table`, whichever of the formats it has. */
export function readSent(
  engine: Engine,
  staged: StagedFile,
  sent: SentFile,
  path: string,
  scratch: string,
  format: ReadMapping['format'],
): Promise<number> {
  const recognised: Recognised = {
    ...staged.recognised,
    file: sent.layout,
    format: sent.format,
    delimiter: sent.delimiter,
    columns: sent.columns.map((name, i) => ({ name, field: sentColumn(i) })),
    has_header: format.header,
    is_quoted: format.quote === 'double',
  }
  const given = { ...staged, recognised }
  if (sent.format === 'parquet') return readParquet(engine, given, path)
  return sent.format === 'fixed-width'
    ? readFixedWidth(engine, given, path)
    : readDelimited(engine, given, path, scratch)
}

/** A lookup that lies in the engine: one row per key. */
export type LookupTable = { table: Sql; value: (column: string) => Sql }

/**
 * One table per lookup, `<raw_table>_lookup_<name>`: key, and the columns that the mapping takes. A key with two
 * different values gives none: nothing says which is meant.
 */
export async function readLookups(
  engine: Engine,
  staged: StagedFile,
  mapping: ReadMapping,
  received: readonly ReceivedFile[],
  scratch: string,
): Promise<ReadonlyMap<string, LookupTable>> {
  const tables = new Map<string, LookupTable>()
  for (const [name, lookup] of Object.entries(mapping.lookups)) {
    const cells = Object.values(mapping.columns).filter((cell) => cell.lookup === name)
    const taken = [...new Set(cells.flatMap((cell) => cell.take_column ?? []))]
    if (taken.length === 0) continue
    const files =
      lookup.file === undefined
        ? await sentWith(engine, mapping, name, received)
        : [await keptFile(joinPath(mapping.folder, lookup.file))]
    const to = `${staged.raw_table}_lookup_${name}`
    const parts: Sql[] = []
    for (const [i, file] of files.entries()) {
      const format = lookup.format ?? PLAIN
      const sent = await sentFile(engine, file, format)
      checkColumns(file, `${mapping.name}, lookup ${name},`, [lookup.key, ...taken], sent)
      const part = `${to}_${i}`
      await readAside(engine, { ...staged, received: file, raw_table: part }, sent, format, scratch)
      const columnOf = (want: string) => id(sentColumn(sent.columns.findIndex((column) => sameName(column, want))))
      const values = taken.map((column, n) => sql`${columnOf(column)} as ${id(`v${n}`)}`)
      parts.push(sql`select ${columnOf(lookup.key)} as key, ${join(values)} from ${id(part)}`)
    }
    const values = taken.map((_, n) => id(`v${n}`))
    const one = values.map((value) => sql`case when count(distinct ${value}) = 1 then max(${value}) end as ${value}`)
    await engine.run(sql`
      create or replace table ${id(to)} as
      select key, ${join(one)} from (${join(parts, ' union all ')}) k where key is not null group by key`)
    for (const i of files.keys()) await engine.run(sql`drop table ${id(`${to}_${i}`)}`)
    tables.set(name, { table: id(to), value: (column) => id(`v${taken.indexOf(column)}`) })
  }
  return tables
}

/** The other files of the delivery that the lookup means; a mapping that needs one cannot do without. */
async function sentWith(
  engine: Engine,
  mapping: ReadMapping,
  name: string,
  received: readonly ReceivedFile[],
): Promise<ReceivedFile[]> {
  const lookup = mapping.lookups[name]
  const found: ReceivedFile[] = []
  for (const file of received)
    if (lookup?.sent && (await fits(engine, file, lookup.sent, lookup.format ?? PLAIN))) found.push(file)
  if (found.length === 0)
    throw new WholepanelError('input-mapping', {
      at: mapping.file,
      got: `no file of the delivery for the lookup ${name}`,
      want: lookup?.sent?.named ?? `a file with the columns ${lookup?.sent?.columns?.join(', ') ?? ''}`,
      fix: 'send both files in one delivery',
    })
  return found
}

/** What is odd about its records is said where it is read as a file of its own. */
async function readAside(
  engine: Engine,
  staged: StagedFile,
  sent: SentFile,
  format: ReadMapping['format'],
  scratch: string,
): Promise<void> {
  const aside = { ...staged, file_id: `${staged.file_id}/lookup` }
  const text =
    sent.format === 'parquet'
      ? { path: staged.received.path, lines: 0 }
      : await asUtf8(staged.received, `${scratch}.lookup`)
  await readSent(engine, { ...aside, lines: text.lines }, sent, text.path, `${scratch}.legal`, format)
  for (const table of ['ending', 'noticed'])
    await engine.run(sql`delete from ${id(table)} where file_id = ${aside.file_id}`)
}

/** A file beside the mapping, measured as if it had been received. */
export async function keptFile(path: string): Promise<ReceivedFile> {
  const measure = new Measure()
  await pipeline(createReadStream(path), measure, new Writable({ write: (_chunk, _encoding, done) => done() }))
  const name = path.split('/').at(-1) ?? path
  return { ...measure.result(), file_name: name, place: name, stored_as: name, path }
}
