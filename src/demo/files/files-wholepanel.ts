import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from '../../lake/sql.ts'
import { wholepanel } from '../../sources/layouts/layout-wholepanel.ts'
import { writeFile } from '../../sources/write.ts'
import type { World } from '../world.ts'
import { fileOf, type Sent } from './files-tuva.ts'
import {
  advanceRecords,
  affiliationRecords,
  attestationRecords,
  labRecordsOfOthers,
  organizationRecords,
  practiceRecords,
} from './records-convener.ts'

/** What each payer advances for population health per member and month, in dollars. Medicare's advance is not made here. */
const ADVANCES: Record<string, string> = {
  'harbor-advantage': '4.00',
  'bridge-health-plan': '2.25',
  'summit-health': '2.75',
  'keystone-mutual': '3.00',
}

/** The directory, attestations and laboratory values of the convener; then each payer's payments outside claims. */
export async function filesWholepanel(world: World, folder: string): Promise<Sent[]> {
  const directory: [string, Sql][] = [
    ['organization', organizationRecords()],
    ['practice', practiceRecords()],
    ['affiliation', affiliationRecords()],
  ]
  const statements: [string, Sql][] = [
    ['attestation', attestationRecords(world.draw)],
    ['lab_result', labRecordsOfOthers()],
  ]
  const sent = [
    await deliver(world, folder, 'convener', 'directory', directory),
    await deliver(world, folder, 'convener', 'attestations-and-laboratory', statements),
  ]
  for (const [payer, pmpm] of Object.entries(ADVANCES))
    sent.push(await deliver(world, folder, payer, '2025', [['non_claims_payment', advanceRecords(payer, pmpm)]]))
  return sent
}

async function deliver(
  world: World,
  folder: string,
  payer: string,
  delivery: string,
  files: readonly [string, Sql][],
): Promise<Sent> {
  const into = join(folder, payer, delivery)
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const paths: string[] = []
  for (const [name, relation] of files) {
    const path = join(into, `${payer}-${name.replaceAll('_', '-')}.csv`)
    await writeFile(world.engine, fileOf(wholepanel, name), relation, path)
    paths.push(path)
  }
  return { payer, delivery, paths }
}
