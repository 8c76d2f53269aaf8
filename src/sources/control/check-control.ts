import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, raw, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import type { FileFate } from '../landing/delivery.ts'
import { newTable } from '../landing/map.ts'
import { type ControlTotal, compareControlTotals } from '../validate/control-totals.ts'
import { noticeRule } from '../validate/validate.ts'
import { controlSource } from './source.ts'

type Stated = {
  record_number: number
  file_name: string
  records: string | null
  amount_usd: string | null
  sha256: string | null
}

/** What control files of a delivery state, against the files that came with them. Reads the rows that came. */
export async function checkControl(
  engine: Engine,
  fates: readonly FileFate[],
  tables: readonly Table[],
): Promise<void> {
  const controls = fates.filter((fate) => fate.staged && fate.recognised?.source === controlSource)
  if (controls.length === 0) return
  const counted = await countedOf(engine, fates, tables)
  for (const control of controls) {
    const stated = await engine.rows<Stated>(sql`
      select record_number, file_name, records, amount_usd, sha256 from ${id(control.staged?.raw_table ?? '')}
      where file_name is not null order by record_number`)
    for (const one of stated) {
      const fate = fates.find(({ received }) => received.file_name.toLowerCase() === one.file_name.toLowerCase())
      if (fate) await compareControlTotals(engine, totalsOf(fate, one, control, counted))
      else
        await noticeRule(
          engine,
          'control-file-missing',
          'file_name',
          sql`select ${control.file_id} as file_id, ${raw(String(one.record_number))}::bigint as record_number`,
        )
    }
  }
}

type Counted = Map<string, { control: number; amount_usd: string | null }>

function totalsOf(fate: FileFate, stated: Stated, control: FileFate, counted: Counted): ControlTotal[] {
  const { control: headers = 0, amount_usd = null } = counted.get(fate.file_id) ?? {}
  const of = {
    file_id: fate.file_id,
    record_number: null,
    where: `${control.received.file_name}, record ${stated.record_number}`,
  }
  const totals: ControlTotal[] = []
  if (stated.sha256)
    totals.push({ ...of, rule: 'control-hash', column: '-', stated: stated.sha256, counted: fate.received.sha256 })
  // A file that came before was counted then, and one that was refused has no rows to add up.
  if (fate.status === 'accepted' && stated.records)
    totals.push({
      ...of,
      rule: 'control-total',
      column: '-',
      stated: stated.records,
      counted: String(fate.records - headers),
    })
  if (fate.status === 'accepted' && stated.amount_usd && amount_usd !== null)
    totals.push({
      ...of,
      rule: 'control-amount',
      column: 'paid_amount',
      stated: stated.amount_usd,
      counted: amount_usd,
    })
  return totals
}

/** Per file: records that are no data, and the paid amounts of what was taken in. */
async function countedOf(engine: Engine, fates: readonly FileFate[], tables: readonly Table[]): Promise<Counted> {
  const paid = tables.filter(({ columns }) => columns.some(({ name }) => name === 'paid_amount'))
  const sums = paid.map(
    (table) =>
      sql`select file_id, cast(sum(paid_amount) as decimal(18,2)) as amount_usd from ${id(newTable(table))} group by file_id`,
  )
  const none = sql`select ${literal('')} as file_id, 0::decimal(18,2) as amount_usd where false`
  const amounts = await engine.rows<{ file_id: string; amount_usd: string }>(join([...sums, none], ' union all '))
  const controls = await engine.rows<{ file_id: string; control: number }>(sql`
    select file_id, count(distinct record_number) as control from ending where outcome = 'control' group by file_id`)
  return new Map(
    fates.map(({ file_id }) => [
      file_id,
      {
        control: controls.find((one) => one.file_id === file_id)?.control ?? 0,
        amount_usd: amounts.find((one) => one.file_id === file_id)?.amount_usd ?? null,
      },
    ]),
  )
}
