import type { Engine } from '../../lake/engine.ts'
import { id, type Sql, sql } from '../../lake/sql.ts'
import { exact } from '../../money.ts'
import { linesOf, type StagedFile } from '../staged.ts'
import { type ControlTotal, compareControlTotals } from '../validate/control-totals.ts'
import { type CellPlace, cutText, sentName, translated } from './cell.ts'
import { delimiterOf } from './mapping-faults.ts'
import type { ReadMapping } from './read-mapping.ts'
import { tableFile } from './table-file.ts'

type Control = ReadMapping['format']['control'][number]
type At = NonNullable<Control['records']>

/**
 * What trailer and header records state of their file, held against what came: data records, and the sum of an amount
 * over the records that could be read. `<raw_table>_sent` still has the records that the mapping leaves out.
 */
export async function checkTrailers(
  engine: Engine,
  staged: StagedFile,
  mapping: ReadMapping,
  place: CellPlace,
  path: string,
  records: number,
): Promise<void> {
  const totals: ControlTotal[] = []
  for (const control of mapping.format.control.filter((one) => one.records !== undefined || one.amount)) {
    const lines = await engine.rows<{ line_number: number; line: string }>(sql`
      select line_number, line from (${linesOf(path, staged.received.longest_line.bytes)}) l
      where starts_with(line, ${control.starts}) order by line_number limit 10`)
    for (const { line } of lines)
      totals.push(...(await totalsOf(engine, staged, mapping, place, control, line, records)))
  }
  await compareControlTotals(engine, totals)
}

async function totalsOf(
  engine: Engine,
  staged: StagedFile,
  mapping: ReadMapping,
  place: CellPlace,
  control: Control,
  line: string,
  records: number,
): Promise<ControlTotal[]> {
  const { file_id } = staged
  const record = await recordOf(engine, file_id, control)
  const total = { file_id, record_number: record, where: `the ${control.is}` }
  const found: ControlTotal[] = []
  if (control.records !== undefined) {
    const counted = records - (await controls(engine, file_id))
    const stated = textAt(line, control.records, mapping)
    found.push({ ...total, rule: 'control-total', column: '-', stated, counted: String(counted) })
  }
  const cell = control.amount && mapping.columns[control.amount.column]
  const field = tableFile(mapping.fills).fields.find((one) => one.name === control.amount?.column)
  if (control.amount && cell && field) {
    const unit = control.amount.unit ?? cell.unit ?? mapping.amounts.unit
    const stated = inDollars(textAt(line, control.amount.at, mapping), unit)
    const counted = await sumOf(engine, staged, translated(cutText(cell, place), cell, field, place))
    found.push({ ...total, rule: 'control-amount', column: sentName(cell, field.name), stated, counted })
  }
  return found
}

/** The first record that ended as this kind of control. */
async function recordOf(engine: Engine, file_id: string, { is }: Control): Promise<number | null> {
  const found = await engine.one<{ record_number: number | null }>(sql`
    select min(record_number) as record_number from ending
    where file_id = ${file_id} and outcome = 'control' and rule = ${is}`)
  return found?.record_number ?? null
}

async function controls(engine: Engine, file_id: string): Promise<number> {
  const found = await engine.one<{ n: number }>(sql`
    select count(*) as n from ending where file_id = ${file_id} and outcome = 'control'`)
  return found?.n ?? 0
}

async function sumOf(engine: Engine, { raw_table }: StagedFile, amount: Sql): Promise<string> {
  const found = await engine.one<{ total: string | null }>(sql`
    select cast(coalesce(sum(try_cast(amount as decimal(18,2))), 0) as decimal(38,2)) as total
    from (select ${amount} as amount from ${id(`${raw_table}_sent`)} s) a`)
  return found?.total ?? '0'
}

function textAt(line: string, at: At, { format }: ReadMapping): string {
  if (typeof at !== 'number') return line.slice(at[0] - 1, at[1]).trim()
  const cells = line.split(delimiterOf(format.delimiter) ?? ',')
  return (cells[at - 1] ?? '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}

/** What is no plain number stays as it is, and is noticed as such. */
function inDollars(stated: string, unit: 'dollars' | 'cents' | 'thousands'): string {
  if (unit === 'dollars' || !/^[-+]?\d+(\.\d+)?$/.test(stated)) return stated
  return exact(stated)
    .times(unit === 'cents' ? '0.01' : '1000')
    .toFixed()
}
