import type { Engine } from '../../../lake/engine.ts'
import { id, sql } from '../../../lake/sql.ts'
import type { StagedFile } from '../../staged.ts'
import { cutText, isUnlistedCode } from '../cell.ts'
import type { Cell } from '../mapping-file.ts'
import { placeOf } from '../read-mapped.ts'
import type { ReadMapping } from '../read-mapping.ts'
import { sentFile } from '../sent-file.ts'

const MOST_CODES = 20

/** Codes that a cell does not list, most frequent first. A looked-up code is not among them: the lookup says it. */
export async function rawCodes(
  engine: Engine,
  { received, raw_table }: StagedFile,
  mapping: ReadMapping,
  cell: Cell,
): Promise<{ code: string; n: number }[]> {
  if (cell.lookup !== undefined) return []
  const sent = await sentFile(engine, received, mapping.format)
  const text = cutText(cell, placeOf(mapping, sent, received.file_name))
  return engine.rows<{ code: string; n: number }>(sql`
    select ${text} as code, count(*) as n from ${id(`${raw_table}_sent`)} s
    where ${isUnlistedCode(text, cell)} group by 1 order by n desc, code limit ${MOST_CODES}`)
}
