import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compareLinkage, type LinkageQuality } from '../identity/compare.ts'
import { personMember } from '../identity/tables.ts'
import { Engine } from '../lake/engine.ts'
import { literal, sql } from '../lake/sql.ts'
import type { Region } from '../region.ts'
import { viewResult } from './open-run.ts'

/** Where the demonstration keeps who is behind each member number: (person, payer, member_id). No run reads it. */
export const LINKAGE_TRUTH = join('truth', 'member.parquet')

/** Precision and recall of a finished run in a demonstration region; null where nobody knows the truth. */
export async function linkageQuality(region: Region, run_id: string): Promise<LinkageQuality | null> {
  const truth = join(region.path, LINKAGE_TRUTH)
  if (!region.settings.demonstration || !existsSync(truth)) return null
  const engine = await Engine.open({ memory: '1GB', threads: region.settings.threads })
  try {
    await viewResult(engine, personMember, join(region.runs, run_id))
    const known = sql`select distinct cast(person as varchar) as person, payer, member_id
      from read_parquet(${literal(truth)})`
    return await compareLinkage(engine, known)
  } finally {
    engine.close()
  }
}
