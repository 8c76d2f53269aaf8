import { rowHash } from '../lake/dialect.ts'
import type { Engine } from '../lake/engine.ts'
import { fingerprint } from '../lake/fingerprint.ts'
import { id, join, sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'

/** Above this many rows a sort of all of them would cost more than the step that made them. */
export const MOST_SORTED_ROWS = 250_000

/**
 * How many rows a result has, and which. Results are known by their sorted rows. Large tables
 * (lines and months) are known by the sum of a hash per row instead, which no order changes either, but which is
 * comparable only within one version of the engine.
 */
export async function resultFingerprint(engine: Engine, table: Table): Promise<{ rows: number; fingerprint: string }> {
  const counted = await engine.one<{ rows: number }>(sql`select count(*) as rows from ${id(table.name)}`)
  const rows = counted?.rows ?? 0
  if (rows <= MOST_SORTED_ROWS) return { rows, fingerprint: await fingerprint(engine, table) }
  const columns = join(table.columns.map((c) => id(c.name)))
  const summed = await engine.one<{ total: string }>(
    sql`select cast(sum(${rowHash(columns)}) as varchar) as total from ${id(table.name)}`,
  )
  return { rows, fingerprint: `sum-${summed?.total ?? ''}` }
}
