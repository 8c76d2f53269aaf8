import type { Engine } from '../lake/engine.ts'
import { id, join, literal, raw, type Sql, sql } from '../lake/sql.ts'
import type { Draw } from './draw.ts'

/** What each noun of the demonstration is made with. Every noun leaves a table of its name in `engine`. */
export type World = { engine: Engine; draw: Draw; seed: number; people: number }

export const FIRST_MONTH = '2023-01-01'
export const MONTHS = 36
/** The day after the last month. */
export const END = '2026-01-01'

export async function make(world: World, name: string, relation: Sql): Promise<void> {
  await world.engine.run(sql`create or replace table ${id(name)} as ${relation}`)
}

type Cell = string | number | boolean | null

/** A table of our own lists, one typed column per name: `text`, `whole` or `real`. */
export async function list(
  world: World,
  name: string,
  columns: Record<string, 'varchar' | 'integer' | 'double'>,
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const names = Object.keys(columns)
  const cell = (value: Cell | undefined) =>
    value === null || value === undefined
      ? raw('null')
      : typeof value === 'string'
        ? literal(value)
        : raw(String(value))
  const values = rows.map((row) => sql`(${join(names.map((_, i) => cell(row[i])))})`)
  const cast = names.map((column) => sql`${id(column)}::${raw(columns[column] ?? 'varchar')} as ${id(column)}`)
  await make(world, name, sql`select ${join(cast)} from (values ${join(values)}) as v(${join(names.map(id))})`)
}

/** First day of the month that lies `count` months after the first. */
export const monthStart = (count: Sql): Sql => sql`(date '2023-01-01' + to_months((${count})::integer))::date`

/** The columns of a row by name, some of them given anew. */
export const row = (columns: readonly string[], anew: Record<string, Sql> = {}, from = ''): Sql =>
  join(columns.map((column) => (anew[column] ? sql`${anew[column]} as ${id(column)}` : raw(`${from}${column}`))))
