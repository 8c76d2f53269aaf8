import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { literal, sql } from '../../src/lake/sql.ts'
import { ingest } from '../../src/sources/ingest.ts'
import type { FileCounts } from '../../src/sources/landing/submissions.ts'
import { SOURCES } from '../../src/sources/sources.ts'
import { countLines, countRecords, type Form } from '../fuzz/count-records.ts'
import { NOW, regionWith } from '../sources/region-with.ts'

export type Fate = {
  /** Where it stood in its delivery. */
  place: string
  status: string
  because: string | null
  layout: string | null
  received: number
  /** By the independent counter, over the bytes that were kept. */
  counted: number
  ends: Omit<Record<string, number>, 'received'>
  /** Rules by which records were quarantined. */
  rules: string[]
}

/** Every folder below the real files that holds payers' files, as one delivery; an archive alone, because a broken one stops its delivery. */
export function realDeliveries(root: string): string[] {
  const folders = new Set<string>()
  const walk = (folder: string) => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name)
      if (statSync(path).isDirectory()) walk(path)
      else if (isArchive(path)) folders.add(path)
      else if (!/(LICENSE|README\.md)$/.test(name)) folders.add(dirname(path))
    }
  }
  for (const folder of ['bcda', 'cclf-v38', 'fhir-eob']) walk(join(root, folder))
  return [...folders].map((path) => relative(root, path)).sort()
}

const isArchive = (path: string) => {
  const head = readFileSync(path).subarray(0, 4)
  return (head[0] === 0x50 && head[1] === 0x4b) || (head[0] === 0x1f && head[1] === 0x8b)
}

/** Takes a delivery into a region of its own, and counts every file again by other means. */
export async function reconcile(root: string, delivery: string): Promise<{ fates: Fate[]; stopped: string | null }> {
  const here = regionWith()
  try {
    const path = join(root, delivery)
    // Of a folder its own files only: folders in it, and archives, are deliveries of their own.
    const files = statSync(path).isDirectory()
      ? readdirSync(path)
          .map((name) => join(path, name))
          .filter((file) => !statSync(file).isDirectory() && !isArchive(file) && !/(LICENSE|README\.md)$/.test(file))
      : [path]
    const given = { payer: 'medicare', line_of_business: 'medicare-ffs', files }
    const report = await ingest(here.region, given, { register: here.store, now: () => NOW })
    const at = join(here.region.lake, 'medicare', report.submission_id)
    const kept = await here.lake((engine) =>
      engine.rows<{ file_id: string; place: string; stored_as: string }>(
        sql`select file_id, place, stored_as from read_parquet(${literal(join(at, 'file.parquet'))})`,
      ),
    )
    const rules = await here.lake((engine) =>
      engine.rows<{ file_id: string; rule: string }>(
        sql`select distinct file_id, rule from read_parquet(${literal(join(at, 'record.parquet'))})
          where outcome = 'quarantined' order by file_id, rule`,
      ),
    )
    const fates = report.files.map((file) => {
      const stored = kept.find((one) => one.file_id === file.file_id)
      const bytes = readFileSync(join(here.region.received, report.submission_id, stored?.stored_as ?? ''))
      return fateOf(file, stored?.place ?? '', bytes, rules)
    })
    return { fates, stopped: null }
  } catch (error) {
    return { fates: [], stopped: (error as { code?: string }).code ?? String(error) }
  } finally {
    here.remove()
  }
}

function fateOf(
  file: FileCounts,
  place: string,
  bytes: Buffer,
  rules: readonly { file_id: string; rule: string }[],
): Fate {
  const { received, accepted, warned, quarantined, superseded, duplicate, control } = file
  return {
    place,
    status: file.status,
    because: file.because,
    layout: file.layout_file ? `${file.layout}/${file.layout_file}` : null,
    received,
    counted: file.status === 'refused' ? countLines(bytes) : countRecords(bytes, { kind: kindOf(file) }),
    ends: { accepted, warned, quarantined, superseded, duplicate, control },
    rules: rules.filter((one) => one.file_id === file.file_id).map(({ rule }) => rule),
  }
}

function kindOf({ layout, layout_file }: FileCounts): Form['kind'] {
  const format = SOURCES.find((one) => one.layout.name === layout)?.layout.files.find(
    (one) => one.name === layout_file,
  )?.format
  return format === 'delimited' ? 'csv' : format === 'json' ? 'json' : 'lines'
}
