import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Field, FileLayout } from './layouts/layout.ts'

export type FileFormat = 'fixed-width' | 'csv' | 'parquet'

/** A character no sender uses: the engine's CSV writer then writes one column as it is. */
const NO_DELIMITER = literal('\u0001')

/**
 * Writes a relation as a file of a layout: one record per row, in the relation's own order. The relation has columns
 * under the layout's field names; a field it lacks is left out (CSV, Parquet) or blank (fixed width).
 *
 * Example: `writeFile(engine, eligibility, sql`select * from member_span order by member_id`, 'e.csv', { format: 'csv' })`.
 */
export async function writeFile(
  engine: Engine,
  layout: FileLayout,
  relation: Sql,
  path: string,
  { format = layout.format === 'fixed-width' ? 'fixed-width' : 'csv' }: { format?: FileFormat } = {},
): Promise<void> {
  const given = await columnsOf(engine, relation)
  const fields = layout.fields.filter((field) => given.has(field.name))
  const absent = layout.fields.filter((field) => field.required && !given.has(field.name))
  if (absent.length > 0) throw new Error(`${layout.name}: the relation lacks ${absent.map((f) => f.name).join(', ')}`)
  const to = literal(path)
  if (format === 'parquet') {
    const columns = fields.map((field) => sql`${id(field.name)}::${raw(PARQUET_TYPE[field.type])} as ${id(field.name)}`)
    await engine.run(sql`copy (select ${join(columns)} from (${relation})) to ${to} (format parquet, compression zstd)`)
  } else if (format === 'csv') {
    const columns = fields.map((field) => sql`${asText(field, layout)} as ${id(field.name)}`)
    await engine.run(sql`copy (select ${join(columns)} from (${relation})) to ${to} (format csv, header true)`)
  } else {
    await engine.run(
      sql`copy (select ${fixedWidthLine(layout, given)} as line from (${relation})) to ${to}
          (format csv, header false, delimiter ${NO_DELIMITER}, quote '', escape '')`,
    )
  }
}

const PARQUET_TYPE: Record<Field['type'], string> = {
  text: 'varchar',
  code: 'varchar',
  date: 'date',
  usd: 'decimal(18,2)',
  quantity: 'decimal(18,4)',
  integer: 'bigint',
}

async function columnsOf(engine: Engine, relation: Sql): Promise<Set<string>> {
  const described = await engine.rows<{ column_name: string }>(sql`describe select * from (${relation})`)
  return new Set(described.map((column) => column.column_name))
}

function asText(field: Field, layout: FileLayout): Sql {
  const column = id(field.name)
  if (field.type === 'date') return sql`strftime(${column}::date, ${literal(layout.dateFormat)})`
  if (field.type === 'usd') return sql`${column}::decimal(18,2)::varchar`
  return sql`${column}::varchar`
}

/** Numbers stand to the right of their place, everything else to the left. A value too long for its place is an error. */
function fixedWidthLine(layout: FileLayout, given: ReadonlySet<string>): Sql {
  const cells: Sql[] = []
  let next = 1
  for (const field of layout.fields.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))) {
    const { start = next, end = start } = field
    if (start > next) cells.push(literal(' '.repeat(start - next)))
    cells.push(given.has(field.name) ? placed(field, layout, end - start + 1) : literal(' '.repeat(end - start + 1)))
    next = end + 1
  }
  const length = layout.recordLength ?? next - 1
  if (length >= next) cells.push(literal(' '.repeat(length - next + 1)))
  return join(cells, ' || ')
}

function placed(field: Field, layout: FileLayout, width: number): Sql {
  const text = sql`coalesce(${asText(field, layout)}, '')`
  const pad = raw(field.type === 'usd' || field.type === 'quantity' || field.type === 'integer' ? 'lpad' : 'rpad')
  const tooLong = literal(`a value of ${field.name} is longer than its ${width} places`)
  return sql`case when length(${text}) > ${raw(String(width))} then error(${tooLong}) else ${pad}(${text}, ${raw(String(width))}, ' ') end`
}
