import type { Engine } from '../../lake/engine.ts'
import { id, join, literal, sql } from '../../lake/sql.ts'
import type { Table } from '../../lake/table.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import { mapByName } from '../map/map-by-name.ts'
import type { Mapped } from '../source.ts'
import type { StagedFile } from '../staged.ts'
import type { Sender } from '../validate/sender.ts'

/** The rows of a submission for one table of the common data model lie in `new_<table>`. */
export const newTable = (table: Table): string => `new_${table.name}`

/** Brings what was staged into the common data model; the tables that have rows of it. Quarantined records stay behind. */
export async function mapToModel(
  engine: Engine,
  staged: readonly StagedFile[],
  sender: Sender,
  submission_id: string,
): Promise<Table[]> {
  const mapped: Mapped[] = []
  for (const source of new Set(staged.map((one) => one.recognised.source))) {
    const given = { source, staged: staged.filter((one) => one.recognised.source === source), sender, submission_id }
    mapped.push(...(source.map ? await source.map(engine, given) : mapByName(given)))
  }
  const tables = COMMON_DATA_MODEL.filter((table) => mapped.some((one) => one.table.name === table.name))
  for (const table of tables) {
    const parts = mapped
      .filter((one) => one.table.name === table.name)
      .map((one) => sql`select * from (${one.relation}) part`)
    await engine.run(sql`create table ${id(newTable(table))} as ${join(parts, ' union all ')}`)
  }
  if (tables.length === 0) return []
  const counts = tables.map(
    (table) => sql`select ${literal(table.name)} as name, count(*) as n from ${id(newTable(table))}`,
  )
  const counted = await engine.rows<{ name: string; n: number }>(join(counts, ' union all '))
  const filled = new Set(counted.filter(({ n }) => n > 0).map(({ name }) => name))
  return tables.filter(({ name }) => filled.has(name))
}
