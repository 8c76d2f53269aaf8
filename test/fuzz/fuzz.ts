import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WholepanelError } from '../../src/error.ts'
import { Engine } from '../../src/lake/engine.ts'
import { sql } from '../../src/lake/sql.ts'
import { Region } from '../../src/region.ts'
import { type IngestReport, ingest } from '../../src/sources/ingest.ts'
import type { FileLayout } from '../../src/sources/layouts/layout.ts'
import { SOURCES } from '../../src/sources/sources.ts'
import { writeFile } from '../../src/sources/write.ts'
import { NOW, storeInMemory } from '../sources/region-with.ts'
import { countLines, countRecords, type Form } from './count-records.ts'
import { CANARY, type MadeFile, makeFile, makeMapped } from './made-file.ts'
import { MAPPED, MAPPINGS, type MappedFile, ORDERS } from './mapped-files.ts'
import { archived, mutated, mutatedBytes, nameOf } from './mutate.ts'
import { Random } from './random.ts'

export type Fuzzed = { name: string; bytes: Buffer; isArchive: boolean }
export type Fault = { name: string; bytes: Buffer; because: string }

/** A kind of small file that is made here: `weight` is how often, so that quickly read ones are tried more often. */
type Made = { weight: number; make: (random: Random) => MadeFile; named: (serial: string) => string }

/** From a layout's declaration. Resources take longest to read: they are of many kinds. */
const OF_LAYOUTS = SOURCES.flatMap(({ layout }): Made[] =>
  // Of FHIR the first file is what comes; the others describe resources.
  layout.files
    .filter((file, i) => file.format !== 'json' || i === 0)
    .map((file) => ({
      weight: file.format === 'json' ? 0.1 : Math.min(1, 8 / file.fields.length),
      make: (random) => makeFile(layout.name, file, random),
      named: (serial) => nameOf(layout.name, file, serial),
    })),
)
const mapped = (one: MappedFile): Made => ({
  weight: 0.2,
  make: (random) => makeMapped(one, random),
  named: one.named,
})
const MADE: readonly Made[] = [...OF_LAYOUTS, ...MAPPED.map(mapped)]

function chosen(random: Random): Made {
  for (;;) {
    const made = random.pick(MADE)
    if (random.chance(made.weight)) return made
  }
}

/** The files of one delivery. An archive comes alone: a broken one stops its delivery. */
export async function delivery(seed: number, size: number): Promise<Fuzzed[]> {
  const random = new Random(seed)
  const isArchive = random.chance(0.2)
  const files: Fuzzed[] = []
  const parquet = random.chance(0.3) ? await parquetFiles() : []
  for (let i = 0; i < (isArchive ? 1 : size); i++) {
    const { make, named } = i === 0 && !isArchive ? mapped(ORDERS) : chosen(random)
    const name = named(String(i).padStart(6, '0'))
    if (!isArchive && parquet.length > 0 && random.chance(0.1)) {
      const bytes = random.chance(0.3) ? random.pick(parquet) : mutatedBytes(random.pick(parquet), random)
      files.push({ name: `parquet-${i}.parquet`, bytes, isArchive })
      continue
    }
    const bytes = mutated(make(random), random)
    files.push({ ...(isArchive ? archived(bytes, name, random) : { bytes, name }), isArchive })
  }
  return files
}

/** Ingests the files twice and holds every invariant. One fault a file at most, the file beside it. */
export async function faultsOf(files: readonly Fuzzed[], twice = true): Promise<Fault[]> {
  const because = await broken(files, twice)
  if (because.length === 0) return []
  if (files.length === 1) return [{ ...(files[0] as Fuzzed), because: because.join('; ') }]
  const alone: Fault[] = []
  for (const file of files.filter(({ name }) => because.some((one) => one.startsWith(`${name}: `))))
    alone.push(...(await faultsOf([file], twice)))
  if (alone.length > 0) return alone
  const half = Math.ceil(files.length / 2)
  const found = [...(await faultsOf(files.slice(0, half), twice)), ...(await faultsOf(files.slice(half), twice))]
  return found.length > 0 ? found : [{ name: 'together', bytes: Buffer.alloc(0), because: because.join('; ') }]
}

