import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../../lake/sql.ts'
import type { Field, FileLayout } from '../layouts/layout.ts'
import { layoutOfTable } from '../layouts/layout-of-table.ts'
import type { ReceivedFile } from '../receive/receive.ts'
import type { StagedFile } from '../staged.ts'
import { RULES } from '../validate/rules/rules.ts'
import { notice } from '../validate/validate.ts'
import { type CellPlace, cutText, isUnlistedCode, meets, quoted, translated } from './cell.ts'
import { type LookupTable, readLookups, readSent } from './lookup.ts'
import type { Cell } from './mapping-file.ts'
import type { ReadMapping } from './read-mapping.ts'
import { checkColumns, columnsUsed, type SentFile, sameName, sentFile } from './sent-file.ts'
import { checkTrailers } from './trailer.ts'

/** Columns of `raw_table` that a roster's months are made from. */
export const MONTH_FIELDS = ['each_month_from', 'each_month_through', 'each_month_until'] as const

/** The table's columns, and the days that a roster's months are made from. What no cell fills is empty. */
export function mappedFile({ name, fills, each_month }: ReadMapping): FileLayout {
  const file = layoutOfTable(fills, { leaveOut: NOT_FILLED })
  if (!each_month) return { ...file, name }
  const months = MONTH_FIELDS.map((field) => ({
    name: field,
    type: 'date' as const,
    meaning: '',
    required: field !== 'each_month_through',
  }))
  const fields = file.fields.map((field) => (field.name === 'year_month' ? { ...field, required: false } : field))
  return { ...file, name, fields: [...fields, ...months] }
}
const NOT_FILLED = ['header_file_id', 'header_record_number', 'share_file_id', 'share_record_number']

export function cellOf({ columns, each_month }: ReadMapping, field: string): Cell | undefined {
  if (!field.startsWith('each_month_')) return columns[field]
  return each_month?.[field.slice('each_month_'.length) as 'from' | 'through' | 'until']
}

/**
 * Fills `raw_table` under the common names from a file in the sender's: read as it is sent, left out what the mapping
 * leaves out, looked up, translated. `<raw_table>_sent` keeps the records as sent.
 */
export async function readMapped(
  engine: Engine,
  staged: StagedFile,
  mapping: ReadMapping,
  received: readonly ReceivedFile[],
  path: string,
  scratch: string,
): Promise<number> {
  const sent = await sentFile(engine, staged.received, mapping.format)
  checkColumns(staged.received, `mapping ${mapping.name}`, columnsUsed(mapping), sent)
  const sentTable = `${staged.raw_table}_sent`
  await engine.run(sql`drop table if exists ${id(sentTable)}`)
  const records = await readSent(engine, { ...staged, raw_table: sentTable }, sent, path, scratch, mapping.format)
  const place = placeOf(mapping, sent, staged.received.file_name)
  await checkTrailers(engine, staged, mapping, place, path, records)
  await leaveOut(engine, staged, mapping, place)
  const lookups = await readLookups(engine, staged, mapping, received, scratch)
  await translate(engine, staged, mapping, place, lookups)
  return records
}

/** Where cells find the sender's columns; a text that the mapping calls blank is blank. */
export function placeOf({ blank, dates, amounts }: ReadMapping, { columns }: SentFile, file_name: string): CellPlace {
  return {
    sent: (column) => {
      const value = sql`s.${quoted(columns.findIndex((name) => sameName(name, column)))}`
      return blank.length > 0 ? sql`(case when ${value} not in (${join(blank.map(literal))}) then ${value} end)` : value
    },
    file_name,
    dates,
    amounts,
  }
}

/** Records that do not meet a condition of the mapping end as control, for the first reason that holds. */
async function leaveOut(
  engine: Engine,
  staged: StagedFile,
  { only_where }: ReadMapping,
  place: CellPlace,
): Promise<void> {
  const table = id(`${staged.raw_table}_sent`)
  for (const when of only_where) {
    const out = sql`select ${staged.file_id} as file_id, s.record_number from ${table} s where not ${meets(when, place.sent)}`
    await engine.run(sql`
      insert into noticed select file_id, record_number, ${when.column}, 'left-out-by-mapping', 'note', ${when.because},
        ${RULES['left-out-by-mapping'].fix} from (${out}) o`)
    await engine.run(
      sql`insert into ending select file_id, record_number, 'control', 'left-out-by-mapping' from (${out}) o`,
    )
    await engine.run(sql`delete from ${table} where record_number in (select record_number from (${out}) o)`)
  }
}

type Given = { field: Field; cell: Cell; text: Sql; looked: Sql | null; found: LookupTable | undefined; alias: string }

async function translate(
  engine: Engine,
  staged: StagedFile,
  mapping: ReadMapping,
  place: CellPlace,
  lookups: ReadonlyMap<string, LookupTable>,
): Promise<void> {
  const { fields } = mappedFile(mapping)
  const given = fields.flatMap((field, i): Given[] => {
    const cell = cellOf(mapping, field.name)
    if (!cell) return []
    const cut = cutText(cell, place)
    const found = cell.lookup === undefined ? undefined : lookups.get(cell.lookup)
    const alias = `l${i}`
    if (!found) return [{ field, cell, text: cut, looked: null, found, alias }]
    const value = sql`${id(alias)}.${found.value(cell.take_column ?? '')}`
    return [
      {
        field,
        cell,
        text: cell.unlisted === 'keep' ? sql`coalesce(${value}, ${cut})` : value,
        looked: cut,
        found,
        alias,
      },
    ]
  })
  const joins = given.flatMap(({ found, looked, alias }) =>
    found && looked ? [sql`left join ${found.table} ${id(alias)} on ${id(alias)}.key = ${looked}`] : [],
  )
  const from = sql`${id(`${staged.raw_table}_sent`)} s ${join(joins, ' ')}`
  const values = fields.map((field) => {
    const one = given.find((cell) => cell.field.name === field.name)
    return sql`${one ? translated(one.text, one.cell, field, place) : raw('null::varchar')} as ${id(field.name)}`
  })
  await engine.run(sql`
    create table ${id(staged.raw_table)} as select s.record_number, ${join(values, ',\n')} from ${from}`)
  for (const one of given) await noticeUnlisted(engine, staged, one, from)
}

const NOT_LISTED = { codes: 'code-not-in-mapping', lookup: 'lookup-not-found' } as const

/** Codes and values that the mapping does not know: the record is quarantined, or the value empty with a warning. */
async function noticeUnlisted(engine: Engine, { file_id }: StagedFile, given: Given, from: Sql): Promise<void> {
  const { cell, field, text, looked, alias } = given
  const say = (kind: keyof typeof NOT_LISTED, how: 'warned' | 'quarantined', fails: Sql) =>
    notice(
      engine,
      NOT_LISTED[kind],
      how,
      field.name,
      sql`select ${file_id}::varchar as file_id, s.record_number from ${from} where ${fails}`,
    )
  const severity = (otherwise: string) => {
    const unlisted = cell.unlisted ?? otherwise
    if (unlisted === 'keep') return null
    return unlisted === 'empty' && !(field.required && cell.default === undefined) ? 'warned' : 'quarantined'
  }
  if (looked) {
    const how = severity('empty')
    if (how)
      await say(
        'lookup',
        how,
        sql`${looked} is not null and ${id(alias)}.${given.found?.value(cell.take_column ?? '') ?? raw('key')} is null`,
      )
  }
  if (cell.codes) {
    const how = severity('quarantine')
    if (how) await say('codes', how, isUnlistedCode(text, cell))
  }
}
