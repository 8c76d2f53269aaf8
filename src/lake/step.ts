import type { Engine } from './engine.ts'
import type { Sql } from './sql.ts'
import type { Table } from './table.ts'

/**
 * One step of a run: a relation that fills one result table. Steps read tables by name: those of the common data
 * model and those that earlier steps filled. A step keeps nothing outside its table.
 */
export type Step = {
  table: Table
  /** Tables it reads, so that a run can order the steps and skip those whose inputs did not change. */
  reads: readonly string[]
  /** Work that takes several statements (a graph's components) leaves temporary tables for `relation` to read. */
  prepare?: (engine: Engine) => Promise<void>
  relation: Sql
  /** Columns that come as places in an enumeration, and are written so. */
  enumerated?: readonly string[]
  /** What of an earlier run's table may be kept. Left out: nothing, the table is always made anew. */
  keeps?: Keeps
}

/**
 * How a table's rows depend on what the step reads.
 * - `table`: as a whole. Where nothing that it reads changed, the table is kept.
 * - `person`: a row depends on rows of its own person, and on tables without people as a whole. Rows of people of whom
 *   nothing changed are kept. With `takeOver`, a step that needs something of everybody (a percentile) takes the kept
 *   rows, in the view `kept_row`, into its temporary tables after `prepare`; its relation then gives all rows.
 * - `record`: a row depends on one physical record of the lake, its person, and on tables without people as a whole.
 *   The table names the member too; `records` gives (file_id, record_number, person_id) of every record with a row.
 * - `keys`: a row depends on the rows, of the result tables that the step reads, with its own keys, and on what `on` stands for
 *   (contracts). Where that is the same, only rows of keys of which something changed are made anew.
 */
export type Keeps =
  | { by: 'table' }
  | { by: 'person'; takeOver?: Sql }
  | { by: 'record'; records: Sql }
  | { by: 'keys'; keys: readonly string[]; on: string }
