import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from '../lake/sql.ts'
import type { FileLayout, Layout } from '../sources/layout.ts'
import { tuva } from '../sources/layout-tuva.ts'
import { type FileFormat, writeFile } from '../sources/write.ts'
import {
  attributionRecords,
  eligibilityRecords,
  labRecords,
  medicalRecords,
  pharmacyRecords,
  type Window,
} from './records-tuva.ts'
import { DELIVERIES, LATE_DELIVERIES, LATE_PAYER } from './versions.ts'
import type { World } from './world.ts'

/** How the five payers of the Tuva layer send. State Medicaid has no laboratory feed. */
export const TUVA_PAYERS: Record<string, { format: FileFormat; labs: boolean; roster: boolean }> = {
  'harbor-advantage': { format: 'csv', labs: true, roster: true },
  'state-medicaid': { format: 'parquet', labs: false, roster: false },
  'bridge-health-plan': { format: 'csv', labs: true, roster: true },
  'summit-health': { format: 'csv', labs: true, roster: true },
  'keystone-mutual': { format: 'parquet', labs: true, roster: false },
}

export type Sent = { payer: string; delivery: string; paths: string[] }

export function fileOf(layout: Layout, name: string): FileLayout {
  const found = layout.files.find((file) => file.name === name)
  if (!found) throw new Error(`${layout.name} has no file ${name}`)
  return found
}

/** Writes the deliveries of one payer, in order. */
export async function filesTuva(world: World, folder: string, payer: string): Promise<Sent[]> {
  const { format, labs, roster } = TUVA_PAYERS[payer] ?? { format: 'csv', labs: false, roster: false }
  const deliveries: Sent[] = []
  for (const { delivery, after, until } of payer === LATE_PAYER ? LATE_DELIVERIES : DELIVERIES) {
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
      const path = join(into, `${payer}-${name.replaceAll('_', '-')}-${delivery}.${format}`)
      await writeFile(world.engine, fileOf(tuva, name), relation, path, { format })
      paths.push(path)
    }
    deliveries.push({ payer, delivery, paths })
  }
  return deliveries
}
