import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../lake/engine.ts'
import { id, literal, sql } from '../../lake/sql.ts'
import { COMMON_DATA_MODEL } from '../../lake/tables/index.ts'
import { rowGoes } from './rows-that-go.ts'
import type { Target } from './target.ts'

/** Columns by which a row names the physical records it was made of. */
const NAMES = [
  ['file_id', 'record_number'],
  ['header_file_id', 'header_record_number'],
  ['share_file_id', 'share_record_number'],
] as const

/**
 * The physical records behind the rows that go, with the records that only tell more about them, by file.
 */
export async function recordsThatGo(engine: Engine, folder: string, target: Target): Promise<Map<string, Set<number>>> {
  const found = new Map<string, Set<number>>()
  const add = (file_id: string, record_number: number) => {
    const numbers = found.get(file_id) ?? new Set<number>()
    found.set(file_id, numbers.add(record_number))
  }
  for (const table of COMMON_DATA_MODEL) {
    const path = join(folder, `${table.name}.parquet`)
    const goes = existsSync(path) ? await rowGoes(engine, path, target) : null
    if (!goes) continue
    for (const [file, number] of NAMES) {
      if (!table.columns.some((column) => column.name === file)) continue
      const rows = await engine.rows<{ file_id: string; record_number: number }>(sql`
        select distinct t.${id(file)} as file_id, t.${id(number)} as record_number
        from read_parquet(${literal(path)}) t where ${goes} and t.${id(file)} is not null`)
      for (const row of rows) add(row.file_id, row.record_number)
    }
  }
  const companion = join(folder, 'companion.parquet')
  if (existsSync(companion) && found.size > 0)
    for (const row of await engine.rows<{
      file_id: string
      record_number: number
      of_file_id: string
      of_record_number: number
    }>(sql`select file_id, record_number, of_file_id, of_record_number from read_parquet(${literal(companion)})`))
      if (found.get(row.of_file_id)?.has(row.of_record_number)) add(row.file_id, row.record_number)
  return found
}
