import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../src/lake/engine.ts'
import { openLake } from '../../src/lake/lake.ts'
import { id, sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { removals } from '../../src/rights/removal.ts'
import { merged, type Rights } from '../../src/rights/rights.ts'
import { sensitiveSets, setsInForce } from '../../src/rights/sensitive-sets.ts'
import { statementsInLake } from '../../src/rights/statements.ts'
import { viewUsable } from '../../src/rights/view-usable.ts'
import { typedRows } from '../../src/run/fill-step.ts'
import { type Rows, writeLake } from '../run/small-lake.ts'

export const TODAY = '2026-01-15'

/** A lake of these rows as a run sees it, with its first steps filled. */
export async function usableLake(
  rows: Rows,
  given: Partial<Rights> & { sensitive?: string[] } = {},
): Promise<{ engine: Engine; close: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'rights-'))
  const region = Region.create(join(folder, 'region'))
  await writeLake(region.lake, rows)
  const sets = sensitiveSets(region)
  const rights: Rights = {
    limited: given.limited ?? [],
    opt_ins: merged(given.opt_ins ?? []),
    sets,
    in_force: setsInForce(sets, given.sensitive),
    purged: [],
    spoken: await statementsInLake(region, TODAY),
  }
  const engine = await openLake(region)
  await viewUsable(engine)
  for (const step of removals(region.lake, rights)) {
    await step.prepare?.(engine)
    await engine.run(sql`create table ${id(`${step.table.name}_filled`)} as ${typedRows(step)}`)
    await engine.run(
      sql`create or replace view ${id(step.table.name)} as select * from ${id(`${step.table.name}_filled`)}`,
    )
  }
  return {
    engine,
    close: () => {
      engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const left = async (engine: Engine, table: string, column: string): Promise<unknown[]> =>
  (await engine.rows<{ it: unknown }>(sql`select ${id(column)} as it from ${id(table)} order by it`)).map(
    (row) => row.it,
  )

export const counts = (engine: Engine): Promise<unknown[]> =>
  engine
    .rows(sql`
    select payer || ' ' || line_of_business || ' ' || table_name || ' ' || reason || ': ' || rows || ' of ' || coalesce(cast(members as varchar), '?') as it
    from removed order by it`)
    .then((rows) => rows.map((row) => row.it))
