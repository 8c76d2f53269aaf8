import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../lake/engine.ts'
import { literal, sql, join as sqlJoin } from '../../lake/sql.ts'
import type { Made } from '../made.ts'

/** For how many people a run made some row anew that is another than before, and what came or went since. */
export type Redone = { people: number; of: number; because: string[] }

export async function redoneIn(
  engine: Engine,
  folder: string,
  since: { before: Made['submissions']; after: Made['submissions']; payerOf: ReadonlyMap<string, string> },
): Promise<Redone> {
  const place = join(folder, 'changed')
  const files = existsSync(place) ? readdirSync(place).filter((name) => name.endsWith('.parquet')) : []
  const listed = sqlJoin(files.map((name) => literal(join(place, name))))
  const counted = await engine.one<{ people: number; of: number }>(sql`
    select ${files.length > 0 ? sql`(select count(distinct person_id) from read_parquet([${listed}]))` : sql`0`} as people,
      (select count(*) from person) as of`)
  return { people: counted?.people ?? 0, of: counted?.of ?? 0, because: because(since) }
}

function because({
  before,
  after,
  payerOf,
}: {
  before: Made['submissions']
  after: Made['submissions']
  payerOf: ReadonlyMap<string, string>
}): string[] {
  const counted = (ids: string[], says: (payer: string, count: number) => string) => {
    const payers = ids.map((id) => payerOf.get(id) ?? id)
    return [...new Set(payers)].sort().map((payer) => says(payer, payers.filter((one) => one === payer).length))
  }
  const submissions = (count: number) => (count === 1 ? 'a submission' : `${count} submissions`)
  const found = [
    ...counted(
      Object.keys(after).filter((id) => !(id in before)),
      (payer, count) => `${payer} sent ${submissions(count)}`,
    ),
    ...counted(
      Object.keys(before).filter((id) => !(id in after)),
      (payer, count) => `${submissions(count)} of ${payer} no longer read`,
    ),
  ]
  return found.length > 0 ? found : ['the same submissions; contracts or rights changed']
}