async function broken(files: readonly Fuzzed[], twice: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
  try {
    const region = Region.create(join(folder, 'region'), { threads: 1 })
    cpSync(MAPPINGS, join(region.mappings, 'acme'), { recursive: true })
    mkdirSync(join(folder, 'sent'))
    for (const { name, bytes } of files) writeFileSync(join(folder, 'sent', name), bytes)
    const { store } = storeInMemory()
    const send = () =>
      ingest(
        region,
        { payer: 'acme', line_of_business: 'commercial', files: [join(folder, 'sent')] },
        { register: store, now: () => NOW },
      )
    const first = await send().catch((error: unknown) => error)
    if (first instanceof Error) return refusedWhole(first, files)
    const report = first as IngestReport
    const findings = [...countsOf(report, files), ...leaks(JSON.stringify(report.findings))]
    return twice ? [...findings, ...(await again(report, send))] : findings
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Only an archive may stop a delivery. */
function refusedWhole(error: Error, files: readonly Fuzzed[]): string[] {
  const isOurs = error instanceof WholepanelError && error.code !== 'state-unexpected'
  if (!isOurs || !files.some((file) => file.isArchive)) return [`stopped: ${stackOf(error)}`]
  return leaks(error.lines().join('\n'))
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? ` caused by ${error.cause.message}` : ''
  return `${error.message}${cause}`.slice(0, 600)
}

function countsOf(report: IngestReport, files: readonly Fuzzed[]): string[] {
  const faults: string[] = []
  for (const file of report.files) {
    const { received, accepted, warned, quarantined, superseded, duplicate, control, file_name } = file
    if (accepted + warned + quarantined + superseded + duplicate + control !== received)
      faults.push(`${file_name}: outcomes do not add up`)
    const sent = files.find(({ name }) => name === file_name)
    if (!sent) continue
    const expected = file.status === 'refused' ? countLines(sent.bytes) : counted(sent.bytes, formOf(file, sent.bytes))
    if (expected !== null && received !== expected)
      faults.push(`${file_name}: ${received} records (${file.status}), counted ${expected}`)
  }
  return faults
}

/** Null where a damaged Parquet footer says nothing to a strict reader: the engine's is more forgiving. */
function counted(bytes: Buffer, form: Form): number | null {
  if (form.kind === 'json' && isBrokenBundle(bytes)) return null
  if (form.kind !== 'parquet') return countRecords(bytes, form)
  try {
    return countRecords(bytes, form)
  } catch {
    return null
  }
}

/** Not JSON as a whole, so that only a reader that mends it can count. */
function isBrokenBundle(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
    return false
  } catch {
    const wide = Buffer.from('Bundle', 'utf16le')
    return ['Bundle', wide, Buffer.from(wide).swap16()].some((name) => bytes.includes(name))
  }
}

function formOf({ layout, layout_file }: IngestReport['files'][number], bytes: Buffer): Form {
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') return { kind: 'parquet' }
  const asMapped = layout === 'mapping' && [...MAPPED, ORDERS].find(({ file }) => file.name === layout_file)
  if (asMapped) return asMapped.form
  const files = SOURCES.find((one) => one.layout.name === layout)?.layout.files
  const format = files?.find((one) => one.name === layout_file)?.format
  return { kind: format === 'json' ? 'json' : format === 'delimited' ? 'csv' : 'lines' }
}

/** The same delivery a second time changes nothing: what was read is a duplicate, what was refused is refused. */
async function again(first: IngestReport, send: () => Promise<IngestReport>): Promise<string[]> {
  const second = await send()
  return second.files.flatMap((file) => {
    const before = first.files.find((one) => one.file_name === file.file_name && one.sha256 === file.sha256)
    const expected = before?.status === 'refused' ? 'refused' : 'duplicate'
    // Records that waited for a registration are looked at again: the file then corrects itself.
    if (file.because?.startsWith('corrects') && (before?.quarantined ?? 0) > 0) return []
    if (file.status !== expected || file.received !== before?.received)
      return [`${file.file_name}: the second time ${file.status} (${file.because}), the first ${before?.status}`]
    return expected === 'duplicate' && file.duplicate !== file.received
      ? [`${file.file_name}: the second time ${file.duplicate} of ${file.received} are duplicates`]
      : []
  })
}

const leaks = (said: string) => (CANARY.test(said) ? [`a message holds a value: ${said.match(CANARY)?.[0]}`] : [])

let kept: Buffer[] | null = null

/** Small valid Parquet files, written once. */
async function parquetFiles(): Promise<Buffer[]> {
  if (kept) return kept
  const { readFileSync } = await import('node:fs')
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-parquet-'))
  const engine = await Engine.open()
  kept = []
  const tuva = SOURCES.find(({ layout }) => layout.name === 'tuva')?.layout
  const eligibility = tuva?.files.find(({ name }) => name === 'eligibility')
  for (const rows of eligibility ? [0, 1, 5] : []) {
    const path = join(folder, `${rows}.parquet`)
    const relation = sql`select 'Zq' || (1000 + i)::varchar || 'x' as member_id, date '2025-01-01' as enrollment_start_date,
      date '2025-12-31' as enrollment_end_date from range(${rows}) r(i)`
    await writeFile(engine, eligibility as FileLayout, relation, path, { format: 'parquet' })
    kept.push(readFileSync(path))
  }
  engine.close()
  rmSync(folder, { recursive: true, force: true })
  return kept
}
