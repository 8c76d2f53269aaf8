import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from '../../lake/sql.ts'
import type { FileLayout, Layout } from '../../sources/layouts/layout.ts'
import { tuva } from '../../sources/layouts/layout-tuva.ts'
import { type FileFormat, writeFile } from '../../sources/write.ts'
import type { World } from '../world.ts'
import { type Draft, type Fault, spoil } from './faults.ts'
import {
  attributionRecords,
  eligibilityRecords,
  labRecords,
  medicalRecords,
  pharmacyRecords,
  type Window,
} from './records-tuva.ts'
import { DELIVERIES, QUARTERLY_DELIVERIES, QUARTERLY_PAYER } from './versions.ts'

/** How the payers of the Tuva layer send. State Medicaid has no laboratory feed. */
export const TUVA_PAYERS: Record<string, { format: FileFormat; labs: boolean; roster: boolean }> = {
  'state-medicaid': { format: 'parquet', labs: false, roster: false },
  'bridge-health-plan': { format: 'csv', labs: true, roster: true },
  'summit-health': { format: 'csv', labs: true, roster: true },
}

export type Sent = { payer: string; delivery: string; paths: string[] }

export function fileOf(layout: Layout, name: string): FileLayout {
  const found = layout.files.find((file) => file.name === name)
  if (!found) throw new Error(`${layout.name} has no file ${name}`)
  return found
}

/** Writes the deliveries of one payer, in order, and adds the faults it plants to `planted`. */
export async function filesTuva(world: World, folder: string, payer: string, planted: Fault[]): Promise<Sent[]> {
  const { format, labs, roster } = TUVA_PAYERS[payer] ?? { format: 'csv', labs: false, roster: false }
  const deliveries: Sent[] = []
  for (const { delivery, after, until } of payer === QUARTERLY_PAYER ? QUARTERLY_DELIVERIES : DELIVERIES) {
    const window: Window = { payer, from: after, until }
    const into = join(folder, payer, delivery)
    mkdirSync(into, { recursive: true, mode: 0o700 })
    const records: [string, Sql][] = [
      ['eligibility', eligibilityRecords(window)],
      ['medical_claim', medicalRecords(window)],
      ['pharmacy_claim', pharmacyRecords(window)],
      ...(labs ? [['lab_result', labRecords(window)] as [string, Sql]] : []),
      ...(roster && delivery === '2025' ? [['provider_attribution', attributionRecords(window)] as [string, Sql]] : []),
    ]
    const paths: string[] = []
    for (const [name, relation] of records) {
      const path = join(into, nameOf(payer, name, delivery, format))
      const clean: Draft = { relation, layout: fileOf(tuva, name), faults: [] }
      const draft = await spoil(world, payer, delivery, name, clean)
      await writeFile(world.engine, draft.layout, draft.relation, path, { format })
      for (const fault of draft.faults) planted.push({ ...fault, payer, delivery, file: name })
      paths.push(path)
    }
    deliveries.push({ payer, delivery, paths })
    if (planted.some((fault) => fault.expect === 'superseded' && fault.delivery === delivery && fault.payer === payer))
      deliveries.push(await corrected(world, folder, payer, window, delivery, format))
  }
  return deliveries
}

const nameOf = (payer: string, file: string, delivery: string, format: FileFormat) =>
  `${payer}-${file.replaceAll('_', '-')}-${delivery}.${format}`

/** The pharmacy file of a delivery once more, as it should have been, under the same name. */
async function corrected(
  world: World,
  folder: string,
  payer: string,
  window: Window,
  delivery: string,
  format: FileFormat,
): Promise<Sent> {
  const into = join(folder, payer, `${delivery}-corrected`)
  mkdirSync(into, { recursive: true, mode: 0o700 })
  const path = join(into, nameOf(payer, 'pharmacy_claim', delivery, format))
  await writeFile(world.engine, fileOf(tuva, 'pharmacy_claim'), pharmacyRecords(window), path, { format })
  return { payer, delivery: `${delivery}-corrected`, paths: [path] }
}
