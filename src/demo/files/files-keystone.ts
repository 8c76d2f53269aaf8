import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { literal, type Sql, sql } from '../../lake/sql.ts'
import { tuva } from '../../sources/layouts/layout-tuva.ts'
import { writeFile } from '../../sources/write.ts'
import type { World } from '../world.ts'
import { type Fault, spoil } from './faults.ts'
import { fileOf, type Sent } from './files-tuva.ts'
import { asKeystone } from './records-keystone.ts'
import { eligibilityRecords, labRecords, medicalRecords, pharmacyRecords, type Window } from './records-tuva.ts'
import { DELIVERIES } from './versions.ts'

/** The payer whose files have a layout of its own, which a mapping of the region reads. */
export const MAPPED_PAYER = 'keystone-mutual'
const NAMED: Record<string, string> = { eligibility: 'KM_MBR', medical_claim: 'KM_MED', pharmacy_claim: 'KM_RX' }

/** Text parted by bars, with a trailer that says how many records there are and what was paid. Laboratory values are Tuva's. */
export async function filesKeystone(world: World, folder: string, planted: Fault[]): Promise<Sent[]> {
  const deliveries: Sent[] = []
  for (const { delivery, after, until } of DELIVERIES) {
    const window: Window = { payer: MAPPED_PAYER, from: after, until }
    const into = join(folder, MAPPED_PAYER, delivery)
    mkdirSync(into, { recursive: true, mode: 0o700 })
    const records: [string, Sql][] = [
      ['eligibility', eligibilityRecords(window)],
      ['medical_claim', medicalRecords(window)],
      ['pharmacy_claim', pharmacyRecords(window)],
    ]
    const paths: string[] = []
    for (const [name, relation] of records) {
      const path = join(into, `${NAMED[name]}_${delivery.replace('-', '_').toUpperCase()}.txt`)
      const draft = await spoil(world, MAPPED_PAYER, delivery, name, {
        relation,
        layout: fileOf(tuva, name),
        faults: [],
      })
      await writeBarred(world, name, draft.relation, path)
      for (const fault of draft.faults) planted.push({ ...fault, payer: MAPPED_PAYER, delivery, file: name })
      paths.push(path)
    }
    const labs = join(into, `${MAPPED_PAYER}-lab-result-${delivery}.parquet`)
    await writeFile(world.engine, fileOf(tuva, 'lab_result'), labRecords(window), labs, { format: 'parquet' })
    deliveries.push({ payer: MAPPED_PAYER, delivery, paths: [...paths, labs] })
  }
  return deliveries
}

async function writeBarred(world: World, name: string, relation: Sql, path: string): Promise<void> {
  const { engine } = world
  await engine.run(sql`create or replace temp table barred as ${asKeystone(name, relation)}`)
  await engine.run(sql`copy (select * from barred) to ${literal(path)} (format csv, header true, delimiter '|')`)
  const paid = name === 'eligibility' ? sql`null` : sql`sum("PAID_AMT")::varchar`
  const trailer = await engine.one<{ records: number; paid: string | null }>(
    sql`select count(*) as records, ${paid} as paid from barred`,
  )
  appendFileSync(path, `${['TRL', trailer?.records, ...(trailer?.paid ? [trailer.paid] : [])].join('|')}\n`)
  await engine.run(sql`drop table barred`)
}
