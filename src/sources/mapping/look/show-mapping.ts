import { id, join, sql } from '../../../lake/sql.ts'
import { valueIn } from '../../validate/values.ts'
import { columnsRead, quoted, sentName } from '../cell.ts'
import { shapeOf } from '../propose/shape.ts'
import { cellOf } from '../read-mapped.ts'
import type { ReadMapping } from '../read-mapping.ts'
import { sameName } from '../sent-file.ts'
import { type Tried, tryMapping } from './trial.ts'

/** One value on its way: as it was sent, what the column's values look like, and what it became. */
export type ShownValue = {
  file_name: string
  record_number: number
  from: string
  sent: string | null
  shape: string
  column: string
  value: string | null
}

/** The first records of files beside what the mapping makes of them. It holds values: for the operator's own terminal. */
export async function showMapping(mapping: ReadMapping, files: readonly string[], most: number): Promise<ShownValue[]> {
  return (await tryMapping(mapping, files, (tried) => shown(mapping, tried, most))).flat()
}

async function shown(mapping: ReadMapping, { engine, staged }: Tried, most: number): Promise<ShownValue[]> {
  const { received, raw_table, recognised } = staged
  const mapped = recognised.file.fields.flatMap((field) => {
    const cell = cellOf(mapping, field.name)
    return cell ? [{ field, name: field.name, cell }] : []
  })
  const sent = recognised.columns.map((_, i) => sql`s.${quoted(i)} as ${quoted(i)}`)
  const values = mapped.map(
    ({ field }, i) => sql`cast(${valueIn(field, recognised.file)} as varchar) as ${id(`v${i}`)}`,
  )
  const rows = await engine.rows<Record<string, string | number | null>>(sql`
    select r.record_number, ${join([...sent, ...values])}
    from ${id(raw_table)} r join ${id(`${raw_table}_sent`)} s on s.record_number = r.record_number
    order by r.record_number limit ${SAMPLE}`)
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  const placeOf = (column: string) => recognised.columns.findIndex(({ name }) => sameName(name, column))
  const shapes = recognised.columns.map((_, i) => shapeOf(rows.map((row) => text(row[`s${i}`]))))
  return rows.slice(0, most).flatMap((row) =>
    mapped.map(({ name, cell }, i): ShownValue => {
      const places = columnsRead(cell).map(placeOf)
      const cells = places.map((place) => text(row[`s${place}`]))
      const shape = places[0] === undefined ? undefined : shapes[places[0]]
      return {
        file_name: received.file_name,
        record_number: Number(row.record_number),
        from: sentName(cell, '-'),
        sent: cells.every((one) => one === null) ? null : cells.map((one) => one ?? '').join(' + '),
        shape: shape ? `${shape.kind}${shape.form ? ` ${shape.form}` : ''}` : '-',
        column: name,
        value: text(row[`v${i}`]),
      }
    }),
  )
}

/** Records by which a column's shape is judged. */
const SAMPLE = 1000
