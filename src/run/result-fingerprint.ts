import type { Engine } from '../lake/engine.ts'
import { fingerprint } from '../lake/fingerprint.ts'
import { id, sql } from '../lake/sql.ts'
import type { Table } from '../lake/table.ts'

/** How many rows a result has, and which. */
export async function resultFingerprint(engine: Engine, table: Table): Promise<{ rows: number; fingerprint: string }> {
  const counted = await engine.one<{ rows: number }>(sql`select count(*) as rows from ${id(table.name)}`)
  const rows = counted?.rows ?? 0
  return { rows, fingerprint: await fingerprint(engine, table, rows) }
}
