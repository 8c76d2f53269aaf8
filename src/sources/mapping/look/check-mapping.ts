import { id, join, sql } from '../../../lake/sql.ts'
import { sentName } from '../cell.ts'
import { cellOf } from '../read-mapped.ts'
import type { ReadMapping } from '../read-mapping.ts'
import { columnsUsed, sameName } from '../sent-file.ts'
import { rawCodes } from './raw-codes.ts'
import { type Tried, tryMapping } from './trial.ts'

export type MappingCheck = {
  file_name: string
  /** Physical records; control ones are headers, trailers, blank lines and what the mapping leaves out. */
  records: number
  control: number
  quarantined: number
  accepted: number
  /** Of the records that are data, rounded to a tenth of a percent; null where there are none. */
  accepted_percent: number | null
  columns: { column: string; from: string; filled: number; of: number }[]
  /** Codes that the mapping does not translate, with how often they come. */
  unlisted: { column: string; from: string; code: string; records: number }[]
  findings: {
    rule: string
    severity: string
    column: string
    records: number
    first_record: number | null
    expected: string
    fix: string
  }[]
  unused: string[]
}

/** What a mapping makes of files: how much would be accepted, how full each column is, and which codes it does not know. */
export function checkMapping(mapping: ReadMapping, files: readonly string[]): Promise<MappingCheck[]> {
  return tryMapping(mapping, files, (tried) => checkOf(mapping, tried))
}

async function checkOf(mapping: ReadMapping, { engine, staged, records }: Tried): Promise<MappingCheck> {
  const { file_id, raw_table, recognised } = staged
  const ended = await engine.one<{ control: number; quarantined: number }>(sql`
    select count(distinct case when outcome = 'control' then record_number end) as control,
      count(distinct case when outcome = 'quarantined' then record_number end) as quarantined
    from ending where file_id = ${file_id}`)
  const { control = 0, quarantined = 0 } = ended ?? {}
  const data = records - control
  const accepted = data - quarantined
  const mapped = recognised.file.fields.flatMap((field) => {
    const cell = cellOf(mapping, field.name)
    return cell ? [{ name: field.name, cell }] : []
  })
  const filled = await engine.one<Record<string, number>>(sql`
    select count(*) as n, ${join(mapped.map(({ name }, i) => sql`count(${id(name)}) as ${id(`f${i}`)}`))} from ${id(raw_table)}`)
  const unlisted = []
  for (const { name, cell } of mapped)
    if (cell.codes)
      for (const { code, n } of await rawCodes(engine, staged, mapping, cell))
        unlisted.push({ column: name, from: sentName(cell, name), code, records: n })
  const findings = await engine.rows<MappingCheck['findings'][number]>(sql`
    select rule, min(severity) as severity, "column", count(*) as records, min(record_number) as first_record,
      min(expected) as expected, min(fix) as fix
    from noticed where file_id = ${file_id} group by rule, "column" order by rule, "column"`)
  const used = columnsUsed(mapping)
  return {
    file_name: staged.received.file_name,
    records,
    control,
    quarantined,
    accepted,
    accepted_percent: data > 0 ? Math.round((accepted * 1000) / data) / 10 : null,
    columns: mapped.map(({ name, cell }, i) => ({
      column: name,
      from: sentName(cell, name),
      filled: filled?.[`f${i}`] ?? 0,
      of: filled?.n ?? 0,
    })),
    unlisted,
    findings,
    unused: recognised.columns.map((column) => column.name).filter((name) => !used.some((one) => sameName(one, name))),
  }
}
