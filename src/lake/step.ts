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
}
