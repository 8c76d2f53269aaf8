import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from '../../lake/sql.ts'
import { cclf } from '../../sources/cclf/layout.ts'
import { writeFile } from '../../sources/write.ts'
import type { World } from '../world.ts'
import { archive } from './archive.ts'
import { SUMMARY_NAMES, SUMMARY_TITLES, summaryRecord } from './cclf-summary.ts'
import { fileOf, type Sent } from './files-tuva.ts'
import { CCLF_RECORDS, cclfVersions, type Feed } from './records-cclf.ts'
import { DELIVERIES } from './versions.ts'

const ACOS = ['A1001', 'A1002'] as const

/** CMS names a package for its ACO, the performance year (ZCY, run-out ZCR) and the day it was made (packet 4.2). */
const NAMED: Record<string, { span: string; day: string }> = {
  '2024': { span: 'Y24', day: 'D250117.T0915000' },
  '2025': { span: 'Y25', day: 'D260116.T0915000' },
  '2025-runout': { span: 'R25', day: 'D260415.T0915000' },
}

/** Writes Medicare's deliveries: in each, one package per ACO with the files 0 to 9, A and B. */
export async function filesCclf(world: World, folder: string): Promise<Sent[]> {
  await cclfVersions(world)
  const deliveries: Sent[] = []
  for (const { delivery, after, until } of DELIVERIES) {
    const into = join(folder, 'medicare', delivery)
    mkdirSync(into, { recursive: true, mode: 0o700 })
    const named = NAMED[delivery] ?? { span: '', day: '' }
    const paths: string[] = []
    for (const aco of ACOS) {
      const path = join(into, `P.${aco}.ACO.ZC${named.span}.${named.day}.zip`)
      await packageOf(world, { aco, from: after, until }, named, into, path)
      paths.push(path)
    }
    deliveries.push({ payer: 'medicare', delivery, paths })
  }
  return deliveries
}

async function packageOf(
  world: World,
  feed: Feed,
  { span, day }: { span: string; day: string },
  into: string,
  path: string,
): Promise<void> {
  const nameOf = (file: string) => `P.${feed.aco}.ACO.ZC${file.slice(4).toUpperCase()}${span}.${day}`
  const summary = [SUMMARY_TITLES]
  const files: string[] = []
  for (const [file, recordsOf] of Object.entries(CCLF_RECORDS)) {
    const layout = fileOf(cclf, file)
    const to = join(into, nameOf(file))
    await world.engine.run(sql`create or replace temp table feed as ${recordsOf(feed)}`)
    const counted = await world.engine.one<{ records: number }>(sql`select count(*) as records from feed`)
    await writeFile(world.engine, layout, sql`select * from feed`, to)
    files.push(to)
    summary.push(
      summaryRecord(
        file.toUpperCase(),
        SUMMARY_NAMES[file] ?? file,
        String(counted?.records ?? 0),
        String(layout.recordLength),
      ),
    )
  }
  const to = join(into, nameOf('cclf0'))
  writeFileSync(to, `${summary.join('\n')}\n`, { mode: 0o600 })
  await archive([to, ...files], path)
  for (const file of [to, ...files]) rmSync(file)
}
