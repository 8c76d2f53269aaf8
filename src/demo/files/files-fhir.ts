import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { literal, type Sql, sql } from '../../lake/sql.ts'
import { tuva } from '../../sources/layouts/layout-tuva.ts'
import { writeFile } from '../../sources/write.ts'
import type { World } from '../world.ts'
import { fileOf, type Sent } from './files-tuva.ts'
import { attributionList, FHIR_RECORDS } from './records-fhir.ts'
import { labRecords, type Window } from './records-tuva.ts'
import { DELIVERIES } from './versions.ts'

/** The payer that answers its members' and providers' access with FHIR, and exports the same in bulk. */
export const FHIR_PAYER = 'harbor-advantage'

/** One NDJSON file per resource type, as a bulk export names them. Laboratory values come as before, in CSV. */
export async function filesFhir(world: World, folder: string): Promise<Sent[]> {
  const deliveries: Sent[] = []
  for (const { delivery, after, until } of DELIVERIES) {
    const window: Window = { payer: FHIR_PAYER, from: after, until }
    const into = join(folder, FHIR_PAYER, delivery)
    mkdirSync(into, { recursive: true, mode: 0o700 })
    const paths: string[] = []
    const resources: [string, Sql][] = Object.entries(FHIR_RECORDS).map(([name, recordsOf]) => [
      name,
      recordsOf(window),
    ])
    if (delivery === '2025') resources.push(['Group', attributionList(window)])
    for (const [name, relation] of resources) {
      const path = join(into, `${name}-${delivery}.ndjson`)
      await writeLines(world, relation, path)
      paths.push(path)
    }
    const labs = join(into, `${FHIR_PAYER}-lab-result-${delivery}.csv`)
    await writeFile(world.engine, fileOf(tuva, 'lab_result'), labRecords(window), labs)
    deliveries.push({ payer: FHIR_PAYER, delivery, paths: [...paths, labs] })
  }
  return deliveries
}

/** One character that no resource holds: each line is written as it is. */
const NO_DELIMITER = literal('\u0001')

async function writeLines(world: World, relation: Sql, path: string): Promise<void> {
  await world.engine.run(
    sql`copy (${relation}) to ${literal(path)} (format csv, header false, delimiter ${NO_DELIMITER}, quote '', escape '')`,
  )
}
